"""A swap of a bond on one chain against money on another, and a trade of the same by keys, as data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from tenor.parties import Actor
from tenor.settlement.cross_chain.agreement import Leg, Pace, Side, Swap
from tenor.settlement.cross_chain.conditional import ConditionalTrade, purpose_of, trade_id
from tenor.settlement.cross_chain.keys import OracleKey, encrypt_key
from tenor.settlement.cross_chain.ordering import earliest_expiries

NOW = 1_750_000_000
SECRET = b"\x07" * 32
SUCCESS, FAILURE = b"\x01" * 32, b"\x02" * 32
BOND_CHAIN = Pace(1, "bond chain", 3, 900, 300, 60, 100_000)
CASH_CHAIN = Pace(2, "cash chain", 2, 600, 200, 30, 100_000)
BEGIN = NOW + 1_000  # the leader may lock until then, on its own chain


def wallet(name: str) -> str:
    """An address that nobody has the key of."""
    return to_checksum_address(keccak(text=name)[:20])


SELLER, BUYER = Actor("seller", "", wallet("seller")), Actor("buyer", "", wallet("buyer"))
_LEAD_EXPIRY, _FOLLOW_EXPIRY = earliest_expiries(BOND_CHAIN, CASH_CHAIN, BEGIN)
LEAD = Leg(BOND_CHAIN, wallet("bond"), "units", SELLER, BUYER, 150, _LEAD_EXPIRY)
FOLLOW = Leg(CASH_CHAIN, wallet("cash"), "cents", BUYER, SELLER, 15_000_000, _FOLLOW_EXPIRY)
SWAP = Swap("X-1", LEAD, FOLLOW, keccak(SECRET))


def swap_with(side: Side, **changes: Any) -> Swap:  # noqa: ANN401 -- any field of a leg
    """The swap with one leg changed."""
    leg = replace(SWAP.leg(side), **changes)
    return replace(SWAP, lead=leg) if side is Side.LEAD else replace(SWAP, follow=leg)


ORACLE = OracleKey.generate()
TRADE_LEAD = replace(LEAD, contract=wallet("locking"))
TRADE_FOLLOW = replace(FOLLOW, contract=wallet("decryption"))
_ID = trade_id(SELLER.wallet, BUYER.wallet, keccak(FAILURE))
TRADE = ConditionalTrade(
    "K-1",
    TRADE_LEAD,
    TRADE_FOLLOW,
    encrypt_key(FAILURE, purpose_of(TRADE_FOLLOW, _ID, success=False), ORACLE.public),
    encrypt_key(SUCCESS, purpose_of(TRADE_FOLLOW, _ID, success=True), ORACLE.public),
    wallet("oracle"),
    ORACLE.public,
)
