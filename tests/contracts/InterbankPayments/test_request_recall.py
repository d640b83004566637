"""A payer or its bank asks for a final payment back."""

from __future__ import annotations

import pytest

from tests.contracts.banking import CONFIRMED, DUPLICATE, NONE, PENDING, Banking, open_bank
from tests.contracts.support import reverts


@pytest.mark.requirement("IBP-9")
@pytest.mark.parametrize("who", ["investor_a", "bank_a"])
def test_request_recall__by_the_payer_or_its_bank__says_so(banking: Banking, who: str) -> None:
    payment, by = banking.payment(), getattr(banking.world, who)
    banking.pay(payment)
    sent = banking.payments.requestRecall(payment, DUPLICATE, by=by)
    told = (banking.id(payment), payment["uetr"], by, DUPLICATE)
    assert sent.logs == [banking.payments.log("RecallRequested", *told)]
    banking.payments.requestRecall(payment, DUPLICATE, by=by)


@pytest.mark.requirement("IBP-9")
def test_request_recall__by_anybody_else_or_not_final__reverts(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    with reverts("WrongPaymentStatus", id=banking.id(payment), status=NONE):
        banking.payments.requestRecall(payment, DUPLICATE, by=world.investor_a)
    banking.pay(payment)
    for stranger in (world.investor_b, world.bank_b, world.officer):
        with reverts("NotYours", caller=stranger):
            banking.payments.requestRecall(payment, DUPLICATE, by=stranger)


@pytest.mark.requirement("IBP-9")
def test_request_recall__of_one_that_is_held_or_with_a_token_of_ones_own__reverts(banking: Banking) -> None:
    world, payment = banking.world, banking.payment(method=CONFIRMED)
    banking.pay(payment)
    with reverts("WrongPaymentStatus", id=banking.id(payment), status=PENDING):
        banking.payments.requestRecall(payment, DUPLICATE, by=world.investor_a)
    own = open_bank(world, "X", world.investor_c, banking.payments)["DepositToken"]
    with reverts("NotYours", caller=world.investor_c):
        banking.payments.requestRecall({**payment, "payerToken": own.wallet}, DUPLICATE, by=world.investor_c)
