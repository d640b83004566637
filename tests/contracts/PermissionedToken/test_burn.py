"""Units cease to be by an officer's act: of a bond only while every coupon recorded is funded, of money never."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import COURT_ORDER, NONE, Reason, enforced
from tests.contracts.PermissionedToken.kit import add_rules, set_rules
from tests.contracts.restrictions import insufficient
from tests.contracts.support import ZERO, Deployed, Sent, reverts, unauthorized
from tests.contracts.world import World

REASONS = pytest.mark.parametrize("reason", [NONE, COURT_ORDER], ids=["standard", "reason"])


@pytest.fixture
def bond(world: World) -> Deployed:
    """Investor a holds ten units and investor b twenty, the issuer the rest."""
    world.distribute({world.investor_a: 10, world.investor_b: 20})
    return world.bond


def burn(world: World, holder: object, amount: int, reason: Reason = NONE) -> Sent:
    """By the standard's own form where there is no reason."""
    stated = () if reason == NONE else reason
    sent: Sent = world.bond.burn(holder, amount, *stated, by=world.officer)
    return sent


@pytest.mark.requirement("TOK-18")
@REASONS
@pytest.mark.parametrize("amount", [1, 10])
def test_burn__free_units__cease_to_be(world: World, bond: Deployed, amount: int, reason: Reason) -> None:
    sent = burn(world, world.investor_a, amount, reason)
    assert sent.logs == [
        bond.log("Transfer", world.investor_a, ZERO, amount),
        enforced(bond, "burn", (world.investor_a, world.officer), (10, 10 - amount), reason),
    ]
    assert (bond.balanceOf(world.investor_a), bond.totalSupply()) == (10 - amount, 1_600 - amount)


@pytest.mark.requirement("TOK-17", "TOK-18")
@REASONS
def test_burn__more_than_is_free__unfreezes_only_the_shortfall_and_says_so_first(
    world: World, bond: Deployed, reason: Reason
) -> None:
    bond.freezePartialTokens(world.investor_a, 7, by=world.officer)
    sent = burn(world, world.investor_a, 5, reason)
    assert sent.logs == [
        bond.log("TokensUnfrozen", world.investor_a, 2),
        bond.log("Frozen", world.investor_a, 5),
        bond.log("Transfer", world.investor_a, ZERO, 5),
        enforced(bond, "burn", (world.investor_a, world.officer), (10, 5), reason),
    ]
    assert (bond.balanceOf(world.investor_a), bond.getFrozenTokens(world.investor_a)) == (5, 5)


@pytest.mark.requirement("TOK-17")
def test_burn__all_of_it_frozen_beyond_the_holding__keeps_the_excess_frozen(world: World, bond: Deployed) -> None:
    bond.setFrozenTokens(world.investor_a, 14, by=world.officer)
    burn(world, world.investor_a, 10)
    assert (bond.balanceOf(world.investor_a), bond.getFrozenTokens(world.investor_a)) == (0, 4)


@pytest.mark.parametrize("amount", [11, 2**64, 2**256 - 1])
def test_burn__more_than_held__reverts(world: World, bond: Deployed, amount: int) -> None:
    with insufficient(world.investor_a, 10, amount):
        burn(world, world.investor_a, amount)
    assert bond.totalSupply() == 1_600


def test_burn__nothing__reverts(world: World, bond: Deployed) -> None:
    assert bond.balanceOf(world.investor_a) == 10
    with reverts("InvalidAct", **{"from": world.investor_a, "to": ZERO}):
        burn(world, world.investor_a, 0)


def test_burn__holder_frozen_lapsed_and_token_paused_and_closed__goes_on(world: World, bond: Deployed) -> None:
    bond.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    world.registry.revoke(world.investor_a, bytes(32), by=world.registrar)
    set_rules(world, bond, closedFrom=1, closedUntil=2**40 - 1)
    bond.pause(by=world.pauser)
    burn(world, world.investor_a, 10)
    assert bond.totalSupply() == 1_590


@pytest.mark.requirement("TOK-30")
def test_burn__coupon_recorded_and_not_funded__reverts_until_it_is(world: World, bond: Deployed) -> None:
    """The coupon is funded for the units in issue: units burnt in between would go unpaid."""
    amount = world.record(1)
    with reverts("BurnNotOpen", couponsFunded=0, redemptionFunded=False):
        burn(world, world.investor_a, 10)
    world.fund_coupon(1)
    burn(world, world.investor_a, 10)
    assert bond.interestDue(world.investor_a) == (0, 10 * amount)


@pytest.mark.requirement("TOK-30")
def test_burn__in_the_record_second__is_before_the_coupon(world: World, bond: Deployed) -> None:
    bond.burn(world.investor_a, 10, by=world.officer, at=world.dates[0]["recordTime"])
    amount = world.open_coupon(1)
    bond.payCoupons([world.investor_a, world.investor_b, world.issuer], by=world.paying_agent)
    assert world.cash.balanceOf(world.investor_a) == 0
    assert world.cash.balanceOf(world.investor_b) == 20 * amount
    assert world.cash.balanceOf(bond) == 0


@pytest.mark.requirement("TOK-30")
def test_burn__after_the_record_time__leaves_the_coupon_to_who_earned_it(world: World, bond: Deployed) -> None:
    amount = world.open_coupon(1)
    burn(world, world.investor_a, 10)
    bond.payCoupons([world.investor_a, world.investor_b, world.issuer], by=world.paying_agent)
    assert world.cash.balanceOf(world.investor_a) == 10 * amount
    assert world.cash.balanceOf(bond) == 0


@pytest.mark.requirement("TOK-30")
def test_burn__principal_funded__reverts(world: World, bond: Deployed) -> None:
    world.mature()
    with reverts("BurnNotOpen", couponsFunded=2, redemptionFunded=True):
        burn(world, world.investor_a, 10)
    assert bond.balanceOf(world.investor_a) == 10


@pytest.mark.requirement("CASH-3", "TOK-30")
def test_burn__money__is_refused_to_everybody(world: World) -> None:
    world.mint(world.investor_a, 10)
    for form in ((), COURT_ORDER):
        with reverts("BurnRefused"):
            world.cash.burn(world.investor_a, 1, *form, by=world.officer)
        with unauthorized(world.central_bank, "COMPLIANCE_ROLE"):
            world.cash.burn(world.investor_a, 1, *form, by=world.central_bank)
    assert world.cash.totalSupply() == 10


@pytest.mark.requirement("TOK-10")
def test_burn__caller_not_officer__reverts(world: World, bond: Deployed) -> None:
    for form in ((), COURT_ORDER):
        with unauthorized(world.issuer, "COMPLIANCE_ROLE"):
            bond.burn(world.investor_a, 1, *form, by=world.issuer)
        with unauthorized(world.investor_a, "COMPLIANCE_ROLE"):
            bond.burn(world.investor_a, 1, *form, by=world.investor_a)


@pytest.mark.requirement("TOK-12")
@REASONS
def test_burn__external_rules__are_told_once(world: World, bond: Deployed, reason: Reason) -> None:
    rules = add_rules(world, bond)
    sent = burn(world, world.investor_a, 10, reason)
    told = [log for log in sent.logs if log.emitter == rules.wallet]
    assert told == [rules.log("Told", "destroyed", world.investor_a, ZERO, 10)]
