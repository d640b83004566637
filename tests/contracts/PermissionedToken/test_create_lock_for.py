"""The settlement venue locks what a holder who lets it settle has traded."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.PermissionedToken.locking import NOTHING, Locking, lock_id
from tests.contracts.support import Deployed, reverts
from tests.contracts.world import World


@pytest.fixture
def locking(world: World, token: Deployed) -> Locking:
    token.allowSettlement(allowed=True, by=world.investor_a)
    return Locking(world, token)


def of_venue(locking: Locking, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- any field of LockTerms
    return locking.terms(spender=locking.world.dvp, **changes)


@pytest.mark.requirement("LOCK-3")
def test_create_lock_for__holder_who_lets_it_settle__locks(locking: Locking) -> None:
    world, token, terms = locking.world, locking.token, of_venue(locking)
    sent = token.createLockFor(world.investor_a, terms, by=world.become(world.dvp.wallet))
    lock = lock_id(token, world.dvp, world.investor_a, terms["lockReference"])
    assert sent.logs == [
        token.log("UnitsLocked", lock, world.investor_b, 6, terms["expiry"]),
        token.log("LockCreated", lock, world.investor_a, world.dvp, NOTHING, NOTHING, b""),
    ]
    assert locking.state() == (10, 6, 0, 20)


@pytest.mark.requirement("LOCK-3")
def test_create_lock_for__holder_who_does_not__reverts(locking: Locking) -> None:
    world, token = locking.world, locking.token
    token.allowSettlement(allowed=False, by=world.investor_a)
    with reverts("LockUnauthorized", lockId=NOTHING, spender=world.dvp, caller=world.dvp):
        token.createLockFor(world.investor_a, of_venue(locking), by=world.become(world.dvp.wallet))


@pytest.mark.requirement("LOCK-3")
def test_create_lock_for__for_another_spender__reverts(locking: Locking) -> None:
    world, token = locking.world, locking.token
    with reverts("LockUnauthorized", lockId=NOTHING, spender=world.dvp, caller=world.dvp):
        token.createLockFor(world.investor_a, locking.terms(), by=world.become(world.dvp.wallet))


@pytest.mark.requirement("LOCK-3")
def test_create_lock_for__by_anybody_else__reverts(locking: Locking) -> None:
    world, token = locking.world, locking.token
    for stranger in (world.settler, world.officer, world.investor_a, world.issuer):
        with reverts("LockUnauthorized", lockId=NOTHING, spender=world.dvp, caller=stranger):
            token.createLockFor(world.investor_a, locking.terms(spender=stranger), by=stranger)
    assert locking.state() == (10, 0, 0, 20)


@pytest.mark.requirement("LOCK-3")
def test_create_lock_for__reference_the_holder_took__is_another_lock(locking: Locking) -> None:
    """A holder cannot keep the venue from locking by a lock of its own under the trade's reference."""
    world, token = locking.world, locking.token
    locking.create(amount=1)
    token.createLockFor(world.investor_a, of_venue(locking), by=world.become(world.dvp.wallet))
    assert locking.state() == (10, 7, 0, 20)
