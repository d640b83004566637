"""Banks join with their deposit tokens, and say what they screen and whether they take part."""

from __future__ import annotations

import pytest

from tests.contracts.banking import CORRESPONDENT, FINAL, RESERVES, Banking, open_bank
from tests.contracts.support import Refused, reverts


@pytest.mark.requirement("IBP-1")
def test_join__by_its_bank__brings_the_token_in(banking: Banking) -> None:
    world, payments = banking.world, banking.payments
    token = open_bank(world, "C", world.bank_a, payments)["DepositToken"]
    sent = payments.join(token, by=world.bank_a)
    assert sent.logs == [payments.log("BankJoined", token, world.bank_a)]
    assert payments.participant(token) == {"account": world.bank_a.wallet, "screensFrom": 0, "suspended": False}
    assert (payments.reserves(), payments.operator()) == (banking.reserves.wallet, world.settler.wallet)


@pytest.mark.requirement("IBP-1")
def test_join__twice_by_another_or_for_another_system__reverts(banking: Banking) -> None:
    world, payments = banking.world, banking.payments
    fresh = open_bank(world, "C", world.bank_a, payments)["DepositToken"]
    elsewhere = open_bank(world, "D", world.bank_a, world.outsider)["DepositToken"]
    euros = open_bank(world, "E", world.bank_a, payments, currency=b"EUR")["DepositToken"]
    for token, by in (
        (banking.a, world.bank_a),
        (fresh, world.bank_b),
        (elsewhere, world.bank_a),
        (euros, world.bank_a),
    ):
        with reverts("CannotJoin", token=token):
            payments.join(token, by=by)


@pytest.mark.requirement("IBP-1")
def test_join__with_a_token_of_ones_own__brings_in_ones_own_account_alone(banking: Banking) -> None:
    """Anybody can make a deposit token and join: what it pays leaves its maker's account, nobody else's."""
    world, payments = banking.world, banking.payments
    own = open_bank(world, "X", world.investor_c, payments)["DepositToken"]
    payments.join(own, by=world.investor_c)
    assert payments.participant(own)["account"] == world.investor_c.wallet
    own.openAccounts([world.investor_c], by=world.investor_c)
    banking.book(own, world.investor_c, 1_000, world.investor_c)
    for method in (RESERVES, CORRESPONDENT):
        payment = banking.payment(payer=world.investor_c, payerToken=own, method=method)
        with pytest.raises(Refused, match="ERC20InsufficientAllowance"):
            banking.pay(payment)
    assert banking.money() == (1_000, 1_000, 1_000, 1_000)


@pytest.mark.requirement("IBP-1")
def test_set_bank__suspended__neither_sends_nor_receives(banking: Banking) -> None:
    world, payments, payment = banking.world, banking.payments, banking.payment()
    for token, bank in ((banking.a, world.bank_a), (banking.b, world.bank_b)):
        sent = payments.setBank(token, 0, True, by=bank)  # noqa: FBT003
        assert sent.logs == [payments.log("BankSet", token, 0, True)]  # noqa: FBT003
        with reverts("BankNotAvailable", token=token):
            banking.pay(payment)
        payments.setBank(token, 0, False, by=bank)  # noqa: FBT003
    banking.pay(payment)
    assert (banking.status(payment), payment["method"]) == (FINAL, RESERVES)


@pytest.mark.requirement("IBP-1")
def test_set_bank__by_another_or_of_no_bank__reverts(banking: Banking) -> None:
    world, payments = banking.world, banking.payments
    for stranger in (world.bank_b, world.central_bank, world.officer):
        with reverts("NotYours", caller=stranger):
            payments.setBank(banking.a, 0, True, by=stranger)  # noqa: FBT003
    with reverts("BankNotAvailable", token=world.cash):
        payments.setBank(world.cash, 0, True, by=world.bank_a)  # noqa: FBT003
