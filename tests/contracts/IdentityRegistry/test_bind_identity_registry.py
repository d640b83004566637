"""Another identity registry may share this storage."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import addresses
from tests.contracts.support import ZERO, reverts, role_id, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-17", "REG-19")
def test_bind_identity_registry__another__may_write_and_is_listed_after_this_one(world: World) -> None:
    other = world.settler  # an account in a registry's place, so that it can act here
    registry = world.registry
    assert addresses(registry.linkedIdentityRegistries()) == [registry.wallet]
    sent = registry.bindIdentityRegistry(other, by=world.operator)
    assert sent.logs == [
        registry.log("RoleGranted", role_id("REGISTRAR_ROLE"), other, world.operator),
        registry.log("IdentityRegistryBound", other),
    ]
    assert addresses(registry.linkedIdentityRegistries()) == [registry.wallet, other.wallet]
    assert registry.isAgent(other)
    registry.addIdentityToStorage(world.outsider, ZERO, 702, by=other)
    assert registry.contains(world.outsider)


@pytest.mark.requirement("REG-17")
def test_bind_identity_registry__itself_or_twice__reverts(world: World) -> None:
    world.registry.bindIdentityRegistry(world.settler, by=world.operator)
    for other in (world.registry, world.settler):
        with reverts("RegistryIsItsOwn", other=other):
            world.registry.bindIdentityRegistry(other, by=world.operator)


@pytest.mark.requirement("REG-19")
def test_bind_identity_registry__caller_not_owner__reverts(world: World) -> None:
    for caller in (world.registrar, world.settler):
        with unauthorized(caller):
            world.registry.bindIdentityRegistry(world.settler, by=caller)
    assert len(world.registry.linkedIdentityRegistries()) == 1
