"""Payments as their payers sign them, and what they move."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tenor.chain.contract import calldata
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.intent import Movement
from tenor.chain.keys import Keyring
from tenor.money.payment import (
    Method,
    Payment,
    PaymentSystem,
    movements,
    payment_id,
    payment_intent,
    signed_payment_intent,
)
from tenor.parties import Actor
from tests.contracts.banking import PAYMENT_TYPE, SYSTEM_NAME
from tests.contracts.signing import digest, sign
from tests.contracts.support import wallet

A, B, RESERVES, SYSTEM = (wallet(number) for number in range(10, 14))
BANK_A, BANK_B = (wallet(number) for number in (20, 21))
UETR = UUID("8a562c67-ca16-46b8-b4c5-a3e7d1f90c21")


@pytest.fixture(scope="module")
def keys() -> Keyring:
    return Keyring(["dev:1", "dev:2"], DEVELOPMENT_CHAIN_ID)


@pytest.fixture
def payment(keys: Keyring) -> Payment:
    payer, payee = (Actor(name, key, keys[key].address) for name, key in (("Acme", "dev:1"), ("Bolt", "dev:2")))
    return Payment(UETR, payer, payee, A, B, 12_345, Method.RESERVES, "SALA", 1_700_000_000, nonce=7)


@pytest.fixture
def system() -> PaymentSystem:
    return PaymentSystem("day", SYSTEM, RESERVES, "HKD", DEVELOPMENT_CHAIN_ID, {A: BANK_A, B: BANK_B})


def fields(payment: Payment) -> dict[str, object]:
    return {
        "uetr": UETR.bytes, "payer": payment.payer.wallet, "payee": payment.payee.wallet, "payerToken": A,
        "payeeToken": B, "amount": 12_345, "method": int(payment.method), "purpose": b"SALA",
        "deadline": 1_700_000_000, "nonce": 7, "returnOf": payment.return_of or bytes(32),
    }  # fmt: skip


@pytest.mark.requirement("IBP-5")
def test_payment_intent__by_the_payer__calls_the_system(system: PaymentSystem, payment: Payment) -> None:
    intent = payment_intent(system, payment, "pay")
    assert intent.data == calldata("InterbankPayments", "pay", fields(payment))
    assert (intent.actor, intent.to) == (payment.payer, SYSTEM)
    assert intent.what == f"{UETR}: HKD 123.45 from Acme to Bolt"


@pytest.mark.requirement("IBP-5")
def test_signed_payment_intent__by_another__brings_the_payers_signature(
    system: PaymentSystem, payment: Payment, keys: Keyring
) -> None:
    agent = Actor("agent", "dev:2", payment.payee.wallet)
    intent = signed_payment_intent(system, payment, "pay", keys["dev:1"], agent)
    message = digest(PAYMENT_TYPE, fields(payment), SYSTEM_NAME, SYSTEM)
    assert payment_id(system, payment) == message
    signature = sign(keys["dev:1"].key, message)
    assert intent.data == calldata("InterbankPayments", "paySigned", fields(payment), signature)
    assert intent.actor == agent


@pytest.mark.requirement("IBP-9")
def test_payment_id__that_sends_another_back__names_it(system: PaymentSystem, payment: Payment) -> None:
    back = replace(payment, return_of=payment_id(system, payment))
    assert payment_id(system, back) == digest(PAYMENT_TYPE, fields(back), SYSTEM_NAME, SYSTEM)
    assert payment_id(system, back) != payment_id(system, payment)


@pytest.mark.requirement("IBP-2", "IBP-3")
@pytest.mark.parametrize(
    ("method", "between"),
    [
        (Method.RESERVES, [(RESERVES, BANK_A, BANK_B), (B, None, "payee")]),
        (Method.CORRESPONDENT, [(B, BANK_A, "payee")]),
        (Method.CONFIRMED, [(B, None, "payee")]),
    ],
)
def test_movements__each_method__end_one_deposit_and_make_another(
    system: PaymentSystem, payment: Payment, method: Method, between: list[tuple[str, str | None, str]]
) -> None:
    made = replace(payment, method=method)
    wallets = {"payee": payment.payee.wallet}
    expected = [Movement(A, payment.payer.wallet, None, 12_345)]
    expected += [Movement(token, sender, wallets.get(taker, taker), 12_345) for token, sender, taker in between]
    assert list(movements(system, made)) == expected


@pytest.mark.requirement("IBP-4")
def test_payment_intent__confirmed_elsewhere__moves_nothing_yet(system: PaymentSystem, payment: Payment) -> None:
    assert payment_intent(system, replace(payment, method=Method.CONFIRMED), "pay").movements == ()


@pytest.mark.requirement("IBP-5")
def test_payment_intent__same_reference__is_the_same_intent(system: PaymentSystem, payment: Payment) -> None:
    first = payment_intent(system, payment, "pay")
    assert first.id == payment_intent(system, replace(payment, amount=1), "again").id
    assert first.id != payment_intent(system, replace(payment, uetr=UUID(int=1)), "pay").id
