"""A payer signs, and somebody else brings the payment."""

from __future__ import annotations

import pytest

from tests.contracts.banking import Banking
from tests.contracts.signing import malleable
from tests.contracts.support import reverts


@pytest.mark.requirement("IBP-5")
def test_pay_signed__by_the_payer__pays(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    banking.payments.paySigned(payment, banking.signed(payment, world.investor_a), by=world.outsider)
    assert banking.money() == (600, 1_400, 600, 1_400)
    with reverts("NonceSpent", party=world.investor_a, nonce=3):
        banking.payments.paySigned(payment, banking.signed(payment, world.investor_a), by=world.outsider)


@pytest.mark.requirement("IBP-5")
def test_pay_signed__not_by_the_payer_or_of_something_else__reverts(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    good = banking.signed(payment, world.investor_a)
    for signature in (banking.signed(payment, world.investor_b), malleable(good), b"", bytes(65)):
        with reverts("NotSigned", party=world.investor_a):
            banking.payments.paySigned(payment, signature, by=world.outsider)
    for changes in ({"amount": 401}, {"payee": world.bank_b.wallet}, {"uetr": bytes(16)}, {"purpose": b"XXXX"},
                    {"method": 1}, {"deadline": payment["deadline"] + 1}, {"nonce": 4}):  # fmt: skip
        with reverts("NotSigned", party=world.investor_a):
            banking.payments.paySigned({**payment, **changes}, good, by=world.outsider)


@pytest.mark.requirement("IBP-5")
def test_pay_signed__payer_is_a_contract__pays_with_its_owners_signature(banking: Banking) -> None:
    world = banking.world
    payer = world.deploy("MockWallet", world.investor_c)
    world.register(payer)
    banking.a.openAccounts([payer], by=world.bank_a)
    banking.book(banking.a, payer, 500, world.bank_a)
    payment = banking.payment(payer=payer)
    with reverts("NotSigned", party=payer):
        banking.payments.paySigned(payment, banking.signed(payment, world.investor_a), by=world.outsider)
    banking.payments.paySigned(payment, banking.signed(payment, world.investor_c), by=world.outsider)
    assert banking.a.balanceOf(payer) == 100
