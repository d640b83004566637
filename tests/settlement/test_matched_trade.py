"""The life of a matched trade on Anvil, through its intents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from tenor.chain.clock import advance_to
from tenor.errors import InputError, TransactionFailed
from tenor.scenarios.market import MarketPlan, Stand, open_market
from tenor.settlement.market import balances_on_chain
from tenor.settlement.matched_trade import (
    Standing,
    Status,
    affirm_intent,
    cancel_intent,
    expire_intent,
    hold_intent,
    match_intent,
    settle_matched_intent,
    settle_part_intent,
    standing_of,
    withdraw_intent,
)
from tenor.settlement.trade import Details, Trade, Venue
from tests.settlement.instructions import BOND

SOON = 1_780_000_000  # [s]
OPENING = {("A", BOND): 100, ("B", "HKD"): 10_000}


@pytest.fixture(scope="module")
def stood() -> Iterator[Stand]:
    with open_market(MarketPlan("life", ["A", "B", "C"], {BOND: "HKD"}, OPENING, date(2026, 3, 4))) as stand:
        yield stand


@pytest.fixture
def stand(stood: Stand) -> Iterator[Stand]:
    snapshot = stood.chain.rpc("evm_snapshot")
    yield stood.again()
    assert stood.chain.rpc("evm_revert", snapshot)


@pytest.fixture
def venue(stood: Stand) -> Venue:
    return stood.market.venue(BOND, "HKD")


@pytest.fixture
def trade(stood: Stand) -> Trade:
    """A sells 10 units to B for HKD 10.01, in parts of 3 or more, locked."""
    a, b = stood.market.members["A"], stood.market.members["B"]
    return Trade("T-1", a, b, 10, 1_001, 0, SOON, 0, Details(minimum_part=3, locked=True))


def matched(stand: Stand, venue: Venue, trade: Trade) -> Standing:
    """The trade, matched by its agent with both signatures."""
    stand.sender.execute(match_intent(venue, trade, stand.keys, venue.agent))
    return standing_of(stand.chain, venue, trade)


def balances(stand: Stand) -> dict[tuple[str, str], int]:
    return {account: left for account, left in balances_on_chain(stand.chain, stand.market).items() if left}


@pytest.mark.requirement("SETTLE-4", "DVP-6")
def test_affirm_intent__both_parties__match_and_settle(stand: Stand, venue: Venue, trade: Trade) -> None:
    stand.sender.execute(affirm_intent(venue, trade, trade.seller))
    assert standing_of(stand.chain, venue, trade) == Standing(Status.UNMATCHED, 0, (), (), ("A",))
    stand.sender.execute(affirm_intent(venue, trade, trade.buyer))
    standing = standing_of(stand.chain, venue, trade)
    assert standing == Standing(Status.MATCHED, 0, (), (), ("A", "B"))
    stand.sender.execute(settle_matched_intent(venue, trade, standing))
    assert standing_of(stand.chain, venue, trade).status is Status.SETTLED
    assert balances(stand) == {("A", BOND): 90, ("B", BOND): 10, ("A", "HKD"): 1_001, ("B", "HKD"): 8_999}


@pytest.mark.requirement("SETTLE-4")
def test_withdraw_intent__one_affirmed__can_be_taken_back_and_not_twice(
    stand: Stand, venue: Venue, trade: Trade
) -> None:
    stand.sender.execute(affirm_intent(venue, trade, trade.buyer))
    stand.sender.execute(withdraw_intent(venue, trade, trade.buyer))
    assert standing_of(stand.chain, venue, trade).affirmed == ()
    with pytest.raises(TransactionFailed, match="WrongTradeStatus"):
        stand.again().sender.execute(withdraw_intent(venue, trade, trade.buyer))


@pytest.mark.requirement("SETTLE-4")
def test_match_intent__one_affirmed_the_other_signs__matches(stand: Stand, venue: Venue, trade: Trade) -> None:
    stand.sender.execute(affirm_intent(venue, trade, trade.seller))
    stand.sender.execute(match_intent(venue, trade, stand.keys, venue.agent, affirmed=("A",)))
    assert standing_of(stand.chain, venue, trade).status is Status.MATCHED


@pytest.mark.requirement("SETTLE-4")
def test_match_intent__signature_of_another_trade__is_refused(stand: Stand, venue: Venue, trade: Trade) -> None:
    other = replace(trade, units=11)
    intent = match_intent(venue, other, stand.keys, venue.agent)
    good = match_intent(venue, trade, stand.keys, venue.agent)
    forged = replace(intent, data=good.data[:-512] + intent.data[-512:])
    with pytest.raises(TransactionFailed, match="NotSigned"):
        stand.sender.execute(forged)


@pytest.mark.requirement("SETTLE-5", "DVP-11")
def test_settle_part_intent__parts__pay_the_amount_to_the_cent(stand: Stand, venue: Venue, trade: Trade) -> None:
    standing = matched(stand, venue, trade)
    paid = []
    for units in (3, 4):
        intent = settle_part_intent(venue, trade, trade.buyer, units, standing)
        paid.append(intent.movements[1].amount)
        stand.sender.execute(intent)
        standing = standing_of(stand.chain, venue, trade)
    assert (standing.status, standing.settled_units) == (Status.MATCHED, 7)
    last = settle_matched_intent(venue, trade, standing)
    stand.sender.execute(last)
    assert [*paid, last.movements[1].amount] == [300, 400, 301]
    assert balances(stand)["A", "HKD"] == 1_001
    assert standing_of(stand.chain, venue, trade).status is Status.SETTLED


@pytest.mark.requirement("SETTLE-5")
@pytest.mark.parametrize(("least", "units", "said"), [(3, 2, "from 3 to 10"), (3, 11, "from 3 to 10"), (0, 5, "whole")])
def test_settle_part_intent__part_that_was_not_agreed__is_refused(
    venue: Venue, trade: Trade, least: int, units: int, said: str
) -> None:
    parted = replace(trade, details=Details(minimum_part=least))
    unsettled = Standing(Status.MATCHED, 0, (), (), ())
    with pytest.raises(InputError, match=said):
        settle_part_intent(venue, parted, trade.seller, units, unsettled)


@pytest.mark.requirement("SETTLE-4", "DVP-12")
def test_hold_intent__held__does_not_settle_until_released(stand: Stand, venue: Venue, trade: Trade) -> None:
    standing = matched(stand, venue, trade)
    stand.sender.execute(hold_intent(venue, trade, trade.seller, held=True))
    assert standing_of(stand.chain, venue, trade).holds == ("A",)
    with pytest.raises(TransactionFailed, match="OnHold"):
        stand.sender.execute(settle_matched_intent(venue, trade, standing))
    stand.sender.execute(hold_intent(venue, trade, trade.seller, held=False))
    stand.sender.execute(hold_intent(venue, trade, trade.seller, held=True, occasion=2))
    stand.sender.execute(hold_intent(venue, trade, trade.seller, held=False, occasion=2))
    assert standing_of(stand.chain, venue, trade).holds == ()
    stand.sender.execute(settle_matched_intent(venue, trade, standing))


@pytest.mark.requirement("SETTLE-4", "DVP-10")
def test_cancel_intent__both_ask__ends_the_trade_and_one_alone_does_not(
    stand: Stand, venue: Venue, trade: Trade
) -> None:
    standing = matched(stand, venue, trade)
    stand.sender.execute(cancel_intent(venue, trade, trade.seller))
    assert standing_of(stand.chain, venue, trade) == replace(standing, cancels=("A",))
    stand.sender.execute(cancel_intent(venue, trade, trade.seller, asked=False))
    stand.sender.execute(cancel_intent(venue, trade, trade.buyer))
    assert standing_of(stand.chain, venue, trade) == replace(standing, cancels=("B",))
    stand.sender.execute(cancel_intent(venue, trade, trade.seller, occasion=2))
    assert standing_of(stand.chain, venue, trade).status is Status.CANCELLED
    assert balances(stand) == OPENING


@pytest.mark.requirement("SETTLE-4", "DVP-10")
def test_expire_intent__after_the_deadline_and_not_before__ends_the_trade(
    stand: Stand, venue: Venue, trade: Trade
) -> None:
    matched(stand, venue, trade := replace(trade, settle_by=1_775_000_000))
    outsider = stand.market.members["C"]
    with pytest.raises(TransactionFailed, match="NotExpired"):
        stand.sender.execute(expire_intent(venue, trade, outsider))
    advance_to(stand.chain, trade.settle_by + 1)
    stand.sender.execute(expire_intent(venue, trade, outsider))
    assert standing_of(stand.chain, venue, trade).status is Status.EXPIRED


@pytest.mark.requirement("SETTLE-4")
def test_intents__of_somebody_who_is_no_party__are_refused(stood: Stand, venue: Venue, trade: Trade) -> None:
    outsider = stood.market.members["C"]
    for make in (affirm_intent, withdraw_intent, cancel_intent):
        with pytest.raises(InputError, match="T-1: C is no party of it: A sells and B buys"):
            make(venue, trade, outsider)
    with pytest.raises(InputError, match="C is no party"):
        hold_intent(venue, trade, outsider, held=True)
