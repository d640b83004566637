"""What waits for a bank's acceptance: payments from the amount on that it says."""

from __future__ import annotations

import pytest

from tests.contracts.banking import NONE, SCREENING, Banking


@pytest.mark.requirement("IBP-6")
@pytest.mark.parametrize(("amount", "status"), [(399, NONE), (400, SCREENING), (401, SCREENING)])
def test_set_bank__screens_from_an_amount__holds_that_and_more(banking: Banking, amount: int, status: int) -> None:
    banking.payments.setBank(banking.b, 400, True, False, by=banking.world.bank_b)  # noqa: FBT003
    payment = banking.payment(amount=amount)
    banking.pay(payment)
    assert banking.status(payment) == status


@pytest.mark.requirement("IBP-6")
def test_set_bank__payers_bank_screens__does_not_hold_what_leaves(banking: Banking) -> None:
    banking.payments.setBank(banking.a, 1, True, False, by=banking.world.bank_a)  # noqa: FBT003
    payment = banking.payment()
    banking.pay(payment)
    assert banking.status(payment) == NONE
