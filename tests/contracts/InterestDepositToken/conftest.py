"""A bank whose deposits earn 1, 2 and 3.5 % in three bands."""

from __future__ import annotations

import pytest

from tests.contracts.InterestDepositToken.earner import Earner, open_earner
from tests.contracts.world import World


@pytest.fixture
def earner(world: World) -> Earner:
    return open_earner(world)
