"""A payment that nobody has ended by its deadline goes back, whoever says so."""

from __future__ import annotations

import pytest

from tests.contracts.banking import CONFIRMED, NONE, REVERSED, Banking
from tests.contracts.support import reverts


@pytest.mark.requirement("IBP-8")
@pytest.mark.parametrize("screened", [False, True])
def test_reverse__past_the_deadline__gives_the_payer_the_money_back(banking: Banking, *, screened: bool) -> None:
    world = banking.world
    banking.payments.setBank(banking.b, int(screened), True, False, by=world.bank_b)  # noqa: FBT003
    payment = banking.payment(method=CONFIRMED)
    banking.pay(payment)
    by = payment["deadline"]
    with reverts("NotExpired", deadline=by, time=by):
        banking.payments.reverse(payment, by=world.outsider, at=by)
    sent = banking.payments.reverse(payment, by=world.outsider, at=by + 1)
    told = (banking.id(payment), payment["uetr"], world.outsider, b"TM01")
    assert sent.logs[0] == banking.payments.log("PaymentReversed", *told)
    assert (banking.status(payment), banking.a.lockedBalanceOf(world.investor_a)) == (REVERSED, 0)


@pytest.mark.requirement("IBP-8")
def test_reverse__lock_released_at_the_token_before__goes_on(banking: Banking) -> None:
    world, payment = banking.world, banking.payment(method=CONFIRMED)
    sent = banking.pay(payment)
    lock = sent.logs[1].values[0]
    banking.a.cancelLock(lock, b"", b"", by=world.outsider, at=payment["deadline"] + 1)
    banking.payments.reverse(payment, by=world.outsider)
    assert banking.status(payment) == REVERSED


@pytest.mark.requirement("IBP-8")
def test_reverse__final_or_unknown__reverts(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    for paid in (False, True):
        with reverts("WrongPaymentStatus", id=banking.id(payment), status=NONE):
            banking.payments.reverse(payment, by=world.outsider)
        if not paid:
            banking.pay(payment)
