"""Money that moves elsewhere is final when its operator says so, and the tokens follow."""

from __future__ import annotations

from typing import Any

import pytest
from eth_utils.crypto import keccak

from tests.contracts.banking import CONFIRMED, CONFIRMED_UNPAID, FINAL, PENDING, REVERSED, Banking
from tests.contracts.PermissionedToken.kit import set_rules
from tests.contracts.support import reverts


@pytest.fixture
def pending(banking: Banking) -> dict[str, Any]:
    payment = banking.payment(method=CONFIRMED)
    banking.pay(payment)
    return payment


@pytest.mark.requirement("IBP-4")
def test_confirm__settled__moves_the_deposits(banking: Banking, pending: dict[str, Any]) -> None:
    sent = banking.confirm(pending)
    ident = banking.id(pending)
    assert sent.logs[0] == banking.payments.log("PaymentConfirmed", ident, keccak(text="RTGS-1"))
    assert (banking.status(pending), banking.money()) == (FINAL, (600, 1_400, 1_000, 1_000))
    assert banking.a.lockedBalanceOf(banking.world.investor_a) == 0
    for settled in (True, False):
        with reverts("WrongPaymentStatus", id=ident, status=FINAL):
            banking.confirm(pending, settled=settled)


@pytest.mark.requirement("IBP-4")
def test_confirm__not_settled__gives_the_payer_the_money_back(banking: Banking, pending: dict[str, Any]) -> None:
    banking.confirm(pending, settled=False)
    assert (banking.status(pending), banking.money()) == (REVERSED, (1_000, 1_000, 1_000, 1_000))
    assert banking.a.lockedBalanceOf(banking.world.investor_a) == 0
    with reverts("WrongPaymentStatus", id=banking.id(pending), status=REVERSED):
        banking.confirm(pending)


@pytest.mark.requirement("IBP-4")
def test_confirm__not_the_operators_word__reverts(banking: Banking, pending: dict[str, Any]) -> None:
    world, reference = banking.world, keccak(text="RTGS-1")
    words = [
        banking.word(pending, settled=True, by=world.bank_a),
        banking.word(pending, settled=False),
        banking.word({**pending, "amount": 1}, settled=True),
        b"",
    ]
    for word in words:
        with reverts("NotSigned", party=world.settler):
            banking.payments.confirm(pending, True, reference, word, by=world.settler)  # noqa: FBT003
    assert banking.status(pending) == PENDING
    digest = banking.payments.confirmationDigest(banking.id(pending), True, reference)  # noqa: FBT003
    assert len(digest) == 32


@pytest.mark.requirement("IBP-7")
def test_confirm__past_the_deadline__counts_until_somebody_reverses(banking: Banking, pending: dict[str, Any]) -> None:
    banking.confirm(pending, at=pending["deadline"] + 1)
    assert (banking.status(pending), banking.money()[:2]) == (FINAL, (600, 1_400))
    with reverts("WrongPaymentStatus", id=banking.id(pending), status=FINAL):
        banking.payments.reverse(pending, by=banking.world.outsider)


@pytest.mark.requirement("IBP-7")
def test_complete__nobody_could_be_credited__is_credited_when_it_can(banking: Banking, pending: dict[str, Any]) -> None:
    """The payee's token is paused: the money has moved between the banks, and the payer is debited all the same."""
    world = banking.world
    banking.b.pause(by=world.pauser)
    banking.confirm(pending)
    assert (banking.status(pending), banking.money()[:2]) == (CONFIRMED_UNPAID, (600, 1_000))
    wrong = {"id": banking.id(pending), "status": CONFIRMED_UNPAID}
    for act in (
        lambda: banking.payments.complete(pending, by=world.outsider),
        lambda: banking.payments.reverse(pending, by=world.outsider, at=pending["deadline"] + 1),
    ):
        with reverts("WrongPaymentStatus", **wrong):
            act()
    banking.b.unpause(by=world.pauser)
    banking.payments.complete(pending, by=world.outsider)
    assert (banking.status(pending), banking.money()[:2]) == (FINAL, (600, 1_400))
    with reverts("WrongPaymentStatus", id=banking.id(pending), status=FINAL):
        banking.payments.complete(pending, by=world.outsider)


@pytest.mark.requirement("IBP-7")
def test_confirm__payer_frozen_and_token_paused_since__is_final_all_the_same(
    banking: Banking, pending: dict[str, Any]
) -> None:
    world = banking.world
    banking.a.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    banking.a.setFrozenTokens(world.investor_a, 900, by=world.officer)
    banking.a.pause(by=world.pauser)
    banking.confirm(pending)
    assert (banking.status(pending), banking.money()[:2]) == (FINAL, (600, 1_400))


@pytest.mark.requirement("IBP-7")
@pytest.mark.parametrize("trouble", ["frozen", "revoked", "closed"])
def test_confirm__payee_cannot_receive__its_bank_holds_it(
    banking: Banking, pending: dict[str, Any], trouble: str
) -> None:
    world = banking.world
    if trouble == "frozen":
        banking.b.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    elif trouble == "revoked":
        world.registry.revoke(world.investor_b, b"\x01" * 32, by=world.registrar)
    else:
        banking.b.redeem(1_000, keccak(text="out"), by=world.investor_b)
        banking.b.closeAccount(world.investor_b, by=world.bank_b)
    sent = banking.confirm(pending)
    held = (banking.id(pending), world.investor_b, world.bank_b)
    assert banking.payments.log("PaymentInSuspense", *held) in sent.logs
    assert (banking.status(pending), banking.b.balanceOf(world.bank_b)) == (FINAL, 400)
    assert banking.a.balanceOf(world.investor_a) == 600


@pytest.mark.requirement("IBP-7")
def test_confirm__payers_money_taken_by_force_since__its_bank_has_paid(
    banking: Banking, pending: dict[str, Any]
) -> None:
    world = banking.world
    banking.a.forcedTransfer(world.investor_a, world.bank_a, 1_000, by=world.officer)
    sent = banking.confirm(pending)
    told = (banking.id(pending), world.investor_a, 400)
    assert banking.payments.log("PayerNotDebited", *told) in sent.logs
    assert (banking.status(pending), banking.money()[:2]) == (FINAL, (0, 1_400))


@pytest.mark.requirement("IBP-4")
def test_confirm__never_paid__reverts(banking: Banking) -> None:
    payment = banking.payment(method=CONFIRMED)
    with reverts("WrongPaymentStatus", id=banking.id(payment), status=0):
        banking.confirm(payment)


@pytest.mark.requirement("IBP-7")
def test_complete__payee_and_its_bank_over_the_most_that_is_held__waits_until_one_is_not(
    banking: Banking, pending: dict[str, Any]
) -> None:
    world = banking.world
    set_rules(world, banking.b, maxHolding=1)
    banking.confirm(pending)
    assert banking.status(pending) == CONFIRMED_UNPAID
    with reverts("WrongPaymentStatus", id=banking.id(pending), status=CONFIRMED_UNPAID):
        banking.payments.complete(pending, by=world.outsider)
    set_rules(world, banking.b, maxHolding=0)
    banking.payments.complete(pending, by=world.outsider)
    assert (banking.status(pending), banking.money()[:2]) == (FINAL, (600, 1_400))
