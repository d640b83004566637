"""Tax kept back goes to the authority of its country, never more than is held, and nowhere else."""

from __future__ import annotations

import pytest

from tests.contracts.kinds import create, open_coupon, pay_all
from tests.contracts.restrictions import Restriction
from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import HONG_KONG, PROFESSIONAL, World

HELD = 250_000  # a tenth of the first coupon of a thousand units


@pytest.fixture
def held(world: World) -> World:
    """A tenth of a coupon is kept back for Hong Kong, whose authority is investor c's wallet."""
    other = create(world, withholding=[{"country": "HK", "percent": "10"}])
    other.distribute({other.investor_a: 400, other.investor_b: 600})
    other.bond.setWithholding(HONG_KONG, 0, 10**8, by=other.issuer)
    other.bond.setTaxAuthority(HONG_KONG, other.investor_c, by=other.issuer)
    open_coupon(other, 1)
    pay_all(other, other.investor_a, other.investor_b)
    return other


@pytest.mark.requirement("BOND-27")
@pytest.mark.parametrize("amount", [1, HELD])
def test_remit_tax__of_what_is_held__pays_the_authority(held: World, amount: int) -> None:
    sent = held.bond.remitTax(HONG_KONG, amount, by=held.paying_agent)
    assert sent.logs == [
        held.bond.log("TaxRemitted", HONG_KONG, held.investor_c.wallet, amount),
        held.cash.log("Transfer", held.bond, held.investor_c, amount),
    ]
    assert held.bond.taxHeld(HONG_KONG) == HELD - amount
    assert held.cash.balanceOf(held.investor_c) == amount


@pytest.mark.requirement("BOND-27")
@pytest.mark.parametrize(("country", "has"), [(HONG_KONG, HELD), (0, 0), (702, 0)])
@pytest.mark.parametrize("more", [None, 1, 2**255])
def test_remit_tax__more_than_is_held_or_nothing__reverts(
    held: World, country: int, has: int, more: int | None
) -> None:
    amount = 0 if more is None else has + more
    with reverts("NotRemittable", country=country, held=has, amount=amount):
        held.bond.remitTax(country, amount, by=held.paying_agent)


@pytest.mark.requirement("BOND-27")
def test_remit_tax__no_authority_named__reverts(held: World) -> None:
    held.bond.setTaxAuthority(HONG_KONG, ZERO, by=held.issuer)
    with reverts("NotRemittable", country=HONG_KONG, held=HELD, amount=1):
        held.bond.remitTax(HONG_KONG, 1, by=held.paying_agent)


@pytest.mark.requirement("BOND-27")
@pytest.mark.parametrize("caller", ["issuer", "investor_c", "outsider"])
def test_remit_tax__caller_not_the_paying_agent__reverts(held: World, caller: str) -> None:
    actor = getattr(held, caller)
    with unauthorized(actor, "PAYING_AGENT_ROLE"):
        held.bond.remitTax(HONG_KONG, 1, by=actor)


@pytest.mark.requirement("BOND-27")
def test_remit_tax__authority_cannot_take_money__reverts_and_keeps_it(held: World) -> None:
    held.cash.setAddressFrozen(held.investor_c, freeze=True, by=held.officer)
    with pytest.raises(Exception, match="TransferRestricted"):
        held.bond.remitTax(HONG_KONG, HELD, by=held.paying_agent)
    assert held.bond.taxHeld(HONG_KONG) == HELD


@pytest.mark.requirement("BOND-27")
def test_remit_tax__of_a_class__is_held_apart_from_countries(held: World) -> None:
    held.bond.setWithholding(0, PROFESSIONAL, 2 * 10**8, by=held.issuer)
    held.bond.setTaxAuthority(0, held.investor_b, by=held.issuer)
    open_coupon(held, 2)
    pay_all(held, held.investor_a)
    assert (held.bond.taxHeld(HONG_KONG), held.bond.taxHeld(0)) == (HELD, 200_000)
    before = held.cash.balanceOf(held.investor_b)
    held.bond.remitTax(0, 200_000, by=held.paying_agent)
    assert held.cash.balanceOf(held.investor_b) == before + 200_000
    assert (held.bond.taxHeld(HONG_KONG), held.bond.taxHeld(0)) == (HELD, 0)


@pytest.mark.requirement("BOND-27")
def test_remit_tax__authority_whose_account_takes_no_money__keeps_the_tax(held: World) -> None:
    held.cash.setAddressFrozen(held.investor_c, freeze=True, by=held.officer)
    call = {"from": held.bond, "to": held.investor_c, "amount": HELD}
    with reverts("TransferRestricted", reason=Restriction.RECEIVER_FROZEN, **call):
        held.bond.remitTax(HONG_KONG, HELD, by=held.paying_agent)
    assert (held.bond.taxHeld(HONG_KONG), held.cash.balanceOf(held.bond)) == (HELD, HELD)
    held.bond.setTaxAuthority(HONG_KONG, held.investor_b, by=held.issuer)
    held.bond.remitTax(HONG_KONG, HELD, by=held.paying_agent)
    assert held.bond.taxHeld(HONG_KONG) == 0
