"""A holder's own transfer names expired locks to release first."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.PermissionedToken.locking import Locking
from tests.contracts.restrictions import frozen_units
from tests.contracts.support import reverts


@pytest.mark.requirement("LOCK-10")
def test_transfer_releasing__expired_locks__moves_what_they_held(locking: Locking) -> None:
    world, token = locking.world, locking.token
    locks = [locking.create(lockReference=keccak(text=text), amount=5) for text in "ab"]
    locking.expire(locks[1])
    with frozen_units(world.investor_a, 0, 10):
        token.transfer(world.investor_b, 10, by=world.investor_a)
    sent = token.transferReleasing(world.investor_b, 10, locks, by=world.investor_a)
    assert sent.logs == [
        *(token.log("LockCancelled", lock, world.investor_a, b"") for lock in locks),
        token.log("Transfer", world.investor_a, world.investor_b, 10),
    ]
    assert locking.state() == (0, 0, 0, 30)


@pytest.mark.requirement("LOCK-10")
def test_transfer_releasing__no_locks__is_a_transfer(locking: Locking) -> None:
    world, token = locking.world, locking.token
    sent = token.transferReleasing(world.investor_b, 10, [], by=world.investor_a)
    assert sent.logs == [token.log("Transfer", world.investor_a, world.investor_b, 10)]


@pytest.mark.requirement("LOCK-10")
def test_transfer_releasing__lock_that_stands__reverts_whole(locking: Locking) -> None:
    world, token = locking.world, locking.token
    expiry = world.now + 100
    lock = locking.create(expiry=expiry)
    with reverts("LockTime", lockId=lock, expiry=expiry, time=expiry):
        token.transferReleasing(world.investor_b, 10, [lock], by=world.investor_a, at=expiry)
    assert locking.state() == (10, 6, 0, 20)


@pytest.mark.requirement("LOCK-10")
def test_transfer_releasing__anothers_lock__reverts_and_one_twice_is_released_once(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    locking.expire(lock)
    with reverts("LockUnauthorized", lockId=lock, spender=world.investor_a, caller=world.investor_b):
        token.transferReleasing(world.investor_c, 1, [lock], by=world.investor_b)
    token.transferReleasing(world.investor_b, 10, [lock, lock], by=world.investor_a)
    assert locking.state() == (0, 0, 0, 30)
