"""The key that is asked for is published, the success key with the payment."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.conditional import AMOUNT, FAILURE, SUCCESS, Conditional
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import reverts

INCEPTED, SUCCESS_REQUESTED, SUCCESS_RELEASED, FAILURE_RELEASED = 1, 2, 4, 5


@pytest.mark.requirement("XCH-8")
@pytest.mark.parametrize("by", ["investor_a", "investor_b", "settler", "outsider"])
def test_release_key__success_key_from_anybody__pays_in_the_same_transaction(trade: Conditional, by: str) -> None:
    world, who = trade.world, getattr(trade.world, by)
    trade.asked()
    sent = trade.decryption.releaseKey(trade.id(), SUCCESS, by=who)
    assert sent.logs[0] == trade.decryption.log("TransferKeyReleased", who, trade.id(), True, SUCCESS)  # noqa: FBT003
    assert world.cash.log("Transfer", trade.buyer, trade.seller, AMOUNT) in sent.logs
    assert trade.money() == (AMOUNT, 1_000 - AMOUNT, 0)
    assert trade.decryption.paymentOf(trade.id())["status"] == SUCCESS_RELEASED


@pytest.mark.requirement("XCH-8")
def test_release_key__failure_key__is_told_and_pays_nothing(trade: Conditional) -> None:
    trade.incept_payment()
    trade.give_up()
    sent = trade.decryption.releaseKey(trade.id(), FAILURE, by=trade.world.settler)
    told = ("TransferKeyReleased", trade.world.settler, trade.id(), False, FAILURE)
    assert sent.logs == [trade.decryption.log(*told)]
    assert trade.money() == (0, 1_000, 0)
    assert trade.decryption.paymentOf(trade.id())["status"] == FAILURE_RELEASED


@pytest.mark.requirement("XCH-8")
def test_release_key__the_other_outcomes__reverts(trade: Conditional) -> None:
    trade.asked()
    with reverts("WrongKey", id=trade.id(), keyHash=keccak(FAILURE)):
        trade.decryption.releaseKey(trade.id(), FAILURE, by=trade.buyer)
    assert trade.money() == (0, 1_000, AMOUNT)


@pytest.mark.requirement("XCH-8")
def test_release_key__before_it_is_asked_for_or_twice__reverts(trade: Conditional) -> None:
    trade.incept_payment()
    for key in (SUCCESS, FAILURE):
        with reverts("WrongDecryptionStatus", id=trade.id(), status=INCEPTED):
            trade.decryption.releaseKey(trade.id(), key, by=trade.seller)
    trade.lock_money()
    trade.pay()
    trade.decryption.releaseKey(trade.id(), SUCCESS, by=trade.seller)
    with reverts("WrongDecryptionStatus", id=trade.id(), status=SUCCESS_RELEASED):
        trade.decryption.releaseKey(trade.id(), SUCCESS, by=trade.seller)
    assert trade.money() == (AMOUNT, 1_000 - AMOUNT, 0)


@pytest.mark.parametrize("key", [b"", SUCCESS[:31], SUCCESS + b"\0"])
def test_release_key__of_another_length__reverts(trade: Conditional, key: bytes) -> None:
    trade.asked()
    with reverts("WrongKey", id=trade.id(), keyHash=keccak(key)):
        trade.decryption.releaseKey(trade.id(), key, by=trade.seller)


@pytest.mark.requirement("XCH-8")
def test_release_key__past_the_expiry_of_the_payers_lock__reverts(trade: Conditional) -> None:
    lock = trade.asked()
    expiry = int.from_bytes(trade.world.cash.getLockContent(lock)[64:96], "big")
    trade.world.advance(expiry)
    with reverts("LockTime", lockId=lock, expiry=expiry, time=expiry + 1):
        trade.decryption.releaseKey(trade.id(), SUCCESS, by=trade.seller)


@pytest.mark.requirement("XCH-8")
def test_release_key__payee_frozen__reverts_and_pays_nothing(trade: Conditional) -> None:
    world = trade.world
    trade.asked()
    world.cash.setAddressFrozen(trade.seller, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, trade.buyer, trade.seller, AMOUNT):
        trade.decryption.releaseKey(trade.id(), SUCCESS, by=world.settler)
    assert trade.decryption.paymentOf(trade.id())["status"] == SUCCESS_REQUESTED
