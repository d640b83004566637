"""Puts of a holder with locks: what is told, and what is left."""

from __future__ import annotations

import contextlib

import pytest

from tests.contracts.early import PUT, day, give, pair, prepare_puts, redeem_puts, stamp
from tests.contracts.PermissionedToken.kit import set_rules
from tests.contracts.PermissionedToken.locking import HOUR, Locking
from tests.contracts.restrictions import frozen_units
from tests.contracts.support import Refused, reverts
from tests.contracts.world import World

DAY = day("2024-04-15")


@pytest.mark.requirement("OPT-7", "LOCK-11")
@pytest.mark.parametrize("locked", [0, 100])
def test_redeem_puts__frozen_units_beside_locked_ones__tells_what_is_still_frozen(world: World, locked: int) -> None:
    """333 units, 200 frozen, 100 locked; 100 put: 33 are free, 67 of the frozen go, and 133 stay frozen."""
    played = pair(world, put=PUT)
    world, bond, a = played.world, played.world.bond, played.world.investor_a
    world.advance(stamp("2024-03-20T12:00"))
    give(played, "investor_a", 100, "2024-04-15")
    world.advance(stamp("2024-04-15T09:00"))
    if locked:
        Locking(world, bond).create(amount=locked, expiry=world.now + 24 * HOUR)
    bond.setFrozenTokens(a, 200 if locked else 300, by=world.officer)
    sent = redeem_puts(played, DAY, a)
    assert (bond.balanceOf(a), bond.lockedBalanceOf(a)) == (233, locked)
    assert bond.log("Frozen", a, bond.getFrozenTokens(a)) in sent.logs


@pytest.mark.requirement("OPT-7")
def test_create_lock__units_that_are_put__cannot_be_locked(world: World) -> None:
    """An approved run counts on them; what is locked, in turn, cannot be put."""
    played = pair(world, put=PUT)
    world, bond, a = played.world, played.world.bond, played.world.investor_a
    world.advance(stamp("2024-03-20T12:00"))
    held = bond.balanceOf(a)
    Locking(world, bond).create(amount=33, expiry=world.now + 24 * HOUR)
    with reverts("InvalidPut", units=held - 32, balance=held):
        give(played, "investor_a", held - 32, "2024-04-15")
    give(played, "investor_a", held - 33, "2024-04-15")
    with frozen_units(a, held - 33, 1):
        Locking(world, bond).create(amount=1, lockReference=b"2" * 32)


@pytest.mark.requirement("OPT-7")
@pytest.mark.parametrize("how", ["transfer", "lock"])
def test_redeem_puts__holder_locks_a_unit_after_the_run_was_approved__is_paid_and_so_are_the_others(
    world: World, how: str
) -> None:
    """In a closed period nobody can sell away under an approved run; a lock costs nothing and is given up at once."""
    played = pair(world, put=PUT)
    world, bond, a, b = played.world, played.world.bond, played.world.investor_a, played.world.investor_b
    world.advance(stamp("2024-03-20T12:00"))
    give(played, "investor_a", 333, "2024-04-15")
    give(played, "investor_b", 500, "2024-04-15")
    world.advance(stamp("2024-04-15T09:00"))
    set_rules(world, bond, closedFrom=0, closedUntil=world.now + 24 * HOUR)
    run = prepare_puts(played, DAY, a, b)
    with contextlib.suppress(Refused):
        if how == "transfer":
            bond.transfer(world.investor_c, 1, by=a)
        else:
            Locking(world, bond).create(amount=1)
    bond.redeemPuts(played.annex, DAY, [a, b], run.total, run.approval, by=world.paying_agent)
    assert bond.balanceOf(b) == 0
