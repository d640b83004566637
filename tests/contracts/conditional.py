"""A delivery versus payment by keys: investor a sells six units to investor b for 400, both sides on one chain here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.PermissionedToken.locking import HOUR, NOTHING, lock_id
from tests.contracts.support import Deployed, Sent, plain
from tests.contracts.world import World

SUCCESS, FAILURE = b"\x01" * 32, b"\x02" * 32  # keys
UNITS, AMOUNT = 6, 400
ORACLE_KEY = b"\x0e" * 32


def encrypted(key: bytes) -> bytes:
    """A key as both contracts take it: its hash, and what only the oracle could open."""
    return keccak(key) + b"sealed"


@dataclass(frozen=True)
class Conditional:
    """The two contracts, and every act of the trade."""

    world: World
    locking: Deployed
    decryption: Deployed

    @property
    def seller(self) -> Any:  # noqa: ANN401
        return self.world.investor_a

    @property
    def buyer(self) -> Any:  # noqa: ANN401
        return self.world.investor_b

    def id(self, seller: object = None, buyer: object = None, failure: bytes = FAILURE) -> int:
        parties = [plain(seller or self.seller), plain(buyer or self.buyer)]
        return int.from_bytes(keccak(encode(["address", "address", "bytes32"], [*parties, keccak(failure)])), "big")

    def incept_delivery(self, **changes: Any) -> Sent:  # noqa: ANN401
        """The buyer begins, with some arguments changed."""
        given = {
            "id": self.id(), "amount": UNITS, "from": self.seller, "keyHashedSeller": keccak(FAILURE),
            "keyEncryptedSeller": encrypted(FAILURE), "by": self.buyer, **changes,
        }  # fmt: skip
        by = given.pop("by")
        sent: Sent = self.locking.inceptTransfer(*given.values(), by=by)
        return sent

    def confirm(self, **changes: Any) -> Sent:  # noqa: ANN401
        """The seller confirms, with some arguments changed."""
        given = {
            "id": self.id(), "amount": UNITS, "to": self.buyer, "keyHashedBuyer": keccak(SUCCESS),
            "keyEncryptedBuyer": encrypted(SUCCESS), "by": self.seller, **changes,
        }  # fmt: skip
        by = given.pop("by")
        sent: Sent = self.locking.confirmTransfer(*given.values(), by=by)
        return sent

    def incept_payment(self, **changes: Any) -> Sent:  # noqa: ANN401
        """The payee, who is the seller, begins on its side."""
        given = {
            "id": self.id(), "amount": AMOUNT, "from": self.buyer, "success": encrypted(SUCCESS),
            "failure": encrypted(FAILURE), "by": self.seller, **changes,
        }  # fmt: skip
        by = given.pop("by")
        sent: Sent = self.decryption.inceptTransfer(*given.values(), by=by)
        return sent

    def pay(self, **changes: Any) -> Sent:  # noqa: ANN401
        """The payer, who is the buyer, pays."""
        given = {
            "id": self.id(), "amount": AMOUNT, "to": self.seller, "success": encrypted(SUCCESS),
            "failure": encrypted(FAILURE), "by": self.buyer, "at": None, **changes,
        }  # fmt: skip
        by, at = given.pop("by"), given.pop("at")
        sent: Sent = self.decryption.transferAndDecrypt(*given.values(), by=by, at=at)
        return sent

    def give_up(self, **changes: Any) -> Sent:  # noqa: ANN401
        """The payee gives the payment up."""
        given = {
            "id": self.id(), "from": self.buyer, "success": encrypted(SUCCESS), "failure": encrypted(FAILURE),
            "by": self.seller, "at": None, **changes,
        }  # fmt: skip
        by, at = given.pop("by"), given.pop("at")
        sent: Sent = self.decryption.cancelAndDecrypt(*given.values(), by=by, at=at)
        return sent

    def lock_units(self, **changes: Any) -> bytes:  # noqa: ANN401
        """The seller locks the units, with some of the terms changed; the lock's id."""
        terms = {"amount": UNITS, "receiver": self.buyer, "spender": self.locking, **changes}
        return self._lock(self.world.bond, self.seller, terms)

    def lock_money(self, **changes: Any) -> bytes:  # noqa: ANN401
        """The buyer locks the money, with some of the terms changed; the lock's id."""
        terms = {"amount": AMOUNT, "receiver": self.seller, "spender": self.decryption, **changes}
        return self._lock(self.world.cash, self.buyer, terms)

    def _lock(self, token: Deployed, giver: Any, terms: dict[str, Any]) -> bytes:  # noqa: ANN401
        spend, cancel = terms.pop("spend", NOTHING), terms.pop("cancel", NOTHING)
        expiry = terms.pop("expiry", self.world.now + HOUR)
        reference = self.id().to_bytes(32, "big")
        values = (reference, terms["amount"], plain(terms["receiver"]), plain(terms["spender"]), expiry)
        token.createLock(encode(["(bytes32,uint256,address,address,uint40)"], [values]), spend, cancel, b"", by=giver)
        return lock_id(token, giver, giver, reference)

    def confirmed(self) -> bytes:
        """Bring the delivery to where only a key is missing; the lock's id."""
        self.incept_delivery()
        lock = self.lock_units()
        self.confirm()
        return lock

    def asked(self) -> bytes:
        """Bring the payment to where the success key is asked for; the lock's id."""
        self.incept_payment()
        lock = self.lock_money()
        self.pay()
        return lock

    def units(self) -> tuple[int, int, int]:
        """Units of seller and buyer, and how many of the seller's are locked."""
        bond = self.world.bond
        return bond.balanceOf(self.seller), bond.balanceOf(self.buyer), bond.lockedBalanceOf(self.seller)

    def money(self) -> tuple[int, int, int]:
        """Money of seller and buyer, and how much of the buyer's is locked."""
        cash = self.world.cash
        return cash.balanceOf(self.seller), cash.balanceOf(self.buyer), cash.lockedBalanceOf(self.buyer)


def open_conditional(world: World) -> Conditional:
    """Investor a holds ten units, investor b 1,000 in money."""
    world.distribute({world.investor_a: 10})
    world.mint(world.investor_b, 1_000)
    return Conditional(world, *world.conditional.values())


def deploy_conditional(world: World) -> dict[str, Deployed]:
    """The two contracts, for bond and cash."""
    locking = world.deploy("LockingContract", world.bond)
    decryption = world.deploy("DecryptionContract", world.cash, world.settler, ORACLE_KEY)
    return {each.contract: each for each in (locking, decryption)}
