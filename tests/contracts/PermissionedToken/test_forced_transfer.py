"""An officer moves units against or without their holder's will, to a wallet that may receive."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import COURT_ORDER, NONE, Reason, enforced
from tests.contracts.PermissionedToken.kit import REFUSING, add_rules, holdings, second_wallet, set_limits, set_rules
from tests.contracts.restrictions import RESTRICTED, Restriction, bitmap, insufficient, restricted
from tests.contracts.support import ZERO, Deployed, Sent, reverts, unauthorized
from tests.contracts.world import HONG_KONG, PROFESSIONAL, World

REASONS = pytest.mark.parametrize("reason", [NONE, COURT_ORDER], ids=["standard", "reason"])


def force(world: World, token: Deployed, amount: int, reason: Reason = NONE, to: object = None) -> Sent:
    """From investor a, by the standard's own form where there is no reason."""
    stated = () if reason == NONE else reason
    sent: Sent = token.forcedTransfer(world.investor_a, to or world.investor_b, amount, *stated, by=world.officer)
    return sent


@pytest.mark.requirement("TOK-17", "TOK-18")
@REASONS
@pytest.mark.parametrize("amount", [1, 10])
def test_forced_transfer__free_units__move_and_say_why(
    world: World, token: Deployed, amount: int, reason: Reason
) -> None:
    supply = token.totalSupply()
    sent = force(world, token, amount, reason)
    assert sent.logs == [
        token.log("Transfer", world.investor_a, world.investor_b, amount),
        token.log("ForcedTransfer", world.investor_a, world.investor_b, amount),
        enforced(token, "forcedTransfer", (world.investor_a, world.officer), (10, 10 - amount), reason),
    ]
    assert holdings(token, world.investor_a, world.investor_b) == [10 - amount, 20 + amount]
    assert token.totalSupply() == supply


@pytest.mark.requirement("TOK-17")
@REASONS
def test_forced_transfer__more_than_is_free__unfreezes_only_the_shortfall_and_says_so_first(
    world: World, token: Deployed, reason: Reason
) -> None:
    """ERC-7943; Halborn on CMTAT 3.0: a forced transfer that left the frozen part as it was, or dropped all of it."""
    token.freezePartialTokens(world.investor_a, 7, by=world.officer)
    sent = force(world, token, 5, reason)
    assert sent.logs == [
        token.log("TokensUnfrozen", world.investor_a, 2),
        token.log("Frozen", world.investor_a, 5),
        token.log("Transfer", world.investor_a, world.investor_b, 5),
        token.log("ForcedTransfer", world.investor_a, world.investor_b, 5),
        enforced(token, "forcedTransfer", (world.investor_a, world.officer), (10, 5), reason),
    ]
    assert (token.balanceOf(world.investor_a), token.getFrozenTokens(world.investor_a)) == (5, 5)
    assert token.getFrozenTokens(world.investor_b) == 0


@pytest.mark.requirement("TOK-17")
@pytest.mark.parametrize(("frozen", "left"), [(3, 3), (10, 7), (13, 10), (2**64 - 1, 2**64 - 4)])
def test_forced_transfer__part_frozen__leaves_as_much_frozen_as_can_be(
    world: World, token: Deployed, frozen: int, left: int
) -> None:
    token.setFrozenTokens(world.investor_a, frozen, by=world.officer)
    force(world, token, 3)
    assert (token.balanceOf(world.investor_a), token.getFrozenTokens(world.investor_a)) == (7, left)


@pytest.mark.requirement("TOK-17")
@REASONS
def test_forced_transfer__to_the_same_wallet__reverts_and_unfreezes_nothing(
    world: World, token: Deployed, reason: Reason
) -> None:
    """ethereum/ERCs#1778, CMTA/CMTAT#380: forcedTransfer(a, a, x) unfroze x."""
    token.freezePartialTokens(world.investor_a, 10, by=world.officer)
    with reverts("InvalidAct", **{"from": world.investor_a, "to": world.investor_a}):
        force(world, token, 4, reason, to=world.investor_a)
    assert token.getFrozenTokens(world.investor_a) == 10


def test_forced_transfer__nothing__reverts(world: World, token: Deployed) -> None:
    with reverts("InvalidAct", **{"from": world.investor_a, "to": world.investor_b}):
        force(world, token, 0)


@pytest.mark.parametrize("amount", [11, 2**64, 2**256 - 1])
def test_forced_transfer__more_than_held__reverts(world: World, token: Deployed, amount: int) -> None:
    token.setFrozenTokens(world.investor_a, 4, by=world.officer)
    with insufficient(world.investor_a, 10, amount):
        force(world, token, amount)


