"""The commitment to a sealed bid: which bytes are hashed, so that a contract computes the same.

It is the `hashStruct` of EIP-712 for

    SealedBid(bytes32 auction,address bidder,string order,uint8 kind,uint64 units,int64 limit,bytes32 salt)

which is keccak256 of these 256 bytes, eight words of 32 (in Solidity `keccak256(abi.encode(...))` of the same values):

    0    keccak256 of the type above as ASCII
    32   auction: the id of the auction
    64   bidder: 12 zero bytes and the address
    96   keccak256 of the order id as UTF-8
    128  kind: 0 for a non-competitive bid, 1 for a competitive one, big-endian
    160  units, big-endian
    192  limit in units of 1e-9 (99.5 % is 995,000,000; a yield of 4.05 % is 40,500,000), big-endian, a negative one as
         its two's complement; 0 for a non-competitive bid
    224  salt

Auction and bidder are hashed too: a commitment that is copied opens for nobody but the one who made it. The salt, 32
bytes that nobody can guess, keeps a bid from being found by trying.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from eth_utils.address import is_address, to_canonical_address
from eth_utils.crypto import keccak

from tenor.allocation.methods import OrderKind
from tenor.allocation.orders import Order
from tenor.terms.model import Terms
from tenor.units import rate_to_chain

BID_TYPE = "SealedBid(bytes32 auction,address bidder,string order,uint8 kind,uint64 units,int64 limit,bytes32 salt)"
KINDS = {OrderKind.NON_COMPETITIVE: 0, OrderKind.COMPETITIVE: 1}

_WORD = 32  # [bytes]


@dataclass(frozen=True, slots=True)
class SealedBid:
    """A bid as it is committed to."""

    order: str  # order id, the bidder's own
    kind: OrderKind  # competitive or non-competitive
    units: int  # [units]
    limit: Fraction | None  # 1 is par, a yield of 4.05 % is 81/2000; None for a non-competitive bid

    def as_order(self, investor: str, terms: Terms) -> Order:
        """The bid as an order of an investor, whose id names both: bidders may have chosen the same one."""
        return Order(
            f"{investor}/{self.order}", investor, self.units * terms.unit_face, kind=self.kind, limit=self.limit
        )


def auction_id(chain_id: int, contract: str, issue_id: str) -> bytes:
    """The id of an auction: keccak256 of chain id, contract address and keccak256 of the issue id, a word each."""
    return keccak(_number(chain_id) + _address(contract) + keccak(text=issue_id))


def commitment(auction: bytes, bidder: str, bid: SealedBid, salt: bytes) -> bytes:
    """The hash that binds a bidder to a bid in one auction, 32 bytes.

    Args:
        auction: id of the auction, 32 bytes.
        bidder: address of the bidder.
        bid: what is bid.
        salt: 32 random bytes, never used again.

    Raises:
        ValueError: a value does not fit its word, or the limit does not fit the kind.
    """
    if bid.kind not in KINDS or (bid.limit is None) == (bid.kind is OrderKind.COMPETITIVE):
        raise ValueError("a competitive bid has a limit, a non-competitive one none, and there are no other bids")
    if not 0 < bid.units < 1 << 64:
        raise ValueError(f"units are more than none and fit 64 bits, not {bid.units}")
    limit = 0 if bid.limit is None else rate_to_chain(bid.limit)
    if not -(1 << 63) <= limit < 1 << 63:
        raise ValueError(f"a limit fits 64 bits in units of 1e-9, not {bid.limit}")
    words = (
        keccak(text=BID_TYPE),
        auction,
        _address(bidder),
        keccak(text=bid.order),
        _number(KINDS[bid.kind]),
        _number(bid.units),
        limit.to_bytes(_WORD, "big", signed=True),
        salt,
    )
    if any(len(word) != _WORD for word in words):
        raise ValueError("the id of an auction and a salt have 32 bytes each")
    return keccak(b"".join(words))


def _number(value: int) -> bytes:
    return value.to_bytes(_WORD, "big")


def _address(text: str) -> bytes:
    if not is_address(text):
        raise ValueError(f"this is no address: {text}")
    return to_canonical_address(text).rjust(_WORD, b"\0")
