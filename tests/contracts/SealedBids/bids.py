"""Sealed bids in tests: an auction that closes in an hour and opens for another, and investor a's bids in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tenor.allocation.bidding import (
    BiddingHouse,
    auction_intent,
    commit_intent,
    deposit_intent,
    deposit_lock,
    forfeit_intent,
    opening_intent,
)
from tenor.allocation.commitment import SealedBid, commitment
from tenor.allocation.methods import OrderKind
from tenor.allocation.sealed import Commitment
from tests.contracts.support import Deployed, Sent, transact

if TYPE_CHECKING:
    from tenor.chain.intent import Intent
    from tenor.parties import Actor
    from tests.contracts.world import World

HOUR = 3_600  # [s]
DEPOSIT = 100  # [minor]
SALT = bytes(range(32))
BID = SealedBid("A1", OrderKind.COMPETITIVE, 300, Fraction(995, 1000))
FREE = SealedBid("A2", OrderKind.NON_COMPETITIVE, 20, None)


@dataclass(frozen=True)
class Bidding:
    """The auction, and what its parties do."""

    world: World
    house: BiddingHouse
    bids: Deployed

    def send(self, intent: Intent) -> Sent:
        return transact(self.world.chain, intent.actor, intent.to, bytes.fromhex(intent.data[2:]))

    def commit(self, bid: SealedBid = BID, bidder: Actor | None = None) -> bytes:
        """Lock the deposit and commit; returns the commitment."""
        bidder = bidder or self.world.investor_a
        if self.house.deposit:
            self.send(deposit_intent(self.house, bidder, bid.order))
        self.send(commit_intent(self.house, bidder, bid, SALT))
        return self.value(bid, bidder)

    def value(self, bid: SealedBid = BID, bidder: Actor | None = None) -> bytes:
        return commitment(self.house.auction, (bidder or self.world.investor_a).wallet, bid, SALT)

    def lock(self, bid: SealedBid = BID) -> bytes:
        return deposit_lock(self.house, self.world.investor_a, bid.order)

    def open(self, bid: SealedBid = BID, bidder: Actor | None = None, salt: bytes = SALT) -> Sent:
        return self.send(opening_intent(self.house, bidder or self.world.investor_a, bid, salt))

    def forfeit(self, value: bytes, bidder: Actor | None = None) -> Sent:
        made = Commitment((bidder or self.world.investor_a).wallet, value, 0)
        return self.send(forfeit_intent(self.house, made, self.world.outsider))

    def state(self, bid: SealedBid = BID, bidder: Actor | None = None) -> int:
        bidder = bidder or self.world.investor_a
        state: int = self.bids.stateOf(self.house.auction, bidder, self.value(bid, bidder))
        return state

    def close(self) -> None:
        """Go to the first second of openings."""
        self.world.advance(self.house.closes_at)

    def end(self) -> None:
        """Go to where the next block comes after openings have ended."""
        self.world.advance(self.house.opens_until)


def open_bidding(world: World, deposit: int = DEPOSIT) -> Bidding:
    """The issuer's auction; investors a and b have 1,000 of cash each."""
    bids = world.deploy("SealedBids", world.issuer)
    now = world.now
    house = BiddingHouse(
        "test", "EXAMPLE-2027", bids.wallet, world.chain.chain_id, world.issuer, world.cash.wallet,
        now + HOUR, now + 2 * HOUR, deposit,
    )  # fmt: skip
    bidding = Bidding(world, house, bids)
    bidding.send(auction_intent(house))
    for investor in (world.investor_a, world.investor_b):
        world.mint(investor, 1_000)
    return bidding


def another(bidding: Bidding, issue: str) -> Bidding:
    """A second auction of the same seller."""
    house = replace(bidding.house, issue=issue)
    bidding.send(auction_intent(house))
    return replace(bidding, house=house)
