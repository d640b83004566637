"""The rules that bond and money share, tested on both: investor a holds ten and investor b twenty of each."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.locking import Locking
from tests.contracts.support import Deployed
from tests.contracts.world import World


@pytest.fixture(params=["bond", "cash"])
def token(request: pytest.FixtureRequest, world: World) -> Deployed:
    world.distribute({world.investor_a: 10, world.investor_b: 20})
    world.mint(world.investor_a, 10)
    world.mint(world.investor_b, 20)
    found: Deployed = getattr(world, request.param)
    return found


@pytest.fixture
def locking(world: World, token: Deployed) -> Locking:
    """Locks of investor a on either token."""
    return Locking(world, token)
