"""A bid is opened by who made it, after the close, as it was committed to, once; the deposit is given back."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tenor.allocation.bidding import deposit_intent, deposit_lock
from tenor.allocation.commitment import BID_TYPE, SealedBid, commitment
from tests.contracts.SealedBids.bids import BID, FREE, SALT, Bidding
from tests.contracts.support import Sent, reverts, transact

OPENED = 2


@pytest.mark.requirement("BID-3")
@pytest.mark.parametrize("bid", [BID, FREE, replace(BID, limit=Fraction(-5, 10_000))])
def test_open__after_the_close__tells_the_bid_and_gives_the_deposit_back(bidding: Bidding, bid: SealedBid) -> None:
    value = bidding.commit(bid)
    bidding.close()
    sent = bidding.open(bid)
    limit = 0 if bid.limit is None else int(bid.limit * 10**9)
    kind = int(bid.limit is not None)
    told = (bidding.house.auction, bidding.world.investor_a, value, bid.order, kind, bid.units, limit, SALT)
    assert sent.logs[0] == bidding.bids.log("BidOpened", *told)
    assert bidding.state(bid) == OPENED
    assert bidding.world.cash.lockedBalanceOf(bidding.world.investor_a) == 0


@pytest.mark.requirement("BID-3")
def test_open__before_the_close_or_after_the_end__reverts(bidding: Bidding) -> None:
    bidding.commit()
    window = {"from": bidding.house.closes_at + 1, "by": bidding.house.opens_until}
    with reverts("OutsideBidding", **window, time=bidding.world.now + 1):
        bidding.open()
    bidding.end()
    with reverts("OutsideBidding", **window, time=bidding.world.now + 1):
        bidding.open()


@pytest.mark.requirement("BID-3")
def test_open__not_what_was_committed_to__reverts(bidding: Bidding) -> None:
    bidding.commit()
    bidding.close()
    investor = bidding.world.investor_a
    for bid, salt in ((replace(BID, units=301), SALT), (replace(BID, limit=Fraction(1)), SALT), (BID, bytes(32))):
        value = commitment(bidding.house.auction, investor.wallet, bid, salt)
        with reverts("WrongBidState", commitment=value, bidder=investor, state=0):
            bidding.open(bid, salt=salt)
    assert bidding.state() == 1


@pytest.mark.requirement("BID-3")
def test_open__twice__reverts(bidding: Bidding) -> None:
    value = bidding.commit()
    bidding.close()
    bidding.open()
    with reverts("WrongBidState", commitment=value, bidder=bidding.world.investor_a, state=OPENED):
        bidding.open()


@pytest.mark.requirement("BID-3")
@pytest.mark.parametrize(("kind", "units", "limit"), [(1, 0, 1), (2, 1, 1), (0, 1, 1)])
def test_open__bid_that_makes_no_sense__reverts(bidding: Bidding, kind: int, units: int, limit: int) -> None:
    investor = bidding.world.investor_a
    shown = {"order": "A1", "kind": kind, "units": units, "limit": limit, "salt": SALT}
    value = bidding.bids.commitmentOf(bidding.house.auction, investor, shown)
    bidding.commit()
    bidding.send(deposit_intent(bidding.house, investor, "A9"))
    lock = deposit_lock(bidding.house, investor, "A9")
    bidding.bids.commit(bidding.house.auction, value, lock, by=investor)
    bidding.close()
    with reverts("InvalidBid"):
        bidding.bids.open(bidding.house.auction, shown, by=investor)


@pytest.mark.requirement("BID-3")
@pytest.mark.parametrize("order", [b"\xff", b"", b"A 1", "Ä1".encode(), b"A" * 65])
def test_open__order_that_not_everybody_can_read__reverts(bidding: Bidding, order: bytes) -> None:
    """An event that no reader can decode would hide the whole auction."""
    value = _commit_unchecked(bidding, order)
    bidding.close()
    with reverts("InvalidBid"):
        _open_unchecked(bidding, order)
    bidding.end()
    bidding.forfeit(value)


@pytest.mark.requirement("BID-3")
def test_open__longest_order__is_opened(bidding: Bidding) -> None:
    _commit_unchecked(bidding, b"~" * 64)
    bidding.close()
    assert _open_unchecked(bidding, b"~" * 64).logs[0].name == "BidOpened"


@pytest.mark.requirement("BID-3")
def test_open__deposit_taken_by_force_before__opens_all_the_same(bidding: Bidding) -> None:
    world = bidding.world
    bidding.commit()
    world.cash.forcedTransfer(world.investor_a, world.investor_b, 1_000, by=world.officer)
    bidding.close()
    bidding.open()
    assert bidding.state() == OPENED


def _commit_unchecked(bidding: Bidding, order: bytes) -> bytes:
    """Commit to a bid for 20 units under an order id of any bytes."""
    investor, house = bidding.world.investor_a, bidding.house
    words = (keccak(text=BID_TYPE), house.auction, investor.wallet, keccak(order), 0, 20, 0, SALT)
    types = ["bytes32", "bytes32", "address", "bytes32", "uint8", "uint64", "int64", "bytes32"]
    value = keccak(encode(types, words))
    bidding.send(deposit_intent(house, investor, "A1"))
    bidding.bids.commit(house.auction, value, deposit_lock(house, investor, "A1"), by=investor)
    return value


def _open_unchecked(bidding: Bidding, order: bytes) -> Sent:
    """Open it; a string is encoded as bytes are."""
    world = bidding.world
    selector = bidding.bids.data("open", bidding.house.auction, (BID.order, 0, 20, 0, SALT))[:4]
    data = encode(["bytes32", "(bytes,uint8,uint64,int64,bytes32)"], [bidding.house.auction, (order, 0, 20, 0, SALT)])
    return transact(world.chain, world.investor_a, bidding.bids.wallet, selector + data)
