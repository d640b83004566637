"""A matched trade settles whole within its window, by whoever asks, from what is free or from what is locked."""

from __future__ import annotations

import pytest

from tests.contracts.DeliveryVersusPayment.deal import AMOUNT, UNITS
from tests.contracts.DeliveryVersusPayment.matched import LOCKED, MATCHED, SETTLED, UNMATCHED, Matched
from tests.contracts.restrictions import Restriction, insufficient, restricted
from tests.contracts.signing import PLAIN
from tests.contracts.support import Refused, reverts


@pytest.fixture(params=["matched", "locked"])
def either(request: pytest.FixtureRequest, matched: Matched) -> Matched:
    """A trade that was matched, without locks and with them."""
    found = matched if request.param == "matched" else Matched(matched.deal, {**PLAIN, **LOCKED})
    found.match()
    return found


@pytest.mark.requirement("DVP-1")
def test_settle_matched__in_its_window__moves_both_legs(either: Matched) -> None:
    world, trade = either.deal.world, either.deal.trade
    sent = either.settle()
    members = [trade[name] for name in ("tradeReference", "seller", "buyer", "security", "units", "cash", "amount")]
    assert [log for log in sent.logs if log.name in {"TradeSettled", "Transfer"}] == [
        world.dvp.log("TradeSettled", *members),
        world.bond.log("Transfer", world.investor_a, world.investor_b, UNITS),
        world.cash.log("Transfer", world.investor_b, world.investor_a, AMOUNT),
    ]
    assert either.deal.holdings() == (4, 6, AMOUNT, AMOUNT)
    assert (either.status(), either.locked()) == (SETTLED, (0, 0))


@pytest.mark.requirement("DVP-10")
def test_settle_matched__settled_already__is_terminal(either: Matched) -> None:
    world = either.deal.world
    either.settle()
    wrong = {"digest": either.digest, "status": SETTLED}
    with reverts("WrongTradeStatus", **wrong):
        either.settle()
    for act in (world.dvp.cancel, world.dvp.hold):
        with reverts("WrongTradeStatus", **wrong):
            act(*either.args, True, by=world.investor_a)  # noqa: FBT003
    with reverts("WrongTradeStatus", **wrong):
        world.dvp.expire(*either.args, by=world.settler, at=either.deal.trade["settleBy"] + 1)


@pytest.mark.requirement("DVP-4")
def test_settle_matched__outside_its_window__reverts(matched: Matched) -> None:
    world, trade = matched.deal.world, matched.deal.trade
    trade["settleFrom"] = trade["settleFrom"] + 1_000
    matched.match()
    window = {"settleFrom": trade["settleFrom"], "settleBy": trade["settleBy"]}
    for time in (trade["settleFrom"] - 1, trade["settleBy"] + 1):
        with reverts("OutsideSettlementWindow", **window, time=time):
            matched.settle(at=time)
    assert matched.status() == MATCHED
    assert world.bond.balanceOf(world.investor_b) == 0


@pytest.mark.requirement("DVP-4")
@pytest.mark.parametrize("edge", ["settleFrom", "settleBy"])
def test_settle_matched__at_the_edges_of_its_window__settles(matched: Matched, edge: str) -> None:
    trade = matched.deal.trade
    trade["settleFrom"] = trade["settleFrom"] + 1_000
    matched.match()
    matched.settle(at=trade[edge])
    assert matched.status() == SETTLED


@pytest.mark.requirement("DVP-1")
def test_settle_matched__one_side_short__leaves_both_legs(matched: Matched) -> None:
    world = matched.deal.world
    matched.match()
    world.cash.transfer(world.investor_c, AMOUNT + 1, by=world.investor_b)
    with insufficient(world.investor_b, AMOUNT - 1, AMOUNT):
        matched.settle()
    assert (matched.status(), world.bond.balanceOf(world.investor_a)) == (MATCHED, 10)
    world.cash.transfer(world.investor_b, 1, by=world.investor_c)
    matched.settle()
    assert matched.status() == SETTLED


@pytest.mark.requirement("DVP-1")
def test_settle_matched__receiver_frozen__leaves_both_legs_and_locks(locked: Matched) -> None:
    world = locked.deal.world
    locked.match()
    world.cash.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, world.investor_b, world.investor_a, AMOUNT):
        locked.settle()
    assert locked.deal.untouched()
    assert locked.locked() == (UNITS, AMOUNT)


@pytest.mark.requirement("DVP-9")
def test_settle_matched__lock_ended_by_force__neither_leg_moves(locked: Matched) -> None:
    world = locked.deal.world
    locked.match()
    world.bond.forcedTransfer(world.investor_a, world.investor_c, 6, by=world.officer)
    with pytest.raises(Refused, match="LockNotActive"):
        locked.settle()
    assert (locked.status(), locked.locked()) == (MATCHED, (0, AMOUNT))
    world.dvp.expire(*locked.args, by=world.investor_c, at=locked.deal.trade["settleBy"] + 1)
    assert locked.locked() == (0, 0)


@pytest.mark.requirement("DVP-8")
def test_settle_matched__never_matched__reverts(matched: Matched) -> None:
    with reverts("WrongTradeStatus", digest=matched.digest, status=UNMATCHED):
        matched.settle()
