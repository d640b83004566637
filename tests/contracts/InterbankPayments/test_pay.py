"""A payment ends a deposit at one bank and makes one at another, and moves money between the banks; or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.banking import CONFIRMED, CORRESPONDENT, HOURLY, NONE, PENDING, SALARY, Banking, open_bank
from tests.contracts.restrictions import Restriction, insufficient, restricted
from tests.contracts.support import ZERO, Refused, reverts

BEFORE = (1_000, 1_000, 1_000, 1_000)


@pytest.mark.requirement("IBP-2")
def test_pay__in_reserves__moves_all_three_together(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    ident = banking.id(payment)
    assert banking.payments.paymentId(payment) == ident
    sent = banking.pay(payment)
    told = (ident, payment["uetr"], world.investor_a, world.investor_b, 400)
    assert sent.logs == [
        banking.payments.log("PaymentFinal", *told),
        banking.a.log("Transfer", world.investor_a, ZERO, 400),
        banking.reserves.log("Transfer", world.bank_a, world.bank_b, 400),
        banking.b.log("Transfer", ZERO, world.investor_b, 400),
    ]
    assert banking.money() == (600, 1_400, 600, 1_400)
    assert banking.supplies() == (600, 1_900, 2_000)
    assert banking.status(payment) == NONE  # kept of payments that were held


@pytest.mark.requirement("IBP-3")
def test_pay__through_a_correspondent__spends_what_the_bank_has_there(banking: Banking) -> None:
    world, payment = banking.world, banking.payment(method=CORRESPONDENT)
    sent = banking.pay(payment)
    assert [log.name for log in sent.logs] == ["PaymentFinal", "Transfer", "Transfer"]
    assert banking.money() == (600, 1_400, 1_000, 1_000)
    assert banking.b.balanceOf(world.bank_a) == 100
    assert banking.supplies() == (600, 1_500, 2_000)


@pytest.mark.requirement("IBP-3")
def test_pay__correspondent_account_too_low__nothing_moves(banking: Banking) -> None:
    payment = banking.payment(method=CORRESPONDENT, amount=501)
    with insufficient(banking.world.bank_a, 500, 501):
        banking.pay(payment)
    assert (banking.money(), banking.status(payment)) == (BEFORE, NONE)


@pytest.mark.requirement("IBP-4")
def test_pay__confirmed_elsewhere__is_held_on_the_payers_account(banking: Banking) -> None:
    world, payment = banking.world, banking.payment(method=CONFIRMED)
    sent = banking.pay(payment)
    held = (banking.id(payment), payment["uetr"], world.investor_a, PENDING, SALARY)
    assert sent.logs[0] == banking.payments.log("PaymentHeld", *held)
    assert (banking.money(), banking.a.lockedBalanceOf(world.investor_a)) == (BEFORE, 400)
    assert banking.status(payment) == PENDING


@pytest.mark.requirement("IBP-2")
def test_pay__any_step_fails__nothing_has_moved(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    with insufficient(world.investor_a, 1_000, 1_001):
        banking.pay({**payment, "amount": 1_001})
    banking.reserves.transfer(world.bank_b, 700, by=world.bank_a)
    with insufficient(world.bank_a, 300, 400):
        banking.pay(payment)
    banking.reserves.transfer(world.bank_a, 700, by=world.bank_b)
    banking.b.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, ZERO, world.investor_b, 400):
        banking.pay(payment)
    assert (banking.money(), banking.status(payment)) == (BEFORE, NONE)
    assert banking.supplies() == (1_000, 1_500, 2_000)


@pytest.mark.requirement("IBP-2")
@pytest.mark.parametrize("token", ["a", "b", "reserves"])
def test_pay__one_token_paused__nothing_has_moved(banking: Banking, token: str) -> None:
    getattr(banking, token).pause(by=banking.world.pauser)
    with pytest.raises(Refused, match=r"'reason': 1\b|PauseState"):
        banking.pay(banking.payment())
    assert banking.money() == BEFORE


@pytest.mark.requirement("IBP-5")
def test_pay__same_payment_again__reverts(banking: Banking) -> None:
    payment = banking.payment()
    banking.pay(payment)
    with reverts("NonceSpent", party=banking.world.investor_a, nonce=3):
        banking.pay(payment)
    banking.pay({**payment, "nonce": 4})
    assert banking.payments.isNonceSpent(banking.world.investor_a, 4)
    assert not banking.payments.isNonceSpent(banking.world.investor_a, 5)
    assert banking.money() == (200, 1_800, 200, 1_800)


@pytest.mark.requirement("IBP-5")
def test_pay__by_anybody_but_the_payer__reverts(banking: Banking) -> None:
    world, payment = banking.world, banking.payment()
    for stranger in (world.investor_b, world.bank_a, world.officer, world.settler):
        with reverts("NotYours", caller=stranger):
            banking.payments.pay(payment, by=stranger)


@pytest.mark.requirement("IBP-5")
def test_pay__past_its_deadline__reverts(banking: Banking) -> None:
    payment = banking.payment()
    by = payment["deadline"]
    with reverts("OutsideSettlementWindow", settleFrom=0, settleBy=by, time=by + 1):
        banking.pay(payment, at=by + 1)
    assert banking.money() == BEFORE


@pytest.mark.requirement("IBP-5")
@pytest.mark.parametrize("changes", [{"amount": 0}, {"payeeToken": "a"}, {"payee": ZERO}])
def test_pay__of_nothing_to_nobody_or_within_a_bank__reverts(banking: Banking, changes: dict[str, Any]) -> None:
    payment = banking.payment(**{name: banking.a if value == "a" else value for name, value in changes.items()})
    with reverts("InvalidPayment"):
        banking.pay(payment)


@pytest.mark.requirement("IBP-1")
@pytest.mark.parametrize("side", ["payerToken", "payeeToken"])
def test_pay__bank_that_has_not_joined__reverts(banking: Banking, side: str) -> None:
    payment = banking.payment(**{side: banking.world.cash})
    with reverts("BankNotAvailable", token=banking.world.cash):
        banking.pay(payment)


@pytest.mark.requirement("IBP-3")
def test_pay__through_a_correspondent_of_a_bank_that_does_not_offer_it__reverts(banking: Banking) -> None:
    banking.payments.setBank(banking.a, 0, False, False, by=banking.world.bank_a)  # noqa: FBT003
    with reverts("InvalidPayment"):
        banking.pay(banking.payment(method=CORRESPONDENT))
    assert banking.b.balanceOf(banking.world.bank_a) == 500


@pytest.mark.requirement("IBP-9")
def test_pay__that_sends_another_back__names_it(banking: Banking) -> None:
    """A return is a payment of the payee's own, screened and settled like any."""
    world, first = banking.world, banking.payment()
    banking.pay(first)
    back = banking.payment(
        payer=world.investor_b, payee=world.investor_a, payerToken=banking.b, payeeToken=banking.a,
        returnOf=banking.id(first),
    )  # fmt: skip
    sent = banking.pay(back)
    assert sent.logs[0] == banking.payments.log("PaymentReturned", banking.id(back), banking.id(first))
    assert banking.money() == BEFORE


