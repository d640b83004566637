"""An agent dismissed has no role left."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO, role_id, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-19")
def test_remove_agent__by_the_owner__takes_the_registrars_role(world: World) -> None:
    sent = world.registry.removeAgent(world.registrar, by=world.operator)
    assert sent.logs == [
        world.registry.log("RoleRevoked", role_id("REGISTRAR_ROLE"), world.registrar, world.operator),
        world.registry.log("AgentRemoved", world.registrar),
    ]
    assert not world.registry.isAgent(world.registrar)
    with unauthorized(world.registrar, "REGISTRAR_ROLE"):
        world.registry.registerIdentity(world.outsider, ZERO, 702, by=world.registrar)
    assert world.registry.isVerified(world.investor_a)  # whom it registered before stays


@pytest.mark.requirement("REG-19")
def test_remove_agent__caller_not_owner__reverts(world: World) -> None:
    for caller in (world.registrar, world.outsider):
        with unauthorized(caller):
            world.registry.removeAgent(world.registrar, by=caller)
    assert world.registry.isAgent(world.registrar)
