"""A registrar's desk at the register of the world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest

from tenor.onboarding.desk import Desk, Place, open_desk
from tests.contracts.world import World


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    with desk_at(world) as opened:
        yield opened


@pytest.fixture
def dual(world: World) -> World:
    """The world around a bond whose forced acts need two persons."""
    other = world.create(dualControl=True)
    other.distribute({world.investor_a: 100, world.investor_b: 50})
    return other


@pytest.fixture
def dual_desk(dual: World) -> Iterator[Desk]:
    with desk_at(dual) as opened:
        yield opened


def desk_at(world: World) -> AbstractContextManager[Desk]:
    """A desk about the world's bond, with everybody who acts there."""
    keys = {
        "registrar": world.registrar.key,
        "issuer": world.provider.key,
        "officer": world.officer.key,
        "approver": world.custodian.key,
    }
    return open_desk(Place(world.chain.url, world.registry.wallet, world.bond.wallet), keys)