@pytest.mark.requirement("IBP-4")
def test_pay__confirmed_where_nobody_confirms__reverts(banking: Banking) -> None:
    world = banking.world
    lonely = world.deploy("InterbankPayments", banking.reserves, ZERO, HOURLY)
    token = open_bank(world, "L", world.bank_a, lonely)["DepositToken"]
    other = open_bank(world, "M", world.bank_b, lonely)["DepositToken"]
    for each, bank in ((token, world.bank_a), (other, world.bank_b)):
        each.openAccounts([bank, world.investor_a], by=bank)
        lonely.join(each, by=bank)
    with reverts("InvalidPayment"):
        lonely.pay(banking.payment(method=CONFIRMED, payerToken=token, payeeToken=other), by=world.investor_a)


@pytest.mark.requirement("IBP-2")
def test_pay__bank_has_taken_its_approval_back__nothing_moves_until_it_gives_it_again(banking: Banking) -> None:
    world, reserves = banking.world, banking.reserves
    reserves.approve(banking.payments, 0, by=world.bank_a)
    with reverts("ERC20InsufficientAllowance", spender=banking.payments, allowance=0, needed=400):
        banking.pay(banking.payment())
    assert banking.money() == BEFORE
    reserves.approve(banking.payments, 400, by=world.bank_a)
    banking.pay(banking.payment())
    assert banking.money() == (600, 1_400, 600, 1_400)
