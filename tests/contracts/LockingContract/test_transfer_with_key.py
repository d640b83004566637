"""The key decides who has the asset, whoever brings it."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.conditional import FAILURE, SUCCESS, UNITS, Conditional
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import reverts

INCEPTED, CLAIMED, RECLAIMED = 1, 3, 4


@pytest.mark.requirement("XCH-9")
@pytest.mark.parametrize("by", ["investor_a", "investor_b", "outsider"])
def test_transfer_with_key__success_key_from_anybody__gives_the_asset_to_the_buyer(trade: Conditional, by: str) -> None:
    lock = trade.confirmed()
    sent = trade.locking.transferWithKey(trade.id(), SUCCESS, by=getattr(trade.world, by))
    assert sent.logs[0] == trade.locking.log("TokenClaimed", trade.id(), SUCCESS)
    assert trade.units() == (10 - UNITS, UNITS, 0)
    assert trade.locking.deliveryOf(trade.id())["status"] == CLAIMED
    assert not trade.world.bond.isLockActive(lock)


@pytest.mark.requirement("XCH-9")
@pytest.mark.parametrize("by", ["investor_a", "investor_b", "outsider"])
def test_transfer_with_key__failure_key_from_anybody__gives_the_asset_back(trade: Conditional, by: str) -> None:
    trade.confirmed()
    sent = trade.locking.transferWithKey(trade.id(), FAILURE, by=getattr(trade.world, by))
    assert sent.logs[0] == trade.locking.log("TokenReclaimed", trade.id(), FAILURE)
    assert trade.units() == (10, 0, 0)
    assert trade.locking.deliveryOf(trade.id())["status"] == RECLAIMED


@pytest.mark.requirement("XCH-9")
def test_transfer_with_key__after_the_other_key__reverts(trade: Conditional) -> None:
    trade.confirmed()
    trade.locking.transferWithKey(trade.id(), SUCCESS, by=trade.buyer)
    for key in (SUCCESS, FAILURE):
        with reverts("WrongDeliveryStatus", id=trade.id(), status=CLAIMED):
            trade.locking.transferWithKey(trade.id(), key, by=trade.seller)


def test_transfer_with_key__before_the_seller_confirmed__reverts(trade: Conditional) -> None:
    trade.incept_delivery()
    trade.lock_units()
    with reverts("WrongDeliveryStatus", id=trade.id(), status=INCEPTED):
        trade.locking.transferWithKey(trade.id(), FAILURE, by=trade.seller)


@pytest.mark.requirement("XCH-6")
@pytest.mark.parametrize("key", [b"", b"\x03" * 32, SUCCESS[:31], SUCCESS + b"\0", SUCCESS * 1_000])
def test_transfer_with_key__another_key_or_length__reverts(trade: Conditional, key: bytes) -> None:
    trade.confirmed()
    with reverts("WrongKey", id=trade.id(), keyHash=keccak(key)):
        trade.locking.transferWithKey(trade.id(), key, by=trade.buyer)
    assert trade.units() == (10, 0, UNITS)


@pytest.mark.requirement("XCH-9")
def test_transfer_with_key__past_the_expiry__reverts_and_anybody_releases_to_the_seller(trade: Conditional) -> None:
    lock = trade.confirmed()
    content = trade.world.bond.getLockContent(lock)
    expiry = int.from_bytes(content[64:96], "big")
    trade.world.advance(expiry)
    with reverts("LockTime", lockId=lock, expiry=expiry, time=expiry + 1):
        trade.locking.transferWithKey(trade.id(), SUCCESS, by=trade.buyer)
    trade.world.bond.cancelLock(lock, b"", b"", by=trade.world.outsider)
    assert trade.units() == (10, 0, 0)
    with reverts("LockNotActive", lockId=lock):
        trade.locking.transferWithKey(trade.id(), SUCCESS, by=trade.buyer)


@pytest.mark.requirement("XCH-9")
def test_transfer_with_key__buyer_frozen__waits_and_is_used_later(trade: Conditional) -> None:
    world = trade.world
    trade.confirmed()
    world.bond.setAddressFrozen(trade.buyer, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, trade.seller, trade.buyer, UNITS):
        trade.locking.transferWithKey(trade.id(), SUCCESS, by=trade.buyer)
    world.bond.setAddressFrozen(trade.buyer, freeze=False, by=world.officer)
    trade.locking.transferWithKey(trade.id(), SUCCESS, by=trade.buyer)
    assert trade.units() == (10 - UNITS, UNITS, 0)
