"""The payee's bank accepts what it screens, or refuses it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.banking import (
    CONFIRMED,
    CORRESPONDENT,
    DUPLICATE,
    FINAL,
    PENDING,
    REVERSED,
    SCREENING,
    Banking,
)
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Refused, reverts


@pytest.fixture(autouse=True)
def _screening(banking: Banking) -> None:
    banking.payments.setBank(banking.b, 1, True, False, by=banking.world.bank_b)  # noqa: FBT003


@pytest.fixture
def screened(banking: Banking) -> dict[str, Any]:
    payment = banking.payment()
    banking.pay(payment)
    return payment


@pytest.mark.requirement("IBP-6")
def test_accept__by_the_payees_bank__pays(banking: Banking, screened: dict[str, Any]) -> None:
    world = banking.world
    assert (banking.status(screened), banking.a.lockedBalanceOf(world.investor_a)) == (SCREENING, 400)
    banking.payments.accept(screened, by=world.officer)
    assert (banking.status(screened), banking.money()) == (FINAL, (600, 1_400, 600, 1_400))
    with reverts("WrongPaymentStatus", id=banking.id(screened), status=FINAL):
        banking.payments.accept(screened, by=world.officer)


@pytest.mark.requirement("IBP-6")
def test_accept__through_a_correspondent__pays(banking: Banking) -> None:
    payment = banking.payment(method=CORRESPONDENT)
    banking.pay(payment)
    banking.payments.accept(payment, by=banking.world.officer)
    assert banking.money() == (600, 1_400, 1_000, 1_000)


@pytest.mark.requirement("IBP-6")
def test_accept__the_payers_bank_offers_no_correspondent_since__reverts(banking: Banking) -> None:
    payment = banking.payment(method=CORRESPONDENT)
    banking.pay(payment)
    banking.payments.setBank(banking.a, 0, False, False, by=banking.world.bank_a)  # noqa: FBT003
    with reverts("InvalidPayment"):
        banking.payments.accept(payment, by=banking.world.officer)
    assert (banking.status(payment), banking.money()) == (SCREENING, (1_000, 1_000, 1_000, 1_000))


@pytest.mark.requirement("IBP-6")
def test_accept__settled_elsewhere__waits_for_the_operator(banking: Banking) -> None:
    payment = banking.payment(method=CONFIRMED)
    banking.pay(payment)
    with reverts("WrongPaymentStatus", id=banking.id(payment), status=SCREENING):
        banking.confirm(payment)
    banking.payments.accept(payment, by=banking.world.officer)
    assert banking.status(payment) == PENDING
    banking.confirm(payment)
    assert banking.money() == (600, 1_400, 1_000, 1_000)


@pytest.mark.requirement("IBP-6")
def test_accept__payer_frozen_since__does_not_pay(banking: Banking, screened: dict[str, Any]) -> None:
    world = banking.world
    banking.a.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    with restricted(Restriction.SENDER_FROZEN, world.investor_a, ZERO, 400):
        banking.payments.accept(screened, by=world.officer)
    assert banking.status(screened) == SCREENING


@pytest.mark.requirement("IBP-6")
def test_accept__by_anybody_else_or_too_late__reverts(banking: Banking, screened: dict[str, Any]) -> None:
    world, by = banking.world, screened["deadline"]
    for stranger in (world.bank_a, world.investor_a, world.investor_b, world.settler):
        with reverts("NotYours", caller=stranger):
            banking.payments.accept(screened, by=stranger)
        with reverts("NotYours", caller=stranger):
            banking.payments.refuse(screened, DUPLICATE, by=stranger)
    with reverts("OutsideSettlementWindow", settleFrom=0, settleBy=by, time=by + 1):
        banking.payments.accept(screened, by=world.officer, at=by + 1)


@pytest.mark.requirement("IBP-6")
def test_refuse__by_the_payees_bank__gives_the_payer_the_money_back(banking: Banking, screened: dict[str, Any]) -> None:
    world = banking.world
    sent = banking.payments.refuse(screened, DUPLICATE, by=world.officer)
    told = (banking.id(screened), screened["uetr"], world.officer, DUPLICATE)
    assert sent.logs[0] == banking.payments.log("PaymentReversed", *told)
    assert (banking.status(screened), banking.a.lockedBalanceOf(world.investor_a)) == (REVERSED, 0)
    with reverts("WrongPaymentStatus", id=banking.id(screened), status=REVERSED):
        banking.payments.accept(screened, by=world.officer)
    with reverts("NonceSpent", party=world.investor_a, nonce=3):
        banking.pay(screened)
    assert banking.money() == (1_000, 1_000, 1_000, 1_000)


@pytest.mark.requirement("IBP-6")
def test_accept__money_that_was_taken_by_force_since__does_not_pay(banking: Banking, screened: dict[str, Any]) -> None:
    world = banking.world
    banking.a.forcedTransfer(world.investor_a, world.bank_a, 1_000, by=world.officer)
    with pytest.raises(Refused, match="LockNotActive"):
        banking.payments.accept(screened, by=world.officer)
