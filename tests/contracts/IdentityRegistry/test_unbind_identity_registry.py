"""A registry that shares the storage no longer writes to it."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import addresses
from tests.contracts.support import ZERO, reverts, role_id, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-17", "REG-19")
def test_unbind_identity_registry__bound__writes_no_more(world: World) -> None:
    registry = world.registry
    for other in (world.settler, world.custodian):
        registry.bindIdentityRegistry(other, by=world.operator)
    sent = registry.unbindIdentityRegistry(world.settler, by=world.operator)
    assert sent.logs == [
        registry.log("RoleRevoked", role_id("REGISTRAR_ROLE"), world.settler, world.operator),
        registry.log("IdentityRegistryUnbound", world.settler),
    ]
    assert addresses(registry.linkedIdentityRegistries()) == [registry.wallet, world.custodian.wallet]
    with unauthorized(world.settler, "REGISTRAR_ROLE"):
        registry.addIdentityToStorage(world.outsider, ZERO, 702, by=world.settler)
    registry.addIdentityToStorage(world.outsider, ZERO, 702, by=world.custodian)


@pytest.mark.requirement("REG-17")
def test_unbind_identity_registry__not_bound__reverts(world: World) -> None:
    for other in (world.settler, world.registry, world.registrar):
        with reverts("RegistryIsItsOwn", other=other):
            world.registry.unbindIdentityRegistry(other, by=world.operator)
    assert world.registry.isAgent(world.registrar)


@pytest.mark.requirement("REG-19")
def test_unbind_identity_registry__caller_not_owner__reverts(world: World) -> None:
    world.registry.bindIdentityRegistry(world.settler, by=world.operator)
    for caller in (world.registrar, world.settler):
        with unauthorized(caller):
            world.registry.unbindIdentityRegistry(world.settler, by=caller)
    assert world.registry.isAgent(world.settler)
