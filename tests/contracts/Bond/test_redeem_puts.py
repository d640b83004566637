"""Puts are repaid in one transaction at the price and the interest accrued to the day, as the twin has them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.contracts.early import CALL, PUT, TAXED, Pair, day, give, pair, prepare_puts, redeem_puts, stamp
from tests.contracts.kinds import (
    PER_HOLDING,
    PERCENTS,
    STEP_UP,
    ZERO_COUPON,
    fund,
)
from tests.contracts.support import ZERO, Refused, Sent, reverts, unauthorized
from tests.contracts.world import World

KINDS: dict[str, dict[str, Any]] = {
    "fixed": {},
    "actual days, down": {"coupon": {"day_count": "ACT/365F", "rounding": "per-unit-down", "rate_percent": "4.321"}},
    "per holding": {"coupon": PER_HOLDING},
    "taxed": TAXED,
    "per holding and taxed": {"coupon": PER_HOLDING, **TAXED},
    "amortising": {"amortisation": PERCENTS},
    "step-up": {"coupon": STEP_UP},
    "zero": {"coupon": ZERO_COUPON},
}
PRICES = {each["date"]: Fraction(each["price_percent"]) / 100 for each in PUT["dates"]}

DAY = day("2024-04-15")
EACH = 99_500 + 1_250  # [minor] price and a quarter's interest of one unit
RUN = 8  # of six coupons and the redemption, the first besides


def settle(played: Pair, on: str, *holders: object) -> Sent:
    """Repaid on both."""
    played.do("settle_puts", PRICES[on])
    name = list(played.twin.payouts)[-1]
    played.puts.add(name)
    played.settle(name)
    return redeem_puts(played, day(on), *holders)


@pytest.mark.requirement("OPT-7")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("on", PRICES)
def test_redeem_puts__any_kind_and_day__repays_what_the_twin_does_to_the_end(world: World, kind: str, on: str) -> None:
    """Investor a puts some units, b all and sells a part of them before; the rest of the bond is called."""
    played = pair(world, put=PUT, call=CALL, **KINDS[kind])
    other, bond, number = played.world, played.world.bond, 1
    while kind != "zero" and bond.coupon(number)["period"]["payTime"] < stamp(on + "T00:00"):
        played.open(number)
        number += 1
    other.advance(stamp(on + "T00:00") - 20 * 86_400)
    give(played, "investor_a", 33, on)
    give(played, "investor_a", 100, on)
    give(played, "investor_b", 500, on)
    played.sell("investor_b", "investor_c", 77)
    if kind != "zero" and bond.coupon(number)["period"]["payTime"] <= stamp(on + "T09:00"):
        played.open(number)
    other.advance(stamp(on + "T09:00"))
    sent = settle(played, on, other.investor_b, other.investor_c, other.investor_a)
    assert sent.logs[-1].name == "PutsRedeemed"
    assert sent.logs[-1].values[4] == (423, 0, 133)
    assert [bond.balanceOf(holder) for holder in played.holders()] == [200, 0, 244]
    assert bond.totalSupply() == 444
    played.call("2026-03-31T12:00")
    while kind != "zero" and bond.couponsFunded() < bond.couponCount() - 1:
        played.open(bond.couponsFunded() + 1)
    other.advance(stamp("2026-03-31T12:00"))
    played.do("call", Fraction("1.005"))
    played.settle(list(played.twin.payouts)[-1])
    played.finish()
    played.agree()


@pytest.fixture
def played(world: World) -> Pair:
    """Puts of 100 units of investor a and 500 of b, on their day."""
    bond = pair(world, put=PUT, call=CALL)
    bond.world.advance(stamp("2024-03-20T12:00"))
    give(bond, "investor_a", 100, "2024-04-15")
    give(bond, "investor_b", 500, "2024-04-15")
    bond.world.advance(stamp("2024-04-15T00:00"))
    return bond


@pytest.mark.requirement("OPT-7", "BOND-25")
def test_redeem_puts__two_holders__tells_of_all_and_takes_exactly_the_total(played: Pair) -> None:
    world, bond, cash = played.world, played.world.bond, played.world.cash
    a, b, agent = world.investor_a, world.investor_b, world.paying_agent
    assert bond.putRun(played.annex, DAY, [a, b]) == (RUN, EACH, 600, 600 * EACH)
    sent = redeem_puts(played, DAY, a, b)
    assert sent.logs == [
        cash.log("Transfer", agent, bond, 600 * EACH),
        cash.log("Transfer", bond, a, 100 * EACH),
        cash.log("Transfer", bond, b, 500 * EACH),
        bond.log("Transfer", a, ZERO, 100),
        bond.log("Transfer", b, ZERO, 500),
        bond.log("PutsRedeemed", DAY, RUN, 99_500, [a, b], [100, 500], [100 * 1_250, 500 * 1_250]),
    ]
    assert (cash.balanceOf(agent), cash.balanceOf(bond)) == (0, 0)
    assert (bond.putNotice(a), bond.putNotice(b)) == ((0, 0, False), (0, 0, False))
    assert bond.putRun(played.annex, DAY, [a, b]) == (RUN + 1, EACH, 0, 0)


@pytest.mark.requirement("OPT-7")
def test_redeem_puts__twice_or_a_holder_twice__pays_once(played: Pair) -> None:
    world, a = played.world, played.world.investor_a
    run = prepare_puts(played, DAY, a)
    sent = world.bond.redeemPuts(played.annex, DAY, [a, a, a], run.total, run.approval, by=world.paying_agent)
    assert sent.logs[-1].values[4] == (100, 0, 0)
    with reverts("WrongTotal", offered=run.total, due=0):
        world.bond.redeemPuts(played.annex, DAY, [a], run.total, run.approval, by=world.paying_agent)
    assert world.cash.balanceOf(a) == 100 * EACH


@pytest.mark.requirement("OPT-7", "BOND-25")
def test_redeem_puts__approval_used_before__reverts(played: Pair) -> None:
    """Of the same figures even: every run has a number of its own."""
    world, bond = played.world, played.world.bond
    empty = prepare_puts(played, DAY, world.investor_c)
    bond.redeemPuts(played.annex, DAY, [world.investor_c], 0, empty.approval, by=world.paying_agent)
    with pytest.raises(Refused, match="RunNotApproved"):
        bond.redeemPuts(played.annex, DAY, [world.investor_c], 0, empty.approval, by=world.paying_agent)
    other = prepare_puts(played, DAY, world.investor_a)
    with pytest.raises(Refused, match="WrongTotal"):
        bond.redeemPuts(played.annex, DAY, [world.investor_b], other.total, other.approval, by=world.paying_agent)
    with pytest.raises(Refused, match="RunNotApproved"):
        bond.redeemPuts(played.annex, DAY, [world.investor_a], other.total, empty.approval, by=world.paying_agent)


@pytest.mark.requirement("OPT-7")
def test_redeem_puts__seller_of_all__puts_nothing_and_the_buyer_keeps_its_units(played: Pair) -> None:
    world, bond = played.world, played.world.bond
    bond.transfer(world.investor_c, 333, by=world.investor_a)
    sent = redeem_puts(played, DAY, world.investor_a, world.investor_b)
    assert sent.logs[-1].values[4] == (0, 500)
    assert bond.balanceOf(world.investor_c) == 167 + 333


@pytest.mark.requirement("OPT-7", "BOND-3")
@pytest.mark.parametrize("changes", [{}, {"coupon": PER_HOLDING}], ids=["summed", "by coupon"])
def test_redeem_puts__coupon_paid_to_nobody_yet__stays_the_holders(world: World, changes: dict[str, Any]) -> None:
    played = pair(world, put=PUT, **changes)
    world, bond, a = played.world, played.world.bond, played.world.investor_a
    world.advance(stamp("2024-06-20T12:00"))
    give(played, "investor_a", 333, "2024-07-15")
    fund(world, 1)
    world.advance(stamp("2024-07-15T09:00"))
    owed, _ = bond.interestDue(a)
    assert owed > 0
    redeem_puts(played, day("2024-07-15"), a)
    assert world.cash.balanceOf(a) == 333 * 101_000
    assert (bond.balanceOf(a), bond.interestDue(a)) == (0, (owed, 0))
    bond.payCoupons([a], by=a)
    assert world.cash.balanceOf(a) == 333 * 101_000 + owed


@pytest.mark.requirement("OPT-7", "BOND-19")
def test_redeem_puts__batch_at_its_limit__passes_and_one_more_reverts(played: Pair) -> None:
    world, a = played.world, played.world.investor_a
    run = prepare_puts(played, DAY, a)
    with reverts("BatchTooLong", length=201, most=200):
        world.bond.redeemPuts(played.annex, DAY, [a] * 201, run.total, run.approval, by=world.paying_agent)
    world.bond.redeemPuts(played.annex, DAY, [a] * 200, run.total, run.approval, by=world.paying_agent)


@pytest.mark.requirement("OPT-7")
def test_redeem_puts__no_day_of_the_terms__reverts(played: Pair) -> None:
    world = played.world
    with reverts("NoSuchOption", day=DAY + 1):
        world.bond.redeemPuts(played.annex, DAY + 1, [], 0, world.approve(1), by=world.paying_agent)


@pytest.mark.requirement("OPT-7")
def test_redeem_puts__anybody_but_the_paying_agent__reverts(played: Pair) -> None:
    world = played.world
    for caller in (world.issuer, world.approver, world.investor_a, world.outsider):
        with unauthorized(caller, "PAYING_AGENT_ROLE"):
            world.bond.redeemPuts(played.annex, DAY, [world.investor_a], 0, world.approve(1), by=caller)
