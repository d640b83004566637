"""Money leaves for other banks and comes from them through the payment system alone."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.banking import Banking
from tests.contracts.restrictions import Restriction, insufficient, restricted
from tests.contracts.support import ZERO, reverts

ID = keccak(text="payment 1")


@pytest.mark.requirement("BANK-2")
def test_debit__by_the_payment_system__ends_the_deposit(banking: Banking) -> None:
    world, token = banking.world, banking.a
    system = world.become(banking.payments.wallet)
    sent = token.debit(world.investor_a, 400, by=system)
    assert sent.logs == [token.log("Transfer", world.investor_a, ZERO, 400)]
    assert (token.balanceOf(world.investor_a), token.totalSupply()) == (600, 600)


@pytest.mark.requirement("BANK-2")
def test_debit__by_anybody_else__reverts(banking: Banking) -> None:
    world, token = banking.world, banking.a
    for stranger in (world.bank_a, world.investor_a, world.central_bank, world.officer):
        for act in (token.debit, token.credit):
            with reverts("NotPaymentSystem", caller=stranger):
                act(world.investor_a, 1, by=stranger)
        with reverts("NotPaymentSystem", caller=stranger):
            token.debitLocked(ID, by=stranger)


@pytest.mark.requirement("BANK-2")
def test_debit__more_than_is_free_or_of_a_frozen_account__reverts(banking: Banking) -> None:
    world, token = banking.world, banking.a
    system = world.become(banking.payments.wallet)
    with insufficient(world.investor_a, 1_000, 1_001):
        token.debit(world.investor_a, 1_001, by=system)
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    with restricted(Restriction.SENDER_FROZEN, world.investor_a, ZERO, 1):
        token.debit(world.investor_a, 1, by=system)


@pytest.mark.requirement("BANK-2")
def test_credit__by_the_payment_system__is_for_customers(banking: Banking) -> None:
    world, token = banking.world, banking.a
    system = world.become(banking.payments.wallet)
    sent = token.credit(world.investor_a, 400, by=system)
    assert sent.logs == [token.log("Transfer", ZERO, world.investor_a, 400)]
    with restricted(Restriction.NOT_CUSTOMER, ZERO, world.investor_b, 1):
        token.credit(world.investor_b, 1, by=system)
    assert token.totalSupply() == 1_400
    assert (token.paymentSystem(), token.currency()) == (banking.payments.wallet, b"HKD")


@pytest.mark.requirement("BANK-2")
def test_debit_locked__anothers_lock_or_none__reverts(banking: Banking) -> None:
    world, token = banking.world, banking.a
    system = world.become(banking.payments.wallet)
    with reverts("LockNotActive", lockId=ID):
        token.debitLocked(ID, by=system)
    terms = [ID, 10, world.investor_a, world.dvp, world.now + 100]
    names = ("lockReference", "amount", "receiver", "spender", "expiry")
    venue = world.become(world.dvp.wallet)
    sent = token.createLockFor(world.investor_a, dict(zip(names, terms, strict=True)), by=venue)
    lock = sent.logs[0].values[0]
    with reverts("LockUnauthorized", lockId=lock, spender=world.dvp, caller=system):
        token.debitLocked(lock, by=system)
