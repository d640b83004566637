"""A payment between customers of two banks: as its payer signs it, and the intents that make it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any
from uuid import UUID

from eth_account.signers.local import LocalAccount

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.chain.typed_data import TypedData
from tenor.money.codes import code_bytes, code_text
from tenor.parties import Actor
from tenor.units import Money

MOST = 2**64 - 1  # [minor] that one payment can say
PAYMENTS_NAME = "Tenor Interbank Payments"
_MEMBERS = {
    "uetr": "bytes16",
    "payer": "address",
    "payee": "address",
    "payerToken": "address",
    "payeeToken": "address",
    "amount": "uint64",
    "method": "uint8",
    "purpose": "bytes4",
    "deadline": "uint40",
    "nonce": "uint256",
    "returnOf": "bytes32",
}


class Method(IntEnum):
    """How one bank pays another, as IInterbankPayments numbers it."""

    RESERVES = 0  # central-bank money, in the same transaction
    CORRESPONDENT = 1  # out of what the payer's bank has at the payee's bank
    CONFIRMED = 2  # elsewhere: final when the operator says so
    NETTED = 3  # at the cut-off, with what else the banks owe each other


def method_named(name: str) -> Method:
    """The method of a name in small letters; raises KeyError for none."""
    return Method[name.upper()]


class Status(IntEnum):
    """Where a payment stands, as IInterbankPayments numbers it."""

    NONE = 0
    SCREENING = 1  # held until the payee's bank accepts it
    PENDING = 2  # held until the operator confirms it
    QUEUED = 3  # held until a session nets it
    CONFIRMED = 4  # settled elsewhere, and nobody could be credited yet
    FINAL = 5
    REVERSED = 6  # the payer has the money back


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment.

    Args:
        uetr: unique end-to-end transaction reference (ISO 20022).
        payer: pays out of its deposit.
        payee: receives at its own bank.
        payer_token: deposit token of the payer's bank.
        payee_token: deposit token of the payee's bank.
        amount: [minor]
        method: how the banks settle.
        purpose: code of ISO 20022, four characters, e.g. SALA.
        deadline: last second in which it may be paid, confirmed or accepted [s].
        nonce: the payer's, used once.
        return_of: id of the payment that this one sends back; empty where it sends none back.
    """

    uetr: UUID
    payer: Actor
    payee: Actor
    payer_token: str
    payee_token: str
    amount: int
    method: Method
    purpose: str
    deadline: int
    nonce: int
    return_of: bytes = b""

    def __post_init__(self) -> None:
        if not 0 < self.amount <= MOST:
            raise ValueError(f"{self.amount} is no amount that a payment can have: 1 to {MOST:,} minor units")


@dataclass(frozen=True, slots=True)
class PaymentSystem:
    """Where payments of one currency are made.

    Args:
        campaign: campaign id.
        address: of the payment system.
        reserves: address of central-bank money.
        currency: ISO 4217.
        chain_id: chain that signatures are bound to.
        accounts: wallet of each bank by its deposit token.
        screens: least amount that a bank looks at before its customer gets it [minor], by its deposit token.
    """

    campaign: str
    address: str
    reserves: str
    currency: str
    chain_id: int
    accounts: Mapping[str, str]
    screens: Mapping[str, int] = field(default_factory=dict)

    def holds(self, payment: Payment) -> bool:
        """Whether a payment waits for somebody once it is made."""
        screened_from = self.screens.get(payment.payee_token, 0)
        return payment.method in {Method.CONFIRMED, Method.NETTED} or 0 < screened_from <= payment.amount


def payment_intent(system: PaymentSystem, payment: Payment, stage: str) -> Intent:
    """The intent by which a payer pays."""
    return _intent(system, payment, stage, payment.payer, calldata("InterbankPayments", "pay", message_of(payment)))


def signed_payment_intent(
    system: PaymentSystem, payment: Payment, stage: str, account: LocalAccount, submitter: Actor
) -> Intent:
    """The intent by which somebody else brings a payment that its payer has signed."""
    signature = payment_data(system).sign(message_of(payment), account)
    return _intent(
        system, payment, stage, submitter, calldata("InterbankPayments", "paySigned", message_of(payment), signature)
    )


def payment_id(system: PaymentSystem, payment: Payment) -> bytes:
    """By what the system knows a payment: 32 bytes."""
    return payment_data(system).digest(message_of(payment))


def movements(system: PaymentSystem, payment: Payment) -> tuple[Movement, ...]:
    """What a payment moves once it is final; reserves that a session moves for many are not among it."""
    ends = Movement(payment.payer_token, payment.payer.wallet, None, payment.amount)
    sender = system.accounts[payment.payer_token]
    if payment.method is Method.CORRESPONDENT:
        return ends, Movement(payment.payee_token, sender, payment.payee.wallet, payment.amount)
    begins = Movement(payment.payee_token, None, payment.payee.wallet, payment.amount)
    if payment.method in {Method.CONFIRMED, Method.NETTED}:
        return ends, begins
    return ends, Movement(system.reserves, sender, system.accounts[payment.payee_token], payment.amount), begins


def payment_from(member: Mapping[str, Any], actor: Callable[[str], Actor]) -> Payment:
    """A payment as a call to the contract holds it, with the actor of each wallet."""
    return Payment(
        UUID(bytes=member["uetr"]),
        payer=actor(member["payer"]),
        payee=actor(member["payee"]),
        payer_token=member["payerToken"],
        payee_token=member["payeeToken"],
        amount=member["amount"],
        method=Method(member["method"]),
        purpose=code_text(member["purpose"]),
        deadline=member["deadline"],
        nonce=member["nonce"],
        return_of=member["returnOf"].strip(b"\0") and member["returnOf"],
    )


def _intent(system: PaymentSystem, payment: Payment, stage: str, actor: Actor, data: str) -> Intent:
    amount = Money(payment.amount, system.currency)
    return Intent(
        id=intent_id(system.campaign, "pay", payment.payer.wallet, payment.uetr),
        stage=stage,
        what=f"{payment.uetr}: {amount} from {payment.payer.name} to {payment.payee.name}",
        actor=actor,
        to=system.address,
        data=data,
        movements=() if system.holds(payment) else movements(system, payment),
    )


def payment_data(system: PaymentSystem) -> TypedData:
    """How payments of a system are signed."""
    return TypedData(PAYMENTS_NAME, system.address, system.chain_id, "Payment", _MEMBERS)


def message_of(payment: Payment) -> dict[str, object]:
    """A payment as the contract takes it."""
    return {
        "uetr": payment.uetr.bytes,
        "payer": payment.payer.wallet,
        "payee": payment.payee.wallet,
        "payerToken": payment.payer_token,
        "payeeToken": payment.payee_token,
        "amount": payment.amount,
        "method": int(payment.method),
        "purpose": code_bytes(payment.purpose),
        "deadline": payment.deadline,
        "nonce": payment.nonce,
        "returnOf": payment.return_of or bytes(32),
    }
