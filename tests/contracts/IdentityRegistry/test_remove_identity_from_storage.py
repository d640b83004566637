"""What is taken out of the storage is off the register."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import found
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-16", "REG-17")
def test_remove_identity_from_storage__on_the_register__is_deleted_and_told(world: World) -> None:
    codeless = world.registry.codelessIdentity(world.investor_a)
    sent = world.registry.removeIdentityFromStorage(world.investor_a, by=world.registrar)
    assert sent.logs == [
        world.registry.log("IdentityUnstored", world.investor_a, codeless),
        world.registry.log("IdentityRemoved", world.investor_a, codeless),
        world.registry.log("IdentityVerified", world.investor_a, world.registry.wordOf(world.investor_a)),
    ]
    assert not world.registry.contains(world.investor_a)
    assert not world.registry.isVerified(world.investor_a)
    assert found(world, world.investor_a)["issuedAt"] == sent.time


@pytest.mark.requirement("REG-16", "REG-17")
def test_remove_identity_from_storage__not_on_the_register__reverts(world: World) -> None:
    with reverts("NotOnRegister", wallet=world.outsider):
        world.registry.removeIdentityFromStorage(world.outsider, by=world.registrar)


@pytest.mark.requirement("REG-17")
def test_remove_identity_from_storage__caller_not_registrar__reverts(world: World) -> None:
    for caller in (world.operator, world.investor_a):
        with unauthorized(caller, "REGISTRAR_ROLE"):
            world.registry.removeIdentityFromStorage(world.investor_a, by=caller)
    assert world.registry.contains(world.investor_a)
