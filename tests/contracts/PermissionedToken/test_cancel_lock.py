"""A lock is given up by its spender, and past its expiry released by anybody, always to its holder."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.PermissionedToken.locking import HASHED, SECRET, Locking
from tests.contracts.support import reverts


@pytest.mark.requirement("LOCK-8")
def test_cancel_lock__by_its_spender__releases_it(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    sent = token.cancelLock(lock, b"", b"note", by=world.settler)
    assert sent.logs == [token.log("LockCancelled", lock, world.settler, b"note")]
    assert locking.state() == (10, 0, 0, 20)
    token.transfer(world.investor_b, 10, by=world.investor_a)
    with reverts("LockNotActive", lockId=lock):
        token.cancelLock(lock, b"", b"", by=world.settler)


@pytest.mark.requirement("LOCK-8")
def test_cancel_lock__in_time_by_anybody_else__reverts(locking: Locking) -> None:
    """No one-sided way out: neither the holder nor the receiver ends what the spender holds."""
    world, token, lock = locking.world, locking.token, locking.create()
    for stranger in (world.investor_a, world.investor_b, world.officer, world.outsider):
        with reverts("LockUnauthorized", lockId=lock, spender=world.settler, caller=stranger):
            token.cancelLock(lock, b"", b"", by=stranger)


@pytest.mark.requirement("LOCK-8")
def test_cancel_lock__expired__anybody_releases_it_to_its_holder(locking: Locking) -> None:
    world, token = locking.world, locking.token
    expiry = world.now + 100
    lock = locking.create(expiry=expiry)
    with reverts("LockUnauthorized", lockId=lock, spender=world.settler, caller=world.outsider):
        token.cancelLock(lock, b"", b"", by=world.outsider, at=expiry)
    token.cancelLock(lock, b"", b"", by=world.outsider, at=expiry + 1)
    assert locking.state() == (10, 0, 0, 20)


@pytest.mark.requirement("LOCK-8")
def test_cancel_lock__token_paused_and_holder_frozen__releases_all_the_same(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    locking.expire(lock)
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    token.pause(by=world.pauser)
    token.cancelLock(lock, b"", b"", by=world.outsider)
    assert locking.state() == (10, 0, 0, 20)


@pytest.mark.requirement("LOCK-8")
def test_cancel_lock__without_a_spender__is_the_receivers_until_the_expiry(locking: Locking) -> None:
    world, token = locking.world, locking.token
    lock = locking.create(keccak(SECRET), **HASHED)
    with reverts("LockUnauthorized", lockId=lock, spender=world.investor_b, caller=world.investor_a):
        token.cancelLock(lock, b"", b"", by=world.investor_a)
    token.cancelLock(lock, b"", b"", by=world.investor_b)
    assert locking.state() == (10, 0, 0, 20)


@pytest.mark.requirement("LOCK-8")
def test_cancel_lock__committed__needs_what_the_commitment_hides_until_the_expiry(locking: Locking) -> None:
    world, token = locking.world, locking.token
    one = locking.create(cancel=keccak(SECRET), amount=3)
    two = locking.create(cancel=keccak(SECRET), amount=3, lockReference=keccak(text="LOCK-2"))
    with reverts("LockCommitment", lockId=one, commitment=keccak(SECRET)):
        token.cancelLock(one, b"guess", b"", by=world.settler)
    token.cancelLock(one, SECRET, b"", by=world.settler)
    locking.expire(two)
    token.cancelLock(two, b"", b"", by=world.outsider)
    assert locking.state() == (10, 0, 0, 20)


@pytest.mark.requirement("LOCK-8")
def test_cancel_lock__never_made__reverts(locking: Locking) -> None:
    nothing = keccak(text="no such lock")
    for act in (locking.token.cancelLock, locking.token.spendLock):
        with reverts("LockNotActive", lockId=nothing):
            act(nothing, b"", b"", by=locking.world.settler)
    assert not locking.token.isLockActive(nothing)
    with reverts("LockNotActive", lockId=nothing):
        locking.token.getLock(nothing)
