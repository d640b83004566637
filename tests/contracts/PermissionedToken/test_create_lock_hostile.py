"""Locks against freezes, limits of their fields, and whoever releases them first."""

from __future__ import annotations

import contextlib

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.PermissionedToken.kit import second_wallet, set_rules
from tests.contracts.PermissionedToken.locking import HOUR, Locking
from tests.contracts.support import ZERO, Refused, reverts, wallet

MOST = 2**64 - 1


@pytest.mark.requirement("LOCK-7")
def test_set_frozen_tokens__all_and_all_to_come__whatever_is_locked(locking: Locking) -> None:
    """A holder who locks one unit must not keep the officer from freezing all that there can be."""
    world, token = locking.world, locking.token
    token.setFrozenTokens(world.investor_b, MOST, by=world.officer)  # as it is without a lock
    locking.create(amount=2)
    token.setFrozenTokens(world.investor_a, MOST, by=world.officer)
    assert token.getFrozenTokens(world.investor_a) + token.lockedBalanceOf(world.investor_a) == MOST


@pytest.mark.requirement("LOCK-10")
def test_transfer_releasing__lock_that_a_stranger_released_before__transfers_all_the_same(locking: Locking) -> None:
    """Anybody may release an expired lock: whoever does it just before must not stop its holder's transfer."""
    world, token = locking.world, locking.token
    locks = [locking.create(lockReference=keccak(text=text), amount=3, expiry=world.now + HOUR) for text in "ab"]
    world.advance(world.now + 2 * HOUR)
    token.cancelLock(locks[1], b"", b"", by=world.outsider)
    token.transferReleasing(world.investor_b, 10, locks, by=world.investor_a)
    assert locking.state() == (0, 0, 0, 30)


@pytest.mark.requirement("LOCK-11")
def test_create_lock__recovered_to_a_wallet_with_a_lock_and_back__leaves_no_lock_behind(locking: Locking) -> None:
    """Twice, to a wallet with a lock of its own, and into the first again."""
    world, token, first = locking.world, locking.token, locking.create(amount=5)
    fresh = world.become(wallet(77))
    second_wallet(world, fresh, world.investor_a)
    token.transfer(fresh, 3, by=world.investor_a)
    own = Locking(world, token)
    terms = own.terms(amount=3, receiver=world.investor_b)
    packed = encode(["(bytes32,uint256,address,address,uint40)"], [tuple(terms.values())])
    token.createLock(packed, bytes(32), bytes(32), b"", by=fresh)
    token.setFrozenTokens(world.investor_a, MOST - 6, by=world.officer)
    identity = world.registry.identity(world.investor_a)
    token.recoveryAddress(world.investor_a, fresh, identity, by=world.registrar)
    assert (token.balanceOf(fresh), token.lockedBalanceOf(fresh)) == (10, 3)
    assert token.getFrozenTokens(fresh) == MOST - 6
    token.setFrozenTokens(fresh, 1, by=world.officer)
    assert not token.isLockActive(first)
    token.recoveryAddress(fresh, world.investor_a, identity, by=world.registrar)
    token.setAddressFrozen(world.investor_a, freeze=False, by=world.officer)
    assert locking.state() == (10, 0, 1, 20)
    again = locking.create(lockReference=keccak(text="again"), amount=8)
    assert not token.isLockActive(first)
    with reverts("LockNotActive", lockId=first):
        token.cancelLock(first, b"", b"", by=world.settler)
    token.spendLock(again, b"", b"", by=world.settler)
    assert locking.state() == (2, 0, 1, 28)


@pytest.mark.requirement("LOCK-11")
@pytest.mark.parametrize("frozen", [0, 3, 4, 5, 11, MOST - 6])
@pytest.mark.parametrize("taken", [1, 4, 5, 9, 10])
def test_create_lock__any_freeze_and_any_force__keeps_withheld_above_locked(
    locking: Locking, frozen: int, taken: int
) -> None:
    world, token = locking.world, locking.token
    lock = locking.create()
    token.setFrozenTokens(world.investor_a, frozen, by=world.officer)
    token.forcedTransfer(world.investor_a, world.investor_c, taken, by=world.officer)
    balance, locked, left, _ = locking.state()
    assert balance == 10 - taken
    assert locked == (6 if taken <= 4 else 0)
    assert left <= frozen
    assert token.isLockActive(lock) == (taken <= 4)
    token.setFrozenTokens(world.investor_a, 0, by=world.officer)
    if locked:
        token.cancelLock(lock, b"", b"", by=world.settler)
    if balance not in (0, 1):
        token.transfer(world.investor_b, balance, by=world.investor_a)
        assert token.balanceOf(world.investor_a) == 0


@pytest.mark.requirement("LOCK-7")
@pytest.mark.parametrize("how", ["an allowance", "a lock"])
def test_create_lock__spender_that_is_not_listed__moves_no_more_than_by_an_allowance(
    locking: Locking, how: str
) -> None:
    """Where spenders are listed, a lock without a receiver would be an allowance for whoever is not."""
    world, token = locking.world, locking.token
    set_rules(world, token, spenderList=True)
    with contextlib.suppress(Refused):
        if how == "an allowance":
            token.approve(world.settler, 6, by=world.investor_a)
            token.transferFrom(world.investor_a, world.investor_b, 6, by=world.settler)
        else:
            lock = locking.create(receiver=ZERO)
            packed = encode(["address", "uint256"], [world.investor_b.wallet, 6])
            token.spendLock(lock, packed, b"", by=world.settler)
    assert token.balanceOf(world.investor_b) == 20
