"""A trade settles in parts where both agreed to that, and the parts come to the whole."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.DeliveryVersusPayment.deal import AMOUNT, UNITS, Deal
from tests.contracts.DeliveryVersusPayment.matched import LOCKED, MATCHED, SETTLED, Matched
from tests.contracts.signing import PLAIN
from tests.contracts.support import Sent, reverts


@pytest.fixture(params=[False, True], ids=["free", "locked"])
def parted(request: pytest.FixtureRequest, matched: Matched) -> Matched:
    """Six units for an amount that six does not divide, in parts of two at least; matched."""
    matched.deal.trade["amount"] = AMOUNT + 1
    found = Matched(matched.deal, {**PLAIN, "minimumPart": 2, "locked": request.param})
    found.match()
    return found


def settle(parted: Matched, units: int, by: str = "investor_a") -> Sent:
    world = parted.deal.world
    sent: Sent = world.dvp.settlePart(*parted.args, units, by=getattr(world, by))
    return sent


@pytest.mark.requirement("DVP-11")
def test_settle_part__parts_of_a_trade__come_to_the_whole(parted: Matched) -> None:
    world, total = parted.deal.world, AMOUNT + 1
    first = total * 2 // 6
    sent = settle(parted, 2)
    assert world.dvp.log("TradePartlySettled", parted.digest, 2, first, 2) in sent.logs
    assert parted.deal.holdings() == (8, 2, first, 2 * AMOUNT - first)
    assert parted.status() == MATCHED
    settle(parted, 4, by="investor_b")
    assert parted.deal.holdings() == (4, 6, total, 2 * AMOUNT - total)
    assert (parted.status(), parted.locked()) == (SETTLED, (0, 0))


@pytest.mark.requirement("DVP-11")
def test_settle_part__then_the_rest__is_whole(parted: Matched) -> None:
    settle(parted, 3)
    sent = parted.settle()
    names = [log.name for log in sent.logs if log.emitter == parted.deal.world.dvp.wallet]
    assert names == ["TradeSettled", "TradePartlySettled"]
    assert parted.deal.holdings() == (4, 6, AMOUNT + 1, AMOUNT - 1)


@pytest.mark.requirement("DVP-11")
def test_settle_part__too_small_too_large_or_nothing__reverts(parted: Matched) -> None:
    for units in (0, 1, 7, 2**256 - 1):
        with reverts("InvalidPart", units=units, left=6, minimumPart=2):
            settle(parted, units)
    settle(parted, 5)
    with reverts("InvalidPart", units=2, left=1, minimumPart=2):
        settle(parted, 2)
    world = parted.deal.world
    assert world.dvp.matchedTrade(parted.digest)["settledUnits"] == 5


@pytest.mark.requirement("DVP-11")
def test_settle_part__last_part_below_the_least__settles(parted: Matched) -> None:
    settle(parted, 5)
    settle(parted, 1)
    assert parted.status() == SETTLED


@pytest.mark.requirement("DVP-11")
def test_settle_part__by_no_party_or_where_none_are_agreed__reverts(parted: Matched, matched: Matched) -> None:
    world = parted.deal.world
    with reverts("NotParty", caller=world.settler):
        settle(parted, 2, by="settler")
    matched.deal.trade["nonce"] = 8
    matched.match()
    with reverts("InvalidPart", units=2, left=UNITS, minimumPart=0):
        settle(matched, 2)


@pytest.mark.requirement("DVP-11")
def test_settle_part__cancelled_or_expired_after_a_part__releases_the_rest(matched: Matched) -> None:
    world = matched.deal.world
    parted = Matched(matched.deal, {**PLAIN, **LOCKED, "minimumPart": 2})
    parted.match()
    settle(parted, 2)
    assert parted.locked() == (4, AMOUNT - AMOUNT // 3)
    for party in (world.investor_a, world.investor_b):
        world.dvp.cancel(*parted.args, True, by=party)  # noqa: FBT003
    assert parted.locked() == (0, 0)
    assert parted.deal.holdings() == (8, 2, AMOUNT // 3, 2 * AMOUNT - AMOUNT // 3)


@pytest.mark.requirement("DVP-11")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amount=st.integers(6, 2 * AMOUNT), cuts=st.lists(st.integers(2, 6), max_size=3))
def test_settle_part__any_parts_of_any_amount__pay_it_to_the_cent(
    matched: Matched, amount: int, cuts: list[int]
) -> None:
    world = matched.deal.world
    trade = {**matched.deal.trade, "amount": amount, "settleFrom": 0, "settleBy": world.now + 3_600}
    parted = Matched(Deal(world, trade), {**PLAIN, "minimumPart": 1})
    snapshot = world.chain.rpc("evm_snapshot")
    try:
        _settle_in_parts(parted, cuts)
        assert parted.deal.holdings() == (4, 6, amount, 2 * AMOUNT - amount)
    finally:
        world.chain.rpc("evm_revert", snapshot)


def _settle_in_parts(parted: Matched, cuts: list[int]) -> None:
    world, amount = parted.deal.world, parted.deal.trade["amount"]
    parted.match()
    left = UNITS
    for cut in cuts:
        units = min(cut, left)
        if units:
            settle(parted, units)
            left -= units
            paid = world.cash.balanceOf(world.investor_a)
            assert paid == amount * (UNITS - left) // UNITS
    if left:
        parted.settle()
