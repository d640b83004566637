"""The issuer sets the tax on interest: of a country or of an investor class, never of both at once."""

from __future__ import annotations

import pytest

from tests.contracts.kinds import create
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import HONG_KONG, PROFESSIONAL, World

WHOLE = 10**9
WITHHOLDING = [{"country": "HK", "percent": "10"}]


@pytest.fixture
def taxed(world: World) -> World:
    return create(world, withholding=WITHHOLDING)


@pytest.mark.requirement("BOND-27")
@pytest.mark.parametrize(
    ("country", "investor_class"), [(HONG_KONG, 0), (0, PROFESSIONAL), (1, 0), (65_535, 0), (0, 255)]
)
@pytest.mark.parametrize("rate", [0, 1, WHOLE])
def test_set_withholding__country_or_class__is_told(taxed: World, country: int, investor_class: int, rate: int) -> None:
    sent = taxed.bond.setWithholding(country, investor_class, rate, by=taxed.issuer)
    assert sent.logs == [taxed.bond.log("WithholdingSet", country, investor_class, rate, taxed.issuer.wallet)]


@pytest.mark.requirement("BOND-27")
@pytest.mark.parametrize(
    ("country", "investor_class", "rate"),
    [(0, 0, 1), (HONG_KONG, PROFESSIONAL, 1), (HONG_KONG, 0, WHOLE + 1), (0, 1, 2**32 - 1)],
)
def test_set_withholding__both_neither_or_more_than_all__reverts(
    taxed: World, country: int, investor_class: int, rate: int
) -> None:
    with reverts("InvalidWithholding", country=country, investorClass=investor_class, rate=rate):
        taxed.bond.setWithholding(country, investor_class, rate, by=taxed.issuer)


@pytest.mark.requirement("BOND-27")
def test_set_withholding__terms_that_do_not_withhold__reverts(world: World) -> None:
    with reverts("InvalidWithholding", country=HONG_KONG, investorClass=0, rate=1):
        world.bond.setWithholding(HONG_KONG, 0, 1, by=world.issuer)


@pytest.mark.requirement("BOND-27")
@pytest.mark.parametrize("caller", ["paying_agent", "officer", "investor_a"])
def test_set_withholding__caller_not_the_issuer__reverts(taxed: World, caller: str) -> None:
    actor = getattr(taxed, caller)
    with unauthorized(actor, "ISSUER_ROLE"):
        taxed.bond.setWithholding(HONG_KONG, 0, 0, by=actor)
