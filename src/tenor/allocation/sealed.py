"""Sealed bids: committed to first, opened after the last commitment, refused where the two do not fit.

Who has seen the bids of others may still leave his own shut. What makes opening binding, a deposit that is lost
otherwise, is for the contract that takes the commitments.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from eth_utils.address import is_same_address

from tenor.allocation.commitment import SealedBid, commitment
from tenor.errors import InputError

_COPIED = "the commitment was copied from another bidder"


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment as it was received."""

    bidder: str  # address
    value: bytes  # 32 bytes
    at: int  # [s] since the epoch


@dataclass(frozen=True, slots=True)
class Opening:
    """What a bidder shows of a bid."""

    bidder: str  # address
    bid: SealedBid
    salt: bytes  # 32 bytes
    at: int  # [s] since the epoch


@dataclass(frozen=True, slots=True)
class SealedAuction:
    """An auction by sealed bids: commitments until one moment, openings after it and until another."""

    id: bytes  # 32 bytes
    closes_at: int  # [s] last second of commitments
    opens_until: int  # [s] last second of openings
    commitments: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """The bids that stand, with their bidders, and why the others do not."""

    bids: tuple[tuple[str, SealedBid], ...]  # address and bid, in the order of the openings
    refused: tuple[InputError, ...]


def open_bid(auction: SealedAuction, opening: Opening, opened: AbstractSet[bytes] = frozenset()) -> bytes:
    """The commitment that an opening opens.

    A commitment may be copied by who sees it first, even into an earlier place. That refuses nobody: bidder and auction
    are in the hash, so the copy opens for no one, and its original does.

    Args:
        auction: with all its commitments.
        opening: what the bidder shows.
        opened: commitments that earlier openings have opened.

    Raises:
        InputError: the opening comes too early or too late, opens nothing that its bidder committed to in time, or
            opens it again.
        ValueError: as of `commitment`.
    """
    where = f"bid {opening.bid.order} of {opening.bidder}"
    if not auction.closes_at < opening.at <= auction.opens_until:
        when = "before commitments have closed" if opening.at <= auction.closes_at else "after the time for it"
        what = f"the bid is opened {when}"
        raise InputError(where, what, f"Open bids after {auction.closes_at} and until {auction.opens_until}")
    value = commitment(auction.id, opening.bidder, opening.bid, opening.salt)
    own = [each for each in auction.commitments if is_same_address(each.bidder, opening.bidder)]
    made = [each for each in own if each.value == value]
    if not made:
        what = "no commitment of this bidder in this auction opens to the bid"
        if _copied(auction, own, opening):
            what = _COPIED
        raise InputError(where, what, "Show the bid, bidder, auction and salt that were committed to")
    if min(each.at for each in made) > auction.closes_at:
        raise InputError(where, "the bid was committed to too late", f"Commit until {auction.closes_at}")
    if value in opened:
        raise InputError(where, "the bid is opened already", "Open each bid once")
    return value


def open_bids(auction: SealedAuction, openings: Iterable[Opening]) -> Opened:
    """Every opening in the order of its time, and each commitment that nobody opened.

    Openings of the same second keep the order in which they stand.
    """
    bids, refused, opened = [], [], dict[bytes, str]()  # who opened each commitment
    named = set[tuple[str, str]]()  # bidders and their orders
    for opening in sorted(openings, key=lambda each: each.at):
        try:
            opened[open_bid(auction, opening, opened.keys())] = opening.bidder
            _name(named, opening)
        except InputError as refusal:
            refused.append(refusal)
        except ValueError as fault:  # no commitment can be to this
            remedy = "Show what was committed to"
            refused.append(InputError(f"bid {opening.bid.order} of {opening.bidder}", str(fault), remedy))
        else:
            bids.append((opening.bidder, opening.bid))
    for each in auction.commitments:
        opener = opened.get(each.value)
        if opener is None or not is_same_address(opener, each.bidder):
            where = f"commitment 0x{each.value.hex()} of {each.bidder}"
            what = _COPIED if opener else "the bid was not opened in time"
            refused.append(InputError(where, what, "It does not count; bid in another auction"))
    return Opened(tuple(bids), tuple(refused))


def _name(named: set[tuple[str, str]], opening: Opening) -> None:
    """Note the order that a bidder has opened a bid of; its second one is refused."""
    name = (opening.bidder.casefold(), opening.bid.order)
    if name in named:
        where, what = f"bid {opening.bid.order} of {opening.bidder}", "the bidder has opened another bid of this order"
        raise InputError(where, what, "Name every order once")
    named.add(name)


def _copied(auction: SealedAuction, own: Iterable[Commitment], opening: Opening) -> bool:
    """Whether the bidder repeated a commitment that opens to the same bid for somebody else."""
    repeated = {each.value for each in own}
    others = {each.bidder for each in auction.commitments if each.value in repeated}
    return any(commitment(auction.id, other, opening.bid, opening.salt) in repeated for other in others)
