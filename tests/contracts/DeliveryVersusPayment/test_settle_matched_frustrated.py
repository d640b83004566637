"""One side of a matched and locked trade against the other: nobody ends it alone, and nothing waits in vain."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest

from tests.contracts.DeliveryVersusPayment.deal import AMOUNT
from tests.contracts.DeliveryVersusPayment.matched import EXPIRED, MATCHED, SETTLED, Matched
from tests.contracts.PermissionedToken.kit import set_limits, set_rules
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.signing import PLAIN
from tests.contracts.support import Refused, reverts

DAY = 86_400  # [s]


@pytest.mark.requirement("DVP-10")
def test_settle_matched__seller_leaves_itself_too_little_beside_the_lock__cannot(locked: Matched) -> None:
    """Two units are the least: of the four that are free, the seller cannot sell three and keep one."""
    world = locked.deal.world
    locked.match()
    with restricted(Restriction.MINIMUM_HOLDING, world.investor_a, world.investor_c, 3):
        world.bond.transfer(world.investor_c, 3, by=world.investor_a)
    world.bond.transfer(world.investor_c, 2, by=world.investor_a)
    locked.settle()
    assert locked.status() == SETTLED


@pytest.mark.requirement("LOCK-7")
@pytest.mark.parametrize("rule", ["volume", "holding"])
def test_settle_matched__rules_of_transfers_as_they_are_then__may_stop_it_and_nothing_is_stuck(
    locked: Matched, rule: str
) -> None:
    """What a party sends today, or holds already, counts: a known limit of trades that settle later."""
    world = locked.deal.world
    if rule == "volume":
        set_limits(world, world.bond, daily=6)
    else:
        set_rules(world, world.bond, maxHolding=6)
    locked.match()
    world.bond.transfer(world.investor_c if rule == "volume" else world.investor_b, 2, by=world.investor_a)
    reason = Restriction.DAILY_VOLUME if rule == "volume" else Restriction.MAXIMUM_HOLDING
    with restricted(reason, world.investor_a, world.investor_b, 6):
        locked.settle()
    world.dvp.expire(*locked.args, by=world.officer, at=locked.deal.trade["settleBy"] + 1)
    assert locked.locked() == (0, 0)


@pytest.mark.requirement("DVP-10")
def test_settle_matched__seller_redeems_what_it_sold__leaves_no_money_locked(locked: Matched) -> None:
    """The bond is repaid before the trade settles: the seller takes the money alone, and the trade can never settle."""
    world = locked.deal.world
    locked.deal.trade["settleBy"] = world.now + 366 * DAY
    locked.match()
    world.mature()
    world.bond.redeem([world.investor_a], by=world.investor_a)
    assert world.bond.lockedBalanceOf(world.investor_a) == 0
    world.dvp.cancel(*locked.args, True, by=world.investor_b)  # noqa: FBT003
    with contextlib.suppress(Refused):
        world.dvp.expire(*locked.args, by=world.investor_b)
    with contextlib.suppress(Refused):
        locked.settle()
    assert (locked.status() == MATCHED, world.cash.lockedBalanceOf(world.investor_b)) == (False, 0)


@pytest.mark.requirement("DVP-10")
def test_settle_matched__sold_units_taken_by_force__lets_the_buyer_have_its_money_back(locked: Matched) -> None:
    """The lock has ended for good: the money need not wait for the deadline."""
    world = locked.deal.world
    locked.match()
    by = locked.deal.trade["settleBy"]
    with pytest.raises(Refused, match="NotExpired"):
        world.dvp.expire(*locked.args, by=world.investor_b)
    world.bond.forcedTransfer(world.investor_a, world.investor_c, 10, by=world.officer)
    world.dvp.expire(*locked.args, by=world.investor_b)
    assert (locked.status(), world.cash.lockedBalanceOf(world.investor_b)) == (EXPIRED, 0)
    assert world.now < by


@pytest.mark.requirement("DVP-11")
def test_settle_part__parts_worth_less_than_a_minor_unit__are_no_parts(matched: Matched) -> None:
    """Six units for five minor units: the first part is worth 0.83, rounded down to nothing."""
    world = matched.deal.world
    matched.deal.trade["amount"] = 5
    parted = Matched(matched.deal, {**PLAIN, "minimumPart": 1})
    parted.match()
    before = world.cash.balanceOf(world.investor_a)
    world.bond.transfer(world.investor_b, 2, by=world.investor_a)
    with reverts("InvalidPart", units=1, left=6, minimumPart=1):
        world.dvp.settlePart(*parted.args, 1, by=world.investor_b)
    world.dvp.settlePart(*parted.args, 2, by=world.investor_b)
    assert world.cash.balanceOf(world.investor_a) == before + 1


@pytest.mark.requirement("DVP-7")
def test_revoke__by_the_buyer_of_a_trade_whose_time_is_over__leaves_the_nonce(matched: Matched) -> None:
    """`after it all consent is void`: the seller uses the nonce again for another buyer."""
    world = matched.deal.world
    old = {**matched.deal.trade, "settleBy": world.now + 10}
    signature = Matched(replace(matched.deal, trade=old)).signature("investor_a")
    world.advance(world.now + 20)
    with contextlib.suppress(Refused):
        world.dvp.revoke(old, PLAIN, signature, by=world.investor_b)
    assert not world.dvp.isNonceSpent(world.investor_a, 7)


@pytest.mark.requirement("DVP-10")
def test_affirm__trade_that_is_settled_or_revoked__reverts(matched: Matched) -> None:
    """Terminal: it must not be told of as affirmed again."""
    world = matched.deal.world
    matched.deal.settle()
    with pytest.raises(Refused):
        world.dvp.affirm(*matched.args, by=world.investor_a)


@pytest.mark.requirement("DVP-10")
def test_settle_matched__amounts__are_those_of_the_deal(matched: Matched) -> None:
    """The fixtures hold what these tests count on."""
    assert matched.deal.untouched()
    assert matched.deal.trade["amount"] == AMOUNT


@pytest.mark.requirement("DVP-7")
def test_revoke__by_the_buyer_who_signed_first__is_bound_until_the_deadline(matched: Matched) -> None:
    """Without the seller's signature the buyer has no proof that the nonce is one of its own trades."""
    world = matched.deal.world
    with reverts("NotSigned", party=world.investor_a):
        world.dvp.revoke(*matched.args, b"", by=world.investor_b)
    matched.match()
    assert matched.status() == MATCHED


@pytest.mark.requirement("DVP-7")
def test_revoke__by_one_of_two_buyers_under_one_nonce__ends_what_was_offered_to_either(matched: Matched) -> None:
    """A nonce stands for one of all trades that the seller signs under it."""
    world = matched.deal.world
    other = {**matched.deal.trade, "buyer": world.investor_c.wallet}
    signature = Matched(replace(matched.deal, trade=other)).signature("investor_a")
    world.dvp.revoke(other, PLAIN, signature, by=world.investor_c)
    with reverts("NonceSpent", party=world.investor_a, nonce=7):
        matched.match()
