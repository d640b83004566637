"""What becomes of payments: accepted, refused, confirmed, completed, reversed, asked back, sent back.

Each is one intent for one payment, known by the payment: run again, it is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.chain.typed_data import TypedData
from tenor.money.codes import code_bytes
from tenor.money.payment import (
    PAYMENTS_NAME,
    Method,
    Payment,
    PaymentSystem,
    message_of,
    movements,
    payment_id,
)
from tenor.parties import Actor
from tenor.units import Money

RETURNED = "RRCT"  # purpose of a payment that sends another back
_CONFIRMATION = {"id": "bytes32", "settled": "bool", "operatorReference": "bytes32"}


@dataclass(frozen=True, slots=True)
class Word:
    """What the operator says became of a payment.

    Args:
        settled: whether the money has moved between the banks.
        reference: of the operator's own books.
    """

    settled: bool
    reference: str

    @property
    def digest(self) -> bytes:
        """The reference as it goes on chain."""
        return keccak(text=self.reference)


@dataclass(frozen=True, slots=True)
class SignedWord:
    """The same with the operator's signature (EIP-712), for whoever brings it."""

    word: Word
    signature: bytes


def accept_intent(system: PaymentSystem, payment: Payment, officer: Actor, stage: str) -> Intent:
    """A compliance officer of the payee's bank lets a payment in that waits for it."""
    moved = () if payment.method in {Method.CONFIRMED, Method.NETTED} else movements(system, payment)
    return _act(system, payment, officer, stage, "accept", moves=moved)


def refuse_intent(system: PaymentSystem, payment: Payment, reason: str, officer: Actor, stage: str) -> Intent:
    """The same officer refuses it, with a reason code: the payer has the money back."""
    return _act(system, payment, officer, stage, "refuse", code_bytes(reason), why=f" ({reason})")


def sign_word(system: PaymentSystem, payment: Payment, word: Word, operator: LocalAccount) -> SignedWord:
    """The operator signs what became of a payment."""
    data = TypedData(PAYMENTS_NAME, system.address, system.chain_id, "Confirmation", _CONFIRMATION)
    message = {"id": payment_id(system, payment), "settled": word.settled, "operatorReference": word.digest}
    return SignedWord(word, data.sign(message, operator))


def confirm_intent(  # noqa: PLR0913 -- whose word on what, and what it is known to come to
    system: PaymentSystem,
    payment: Payment,
    signed: SignedWord,
    submitter: Actor,
    stage: str,
    *,
    suspense: bool = False,
) -> Intent:
    """Somebody brings the operator's word on a payment that settles outside.

    It promises what moves where nothing stands in the way. Where the payer's deposit was taken, the payment becomes
    final all the same: who counts on that does not hold the intent to its promise.

    Args:
        suspense: whether the payee is known to be unable to have it, so that its bank is to hold it instead.
    """
    word = signed.word
    moved = movements(system, payment) if word.settled else ()
    if moved and suspense:
        moved = moved[0], replace(moved[1], receiver=system.accounts[payment.payee_token])
    why = f": {'settled' if word.settled else 'not settled'}, {word.reference}"
    arguments = word.settled, word.digest, signed.signature
    return _act(system, payment, submitter, stage, "confirm", *arguments, why=why, moves=moved)


def complete_intent(system: PaymentSystem, payment: Payment, submitter: Actor, stage: str) -> Intent:
    """Somebody has a payment credited that was confirmed when nobody could be: the payee, unless that fails again."""
    return _act(system, payment, submitter, stage, "complete", moves=movements(system, payment)[-1:])


def reverse_intent(system: PaymentSystem, payment: Payment, submitter: Actor, stage: str) -> Intent:
    """Somebody ends a payment whose deadline is over without a word."""
    return _act(system, payment, submitter, stage, "reverse")


def recall_intent(system: PaymentSystem, payment: Payment, reason: str, asker: Actor, stage: str) -> Intent:
    """The payer or its bank asks the payee for a payment back, with a reason code."""
    return _act(
        system, payment, asker, stage, "requestRecall", code_bytes(reason), why=f" ({reason}), by {asker.name}",
        key=asker.wallet,
    )  # fmt: skip


def return_of(  # noqa: PLR0913 -- what a payment has that cannot be told from the other
    system: PaymentSystem,
    payment: Payment,
    uetr: UUID,
    *,
    deadline: int,
    nonce: int,
    method: Method | None = None,
    purpose: str = RETURNED,
) -> Payment:
    """The payment by which a payee sends another back, whole and by its method if not told otherwise; it names it."""
    return Payment(
        uetr,
        payer=payment.payee,
        payee=payment.payer,
        payer_token=payment.payee_token,
        payee_token=payment.payer_token,
        amount=payment.amount,
        method=payment.method if method is None else method,
        purpose=purpose,
        deadline=deadline,
        nonce=nonce,
        return_of=payment_id(system, payment),
    )


def _act(  # noqa: PLR0913 -- what every act shares
    system: PaymentSystem,
    payment: Payment,
    actor: Actor,
    stage: str,
    function: str,
    *arguments: object,
    why: str = "",
    key: str = "",
    moves: tuple[Movement, ...] = (),
) -> Intent:
    word = "recall" if function == "requestRecall" else function
    return Intent(
        id=intent_id(system.campaign, word, payment_id(system, payment).hex(), key),
        stage=stage,
        what=f"{word} {payment.uetr}: {Money(payment.amount, system.currency)} for {payment.payee.name}{why}",
        actor=actor,
        to=system.address,
        data=calldata("InterbankPayments", function, message_of(payment), *arguments),
        movements=moves,
    )
