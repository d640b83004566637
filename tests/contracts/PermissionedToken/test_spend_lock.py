"""A lock is spent by whom the holder named, to whom the holder named, in time."""

from __future__ import annotations

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.PermissionedToken.kit import set_rules
from tests.contracts.PermissionedToken.locking import HASHED, SECRET, Locking
from tests.contracts.restrictions import Restriction, frozen_units, restricted
from tests.contracts.support import ZERO, plain, reverts


def to(receiver: object, amount: int) -> bytes:
    return encode(["address", "uint256"], [plain(receiver), amount])


@pytest.mark.requirement("LOCK-4")
def test_spend_lock__by_its_spender__gives_all_to_the_receiver(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    sent = token.spendLock(lock, b"", b"note", by=world.settler)
    assert sent.logs == [
        token.log("LockSpent", lock, world.settler, b"note"),
        token.log("Transfer", world.investor_a, world.investor_b, 6),
    ]
    assert locking.state() == (4, 0, 0, 26)
    assert not token.isLockActive(lock)


@pytest.mark.requirement("LOCK-4")
def test_spend_lock__in_parts__leaves_the_rest_locked(locking: Locking) -> None:
    world, token, expiry = locking.world, locking.token, locking.world.now + 1_000
    lock = locking.create(expiry=expiry)
    sent = token.spendLock(lock, to(world.investor_b, 2), b"", by=world.settler)
    assert token.log("UnitsLocked", lock, world.investor_b, 4, expiry) in sent.logs
    assert locking.state() == (8, 4, 0, 22)
    token.spendLock(lock, to(world.investor_b, 4), b"", by=world.settler)
    assert locking.state() == (4, 0, 0, 26)
    with reverts("LockNotActive", lockId=lock):
        token.spendLock(lock, b"", b"", by=world.settler)


@pytest.mark.requirement("LOCK-4")
def test_spend_lock__without_a_receiver_in_its_terms__goes_where_the_spender_says(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create(receiver=ZERO)
    token.spendLock(lock, to(world.investor_c, 6), b"", by=world.settler)
    assert (locking.state(), token.balanceOf(world.investor_c)) == ((4, 0, 0, 20), 6)


@pytest.mark.requirement("LOCK-4")
def test_spend_lock__more_or_nothing_or_to_another__reverts(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    for receiver, amount in ((world.investor_b, 7), (world.investor_b, 0), (world.investor_c, 6)):
        with reverts("LockTermsExceeded", lockId=lock, receiver=receiver, amount=amount):
            token.spendLock(lock, to(receiver, amount), b"", by=world.settler)
    assert locking.state() == (10, 6, 0, 20)


@pytest.mark.requirement("LOCK-4")
def test_spend_lock__by_anybody_else__reverts(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    for stranger in (world.investor_a, world.investor_b, world.officer, world.outsider):
        with reverts("LockUnauthorized", lockId=lock, spender=world.settler, caller=stranger):
            token.spendLock(lock, b"", b"", by=stranger)


@pytest.mark.requirement("LOCK-5")
def test_spend_lock__secret_shown_by_anybody__goes_to_the_receiver(locking: Locking) -> None:
    world, token = locking.world, locking.token
    lock = locking.create(keccak(SECRET), **HASHED)
    with reverts("LockCommitment", lockId=lock, commitment=keccak(SECRET)):
        token.spendLock(lock, b"guess", b"", by=world.outsider)
    token.spendLock(lock, SECRET, b"", by=world.outsider)
    assert locking.state() == (4, 0, 0, 26)


@pytest.mark.requirement("LOCK-5")
def test_spend_lock__secret_of_a_lock_with_a_spender__is_the_spenders_to_show(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create(keccak(SECRET))
    with reverts("LockUnauthorized", lockId=lock, spender=world.settler, caller=world.investor_b):
        token.spendLock(lock, SECRET, b"", by=world.investor_b)
    with reverts("LockCommitment", lockId=lock, commitment=keccak(SECRET)):
        token.spendLock(lock, to(world.investor_b, 6), b"", by=world.settler)
    token.spendLock(lock, SECRET, b"", by=world.settler)
    assert locking.state() == (4, 0, 0, 26)


@pytest.mark.requirement("LOCK-6")
def test_spend_lock__at_and_after_the_expiry__is_possible_and_is_not(locking: Locking) -> None:
    world, token = locking.world, locking.token
    expiry = world.now + 100
    one, two = (locking.create(expiry=expiry, lockReference=keccak(text=text), amount=3) for text in "ab")
    token.spendLock(one, b"", b"", by=world.settler, at=expiry)
    with reverts("LockTime", lockId=two, expiry=expiry, time=expiry + 1):
        token.spendLock(two, b"", b"", by=world.settler, at=expiry + 1)
    assert locking.state() == (7, 3, 0, 23)


@pytest.mark.requirement("LOCK-7")
def test_spend_lock__under_the_rules_of_transfers__is_refused_as_one(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    token.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, world.investor_a, world.investor_b, 6):
        token.spendLock(lock, b"", b"", by=world.settler)
    token.setAddressFrozen(world.investor_b, freeze=False, by=world.officer)
    set_rules(world, token, maxHolding=25)
    with restricted(Restriction.MAXIMUM_HOLDING, world.investor_a, world.investor_b, 6):
        token.spendLock(lock, b"", b"", by=world.settler)
    set_rules(world, token)
    token.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, world.investor_a, world.investor_b, 6):
        token.spendLock(lock, b"", b"", by=world.settler)
    assert locking.state() == (10, 6, 0, 20)


@pytest.mark.requirement("LOCK-7")
def test_spend_lock__holding_frozen_since__waits_for_the_officer(locking: Locking) -> None:
    """A freeze on more than is free prevails over a lock that came first."""
    world, token, lock = locking.world, locking.token, locking.create()
    token.setFrozenTokens(world.investor_a, 8, by=world.officer)
    with frozen_units(world.investor_a, 2, 6):
        token.spendLock(lock, b"", b"", by=world.settler)
    token.setFrozenTokens(world.investor_a, 4, by=world.officer)
    token.spendLock(lock, b"", b"", by=world.settler)
    assert locking.state() == (4, 0, 4, 26)
