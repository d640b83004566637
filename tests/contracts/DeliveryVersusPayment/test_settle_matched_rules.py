"""Rules outside the token that call back in the middle of a settlement: each trade and each lock is used once."""

from __future__ import annotations

import pytest

from tests.contracts.DeliveryVersusPayment.cycles import Ring
from tests.contracts.DeliveryVersusPayment.matched import LOCKED, SETTLED, Matched
from tests.contracts.PermissionedToken.kit import add_rules
from tests.contracts.PermissionedToken.locking import lock_id
from tests.contracts.signing import PLAIN


@pytest.mark.requirement("DVP-10")
@pytest.mark.parametrize("how", ["settleMatched", "cancelLock", "expire"])
def test_settle_matched__rules_that_call_back__use_the_lock_once(matched: Matched, how: str) -> None:
    world = matched.deal.world
    trade = Matched(matched.deal, {**PLAIN, **LOCKED, "minimumPart": 2})
    rules = add_rules(world, world.bond)
    trade.match()
    lock = lock_id(world.bond, world.dvp, world.investor_a, trade.digest)
    if how == "cancelLock":
        rules.arm(world.bond, world.bond.data("cancelLock", lock, b"", b""), by=world.operator)
    else:
        rules.arm(world.dvp, world.dvp.data(how, *trade.args), by=world.operator)
    world.dvp.settlePart(*trade.args, 2, by=world.investor_a)
    if trade.status() != SETTLED:
        trade.settle()
    assert trade.status() == SETTLED
    assert world.bond.balanceOf(world.investor_b) == 6
    assert trade.locked() == (0, 0)
    assert world.cash.balanceOf(world.investor_a) == matched.deal.trade["amount"]


@pytest.mark.requirement("NET-8")
def test_settle_cycle__rules_that_call_back__settle_it_once(round_trip: Ring) -> None:
    world = round_trip.world
    rules = add_rules(world, world.bond)
    again = world.dvp.data("settleCycle", round_trip.cycle, round_trip.all_signatures())
    rules.arm(world.dvp, again, by=world.operator)
    sent = round_trip.settle()
    assert [log.values[0] for log in sent.logs if log.name == "CalledBack"] == [False]
    assert round_trip.balances() == [6, 11, 13, 1_420, 930, 650]
