"""A spender hands a lock on, and has no more to do with it."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.locking import Locking
from tests.contracts.support import ZERO, plain, reverts


@pytest.mark.requirement("LOCK-9")
def test_delegate_lock__by_its_spender__gives_it_another(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    sent = token.delegateLock(lock, b"", world.custodian, b"note", by=world.settler)
    assert sent.logs == [token.log("LockDelegated", lock, world.settler, world.custodian, b"note")]
    assert token.getLock(lock)["spender"] == plain(world.custodian)
    with reverts("LockUnauthorized", lockId=lock, spender=world.custodian, caller=world.settler):
        token.spendLock(lock, b"", b"", by=world.settler)
    token.spendLock(lock, b"", b"", by=world.custodian)
    assert locking.state() == (4, 0, 0, 26)


@pytest.mark.requirement("LOCK-9")
def test_delegate_lock__by_anybody_else_or_to_nobody__reverts(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    for stranger in (world.investor_a, world.investor_b, world.officer):
        with reverts("LockUnauthorized", lockId=lock, spender=world.settler, caller=stranger):
            token.delegateLock(lock, b"", stranger, b"", by=stranger)
    with reverts("InvalidLock"):
        token.delegateLock(lock, b"", ZERO, b"", by=world.settler)


@pytest.mark.requirement("LOCK-9")
def test_delegate_lock__expired__reverts(locking: Locking) -> None:
    world, token = locking.world, locking.token
    expiry = world.now + 100
    lock = locking.create(expiry=expiry)
    with reverts("LockTime", lockId=lock, expiry=expiry, time=expiry + 1):
        token.delegateLock(lock, b"", world.custodian, b"", by=world.settler, at=expiry + 1)
