"""A registrar's desk at the register of the world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tenor.onboarding.desk import Desk, Place, open_desk
from tests.contracts.world import World


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    keys = {"registrar": world.registrar.key, "issuer": world.provider.key, "officer": world.officer.key}
    with open_desk(Place(world.chain.url, world.registry.wallet, world.bond.wallet), keys) as opened:
        yield opened
