"""A final payment is asked back and sent back, by whom it belongs to."""

from __future__ import annotations

import pytest

from tests.contracts.banking import CONFIRMED, CORRESPONDENT, DUPLICATE, FINAL, PENDING, RESERVES, RETURNED, Banking
from tests.contracts.restrictions import insufficient
from tests.contracts.support import reverts


@pytest.mark.requirement("IBP-9")
@pytest.mark.parametrize("method", [RESERVES, CORRESPONDENT])
def test_return_payment__by_the_payee__goes_back_the_way_it_came(banking: Banking, method: int) -> None:
    world, payment = banking.world, banking.payment(method=method)
    before = (banking.money(), banking.supplies(), banking.b.balanceOf(world.bank_a))
    banking.pay(payment)
    sent = banking.payments.returnPayment(payment, DUPLICATE, by=world.investor_b)
    told = (banking.id(payment), payment["uetr"], DUPLICATE)
    assert sent.logs[0] == banking.payments.log("PaymentReturned", *told)
    assert (banking.money(), banking.supplies(), banking.b.balanceOf(world.bank_a)) == before
    assert banking.status(payment) == RETURNED
    with reverts("WrongPaymentStatus", id=banking.id(payment), status=RETURNED):
        banking.payments.returnPayment(payment, DUPLICATE, by=world.investor_b)


@pytest.mark.requirement("IBP-9")
def test_return_payment__by_anybody_else_or_spent_since__reverts(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    banking.pay(payment)
    for stranger in (world.investor_a, world.bank_a, world.bank_b, world.officer):
        with reverts("NotYours", caller=stranger):
            banking.payments.returnPayment(payment, DUPLICATE, by=stranger)
    banking.b.transfer(world.bank_b, 1_100, by=world.investor_b)
    with insufficient(world.investor_b, 300, 400):
        banking.payments.returnPayment(payment, DUPLICATE, by=world.investor_b)
    assert banking.status(payment) == FINAL


@pytest.mark.requirement("IBP-9")
def test_return_payment__settled_elsewhere_or_not_final__reverts(banking: Banking) -> None:
    world, payment = banking.world, banking.payment(method=CONFIRMED)
    banking.pay(payment)
    with reverts("WrongPaymentStatus", id=banking.id(payment), status=PENDING):
        banking.payments.returnPayment(payment, DUPLICATE, by=world.investor_b)
    banking.confirm(payment)
    with reverts("InvalidPayment"):
        banking.payments.returnPayment(payment, DUPLICATE, by=world.investor_b)
