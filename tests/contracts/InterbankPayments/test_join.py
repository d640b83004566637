"""Banks join with their deposit tokens, and say what they screen and whether they take part."""

from __future__ import annotations

import pytest

from tests.contracts.banking import Banking, open_bank
from tests.contracts.support import reverts, role_id


@pytest.mark.requirement("IBP-1")
def test_join__by_its_bank__brings_the_token_in(banking: Banking) -> None:
    world, payments = banking.world, banking.payments
    token = open_bank(world, "C", world.bank_a, payments)["DepositToken"]
    with reverts("CannotJoin", token=token):
        payments.join(token, by=world.bank_a)  # without an account of its own
    token.openAccounts([world.bank_a], by=world.bank_a)
    sent = payments.join(token, by=world.bank_a)
    assert sent.logs == [payments.log("BankJoined", token, world.bank_a)]
    assert payments.participant(token) == {
        "account": world.bank_a.wallet, "screensFrom": 0, "corresponds": False, "suspended": False,
    }  # fmt: skip
    assert (payments.reserves(), payments.operator()) == (banking.reserves.wallet, world.settler.wallet)


@pytest.mark.requirement("IBP-1")
def test_join__by_another_or_for_another_system_or_currency__reverts(banking: Banking) -> None:
    world, payments = banking.world, banking.payments
    fresh = open_bank(world, "C", world.bank_a, payments)["DepositToken"]
    elsewhere = open_bank(world, "D", world.bank_a, world.outsider)["DepositToken"]
    euros = open_bank(world, "E", world.bank_a, payments, currency=b"EUR")["DepositToken"]
    fine = open_bank(world, "F", world.bank_a, payments, decimals=3)["DepositToken"]
    for token, by in (
        (fresh, world.bank_b),
        (elsewhere, world.bank_a),
        (euros, world.bank_a),
        (fine, world.bank_a),
    ):
        token.openAccounts([world.bank_a, world.bank_b], by=world.bank_a)
        with reverts("CannotJoin", token=token):
            payments.join(token, by=by)


@pytest.mark.requirement("IBP-1")
def test_join__again__gives_the_bank_another_account(banking: Banking) -> None:
    """After the wallet of its reserves was recovered, say; what it set stays."""
    world, payments = banking.world, banking.payments
    banking.a.grantRole(role_id("BANK_ROLE"), world.bank_b, by=world.bank_a)
    payments.join(banking.a, by=world.bank_b)
    found = payments.participant(banking.a)
    assert (found["account"], found["corresponds"]) == (world.bank_b.wallet, True)


@pytest.mark.requirement("IBP-1")
def test_join__by_nobody_whom_the_central_bank_knows__reverts(banking: Banking) -> None:
    """Anybody can make a deposit token; a bank has reserves."""
    world, payments = banking.world, banking.payments
    own = open_bank(world, "X", world.investor_c, payments)["DepositToken"]
    own.openAccounts([world.investor_c], by=world.investor_c)
    with reverts("CannotJoin", token=own):
        payments.join(own, by=world.investor_c)


@pytest.mark.requirement("IBP-1")
def test_set_bank__suspended__neither_sends_nor_receives(banking: Banking) -> None:
    world, payments, payment = banking.world, banking.payments, banking.payment()
    for token, bank in ((banking.a, world.bank_a), (banking.b, world.bank_b)):
        sent = payments.setBank(token, 0, True, True, by=bank)  # noqa: FBT003
        assert sent.logs == [payments.log("BankSet", token, 0, True, True)]  # noqa: FBT003
        with reverts("BankNotAvailable", token=token):
            banking.pay(payment)
        payments.setBank(token, 0, True, False, by=bank)  # noqa: FBT003
    banking.pay(payment)
    assert banking.money() == (600, 1_400, 600, 1_400)


@pytest.mark.requirement("IBP-1")
def test_set_bank__by_another_or_of_no_bank__reverts(banking: Banking) -> None:
    world, payments = banking.world, banking.payments
    for stranger in (world.bank_b, world.central_bank, world.officer):
        with reverts("NotYours", caller=stranger):
            payments.setBank(banking.a, 0, True, True, by=stranger)  # noqa: FBT003
    with reverts("BankNotAvailable", token=world.cash):
        payments.setBank(world.cash, 0, True, True, by=world.bank_a)  # noqa: FBT003
