"""What two parties agree on when each of them gives on another chain: both legs, and the secret's commitment."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tenor.chain.locks import lock_id
from tenor.parties import Actor

SECRET_LENGTH = 32  # [bytes]
NO_SPENDER = "0x" + "00" * 20


class Side(StrEnum):
    """The two sides of a swap.

    The leader has the secret, locks first, and its lock expires last; the follower's lock is claimed first.
    """

    LEAD = "lead"
    FOLLOW = "follow"


@dataclass(frozen=True, slots=True)
class Pace:
    """How a chain behaves at its worst, as both parties assume it.

    Args:
        chain_id: which chain.
        network: what to call it.
        finality: blocks on top of one that is not undone any more.
        final_within: longest time that so many blocks take [s].
        included_within: longest time that a transaction takes into a block [s].
        skew: most that the chain's time is ahead of the true time or behind it [s].
        largest_calldata: most that a transaction's data can be [bytes].
    """

    chain_id: int
    network: str
    finality: int
    final_within: int
    included_within: int
    skew: int
    largest_calldata: int


@dataclass(frozen=True, slots=True)
class Leg:
    """What one party gives the other on one chain.

    Args:
        pace: of its chain.
        token: address of the token.
        asset: the token in words, for reports.
        giver: locks it.
        receiver: the only one who can be given it.
        amount: [units] of a bond, [minor] of money.
        expiry: last second of chain time in which the lock can be spent [s].
        contract: address of the contract that spends the lock (ERC-7573); empty where the secret does.
    """

    pace: Pace
    token: str
    asset: str
    giver: Actor
    receiver: Actor
    amount: int
    expiry: int
    contract: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """A leg as its token is to lock it.

    Args:
        leg: what is locked.
        reference: the giver's business key, 32 bytes.
        spender: address that spends it; zero where the secret does.
        commitment: keccak256 of the secret; zero where the spender needs none.
    """

    leg: Leg
    reference: bytes
    spender: str
    commitment: bytes

    @property
    def id(self) -> bytes:
        """By what the token knows a lock that a holder made for itself (ISettlementLocks)."""
        return lock_id(self.leg.token, self.leg.giver.wallet, self.reference)


@dataclass(frozen=True, slots=True)
class Swap:
    """Two legs that one secret settles.

    Args:
        reference: business key, unique between the two parties.
        lead: what the leader gives.
        follow: what the follower gives.
        commitment: keccak256 of the leader's secret, 32 bytes.
    """

    reference: str
    lead: Leg
    follow: Leg
    commitment: bytes

    def leg(self, side: Side) -> Leg:
        """What one side gives."""
        return self.lead if side is Side.LEAD else self.follow


def new_secret() -> bytes:
    """A secret that nobody can guess: 32 bytes of the operating system's randomness."""
    return secrets.token_bytes(SECRET_LENGTH)


def commitment_to(secret: bytes) -> bytes:
    """What a token's lock keeps of a secret: its keccak256."""
    return keccak(secret)


def swap_id(swap: Swap) -> bytes:
    """By what both parties know a swap: a hash of all terms, chains and tokens included, 32 bytes."""
    legs = [_encoded(leg) for leg in (swap.lead, swap.follow)]
    return keccak(encode(["string", "bytes", "bytes", "bytes32"], [swap.reference, *legs, swap.commitment]))


def lock_of(swap: Swap, side: Side) -> Lock:
    """The lock of one leg; its reference is of no other leg, swap or chain."""
    return Lock(swap.leg(side), keccak(swap_id(swap) + side.value.encode()), NO_SPENDER, swap.commitment)


def _encoded(leg: Leg) -> bytes:
    values = (leg.pace.chain_id, leg.token, leg.giver.wallet, leg.receiver.wallet, leg.amount, leg.expiry)
    return encode(["uint256", "address", "address", "address", "uint256", "uint40"], values)
