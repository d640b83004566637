"""Either party holds the settlement back, and only who holds releases."""

from __future__ import annotations

import pytest

from tests.contracts.DeliveryVersusPayment.matched import EXPIRED, SETTLED, UNMATCHED, Matched
from tests.contracts.support import reverts


def hold(matched: Matched, party: str, *, held: bool = True) -> None:
    world = matched.deal.world
    who = getattr(world, party)
    sent = world.dvp.hold(*matched.args, held, by=who)
    assert sent.logs == [world.dvp.log("TradeHeld", matched.digest, who, held)]


@pytest.mark.requirement("DVP-12")
@pytest.mark.parametrize("party", ["investor_a", "investor_b"])
def test_hold__by_a_party__nothing_settles_until_it_releases(matched: Matched, party: str) -> None:
    other = {"investor_a": "investor_b", "investor_b": "investor_a"}[party]
    matched.match()
    hold(matched, party)
    hold(matched, other, held=False)
    with reverts("OnHold", digest=matched.digest):
        matched.settle()
    hold(matched, party, held=False)
    matched.settle()
    assert matched.status() == SETTLED


@pytest.mark.requirement("DVP-12")
def test_hold__by_nobodys_party_or_before_the_match__reverts(matched: Matched) -> None:
    world = matched.deal.world
    with reverts("WrongTradeStatus", digest=matched.digest, status=UNMATCHED):
        hold(matched, "investor_a")
    matched.match()
    with reverts("NotParty", caller=world.settler):
        hold(matched, "settler")


@pytest.mark.requirement("DVP-12")
def test_hold__until_the_deadline__the_trade_expires_and_nothing_is_stuck(locked: Matched) -> None:
    locked.match()
    hold(locked, "investor_b")
    world = locked.deal.world
    world.dvp.expire(*locked.args, by=world.investor_a, at=locked.deal.trade["settleBy"] + 1)
    assert (locked.status(), locked.locked()) == (EXPIRED, (0, 0))
