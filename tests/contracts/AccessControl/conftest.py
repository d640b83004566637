"""The three contracts with roles, each with its administrator and one of its roles."""

from __future__ import annotations

import pytest

from tests.contracts.AccessControl.ruled import Ruled
from tests.contracts.world import World


@pytest.fixture(params=["registry", "cash", "bond"])
def ruled(request: pytest.FixtureRequest, world: World) -> Ruled:
    return {
        "registry": Ruled(world.registry, world.operator, "REGISTRAR_ROLE", world.registrar),
        "cash": Ruled(world.cash, world.central_bank, "PAUSER_ROLE", world.pauser),
        "bond": Ruled(world.bond, world.issuer, "PAYING_AGENT_ROLE", world.paying_agent),
    }[request.param]
