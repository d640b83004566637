"""What happens between a payment's being held and its bank's word."""

from __future__ import annotations

import pytest

from tests.contracts.banking import CONFIRMED, SCREENING, Banking
from tests.contracts.support import Refused, reverts, role_id


@pytest.fixture(autouse=True)
def _screening(banking: Banking) -> None:
    banking.payments.setBank(banking.b, 1, True, False, by=banking.world.bank_b)  # noqa: FBT003


@pytest.mark.requirement("IBP-1")
@pytest.mark.parametrize("side", ["a", "b"])
def test_accept__settled_elsewhere_and_a_bank_suspended_since__waits(banking: Banking, side: str) -> None:
    world, payment, token = banking.world, banking.payment(method=CONFIRMED), getattr(banking, side)
    banking.pay(payment)
    banking.payments.setBank(token, 1, True, True, by=getattr(world, f"bank_{side}"))  # noqa: FBT003
    with reverts("BankNotAvailable", token=token):
        banking.payments.accept(payment, by=world.officer)
    assert banking.status(payment) == SCREENING


@pytest.mark.requirement("LOCK-3")
def test_accept__payer_took_its_permission_back_since__pays(banking: Banking) -> None:
    """A lock stands whatever the payer permits later, and nobody else ends it."""
    world, payment = banking.world, banking.payment()
    lock = banking.pay(payment).logs[1].values[0]
    banking.a.allowSettlement(allowed=False, by=world.investor_a)
    for stranger in (world.investor_a, world.investor_b, world.bank_a, world.officer):
        for act in (banking.a.cancelLock, banking.a.spendLock):
            with reverts("LockUnauthorized", lockId=lock, spender=banking.payments, caller=stranger):
                act(lock, b"", b"", by=stranger)
    banking.payments.accept(payment, by=world.officer)
    assert banking.money() == (600, 1_400, 600, 1_400)


@pytest.mark.requirement("IBP-6")
def test_accept__by_the_compliance_officer_of_the_payers_bank__reverts(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    banking.a.grantRole(role_id("COMPLIANCE_ROLE"), world.outsider, by=world.bank_a)
    banking.pay(payment)
    with reverts("NotYours", caller=world.outsider):
        banking.payments.accept(payment, by=world.outsider)
    with reverts("NotYours", caller=world.outsider):
        banking.payments.refuse(payment, b"DUPL", by=world.outsider)


@pytest.mark.requirement("IBP-6")
def test_accept__part_of_the_account_frozen_since__does_not_pay(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    banking.pay(payment)
    banking.a.setFrozenTokens(world.investor_a, 700, by=world.officer)
    with pytest.raises(Refused, match="ERC7943InsufficientUnfrozenBalance"):
        banking.payments.accept(payment, by=world.officer)
    assert (banking.status(payment), banking.a.lockedBalanceOf(world.investor_a)) == (SCREENING, 400)


@pytest.mark.requirement("LOCK-2")
def test_pay__to_be_held_for_more_than_a_year_or_without_permission__reverts(banking: Banking) -> None:
    """Known limits: what is held is locked, and locks need both."""
    world = banking.world
    with reverts("InvalidLock"):
        banking.pay(banking.payment(deadline=world.now + 400 * 86_400))
    banking.a.allowSettlement(allowed=False, by=world.investor_a)
    with pytest.raises(Refused, match="LockUnauthorized"):
        banking.pay(banking.payment())
