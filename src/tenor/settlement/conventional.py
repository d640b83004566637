"""Delivery against a payment over conventional rails: units are held until the payment's operator says it is final.

The seller locks the units on its own account for the buyer, with the operator as the only one who can spend the lock.
Confirmed, they go to the buyer in one transaction; refused, they are the seller's again; past the deadline anybody
gives them back. Nobody but the operator can say that money has moved where the chain does not see it.
"""

from __future__ import annotations

from dataclasses import dataclass

from eth_utils.crypto import keccak

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.chain.locks import LOCKS, LockTerms, lock_data, lock_id
from tenor.parties import Actor
from tenor.units import Money


@dataclass(frozen=True, slots=True)
class Delivery:
    """Units that wait for a payment.

    Args:
        campaign: campaign id.
        reference: business key, unique in the campaign.
        security: address of the bond.
        seller: delivers, and is paid elsewhere.
        buyer: pays elsewhere.
        units: [units].
        amount: what is paid for them [minor].
        currency: of the payment (ISO 4217).
        operator: of the payment system; says what became of the payment.
        deadline: last second in which the units can be released to the buyer [s].
    """

    campaign: str
    reference: str
    security: str
    seller: Actor
    buyer: Actor
    units: int
    amount: int
    currency: str
    operator: Actor
    deadline: int

    @property
    def lock(self) -> bytes:
        """Id of the lock that holds the units: 32 bytes."""
        return lock_id(self.security, self.seller.wallet, self._lock_reference)

    @property
    def _lock_reference(self) -> bytes:
        return keccak(text=f"{self.campaign} {self.reference}")

    def held(self, stage: str) -> Intent:
        """The seller holds the units for the buyer."""
        data = lock_data(
            LockTerms(self._lock_reference, self.units, self.buyer.wallet, self.operator.wallet, self.deadline)
        )
        what = f"{self.units:,} units held for {self.buyer.name} against {Money(self.amount, self.currency)}"
        return self._intent("hold", stage, self.seller, what, data)

    def released(self, stage: str, payment: str) -> Intent:
        """The operator confirms a payment, by the reference of its own books: the buyer has the units."""
        paid = Money(self.amount, self.currency)
        what = f"payment {payment} of {paid} confirmed: {self.units:,} units to {self.buyer.name}"
        moved = Movement(self.security, self.seller.wallet, self.buyer.wallet, self.units)
        data = calldata(LOCKS, "spendLock", self.lock, b"", payment.encode())
        return self._intent("release", stage, self.operator, what, data, moved)

    def given_back(self, stage: str, reason: str) -> Intent:
        """The operator says that the payment failed: the seller has the units."""
        what = f"payment failed ({reason}): {self.units:,} units back to {self.seller.name}"
        return self._intent(
            "give back", stage, self.operator, what, calldata(LOCKS, "cancelLock", self.lock, b"", reason.encode())
        )

    def _intent(self, act: str, stage: str, actor: Actor, what: str, data: str, *moved: Movement) -> Intent:
        ident = intent_id(self.campaign, act, self.reference)
        return Intent(ident, stage, f"{self.reference}: {what}", actor, self.security, data, moved)