@pytest.mark.requirement("TOK-1", "TOK-17")
def test_forced_transfer__receiver_that_may_not_receive__reverts(world: World, token: Deployed) -> None:
    world.register(token)
    refused = {world.outsider.wallet: Restriction.NOT_VERIFIED, ZERO: Restriction.INVALID_RECEIVER}
    for receiver, reason in (*refused.items(), (token.wallet, Restriction.INVALID_RECEIVER)):
        with restricted(reason, world.investor_a, receiver, 4):
            force(world, token, 4, to=receiver)
    token.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, world.investor_a, world.investor_b, 4):
        force(world, token, 4)
    assert token.balanceOf(world.investor_a) == 10


@pytest.mark.requirement("TOK-17")
def test_forced_transfer__receiver_whose_class_or_country_may_not_hold__reverts(world: World, token: Deployed) -> None:
    set_rules(world, token, excludedClasses=1 << PROFESSIONAL)
    with restricted(Restriction.INVESTOR_CLASS, world.investor_a, world.investor_b, 4):
        force(world, token, 4)
    set_rules(world, token)
    token.setCountries(RESTRICTED, 0, bitmap(HONG_KONG), by=world.officer)
    with restricted(Restriction.COUNTRY, world.investor_a, world.investor_b, 4):
        force(world, token, 4)


@pytest.mark.requirement("TOK-17")
def test_forced_transfer__every_rule_of_trading_on__goes_on(world: World, token: Deployed) -> None:
    """Forced acts keep only that the receiver is eligible."""
    set_rules(world, token, maxHolding=1, closedFrom=1, closedUntil=2**40 - 1, approvalNeeded=True, spenderList=True)
    set_limits(world, token, lockedUntil=2**40 - 1, daily=1, monthly=1, multiple=7)
    add_rules(world, token).become(REFUSING, by=world.operator)
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    world.registry.revoke(world.investor_a, bytes(32), by=world.registrar)
    token.pause(by=world.pauser)
    force(world, token, 9)
    assert holdings(token, world.investor_a, world.investor_b) == [1, 29]


@pytest.mark.requirement("TOK-14")
def test_forced_transfer__holders_counted__follow_it(world: World) -> None:
    world.advance(world.terms["issueTime"])
    set_limits(world, world.bond, maxHolders=2)
    world.bond.mint(world.investor_a, 10, by=world.issuer)
    second_wallet(world, world.outsider, of=world.investor_a)
    force(world, world.bond, 4, to=world.outsider)
    assert world.bond.limits()[1] == 1
    force(world, world.bond, 4)
    assert world.bond.limits()[1] == 2
    force(world, world.bond, 2)
    assert world.bond.limits()[1] == 2
    world.bond.forcedTransfer(world.outsider, world.investor_b, 4, by=world.officer)
    assert world.bond.limits()[1] == 1


@pytest.mark.requirement("BOND-3")
def test_forced_transfer__after_a_record_time__leaves_the_coupon_behind(world: World) -> None:
    world.distribute({world.investor_a: 10})
    amount = world.record(1)
    force(world, world.bond, 10)
    assert world.bond.interestDue(world.investor_a) == (0, 10 * amount)
    assert world.bond.interestDue(world.investor_b) == (0, 0)


def test_forced_transfer__allowance__is_not_touched(world: World, token: Deployed) -> None:
    """Halborn on CMTAT 3.0: a forced transfer spent the holder's allowance."""
    token.approve(world.officer, 6, by=world.investor_a)
    force(world, token, 4)
    assert token.allowance(world.investor_a, world.officer) == 6


@pytest.mark.requirement("TOK-12")
@REASONS
def test_forced_transfer__external_rules__are_told_once(world: World, token: Deployed, reason: Reason) -> None:
    rules = add_rules(world, token)
    sent = force(world, token, 4, reason)
    told = [log for log in sent.logs if log.emitter == rules.wallet]
    assert told == [rules.log("Told", "transferred", world.investor_a, world.investor_b, 4)]


@pytest.mark.requirement("TOK-10")
def test_forced_transfer__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    for form in ((), COURT_ORDER):
        for caller in (world.issuer, world.registrar, world.custodian, world.investor_a):
            with unauthorized(caller, "COMPLIANCE_ROLE"):
                token.forcedTransfer(world.investor_a, world.investor_b, 4, *form, by=caller)
