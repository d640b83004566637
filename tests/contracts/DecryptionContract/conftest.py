"""A trade by keys between investors a and b."""

from __future__ import annotations

import pytest

from tests.contracts.conditional import Conditional, open_conditional
from tests.contracts.world import World


@pytest.fixture
def trade(world: World) -> Conditional:
    return open_conditional(world)
