"""A bond in issue: investor a holds three units and investor b five, the issuer the rest."""

from __future__ import annotations

import pytest

from tests.contracts.world import World

A_UNITS, B_UNITS = 3, 5


@pytest.fixture
def issued(world: World) -> World:
    world.distribute({world.investor_a: A_UNITS, world.investor_b: B_UNITS})
    return world
