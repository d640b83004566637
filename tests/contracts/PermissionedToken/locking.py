"""Locks in tests: their terms, their ids, and one of six units of investor a for investor b."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.support import ZERO, Deployed, Sent, plain
from tests.contracts.world import World

NOTHING = bytes(32)
SECRET = b"the key that opens the lock"
HOUR = 3_600  # [s]


def lock_id(token: Deployed, creator: object, holder: object, reference: bytes) -> bytes:
    """The id that the token gives a lock."""
    parts = [token.wallet, plain(creator), plain(holder), reference]
    return keccak(encode(["address", "address", "address", "bytes32"], parts))


@dataclass(frozen=True)
class Locking:
    """Investor a's locks on a token, which the settler spends unless the terms say otherwise."""

    world: World
    token: Deployed

    def terms(self, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- any field of LockTerms
        """Six units for investor b within an hour, with some fields changed."""
        terms = {
            "lockReference": keccak(text="LOCK-1"),
            "amount": 6,
            "receiver": self.world.investor_b,
            "spender": self.world.settler,
            "expiry": self.world.now + HOUR,
        }
        return {name: plain(value) for name, value in {**terms, **changes}.items()}

    def create(self, spend: bytes = NOTHING, cancel: bytes = NOTHING, **changes: Any) -> bytes:  # noqa: ANN401
        """Have investor a lock; returns the lock's id."""
        terms = self.terms(**changes)
        self.send(terms, spend, cancel)
        return lock_id(self.token, self.world.investor_a, self.world.investor_a, terms["lockReference"])

    def send(self, terms: dict[str, Any], spend: bytes = NOTHING, cancel: bytes = NOTHING, data: bytes = b"") -> Sent:
        """Have investor a lock by these terms."""
        packed = encode(["(bytes32,uint256,address,address,uint40)"], [tuple(terms.values())])
        sent: Sent = self.token.createLock(packed, spend, cancel, data, by=self.world.investor_a)
        return sent

    def state(self) -> tuple[int, int, int, int]:
        """Balance, locked and frozen part of investor a, and balance of investor b."""
        a, b = self.world.investor_a, self.world.investor_b
        token = self.token
        return token.balanceOf(a), token.lockedBalanceOf(a), token.getFrozenTokens(a), token.balanceOf(b)

    def expire(self, lock: bytes) -> None:
        """Mine the second after a lock's expiry."""
        expiry = int.from_bytes(self.token.getLockContent(lock)[64:96], "big")
        self.world.advance(expiry + 1)


HASHED = {"spender": ZERO}
"""A lock that anybody who shows the secret may have spent: give it `spend=keccak(SECRET)`."""
