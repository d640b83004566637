"""Rules outside the token that call back, fail or babble get nothing that they would not get by asking."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import (
    CLINGING,
    DEAF,
    GARBLED,
    REFUSING,
    SILENT,
    add_rules,
    holdings,
    owner_of,
    set_rules,
)
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Deployed, Sent
from tests.contracts.world import World


@pytest.fixture
def rules(world: World, token: Deployed) -> Deployed:
    """Bound to the token, and a verified wallet of their own."""
    found = add_rules(world, token)
    world.register(found)
    return found


def answer(sent: Sent) -> bool:
    """Whether the call back succeeded."""
    (log,) = [log for log in sent.logs if log.name == "CalledBack"]
    return log.values[0] is True


@pytest.mark.requirement("TOK-12")
def test_set_compliance__rules_that_transfer_on__move_only_what_is_theirs(
    world: World, token: Deployed, rules: Deployed
) -> None:
    rules.arm(token, token.data("transfer", world.investor_c, 10), by=world.operator)
    sent = token.transfer(rules, 4, by=world.investor_a)
    assert not answer(sent)
    rules.arm(token, token.data("transfer", world.investor_c, 4), by=world.operator)
    token.transfer(rules, 4, by=world.investor_b)
    assert holdings(token, world.investor_a, world.investor_b, rules, world.investor_c) == [6, 16, 4, 4]


@pytest.mark.requirement("TOK-12")
def test_set_compliance__rules_that_spend_during_a_transfer__spend_an_allowance_once(
    world: World, token: Deployed, rules: Deployed
) -> None:
    token.approve(rules, 4, by=world.investor_a)
    rules.arm(token, token.data("transferFrom", world.investor_a, rules, 4), by=world.operator)
    assert answer(token.transfer(world.investor_b, 2, by=world.investor_a))
    assert holdings(token, world.investor_a, world.investor_b, rules) == [4, 22, 4]
    rules.arm(token, token.data("transferFrom", world.investor_a, rules, 4), by=world.operator)
    assert not answer(token.transfer(world.investor_b, 0, by=world.investor_a))
    assert holdings(token, world.investor_a, world.investor_b, rules) == [4, 22, 4]


@pytest.mark.requirement("TOK-12", "TOK-29")
def test_set_compliance__rules_that_use_the_same_approval_again__find_it_used(
    world: World, token: Deployed, rules: Deployed
) -> None:
    set_rules(world, token, approvalNeeded=True)
    token.approve(rules, 4, by=world.investor_b)
    token.approveTransfer(world.investor_b, world.investor_a, 4, world.now + 100, by=world.custodian)
    rules.arm(token, token.data("transferFrom", world.investor_b, world.investor_a, 4), by=world.operator)
    assert not answer(token.transfer(world.investor_a, 4, by=world.investor_b))
    assert holdings(token, world.investor_a, world.investor_b) == [14, 16]


@pytest.mark.requirement("TOK-12")
@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("forcedTransfer", ("investor_b", "investor_a", 4)),
        ("setAddressFrozen", ("investor_b", True)),
        ("pause", ()),
        ("setCompliance", ("outsider",)),
        ("grantRole", (bytes(32), "outsider")),
    ],
)
def test_set_compliance__rules_that_act_as_an_officer__are_refused(
    world: World, token: Deployed, rules: Deployed, function: str, arguments: tuple[object, ...]
) -> None:
    plain = [getattr(world, each) if isinstance(each, str) else each for each in arguments]
    rules.arm(token, token.data(function, *plain), by=world.operator)
    assert not answer(token.transfer(world.investor_b, 4, by=world.investor_a))


@pytest.mark.requirement("TOK-12")
def test_set_compliance__rules_that_clean_up_after_a_mint__see_the_books_closed(world: World) -> None:
    rules = add_rules(world, world.cash)
    world.register(rules)
    rules.arm(world.cash, world.cash.data("redeem", 4, bytes(32)), by=world.operator)
    sent = world.cash.mint(rules, 10, bytes(32), by=world.central_bank)
    assert answer(sent)
    assert (world.cash.balanceOf(rules), world.cash.totalSupply()) == (6, 6)


@pytest.mark.requirement("TOK-12", "TOK-13")
def test_set_compliance__answer_that_is_no_yes_and_no_no__refuses_by_its_reason(
    world: World, token: Deployed, rules: Deployed
) -> None:
    """The views of ERC-7943 and ERC-1404 must answer, whatever stands behind them."""
    rules.become(GARBLED, by=world.operator)
    assert not token.canTransfer(world.investor_a, world.investor_b, 4)
    assert token.detectTransferRestriction(world.investor_a, world.investor_b, 4) == Restriction.EXTERNAL_RULES
    with restricted(Restriction.EXTERNAL_RULES, world.investor_a, world.investor_b, 4):
        token.transfer(world.investor_b, 4, by=world.investor_a)


@pytest.mark.requirement("TOK-27")
@pytest.mark.parametrize("mood", [REFUSING, SILENT, DEAF, CLINGING, GARBLED])
def test_set_compliance__rules_that_have_failed__can_be_taken_away(
    world: World, token: Deployed, rules: Deployed, mood: int
) -> None:
    """Otherwise a broken contract holds every unit for good."""
    rules.become(mood, by=world.operator)
    token.setCompliance(ZERO, by=owner_of(world, token))
    token.transfer(world.investor_b, 4, by=world.investor_a)
    assert token.balanceOf(world.investor_b) == 24


@pytest.mark.requirement("BOND-8", "TOK-12")
def test_set_compliance__rules_that_fail__do_not_stop_a_redemption(world: World) -> None:
    """What is due is paid whatever the rules of trading are: nothing may stop redemption."""
    world.distribute({world.investor_a: 10})
    rules = add_rules(world, world.bond)
    world.mature()
    rules.become(DEAF, by=world.operator)
    world.bond.redeem([world.investor_a], by=world.investor_a)
    assert world.bond.balanceOf(world.investor_a) == 0
    assert world.cash.balanceOf(world.investor_a) > 0


@pytest.mark.requirement("TOK-12")
def test_set_compliance__rules_whose_code_is_gone__hold_on_to_nothing_and_stop_no_payment(world: World) -> None:
    """An account that delegates to code (EIP-7702) may end that: then there is nothing to ask or tell."""
    world.distribute({world.investor_a: 10})
    gone, left = add_rules(world, world.bond), add_rules(world, world.cash)
    world.mature()
    for rules in (gone, left):
        world.chain.rpc("anvil_setCode", rules.wallet, "0x")
    with restricted(Restriction.EXTERNAL_RULES, world.investor_a, world.investor_b, 4):
        world.bond.transfer(world.investor_b, 4, by=world.investor_a)
    world.cash.setCompliance(ZERO, by=world.central_bank)
    paid = world.bond.redeem([world.investor_a], by=world.paying_agent)
    assert "Redeemed" in [log.name for log in paid.logs]
    assert world.bond.balanceOf(world.investor_a) == 0
    world.bond.setCompliance(ZERO, by=world.issuer)
    assert world.bond.compliance() == world.bond.wallet
