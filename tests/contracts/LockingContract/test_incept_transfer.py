"""The buyer names the terms of a delivery."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.conditional import FAILURE, SUCCESS, UNITS, Conditional, encrypted
from tests.contracts.support import ZERO, reverts

NONE, INCEPTED = 0, 1


@pytest.mark.requirement("XCH-9")
def test_incept_transfer__by_the_buyer__is_told_and_kept(trade: Conditional) -> None:
    sent = trade.incept_delivery()
    keys = (keccak(FAILURE), encrypted(FAILURE))
    told = trade.locking.log("TransferIncepted", trade.id(), UNITS, trade.seller, trade.buyer, *keys)
    assert sent.logs == [told]
    assert trade.locking.deliveryOf(trade.id()) == {
        "keyHashSeller": keccak(FAILURE), "keyHashBuyer": bytes(32), "seller": trade.seller.wallet, "amount": UNITS,
        "status": INCEPTED,
    }  # fmt: skip
    assert trade.units() == (10, 0, 0)
    assert trade.locking.idOf(trade.seller, trade.buyer, keccak(FAILURE)) == trade.id()
    assert trade.locking.token() == trade.world.bond.wallet


@pytest.mark.requirement("XCH-6")
def test_incept_transfer__id_of_others_or_of_another_key__reverts(trade: Conditional) -> None:
    stranger = trade.world.investor_c
    with reverts("IdMismatch", id=trade.id(), expected=trade.id(buyer=stranger)):
        trade.incept_delivery(by=stranger)
    with reverts("IdMismatch", id=trade.id(), expected=trade.id(seller=stranger)):
        trade.incept_delivery(**{"from": stranger})
    other = {"keyHashedSeller": keccak(SUCCESS), "keyEncryptedSeller": encrypted(SUCCESS)}
    with reverts("IdMismatch", id=trade.id(), expected=trade.id(failure=SUCCESS)):
        trade.incept_delivery(**other)


@pytest.mark.requirement("XCH-6")
def test_incept_transfer__twice__reverts(trade: Conditional) -> None:
    trade.incept_delivery()
    with reverts("WrongDeliveryStatus", id=trade.id(), status=INCEPTED):
        trade.incept_delivery(amount=1)


@pytest.mark.parametrize("amount", [0, -1, 2**64, -(2**255)])
def test_incept_transfer__amount_that_no_token_counts__reverts(trade: Conditional, amount: int) -> None:
    with reverts("InvalidTransfer", id=trade.id()):
        trade.incept_delivery(amount=amount)


def test_incept_transfer__largest_amount__is_kept(trade: Conditional) -> None:
    trade.incept_delivery(amount=2**64 - 1)
    assert trade.locking.deliveryOf(trade.id())["amount"] == 2**64 - 1


def test_incept_transfer__from_oneself_or_nobody__reverts(trade: Conditional) -> None:
    for seller in (trade.buyer.wallet, ZERO):
        number = trade.id(seller=seller)
        with reverts("InvalidTransfer", id=number):
            trade.incept_delivery(id=number, **{"from": seller})


@pytest.mark.parametrize(
    "given",
    [
        {"keyHashedSeller": keccak(FAILURE)[:31]},
        {"keyHashedSeller": keccak(FAILURE) + b"\0"},
        {"keyHashedSeller": keccak(SUCCESS)},
        {"keyEncryptedSeller": keccak(FAILURE)},
        {"keyEncryptedSeller": b""},
        {"keyHashedSeller": bytes(32), "keyEncryptedSeller": bytes(33)},
    ],
    ids=["short", "long", "other", "nothing-sealed", "empty", "zero"],
)
def test_incept_transfer__hash_that_is_not_the_encrypted_keys__reverts(
    trade: Conditional, given: dict[str, bytes]
) -> None:
    with reverts("InvalidKeyHash", id=trade.id()):
        trade.incept_delivery(**given)
