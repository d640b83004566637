"""The payee names the terms of a payment."""

from __future__ import annotations

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.conditional import AMOUNT, FAILURE, ORACLE_KEY, SUCCESS, Conditional, encrypted
from tests.contracts.support import ZERO, reverts

INCEPTED = 1


@pytest.mark.requirement("XCH-8")
def test_incept_transfer__by_the_payee__is_told_and_kept(trade: Conditional) -> None:
    sent = trade.incept_payment()
    keys = (encrypted(SUCCESS), encrypted(FAILURE))
    told = trade.decryption.log("TransferIncepted", trade.id(), AMOUNT, trade.buyer, trade.seller, *keys)
    assert sent.logs == [told]
    parties = [trade.buyer.wallet, trade.seller.wallet]
    terms = keccak(encode(["address", "address", "bytes32", "bytes32"], [*parties, *map(keccak, keys)]))
    assert trade.decryption.paymentOf(trade.id()) == {
        "terms": terms, "keyHash": bytes(32), "payer": trade.buyer.wallet, "amount": AMOUNT, "status": INCEPTED,
    }  # fmt: skip
    assert trade.decryption.idOf(trade.seller, trade.buyer, keccak(FAILURE)) == trade.id()
    assert trade.decryption.token() == trade.world.cash.wallet
    assert trade.decryption.oracle() == trade.world.settler.wallet
    assert trade.decryption.oracleKey() == ORACLE_KEY


@pytest.mark.requirement("XCH-6")
def test_incept_transfer__by_another_than_the_payee__reverts(trade: Conditional) -> None:
    for stranger in (trade.buyer, trade.world.investor_c):
        with reverts("IdMismatch", id=trade.id(), expected=trade.id(seller=stranger)):
            trade.incept_payment(by=stranger)
    with reverts("IdMismatch", id=trade.id(), expected=trade.id(failure=SUCCESS)):
        trade.incept_payment(success=encrypted(FAILURE), failure=encrypted(SUCCESS))


@pytest.mark.requirement("XCH-6")
def test_incept_transfer__twice__reverts(trade: Conditional) -> None:
    trade.incept_payment()
    with reverts("WrongDecryptionStatus", id=trade.id(), status=INCEPTED):
        trade.incept_payment(amount=1)


def test_incept_transfer__one_key_for_both_or_none_sealed__reverts(trade: Conditional) -> None:
    with reverts("InvalidKeyHash", id=trade.id()):
        trade.incept_payment(success=keccak(FAILURE) + b"sealed otherwise")
    for missing in ({"success": keccak(SUCCESS)}, {"failure": b""}):
        with reverts("InvalidKeyHash", id=trade.id()):
            trade.incept_payment(**missing)


@pytest.mark.parametrize("amount", [0, -1, 2**64])
def test_incept_transfer__amount_that_no_token_counts__reverts(trade: Conditional, amount: int) -> None:
    with reverts("InvalidTransfer", id=trade.id()):
        trade.incept_payment(amount=amount)


def test_incept_transfer__from_oneself_or_nobody__reverts(trade: Conditional) -> None:
    for payer in (trade.seller.wallet, ZERO):
        number = trade.id(buyer=payer)
        with reverts("InvalidTransfer", id=number):
            trade.incept_payment(id=number, **{"from": payer})
