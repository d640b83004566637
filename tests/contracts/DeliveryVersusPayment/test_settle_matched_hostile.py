"""Money that calls back or cheats: a trade moves both legs once, or none."""

from __future__ import annotations

import pytest

from tests.contracts.DeliveryVersusPayment.deal import AMOUNT, UNITS
from tests.contracts.DeliveryVersusPayment.matched import MATCHED, SETTLED, Matched
from tests.contracts.signing import PLAIN
from tests.contracts.support import Deployed, Refused


def paid_in(matched: Matched, cash: Deployed, **details: object) -> Matched:
    """The trade paid in other money, which the buyer has twice over and lets the venue take."""
    world = matched.deal.world
    cash.mint(world.investor_b, 2 * AMOUNT, by=world.operator)
    cash.approve(world.dvp, 2 * AMOUNT, by=world.investor_b)
    matched.deal.trade["cash"] = cash.wallet
    return Matched(matched.deal, {**PLAIN, **details})


@pytest.mark.requirement("DVP-1")
def test_settle_matched__money_that_calls_back__settles_once(matched: Matched) -> None:
    world = matched.deal.world
    cash = world.deploy("ReentrantCash")
    trade = paid_in(matched, cash)
    trade.match()
    cash.arm(world.dvp, world.dvp.data("settleMatched", *trade.args), False, by=world.operator)  # noqa: FBT003
    sent = trade.settle()
    assert [log.values[0] for log in sent.logs if log.name == "CalledBack"] == [False]
    assert (trade.status(), world.bond.balanceOf(world.investor_b)) == (SETTLED, UNITS)
    assert cash.balanceOf(world.investor_b) == AMOUNT


@pytest.mark.requirement("DVP-11")
def test_settle_part__money_that_calls_back_for_another_part__pays_each_once(matched: Matched) -> None:
    world = matched.deal.world
    cash = world.deploy("ReentrantCash")
    trade = paid_in(matched, cash, minimumPart=2)
    trade.match()
    cash.arm(world.dvp, world.dvp.data("settleMatched", *trade.args), False, by=world.operator)  # noqa: FBT003
    world.dvp.settlePart(*trade.args, 2, by=world.investor_a)
    assert (trade.status(), world.bond.balanceOf(world.investor_b)) == (SETTLED, UNITS)
    assert cash.balanceOf(world.investor_a) == AMOUNT


@pytest.mark.requirement("DVP-1")
@pytest.mark.parametrize("kind", ["FalseCash", "BlacklistCash", "BombCash"])
def test_settle_matched__money_that_refuses_the_seller__leaves_the_units(matched: Matched, kind: str) -> None:
    world = matched.deal.world
    cash = world.deploy(kind)
    trade = paid_in(matched, cash)
    trade.match()
    getattr(cash, "refuse" if kind == "FalseCash" else "blacklist")(world.investor_a, True, by=world.operator)  # noqa: FBT003
    with pytest.raises(Refused):
        trade.settle()
    assert (trade.status(), world.bond.balanceOf(world.investor_a)) == (MATCHED, 10)
    assert cash.balanceOf(world.investor_b) == 2 * AMOUNT


@pytest.mark.requirement("DVP-9")
def test_match_trade__locked_money_without_locks__matches_nothing(matched: Matched) -> None:
    trade = paid_in(matched, matched.deal.world.deploy("MockCash"), locked=True)
    with pytest.raises(Refused):
        trade.match()
    assert matched.deal.world.bond.lockedBalanceOf(matched.deal.world.investor_a) == 0
    assert not matched.deal.world.dvp.isNonceSpent(matched.deal.world.investor_a, 7)
