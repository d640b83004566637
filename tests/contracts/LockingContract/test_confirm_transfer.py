"""The seller confirms what it has locked, on the terms of the buyer and on no others."""

from __future__ import annotations

from typing import Any

import pytest
from eth_utils.crypto import keccak

from tests.contracts.conditional import FAILURE, SUCCESS, UNITS, Conditional, encrypted
from tests.contracts.support import plain, reverts

NONE, CONFIRMED = 0, 2


@pytest.mark.requirement("XCH-9")
def test_confirm_transfer__asset_locked__is_told_and_leaves_it_on_the_sellers_account(trade: Conditional) -> None:
    trade.incept_delivery()
    trade.lock_units()
    sent = trade.confirm()
    keys = (keccak(SUCCESS), encrypted(SUCCESS))
    assert sent.logs == [trade.locking.log("TransferConfirmed", trade.id(), UNITS, trade.seller, trade.buyer, *keys)]
    delivery = trade.locking.deliveryOf(trade.id())
    assert (delivery["status"], delivery["keyHashBuyer"]) == (CONFIRMED, keccak(SUCCESS))
    assert trade.units() == (10, 0, UNITS)


def test_confirm_transfer__nothing_incepted_or_twice__reverts(trade: Conditional) -> None:
    with reverts("WrongDeliveryStatus", id=trade.id(), status=NONE):
        trade.confirm()
    trade.confirmed()
    with reverts("WrongDeliveryStatus", id=trade.id(), status=CONFIRMED):
        trade.confirm()


@pytest.mark.requirement("XCH-6")
def test_confirm_transfer__by_another_or_for_another__reverts(trade: Conditional) -> None:
    trade.incept_delivery()
    trade.lock_units()
    stranger = trade.world.investor_c
    with reverts("IdMismatch", id=trade.id(), expected=trade.id(seller=stranger)):
        trade.confirm(by=stranger)
    with reverts("IdMismatch", id=trade.id(), expected=trade.id(buyer=stranger)):
        trade.confirm(to=stranger)


def test_confirm_transfer__another_amount__reverts(trade: Conditional) -> None:
    trade.incept_delivery()
    trade.lock_units()
    with reverts("TermsMismatch", id=trade.id()):
        trade.confirm(amount=UNITS - 1)


def test_confirm_transfer__the_sellers_own_key__reverts(trade: Conditional) -> None:
    trade.incept_delivery()
    trade.lock_units()
    with reverts("InvalidKeyHash", id=trade.id()):
        trade.confirm(keyHashedBuyer=keccak(FAILURE), keyEncryptedBuyer=encrypted(FAILURE))
    with reverts("InvalidKeyHash", id=trade.id()):
        trade.confirm(keyHashedBuyer=keccak(SUCCESS)[:31])


@pytest.mark.requirement("XCH-6")
@pytest.mark.parametrize(
    "changes",
    [
        {"amount": UNITS - 1},
        {"amount": UNITS + 1},
        {"receiver": "investor_c"},
        {"spender": "settler"},
        {"spend": keccak(b"another condition")},
        {"cancel": keccak(b"another condition")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_confirm_transfer__lock_under_other_terms__reverts(trade: Conditional, changes: dict[str, Any]) -> None:
    trade.incept_delivery()
    named = {name: getattr(trade.world, each) if isinstance(each, str) else each for name, each in changes.items()}
    lock = trade.lock_units(**named)
    with reverts("LockMismatch", id=trade.id(), lockId=lock):
        trade.confirm()


@pytest.mark.requirement("XCH-6")
def test_confirm_transfer__no_lock_or_an_expired_one__reverts(trade: Conditional) -> None:
    trade.incept_delivery()
    expiry = trade.world.now + 50
    with reverts("LockMismatch", id=trade.id(), lockId=trade_lock(trade)):
        trade.confirm()
    lock = trade.lock_units(expiry=expiry)
    trade.world.advance(expiry)
    with reverts("LockMismatch", id=trade.id(), lockId=lock):
        trade.confirm()


def trade_lock(trade: Conditional) -> bytes:
    """The id that the seller's lock would have."""
    from tests.contracts.PermissionedToken.locking import lock_id  # noqa: PLC0415

    return lock_id(trade.world.bond, plain(trade.seller), plain(trade.seller), trade.id().to_bytes(32, "big"))
