"""A matched trade that did not settle in time is over, whoever says so, and nothing stays locked."""

from __future__ import annotations

import pytest

from tests.contracts.DeliveryVersusPayment.matched import EXPIRED, Matched
from tests.contracts.PermissionedToken.locking import lock_id
from tests.contracts.support import reverts


@pytest.mark.requirement("DVP-10")
def test_expire__past_the_deadline__releases_both_sides(locked: Matched) -> None:
    world, trade = locked.deal.world, locked.deal.trade
    locked.match()
    by = trade["settleBy"]
    with reverts("NotExpired", deadline=by, time=by):
        world.dvp.expire(*locked.args, by=world.investor_c, at=by)
    sent = world.dvp.expire(*locked.args, by=world.investor_c, at=by + 1)
    assert world.dvp.log("TradeExpired", locked.digest, trade["tradeReference"]) in sent.logs
    assert (locked.status(), locked.locked()) == (EXPIRED, (0, 0))
    assert locked.deal.untouched()
    with reverts("WrongTradeStatus", digest=locked.digest, status=EXPIRED):
        locked.settle()


@pytest.mark.requirement("DVP-10")
def test_expire__lock_released_at_the_token_before__goes_on(locked: Matched) -> None:
    """Past the deadline anybody releases a lock at its token; the venue is not needed for it."""
    world = locked.deal.world
    locked.match()
    world.advance(locked.deal.trade["settleBy"] + 1)
    lock = lock_id(world.cash, world.dvp, world.investor_b, locked.digest)
    world.cash.cancelLock(lock, b"", b"", by=world.outsider)
    world.dvp.expire(*locked.args, by=world.outsider)
    assert (locked.status(), locked.locked()) == (EXPIRED, (0, 0))


@pytest.mark.requirement("DVP-10")
def test_expire__nothing_locked__only_ends_it(matched: Matched) -> None:
    world = matched.deal.world
    matched.match()
    sent = world.dvp.expire(*matched.args, by=world.outsider, at=matched.deal.trade["settleBy"] + 1)
    assert [log.name for log in sent.logs] == ["TradeExpired"]
    assert matched.status() == EXPIRED
