"""A matched trade is cancelled by both, never by one."""

from __future__ import annotations

import pytest

from tests.contracts.DeliveryVersusPayment.deal import AMOUNT, UNITS
from tests.contracts.DeliveryVersusPayment.matched import CANCELLED, MATCHED, SETTLED, UNMATCHED, Matched
from tests.contracts.support import Sent, reverts


def cancel(matched: Matched, party: str, *, asked: bool = True) -> Sent:
    world = matched.deal.world
    sent: Sent = world.dvp.cancel(*matched.args, asked, by=getattr(world, party))
    return sent


@pytest.mark.requirement("DVP-10")
@pytest.mark.parametrize("parties", [("investor_a", "investor_b"), ("investor_b", "investor_a")])
def test_cancel__by_both__ends_the_trade_and_releases_all(locked: Matched, parties: tuple[str, str]) -> None:
    world = locked.deal.world
    locked.match()
    sent = cancel(locked, parties[0])
    assert sent.logs == [world.dvp.log("CancellationAsked", locked.digest, getattr(world, parties[0]), True)]  # noqa: FBT003
    assert (locked.status(), locked.locked()) == (MATCHED, (UNITS, AMOUNT))
    sent = cancel(locked, parties[1])
    assert world.dvp.log("TradeCancelled", locked.digest, locked.deal.trade["tradeReference"]) in sent.logs
    assert (locked.status(), locked.locked()) == (CANCELLED, (0, 0))
    assert locked.deal.untouched()
    with reverts("WrongTradeStatus", digest=locked.digest, status=CANCELLED):
        locked.settle()


@pytest.mark.requirement("DVP-10")
def test_cancel__by_one_however_often__leaves_the_trade(matched: Matched) -> None:
    matched.match()
    for _ in range(2):
        cancel(matched, "investor_a")
    assert matched.status() == MATCHED
    matched.settle()
    assert matched.status() == SETTLED


@pytest.mark.requirement("DVP-10")
def test_cancel__taken_back_before_the_other_asks__leaves_the_trade(matched: Matched) -> None:
    matched.match()
    cancel(matched, "investor_a")
    cancel(matched, "investor_a", asked=False)
    cancel(matched, "investor_b")
    assert matched.status() == MATCHED


@pytest.mark.requirement("DVP-10")
def test_cancel__by_nobodys_party_or_before_the_match__reverts(matched: Matched) -> None:
    world = matched.deal.world
    with reverts("WrongTradeStatus", digest=matched.digest, status=UNMATCHED):
        cancel(matched, "investor_a")
    matched.match()
    for stranger in ("settler", "officer", "investor_c"):
        with reverts("NotParty", caller=getattr(world, stranger)):
            cancel(matched, stranger)


@pytest.mark.requirement("DVP-10")
def test_cancel__tokens_paused__releases_all_the_same(locked: Matched) -> None:
    world = locked.deal.world
    locked.match()
    world.bond.pause(by=world.pauser)
    world.cash.pause(by=world.pauser)
    for party in ("investor_a", "investor_b"):
        cancel(locked, party)
    assert locked.locked() == (0, 0)
