from __future__ import annotations

import pytest

from tests.contracts.support import Deployed
from tests.contracts.world import World


@pytest.fixture
def harness(world: World) -> Deployed:
    """The internal libraries, open to calls."""
    return world.deploy("LibraryHarness")
