"""A put is paid or undone: whoever cannot be paid keeps units and notice, and nobody else can stop it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.bonds import fields
from tests.contracts.Bond.trouble import GRACE, RIGHTS
from tests.contracts.early import CALL, PUT, TAXED, Pair, day, give, pair, prepare_puts, redeem_puts, stamp
from tests.contracts.kinds import (
    create,
)
from tests.contracts.PermissionedToken.kit import add_rules, set_limits
from tests.contracts.support import ZERO, Sent, reverts
from tests.contracts.world import HONG_KONG, World
from tests.twin.bond_life import BondLife

DAY = day("2024-04-15")
EACH = 99_500 + 1_250  # [minor] price and a quarter's interest of one unit
RUN = 8  # of six coupons and the redemption, the first besides


@pytest.fixture
def played(world: World) -> Pair:
    """Puts of 100 units of investor a and 500 of b, on their day."""
    bond = pair(world, put=PUT, call=CALL)
    bond.world.advance(stamp("2024-03-20T12:00"))
    give(bond, "investor_a", 100, "2024-04-15")
    give(bond, "investor_b", 500, "2024-04-15")
    bond.world.advance(stamp("2024-04-15T00:00"))
    return bond


@pytest.mark.requirement("OPT-7", "BOND-8")
def test_redeem_puts__payee_refused__keeps_units_freeze_and_notice_and_the_money_returns(world: World) -> None:
    played = pair(world, put=PUT, **TAXED)
    world, bond, cash = played.world, played.world.bond, played.world.cash
    a, b = world.investor_a, world.investor_b
    world.advance(stamp("2024-03-20T12:00"))
    give(played, "investor_a", 100, "2024-04-15")
    give(played, "investor_b", 500, "2024-04-15")
    bond.freezePartialTokens(a, 300, by=world.officer)
    cash.setAddressFrozen(a, freeze=True, by=world.officer)
    world.advance(stamp("2024-04-15T09:00"))
    tax = [units * 1_250 - units * 1_250 * (10**9 - 123_456_000) // 10**9 for units in (100, 500)]
    sent = redeem_puts(played, DAY, a, b)
    assert sent.logs[-2] == bond.log("PutsRedeemed", DAY, RUN, 99_500, [a, b], [0, 500], [0, 500 * 1_250 - tax[1]])
    assert sent.logs[-1] == cash.log("Transfer", bond, world.paying_agent, 100 * EACH)
    assert bond.log("PaymentFailed", a, 100 * EACH - tax[0]) in sent.logs
    assert bond.log("TaxWithheld", b, RUN, HONG_KONG, tax[1]) in sent.logs
    assert [log for log in sent.logs if log.values[0] == a.wallet and log.name != "PaymentFailed"] == []
    assert (bond.balanceOf(a), bond.getFrozenTokens(a), bond.putNotice(a)) == (333, 300, (DAY, 100, True))
    assert (bond.totalSupply(), bond.taxHeld(HONG_KONG)) == (500, tax[1])
    assert cash.balanceOf(bond) == tax[1]
    cash.setAddressFrozen(a, freeze=False, by=world.officer)
    cash.transfer(world.issuer, cash.balanceOf(world.paying_agent), by=world.paying_agent)
    sent = redeem_puts(played, DAY, a)
    assert bond.log("TokensUnfrozen", a, 67) in sent.logs
    assert bond.log("Frozen", a, 233) in sent.logs
    assert (bond.balanceOf(a), bond.getFrozenTokens(a)) == (233, 233)
    assert cash.balanceOf(a) == 100 * EACH - tax[0]
    assert bond.taxHeld(HONG_KONG) == sum(tax)


@pytest.mark.requirement("OPT-7", "BOND-11")
def test_redeem_puts__frozen_holder_of_a_paused_bond__is_repaid(played: Pair) -> None:
    world, bond = played.world, played.world.bond
    bond.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    bond.pause(by=world.pauser)
    redeem_puts(played, DAY, world.investor_a)
    assert bond.isFrozen(world.investor_a)
    assert world.cash.balanceOf(world.investor_a) == 100 * EACH


@pytest.mark.requirement("OPT-7")
def test_redeem_puts__limited_number_of_holders__is_counted_also_where_one_is_refused(world: World) -> None:
    world = create(world, put=PUT)
    set_limits(world, world.bond, maxHolders=3)
    world.distribute({world.investor_a: 333, world.investor_b: 500})
    played = Pair(world, BondLife(fields(put=PUT)))
    world.advance(stamp("2024-03-20T12:00"))
    world.bond.givePutNotice(played.annex, DAY, 500, by=world.investor_b)
    world.advance(stamp("2024-04-15T09:00"))
    assert world.bond.limits()[1] == 3
    world.cash.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    redeem_puts(played, DAY, world.investor_b)
    assert world.bond.limits()[1] == 3
    world.cash.setAddressFrozen(world.investor_b, freeze=False, by=world.officer)
    world.cash.transfer(world.issuer, world.cash.balanceOf(world.paying_agent), by=world.paying_agent)
    redeem_puts(played, DAY, world.investor_b)
    assert world.bond.limits()[1] == 2


@pytest.fixture
def hostile(world: World) -> Pair:
    """The money itself holds thirty units and puts ten of them; it is the day."""
    cash = world.deploy("ReentrantCash")
    world.register(cash)
    played = pair(replace(world, cash=cash), put=PUT, **RIGHTS)
    world = played.world
    world.bond.transfer(cash, 30, by=world.investor_a)
    world.advance(stamp("2024-03-20T12:00"))
    world.bond.givePutNotice(played.annex, DAY, 10, by=world.become(cash.wallet))
    world.advance(stamp("2024-04-15T09:00"))
    return played


@pytest.mark.requirement("OPT-7", "BOND-18")
def test_redeem_puts__money_that_calls_back_to_sell__repays_the_units_put_once(hostile: Pair) -> None:
    """When it is taken it arms itself, and sells all that it has left when it is paid."""
    world, bond, cash = hostile.world, hostile.world.bond, hostile.world.cash
    run = prepare_puts(hostile, DAY, cash)
    later = cash.data("arm", bond, bond.data("transfer", world.investor_b, 20), False)  # noqa: FBT003
    cash.arm(cash, later, refuses=False, by=world.operator)
    sent = bond.redeemPuts(hostile.annex, DAY, [cash], run.total, run.approval, by=world.paying_agent)
    assert [log.values[0] for log in sent.logs if log.name == "CalledBack"] == [True, True]
    assert [bond.balanceOf(holder) for holder in (cash, world.investor_b)] == [0, 520]
    assert (bond.totalSupply(), cash.balanceOf(cash)) == (990, 10 * EACH)


def refusing(hostile: Pair, function: str, *arguments: object) -> Sent:
    """Missed for longer than its grace, the put is repaid in money that calls the bond back and then refuses it."""
    world, bond, cash = hostile.world, hostile.world.bond, hostile.world.cash
    world.advance(stamp("2024-06-20T12:00"))
    assert world.now > stamp("2024-04-16T00:00") + GRACE
    run = prepare_puts(hostile, DAY, cash)
    later = cash.data("arm", bond, bond.data(function, *arguments), True)  # noqa: FBT003
    cash.arm(cash, later, refuses=False, by=world.operator)
    sent: Sent = bond.redeemPuts(hostile.annex, DAY, [cash], run.total, run.approval, by=world.paying_agent)
    assert bond.log("PaymentFailed", cash, 10 * EACH) in sent.logs
    assert sent.logs[-1] == cash.log("Transfer", bond, world.paying_agent, 10 * EACH)
    assert [cash.balanceOf(each) for each in (bond, cash, world.paying_agent)] == [0, 0, 10 * EACH]
    return sent


@pytest.mark.requirement("OPT-7", "BOND-18")
def test_redeem_puts__refused_by_money_that_calls_back_to_sell__gives_back_the_units_put_and_no_others(
    hostile: Pair,
) -> None:
    world, bond, cash = hostile.world, hostile.world.bond, hostile.world.cash
    sent = refusing(hostile, "transfer", world.investor_b, 20)
    assert [log.values[0] for log in sent.logs if log.name == "CalledBack"] == [True, True]
    assert (bond.balanceOf(cash), bond.balanceOf(world.investor_b), bond.totalSupply()) == (10, 520, 1_000)
    assert bond.putNotice(cash) == (DAY, 10, True)
    redeem_puts(hostile, DAY, cash)
    assert (bond.balanceOf(cash), bond.totalSupply(), cash.balanceOf(cash)) == (0, 990, 10 * EACH)


@pytest.mark.requirement("OPT-7", "BOND-18")
def test_redeem_puts__refused_by_money_that_calls_back_to_put_again__keeps_one_notice(hostile: Pair) -> None:
    """While its units are away it puts its others: what comes back is put for the day that it was, and for no other."""
    bond, cash = hostile.world.bond, hostile.world.cash
    sent = refusing(hostile, "givePutNotice", hostile.annex, day("2024-07-15"), 20)
    assert [log.values[0] for log in sent.logs if log.name == "CalledBack"] == [True, True]
    assert (bond.balanceOf(cash), bond.totalSupply(), bond.putNotice(cash)) == (30, 1_000, (DAY, 10, True))


@pytest.mark.requirement("OPT-7", "BOND-18", "BOND-50")
def test_redeem_puts__refused_by_money_that_calls_back_to_declare_it__is_no_default(hostile: Pair) -> None:
    bond, cash = hostile.world.bond, hostile.world.cash
    sent = refusing(hostile, "declarePutDefault", cash)
    assert [log.values[0] for log in sent.logs if log.name == "CalledBack"] == [True, False]
    assert (bond.trouble()["missed"], bond.putNotice(cash)) == (0, (DAY, 10, True))


@pytest.mark.requirement("OPT-7", "BOND-17")
def test_redeem_puts__money_does_not_arrive__changes_nothing(hostile: Pair) -> None:
    world, bond, cash = hostile.world, hostile.world.bond, hostile.world.cash
    run = prepare_puts(hostile, DAY, cash)
    cash.arm(bond, bond.data("transfer", world.investor_b, 20), refuses=True, by=world.operator)
    with reverts("SafeERC20FailedOperation", token=cash):
        bond.redeemPuts(hostile.annex, DAY, [cash], run.total, run.approval, by=world.paying_agent)
    assert (bond.balanceOf(cash), bond.putNotice(cash), bond.totalSupply()) == (30, (DAY, 10, False), 1_000)


@pytest.mark.requirement("OPT-7", "TOK-12")
@pytest.mark.parametrize("mood", [0, 3])  # willing, or deaf
def test_redeem_puts__rules_outside__are_told_and_cannot_stop_it(played: Pair, mood: int) -> None:
    world = played.world
    rules = add_rules(world, world.bond)
    rules.become(mood, by=world.operator)
    sent = redeem_puts(played, DAY, world.investor_a)
    told = rules.log("Told", "destroyed", world.investor_a, ZERO, 100)
    assert (told in sent.logs) == (mood == 0)
    assert world.cash.balanceOf(world.investor_a) == 100 * EACH
