"""The payee gives the payment up, while no success key can be on its way."""

from __future__ import annotations

import pytest

from tests.contracts.conditional import AMOUNT, FAILURE, SUCCESS, Conditional, encrypted
from tests.contracts.support import reverts

SUCCESS_REQUESTED, FAILURE_REQUESTED, SUCCESS_RELEASED = 2, 3, 4


@pytest.mark.requirement("XCH-8")
def test_cancel_and_decrypt__before_the_payer_pays__asks_for_the_failure_key_and_frees_the_money(
    trade: Conditional,
) -> None:
    trade.incept_payment()
    lock = trade.lock_money()
    sent = trade.give_up()
    told = trade.decryption.log("TransferKeyRequested", trade.seller, trade.id(), encrypted(FAILURE))
    ended = trade.world.cash.log("LockCancelled", lock, trade.decryption, b"")
    assert sent.logs == [told, ended]
    assert trade.money() == (0, 1_000, 0)
    with reverts("WrongDecryptionStatus", id=trade.id(), status=FAILURE_REQUESTED):
        trade.pay()


def test_cancel_and_decrypt__nothing_locked__asks_for_the_failure_key(trade: Conditional) -> None:
    trade.incept_payment()
    trade.give_up()
    assert trade.decryption.paymentOf(trade.id())["status"] == FAILURE_REQUESTED


@pytest.mark.requirement("XCH-8")
def test_cancel_and_decrypt__success_key_asked_for__waits_until_the_lock_cannot_be_spent(trade: Conditional) -> None:
    trade.incept_payment()
    expiry = trade.world.now + 50
    lock = trade.lock_money(expiry=expiry)
    trade.pay()
    with reverts("StillPayable", id=trade.id(), lockId=lock):
        trade.give_up(at=expiry)
    trade.give_up(at=expiry + 1)
    assert trade.money() == (0, 1_000, 0)
    trade.decryption.releaseKey(trade.id(), FAILURE, by=trade.world.outsider)
    with reverts("WrongDecryptionStatus", id=trade.id(), status=5):
        trade.decryption.releaseKey(trade.id(), SUCCESS, by=trade.seller)


@pytest.mark.requirement("XCH-8")
def test_cancel_and_decrypt__payers_lock_taken_by_force__does_not_hold_the_payee_up(trade: Conditional) -> None:
    world = trade.world
    lock = trade.asked()
    world.cash.forcedTransfer(trade.buyer, world.investor_c, 900, by=world.officer)
    assert not world.cash.isLockActive(lock)
    trade.give_up()
    assert trade.decryption.paymentOf(trade.id())["status"] == FAILURE_REQUESTED


@pytest.mark.requirement("XCH-8")
def test_cancel_and_decrypt__payers_lock_is_somebody_elses_to_spend__does_not_hold_the_payee_up(
    trade: Conditional,
) -> None:
    trade.incept_payment()
    trade.lock_money(spender=trade.world.settler)
    trade.give_up()
    assert trade.money() == (0, 1_000, AMOUNT)


def test_cancel_and_decrypt__by_another_or_paid_already__reverts(trade: Conditional) -> None:
    trade.asked()
    for stranger in (trade.buyer, trade.world.outsider):
        with reverts("TermsMismatch", id=trade.id()):
            trade.give_up(by=stranger)
    trade.decryption.releaseKey(trade.id(), SUCCESS, by=trade.world.outsider)
    with reverts("WrongDecryptionStatus", id=trade.id(), status=SUCCESS_RELEASED):
        trade.give_up()


def test_cancel_and_decrypt__nothing_incepted__reverts(trade: Conditional) -> None:
    with reverts("TermsMismatch", id=trade.id()):
        trade.give_up()
