"""A payer or its bank asks for a final payment back."""

from __future__ import annotations

import pytest

from tests.contracts.banking import DUPLICATE, FINAL, NONE, Banking
from tests.contracts.support import reverts


@pytest.mark.requirement("IBP-9")
@pytest.mark.parametrize("who", ["investor_a", "bank_a"])
def test_request_recall__by_the_payer_or_its_bank__says_so(banking: Banking, who: str) -> None:
    payment, by = banking.payment(), getattr(banking.world, who)
    banking.pay(payment)
    sent = banking.payments.requestRecall(payment, DUPLICATE, by=by)
    told = (banking.id(payment), payment["uetr"], by, DUPLICATE)
    assert sent.logs == [banking.payments.log("RecallRequested", *told)]
    assert banking.status(payment) == FINAL


@pytest.mark.requirement("IBP-9")
def test_request_recall__by_anybody_else_or_not_final__reverts(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    with reverts("WrongPaymentStatus", id=banking.id(payment), status=NONE):
        banking.payments.requestRecall(payment, DUPLICATE, by=world.investor_a)
    banking.pay(payment)
    for stranger in (world.investor_b, world.bank_b, world.officer):
        with reverts("NotYours", caller=stranger):
            banking.payments.requestRecall(payment, DUPLICATE, by=stranger)
