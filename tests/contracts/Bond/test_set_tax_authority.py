"""The issuer names who receives a country's tax."""

from __future__ import annotations

import pytest

from tests.contracts.kinds import create
from tests.contracts.support import unauthorized
from tests.contracts.world import HONG_KONG, World


@pytest.mark.requirement("BOND-27")
@pytest.mark.parametrize("country", [0, HONG_KONG])
def test_set_tax_authority__by_the_issuer__is_told(world: World, country: int) -> None:
    other = create(world, withholding=[{"country": "HK", "percent": "10"}])
    sent = other.bond.setTaxAuthority(country, other.outsider, by=other.issuer)
    assert sent.logs == [other.bond.log("TaxAuthoritySet", country, other.outsider.wallet, other.issuer.wallet)]


@pytest.mark.requirement("BOND-27")
@pytest.mark.parametrize("caller", ["paying_agent", "officer", "investor_a"])
def test_set_tax_authority__caller_not_the_issuer__reverts(world: World, caller: str) -> None:
    actor = getattr(world, caller)
    with unauthorized(actor, "ISSUER_ROLE"):
        world.bond.setTaxAuthority(HONG_KONG, actor, by=actor)
