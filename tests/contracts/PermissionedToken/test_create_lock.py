"""A holder locks a part of its holding for a settlement: it stays where it is, and cannot go elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.PermissionedToken.locking import HOUR, NOTHING, Locking, lock_id
from tests.contracts.restrictions import Restriction, frozen_units, insufficient, restricted
from tests.contracts.support import ZERO, plain, reverts


@pytest.mark.requirement("LOCK-1")
def test_create_lock__part_of_a_holding__stays_with_its_holder(locking: Locking) -> None:
    world, token, terms = locking.world, locking.token, locking.terms()
    sent = locking.send(terms, data=b"trade 1")
    lock = lock_id(token, world.investor_a, world.investor_a, terms["lockReference"])
    assert sent.logs == [
        token.log("UnitsLocked", lock, world.investor_b, 6, terms["expiry"]),
        token.log("LockCreated", lock, world.investor_a, world.settler, NOTHING, NOTHING, b"trade 1"),
    ]
    assert locking.state() == (10, 6, 0, 20)
    assert token.isLockActive(lock)
    content = [6, plain(world.investor_b), terms["expiry"]]
    assert token.getLockContent(lock) == encode(["uint256", "address", "uint40"], content)
    assert token.getLock(lock) == {
        "owner": plain(world.investor_a),
        "spender": plain(world.settler),
        "spendCommitment": NOTHING,
        "cancelCommitment": NOTHING,
    }


@pytest.mark.requirement("LOCK-1")
def test_create_lock__some_units__only_the_others_move(locking: Locking) -> None:
    world = locking.world
    locking.create()
    with frozen_units(world.investor_a, 4, 5):
        locking.token.transfer(world.investor_c, 5, by=world.investor_a)
    locking.token.transfer(world.investor_c, 4, by=world.investor_a)
    assert locking.state() == (6, 6, 0, 20)


@pytest.mark.requirement("LOCK-1")
def test_create_lock__several__add_up(locking: Locking) -> None:
    locking.create()
    locking.create(lockReference=keccak(text="LOCK-2"), amount=4)
    assert locking.state() == (10, 10, 0, 20)
    with frozen_units(locking.world.investor_a, 0, 1):
        locking.create(lockReference=keccak(text="LOCK-3"), amount=1)


@pytest.mark.requirement("LOCK-1")
def test_create_lock__beside_a_freeze__both_withhold(locking: Locking) -> None:
    world, token = locking.world, locking.token
    token.freezePartialTokens(world.investor_a, 3, by=world.officer)
    locking.create(amount=5)
    assert locking.state() == (10, 5, 3, 20)
    with frozen_units(world.investor_a, 2, 3):
        locking.create(lockReference=keccak(text="LOCK-2"), amount=3)
    with insufficient(world.investor_a, 2, 3):
        token.freezePartialTokens(world.investor_a, 3, by=world.officer)
    token.unfreezePartialTokens(world.investor_a, 3, by=world.officer)
    with reverts("InsufficientFrozen", holder=world.investor_a, frozen=0, needed=1):
        token.unfreezePartialTokens(world.investor_a, 1, by=world.officer)
    assert locking.state() == (10, 5, 0, 20)


@pytest.mark.requirement("LOCK-1")
def test_create_lock__frozen_tokens_set_later__leave_the_locked_part(locking: Locking) -> None:
    world, token = locking.world, locking.token
    locking.create(amount=5)
    token.setFrozenTokens(world.investor_a, 100, by=world.officer)
    assert locking.state() == (10, 5, 100, 20)
    token.setFrozenTokens(world.investor_a, 0, by=world.officer)
    assert locking.state() == (10, 5, 0, 20)


@pytest.mark.requirement("LOCK-1")
def test_create_lock__more_than_the_balance__reverts(locking: Locking) -> None:
    with insufficient(locking.world.investor_a, 10, 11):
        locking.create(amount=11)
    assert locking.state() == (10, 0, 0, 20)


@pytest.mark.requirement("LOCK-1")
def test_create_lock__whose_amount_would_wrap__reverts(locking: Locking) -> None:
    with insufficient(locking.world.investor_a, 10, 2**64 + 1):
        locking.create(amount=2**64 + 1)


@pytest.mark.requirement("LOCK-1")
def test_create_lock__address_frozen_or_token_paused__reverts(locking: Locking) -> None:
    world, token = locking.world, locking.token
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    with restricted(Restriction.SENDER_FROZEN, world.investor_a, ZERO, 6):
        locking.create()
    token.setAddressFrozen(world.investor_a, freeze=False, by=world.officer)
    token.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, world.investor_a, ZERO, 6):
        locking.create()


@pytest.mark.requirement("LOCK-2")
@pytest.mark.parametrize(
    ("changes", "spend"),
    [
        ({"amount": 0}, NOTHING),
        ({"spender": ZERO}, NOTHING),
        ({"spender": ZERO, "receiver": ZERO}, keccak(b"secret")),
        ({"receiver": ZERO}, keccak(b"secret")),
    ],
    ids=["nothing", "nobody to spend", "nobody to receive", "hashed to anybody"],
)
def test_create_lock__terms_without_sense__reverts(locking: Locking, changes: dict[str, Any], spend: bytes) -> None:
    with reverts("InvalidLock"):
        locking.create(spend, **changes)


@pytest.mark.requirement("LOCK-2")
def test_create_lock__over_before_it_begins_or_longer_than_a_year__reverts(locking: Locking) -> None:
    now = locking.world.now
    for expiry in (0, now, now + 367 * 24 * HOUR):
        with reverts("InvalidLock"):
            locking.create(expiry=expiry)
    locking.create(expiry=now + 366 * 24 * HOUR)
    assert locking.state() == (10, 6, 0, 20)


@pytest.mark.requirement("LOCK-2")
def test_create_lock__same_reference_again__reverts_for_good(locking: Locking) -> None:
    lock = locking.create(amount=2)
    with reverts("LockExists", lockId=lock):
        locking.create(amount=3)
    locking.token.cancelLock(lock, b"", b"", by=locking.world.settler)
    with reverts("LockExists", lockId=lock):
        locking.create(amount=3)
