"""Rules outside the token (ERC-3643): asked before a transfer, told once of every movement."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import DEAF, REFUSING, SILENT, WILLING, add_rules, owner_of
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Deployed, Sent, reverts, unauthorized
from tests.contracts.world import World


def told(sent: Sent, rules: Deployed) -> list[tuple[object, ...]]:
    return [log.values for log in sent.logs if (log.emitter, log.name) == (rules.wallet, "Told")]


@pytest.mark.requirement("TOK-12", "TOK-27")
def test_set_compliance__external_rules__are_bound_and_named(world: World, token: Deployed) -> None:
    rules = world.deploy("MockRules")
    assert token.compliance() == token.wallet
    sent = token.setCompliance(rules, by=owner_of(world, token))
    assert sent.logs == [token.log("ComplianceAdded", rules), rules.log("TokenBound", token)]
    assert (token.compliance(), rules.getTokenBound()) == (rules.wallet, token.wallet)


@pytest.mark.requirement("TOK-12")
def test_set_compliance__none_or_the_token_itself__takes_them_away(world: World, token: Deployed) -> None:
    for nothing in (ZERO, token.wallet):
        rules = add_rules(world, token)
        rules.become(REFUSING, by=world.operator)
        sent = token.setCompliance(nothing, by=owner_of(world, token))
        assert sent.logs == [token.log("ComplianceAdded", token), rules.log("TokenUnbound", token)]
        assert (token.compliance(), rules.getTokenBound()) == (token.wallet, ZERO)
        assert token.transfer(world.investor_b, 2, by=world.investor_a).logs == [
            token.log("Transfer", world.investor_a, world.investor_b, 2)
        ]


@pytest.mark.requirement("TOK-12")
def test_set_compliance__others__take_the_place_of_the_first(world: World, token: Deployed) -> None:
    first, second = add_rules(world, token), add_rules(world, token)
    assert (first.getTokenBound(), second.getTokenBound()) == (ZERO, token.wallet)
    sent = token.transfer(world.investor_b, 4, by=world.investor_a)
    assert (told(sent, first), len(told(sent, second))) == ([], 1)


@pytest.mark.requirement("TOK-12")
@pytest.mark.parametrize("mood", [REFUSING, SILENT])
def test_set_compliance__rules_that_refuse_or_fail__refuse_transfers(world: World, token: Deployed, mood: int) -> None:
    rules = add_rules(world, token)
    rules.become(mood, by=world.operator)
    with restricted(Restriction.EXTERNAL_RULES, world.investor_a, world.investor_b, 4):
        token.transfer(world.investor_b, 4, by=world.investor_a)
    token.approve(world.settler, 4, by=world.investor_a)
    with restricted(Restriction.EXTERNAL_RULES, world.investor_a, world.investor_b, 4):
        token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)
    rules.become(WILLING, by=world.operator)
    token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)
    assert token.balanceOf(world.investor_b) == 24


@pytest.mark.requirement("TOK-12")
def test_set_compliance__each_kind_of_transfer__is_told_once_with_its_parties(world: World, token: Deployed) -> None:
    """CMTA/CMTAT#354: the hook ran twice, or was told of the spender in the place of the holder."""
    rules = add_rules(world, token)
    token.approve(world.settler, 9, by=world.investor_a)
    expected = [("transferred", world.investor_a.wallet, world.investor_b.wallet, 2)]
    assert told(token.transfer(world.investor_b, 2, by=world.investor_a), rules) == expected
    sent = token.transferFrom(world.investor_a, world.investor_b, 2, by=world.settler)
    assert told(sent, rules) == expected
    token.allowSettlement(allowed=True, by=world.investor_a)
    venue = world.become(world.dvp.wallet)
    assert told(token.transferFrom(world.investor_a, world.investor_b, 2, by=venue), rules) == expected


@pytest.mark.requirement("TOK-12")
def test_set_compliance__to_oneself_and_nothing__are_told_as_what_they_are(world: World, token: Deployed) -> None:
    rules = add_rules(world, token)
    a, b = world.investor_a.wallet, world.investor_b.wallet
    assert told(token.transfer(a, 4, by=world.investor_a), rules) == [("transferred", a, a, 4)]
    assert told(token.transfer(b, 0, by=world.investor_a), rules) == [("transferred", a, b, 0)]


@pytest.mark.requirement("TOK-12")
def test_set_compliance__money_redeemed__is_told_once(world: World) -> None:
    world.mint(world.investor_a, 10)
    rules = add_rules(world, world.cash)
    sent = world.cash.redeem(4, bytes(32), by=world.investor_a)
    assert told(sent, rules) == [("destroyed", world.investor_a.wallet, ZERO, 4)]


@pytest.mark.requirement("TOK-12")
def test_set_compliance__bond_redeemed__is_told_once_for_each_holder(world: World) -> None:
    world.distribute({world.investor_a: 10, world.investor_b: 20})
    rules = add_rules(world, world.bond)
    world.mature()
    sent = world.bond.redeem([world.investor_a, world.investor_b, world.investor_c], by=world.paying_agent)
    assert told(sent, rules) == [
        ("destroyed", world.investor_a.wallet, ZERO, 10),
        ("destroyed", world.investor_b.wallet, ZERO, 20),
    ]


@pytest.mark.requirement("TOK-12")
def test_set_compliance__freezes_and_coupons__are_no_movements(world: World) -> None:
    world.distribute({world.investor_a: 10})
    rules = add_rules(world, world.bond)
    rules.become(DEAF, by=world.operator)
    world.bond.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    world.bond.setFrozenTokens(world.investor_a, 4, by=world.officer)
    amount = world.open_coupon(1)
    world.bond.payCoupons([world.investor_a], by=world.paying_agent)
    assert world.cash.balanceOf(world.investor_a) == 10 * amount


@pytest.mark.requirement("TOK-12")
def test_set_compliance__rules_that_cannot_be_told__undo_the_transfer(world: World, token: Deployed) -> None:
    rules = add_rules(world, token)
    rules.become(DEAF, by=world.operator)
    with reverts("Unwilling"):
        token.transfer(world.investor_b, 4, by=world.investor_a)
    assert (token.balanceOf(world.investor_a), token.balanceOf(world.investor_b)) == (10, 20)


@pytest.mark.requirement("TOK-12")
def test_set_compliance__not_a_contract__reverts(world: World, token: Deployed) -> None:
    with reverts(""):
        token.setCompliance(world.outsider, by=owner_of(world, token))
    assert token.compliance() == token.wallet


@pytest.mark.requirement("TOK-10")
def test_set_compliance__caller_not_owner__reverts(world: World, token: Deployed) -> None:
    for caller in (world.officer, world.registrar, world.custodian):
        with unauthorized(caller):
            token.setCompliance(ZERO, by=caller)
