"""Bank A with a bond and a limit, an hour after opening."""

from __future__ import annotations

import pytest

from tests.contracts.lending import Lending, open_lending
from tests.contracts.world import World


@pytest.fixture
def lending(world: World) -> Lending:
    return open_lending(world)
