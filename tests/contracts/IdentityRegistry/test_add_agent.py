"""An agent of the registry (ERC-3643) is who holds the registrar's role."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO, role_id, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-19")
def test_add_agent__by_the_owner__gives_the_registrars_role(world: World) -> None:
    assert not world.registry.isAgent(world.settler)
    sent = world.registry.addAgent(world.settler, by=world.operator)
    assert sent.logs == [
        world.registry.log("RoleGranted", role_id("REGISTRAR_ROLE"), world.settler, world.operator),
        world.registry.log("AgentAdded", world.settler),
    ]
    assert world.registry.isAgent(world.settler)
    assert world.registry.hasRole(role_id("REGISTRAR_ROLE"), world.settler)
    world.registry.registerIdentity(world.outsider, ZERO, 702, by=world.settler)
    assert world.registry.contains(world.outsider)
    with unauthorized(world.settler):
        world.registry.addAgent(world.outsider, by=world.settler)


@pytest.mark.requirement("REG-19")
def test_is_agent__registrar_as_deployed__is_one_and_nobody_else(world: World) -> None:
    assert [actor.name for actor in world.actors if world.registry.isAgent(actor)] == ["registrar"]


@pytest.mark.requirement("REG-19")
def test_add_agent__caller_not_owner__reverts(world: World) -> None:
    for caller in (world.registrar, world.outsider):
        with unauthorized(caller):
            world.registry.addAgent(world.outsider, by=caller)
    assert not world.registry.isAgent(world.outsider)
