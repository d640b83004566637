"""Sealed bids on a chain: the intents of seller and bidders, and the auction as its contract's events tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from eth_utils.crypto import keccak

from tenor.allocation.commitment import KINDS, SealedBid, auction_id, commitment
from tenor.allocation.methods import OrderKind
from tenor.allocation.sealed import Commitment, Opening, SealedAuction
from tenor.chain.connection import Chain
from tenor.chain.contract import calldata
from tenor.chain.events import Event, read_events
from tenor.chain.intent import Intent, intent_id
from tenor.chain.locks import LockTerms, lock_data, lock_id
from tenor.errors import InputError
from tenor.parties import Actor
from tenor.units import rate_to_chain, share_from_chain

STAGE = "auction"
GRACE = 86_400  # [s] that a deposit outlasts the openings, as SealedBids.sol asks
_ORDER = r"[!-~]{1,64}"  # as SealedBids.sol opens
_KIND_OF = {number: kind for kind, number in KINDS.items()}


@dataclass(frozen=True, slots=True)
class BiddingHouse:
    """Where the sealed bids for one issue are taken.

    Args:
        campaign: campaign id, for the intents.
        issue: id of the issue.
        address: of the SealedBids contract.
        chain_id: of its chain.
        seller: opens the auction, and is given what is forfeited.
        cash: address of the token whose locks are deposits.
        closes_at: last second of commitments [s].
        opens_until: last second of openings [s].
        deposit: of each bid; 0 for none [minor].
    """

    campaign: str
    issue: str
    address: str
    chain_id: int
    seller: Actor
    cash: str
    closes_at: int
    opens_until: int
    deposit: int = 0

    @property
    def auction(self) -> bytes:
        """Id of the auction, 32 bytes."""
        return auction_id(self.chain_id, self.address, self.issue)


def auction_intent(house: BiddingHouse) -> Intent:
    """The seller opens the auction."""
    terms = {
        "closesAt": house.closes_at,
        "opensUntil": house.opens_until,
        "cash": house.cash,
        "deposit": house.deposit,
    }
    data = calldata("SealedBids", "openAuction", keccak(text=house.issue), terms)
    return _intent(house, "open auction", house.issue, house.seller, data)


def deposit_intent(house: BiddingHouse, bidder: Actor, order: str) -> Intent:
    """A bidder locks the deposit of a bid on its own cash account.

    Raises:
        InputError: the auction asks for none.
    """
    if not house.deposit:
        raise InputError(f"auction of {house.issue}", "it asks for no deposit", "Commit without one")
    reference, expiry = _reference(house, order), house.opens_until + GRACE
    data = lock_data(LockTerms(reference, house.deposit, house.seller.wallet, house.address, expiry))
    return replace(_intent(house, "deposit", order, bidder, data), to=house.cash)


def deposit_lock(house: BiddingHouse, bidder: Actor, order: str) -> bytes:
    """Id of the lock that `deposit_intent` makes, 32 bytes; nothing where the auction asks for no deposit."""
    if not house.deposit:
        return bytes(32)
    return lock_id(house.cash, bidder.wallet, _reference(house, order))


def commit_intent(house: BiddingHouse, bidder: Actor, bid: SealedBid, salt: bytes) -> Intent:
    """A bidder commits to a bid; nothing of it can be read.

    Raises:
        InputError: the order's id is not what the contract opens, and the deposit would be lost.
        ValueError: as of `commitment`.
    """
    if not re.fullmatch(_ORDER, bid.order):
        what = f"the order's id {bid.order!r} is not 1 to 64 printable ASCII characters without spaces"
        raise InputError(f"bid of {bidder.name}", what, "Write it like A-1")
    value = commitment(house.auction, bidder.wallet, bid, salt)
    data = calldata("SealedBids", "commit", house.auction, value, deposit_lock(house, bidder, bid.order))
    return _intent(house, "commit", bid.order, bidder, data)


def opening_intent(house: BiddingHouse, bidder: Actor, bid: SealedBid, salt: bytes) -> Intent:
    """A bidder opens a bid."""
    limit = 0 if bid.limit is None else rate_to_chain(bid.limit)
    shown = {"order": bid.order, "kind": KINDS[bid.kind], "units": bid.units, "limit": limit, "salt": salt}
    data = calldata("SealedBids", "open", house.auction, shown)
    return _intent(house, "open bid", bid.order, bidder, data)


def forfeit_intent(house: BiddingHouse, made: Commitment, sender: Actor) -> Intent:
    """Anybody has the deposit of a bid that was not opened go to the seller."""
    data = calldata("SealedBids", "forfeit", house.auction, made.bidder, made.value)
    return _intent(house, "forfeit", made.value.hex(), sender, data)


def read_auction(
    chain: Chain, house: BiddingHouse, first_block: int, last_block: int
) -> tuple[SealedAuction, tuple[Opening, ...]]:
    """The auction with all its commitments, and what was opened, from events between two blocks."""
    events = list(_events(chain, house, first_block, last_block))
    made = tuple(
        Commitment(event.args["bidder"], bytes(event.args["commitment"]), event.timestamp)
        for event in events
        if event.name == "BidCommitted"
    )
    opened = tuple(_opening(event) for event in events if event.name == "BidOpened")
    return SealedAuction(house.auction, house.closes_at, house.opens_until, made), opened


def _events(chain: Chain, house: BiddingHouse, first_block: int, last_block: int) -> Iterator[Event]:
    for event in read_events(chain, "SealedBids", house.address, first_block, last_block):
        if bytes(event.args["auction"]) == house.auction:
            yield event


def _opening(event: Event) -> Opening:
    args = event.args
    kind = _KIND_OF[args["kind"]]
    limit = share_from_chain(args["limit"]) if kind is OrderKind.COMPETITIVE else None
    return Opening(
        args["bidder"], SealedBid(args["order"], kind, args["units"], limit), bytes(args["salt"]), event.timestamp
    )


def _reference(house: BiddingHouse, order: str) -> bytes:
    """The lock's business key: one deposit for one bid."""
    return keccak(house.auction + keccak(text=order))


def _intent(house: BiddingHouse, act: str, key: str, actor: Actor, data: str) -> Intent:
    ident = intent_id(house.campaign, act, house.auction.hex(), actor.wallet, key)
    return Intent(ident, STAGE, f"{act}: {key} of {actor.name}", actor, house.address, data)
