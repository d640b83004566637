"""A commitment is taken until the auction closes, once, with the bidder's own deposit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tenor.allocation.bidding import GRACE, commit_intent, deposit_intent, deposit_lock
from tests.contracts.SealedBids.bids import BID, FREE, SALT, Bidding, another, open_bidding
from tests.contracts.support import reverts, transact
from tests.contracts.world import World

if TYPE_CHECKING:
    from tenor.parties import Actor

NOTHING = bytes(32)
COMMITTED = 1


@pytest.mark.requirement("BID-2")
def test_commit__in_time__stands_and_shows_nothing(bidding: Bidding) -> None:
    value = bidding.commit()
    assert bidding.state() == COMMITTED
    shown = {"order": "A1", "kind": 1, "units": 300, "limit": 995_000_000, "salt": SALT}
    assert bidding.bids.commitmentOf(bidding.house.auction, bidding.world.investor_a, shown) == value
    assert bidding.world.cash.lockedBalanceOf(bidding.world.investor_a) == 100


@pytest.mark.requirement("BID-2")
def test_commit__after_the_close_or_to_no_auction__reverts(bidding: Bidding) -> None:
    house = bidding.house
    bidding.send(deposit_intent(house, bidding.world.investor_a, BID.order))
    bidding.close()
    with reverts("OutsideBidding", **{"from": 0, "by": house.closes_at, "time": bidding.world.now + 1}):
        bidding.send(commit_intent(house, bidding.world.investor_a, BID, SALT))
    with reverts("OutsideBidding", **{"from": 0, "by": 0, "time": bidding.world.now + 1}):
        bidding.send(commit_intent(replace(house, issue="NONE"), bidding.world.investor_a, BID, SALT))


@pytest.mark.requirement("BID-2")
def test_commit__twice__reverts(bidding: Bidding) -> None:
    value = bidding.commit()
    with reverts("WrongBidState", commitment=value, bidder=bidding.world.investor_a, state=COMMITTED):
        bidding.send(commit_intent(bidding.house, bidding.world.investor_a, BID, SALT))


@pytest.mark.requirement("BID-2")
def test_commit__copied_by_another__disturbs_nobody(bidding: Bidding) -> None:
    value, thief = bidding.commit(), bidding.world.investor_b
    bidding.send(deposit_intent(bidding.house, thief, BID.order))
    stolen = bidding.bids.data("commit", bidding.house.auction, value, deposit_lock(bidding.house, thief, BID.order))
    transact(bidding.world.chain, thief, bidding.bids.wallet, stolen)
    bidding.close()
    with reverts("WrongBidState", commitment=bidding.value(bidder=thief), bidder=thief, state=0):
        bidding.open(bidder=thief)
    bidding.open()


@pytest.mark.requirement("BID-4")
@pytest.mark.parametrize(
    "fault",
    ["too little", "ends too early", "for another", "spent by another", "hidden", "uncancellable", "none", "another's"],
)
def test_commit__deposit_not_in_order__reverts(bidding: Bidding, fault: str) -> None:
    world, house = bidding.world, bidding.house
    terms = {
        "lockReference": keccak(text=fault), "amount": 99 if fault == "too little" else 100,
        "receiver": (world.investor_b if fault == "for another" else world.issuer).wallet,
        "spender": world.settler.wallet if fault == "spent by another" else bidding.bids.wallet,
        "expiry": house.opens_until + GRACE - (fault == "ends too early"),
    }  # fmt: skip
    holder = world.investor_b if fault == "another's" else world.investor_a
    hidden, guarded = (keccak(text=fault) if fault == each else NOTHING for each in ("hidden", "uncancellable"))
    lock = _create(bidding, holder, terms, hidden, guarded)
    lock = keccak(text="no lock") if fault == "none" else lock
    with reverts("InvalidDeposit", lockId=lock):
        bidding.bids.commit(house.auction, bidding.value(), lock, by=world.investor_a)


@pytest.mark.requirement("BID-4")
def test_commit__deposit_of_another_bid__reverts(bidding: Bidding) -> None:
    bidding.commit()
    for other in (bidding, another(bidding, "EXAMPLE-2028")):
        with reverts("DepositUsed", lockId=bidding.lock()):
            other.bids.commit(other.house.auction, keccak(text="2"), bidding.lock(), by=bidding.world.investor_a)


@pytest.mark.requirement("BID-4")
def test_commit__no_deposit_asked__takes_none(world: World) -> None:
    bidding = open_bidding(world, deposit=0)
    bidding.commit(FREE)
    assert bidding.state(FREE) == COMMITTED
    with reverts("InvalidDeposit", lockId=keccak(text="x")):
        bidding.bids.commit(bidding.house.auction, bidding.value(), keccak(text="x"), by=world.investor_a)


def _create(bidding: Bidding, holder: Actor, terms: dict[str, Any], spend: bytes, cancel: bytes) -> bytes:
    packed = encode(["(bytes32,uint256,address,address,uint40)"], [tuple(terms.values())])
    bidding.world.cash.createLock(packed, spend, cancel, b"", by=holder)
    parts = [bidding.world.cash.wallet, holder.wallet, holder.wallet, terms["lockReference"]]
    return keccak(encode(["address", "address", "address", "bytes32"], parts))
