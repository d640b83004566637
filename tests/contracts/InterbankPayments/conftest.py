"""Two banks with a customer each, in one payment system."""

from __future__ import annotations

import pytest

from tests.contracts.banking import Banking, open_banking
from tests.contracts.sessions import Sessions, open_sessions
from tests.contracts.world import World


@pytest.fixture
def banking(world: World) -> Banking:
    return open_banking(world)


@pytest.fixture
def sessions(world: World) -> Sessions:
    return open_sessions(world)
