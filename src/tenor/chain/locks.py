"""A token's settlement locks (ISettlementLocks, after ERC-8316): what one is known by, and the call that makes it."""

from __future__ import annotations

from dataclasses import dataclass

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tenor.chain.contract import calldata

LOCKS = "ISettlementLocks"
NO_COMMITMENT = bytes(32)
_TERMS = "(bytes32,uint256,address,address,uint40)"


@dataclass(frozen=True, slots=True)
class LockTerms:
    """What a holder locks on its own account.

    Args:
        reference: business key, used once by its creator: 32 bytes.
        amount: [units] of a bond, [minor] of money.
        receiver: who is given it.
        spender: who spends and cancels; the zero address where whoever shows the secret does.
        expiry: last second in which it can be spent [s].
    """

    reference: bytes
    amount: int
    receiver: str
    spender: str
    expiry: int


def lock_id(token: str, holder: str, reference: bytes) -> bytes:
    """By what a token knows a lock that its holder made: 32 bytes."""
    return keccak(encode(["address", "address", "address", "bytes32"], [token, holder, holder, reference]))


def lock_data(terms: LockTerms, commitment: bytes = NO_COMMITMENT) -> str:
    """The call by which a holder locks; a commitment is the keccak256 of what must be shown to spend."""
    values = (terms.reference, terms.amount, terms.receiver, terms.spender, terms.expiry)
    return calldata(LOCKS, "createLock", encode([_TERMS], [values]), commitment, NO_COMMITMENT, b"")
