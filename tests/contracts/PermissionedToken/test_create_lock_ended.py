"""What is taken by force, redeemed, put or recovered ends the locks on it: they bind the holder, not the law."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.PermissionedToken.kit import second_wallet
from tests.contracts.PermissionedToken.locking import Locking
from tests.contracts.support import reverts, wallet
from tests.contracts.world import World


@pytest.fixture
def bond(world: World) -> Locking:
    world.distribute({world.investor_a: 10, world.investor_b: 20})
    return Locking(world, world.bond)


@pytest.mark.requirement("LOCK-11")
def test_create_lock__forced_transfer_of_what_is_free_or_frozen__leaves_the_lock(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    token.setFrozenTokens(world.investor_a, 4, by=world.officer)
    sent = token.forcedTransfer(world.investor_a, world.investor_c, 4, by=world.officer)
    assert token.log("Frozen", world.investor_a, 0) in sent.logs
    assert locking.state() == (6, 6, 0, 20)
    token.spendLock(lock, b"", b"", by=world.settler)
    assert locking.state() == (0, 0, 0, 26)


@pytest.mark.requirement("LOCK-11")
def test_create_lock__forced_transfer_of_more__ends_all_locks(locking: Locking) -> None:
    world, token = locking.world, locking.token
    locks = [locking.create(lockReference=keccak(text=text), amount=3) for text in "ab"]
    token.setFrozenTokens(world.investor_a, 2, by=world.officer)
    sent = token.forcedTransfer(world.investor_a, world.investor_c, 5, by=world.officer)
    assert token.log("LocksEnded", world.investor_a, 6) in sent.logs
    assert locking.state() == (5, 0, 2, 20)
    for lock in locks:
        for act in (token.spendLock, token.cancelLock):
            with reverts("LockNotActive", lockId=lock):
                act(lock, b"", b"", by=world.settler)
        assert not token.isLockActive(lock)


@pytest.mark.requirement("LOCK-11")
def test_create_lock__after_others_ended__stands_alone(locking: Locking) -> None:
    """Locks that have ended do not come back with the next one."""
    world, token = locking.world, locking.token
    ended = locking.create()
    token.forcedTransfer(world.investor_a, world.investor_c, 8, by=world.officer)
    fresh = locking.create(lockReference=keccak(text="LOCK-2"), amount=2)
    assert locking.state() == (2, 2, 0, 20)
    assert (token.isLockActive(ended), token.isLockActive(fresh)) == (False, True)
    token.cancelLock(fresh, b"", b"", by=world.settler)
    assert locking.state() == (2, 0, 0, 20)
    assert not token.isLockActive(ended)


@pytest.mark.requirement("LOCK-11")
def test_create_lock__wallet_recovered__ends_its_locks(locking: Locking) -> None:
    world, token, lock = locking.world, locking.token, locking.create()
    token.setFrozenTokens(world.investor_a, 3, by=world.officer)
    fresh = wallet(77)
    second_wallet(world, fresh, world.investor_a)
    sent = token.recoveryAddress(world.investor_a, fresh, world.registry.identity(world.investor_a), by=world.registrar)
    assert token.log("LocksEnded", world.investor_a, 6) in sent.logs
    assert not token.isLockActive(lock)
    assert locking.state() == (0, 0, 0, 20)
    assert (token.balanceOf(fresh), token.getFrozenTokens(fresh), token.lockedBalanceOf(fresh)) == (10, 3, 0)


@pytest.mark.requirement("LOCK-11")
def test_create_lock__units_redeemed__ends_the_lock(bond: Locking) -> None:
    world, token, lock = bond.world, bond.token, bond.create(expiry=bond.world.now + 366 * 86_400)
    token.setFrozenTokens(world.investor_a, 2, by=world.officer)
    world.mature()
    sent = token.redeem([world.investor_a], by=world.paying_agent)
    told = [log for log in sent.logs if log.name in {"LocksEnded", "TokensUnfrozen"}]
    assert told == [token.log("LocksEnded", world.investor_a, 6), token.log("TokensUnfrozen", world.investor_a, 2)]
    assert bond.state() == (0, 0, 0, 20)
    with reverts("LockNotActive", lockId=lock):
        token.spendLock(lock, b"", b"", by=world.settler)


@pytest.mark.requirement("LOCK-11")
def test_create_lock__units_that_nobody_redeemed__end_with_the_lock(bond: Locking) -> None:
    """A lock survives neither the holder's units nor a payment that the cash token refused."""
    world, token = bond.world, bond.token
    lock = bond.create(expiry=world.now + 366 * 86_400)
    world.mature()
    world.cash.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    token.redeem([world.investor_a], by=world.paying_agent)
    assert bond.state() == (10, 0, 0, 20)
    assert not token.isLockActive(lock)
    world.cash.setAddressFrozen(world.investor_a, freeze=False, by=world.officer)
    token.redeem([world.investor_a], by=world.paying_agent)
    assert bond.state() == (0, 0, 0, 20)


@pytest.mark.requirement("LOCK-12")
def test_create_lock__over_a_record_time__the_holder_earns_the_coupon(bond: Locking) -> None:
    """Locks, not escrow: the units are their holder's, and so is what is paid on them."""
    world, token = bond.world, bond.token
    lock = bond.create(expiry=world.now + 366 * 86_400)
    amount = world.open_coupon(1)
    token.payCoupons([world.investor_a], by=world.paying_agent)
    assert world.cash.balanceOf(world.investor_a) == 10 * amount
    token.spendLock(lock, b"", b"", by=world.settler)
    assert bond.state() == (4, 0, 0, 26)
