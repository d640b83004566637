"""Only the seller opens an auction, once for an issue and with times and a deposit that make sense."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.allocation.bidding import auction_intent
from tests.contracts.SealedBids.bids import HOUR, Bidding
from tests.contracts.support import ZERO, Deployed, reverts


@pytest.mark.requirement("BID-1")
def test_open_auction__by_the_seller__stands_as_told(bidding: Bidding) -> None:
    house = replace(bidding.house, issue="EXAMPLE-2028")
    sent = bidding.send(auction_intent(house))
    assert sent.logs[0].name == "AuctionOpened"
    assert sent.logs[0].values[0] == house.auction
    terms = {"closesAt": house.closes_at, "opensUntil": house.opens_until, "cash": house.cash, "deposit": 100}
    assert bidding.bids.auctionOf(house.auction) == terms
    assert bidding.bids.seller() == house.seller.wallet


@pytest.mark.requirement("BID-1")
def test_open_auction__anybody_else__reverts(bidding: Bidding) -> None:
    for caller in (bidding.world.investor_a, bidding.world.central_bank):
        with reverts("NotSeller", caller=caller):
            bidding.send(auction_intent(replace(bidding.house, issue="OTHER", seller=caller)))


@pytest.mark.requirement("BID-1")
def test_open_auction__without_sense__reverts(bidding: Bidding) -> None:
    house, now = replace(bidding.house, issue="OTHER"), bidding.world.now
    wrong = [
        bidding.house,  # there already
        replace(house, closes_at=now, opens_until=now + HOUR),
        replace(house, opens_until=house.closes_at),
        replace(house, cash=ZERO),
    ]
    for each in wrong:
        with reverts("InvalidAuction", auction=each.auction):
            bidding.send(auction_intent(each))


@pytest.mark.requirement("BID-1")
def test_open_auction__of_another_contract__has_another_id(bidding: Bidding) -> None:
    other: Deployed = bidding.world.deploy("SealedBids", bidding.world.issuer)
    assert replace(bidding.house, address=other.wallet).auction != bidding.house.auction
