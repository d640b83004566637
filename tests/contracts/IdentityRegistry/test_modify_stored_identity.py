"""Another identity contract, given through the storage."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import claim_issuer, found, identity_contract, reference
from tests.contracts.support import ZERO, Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.fixture
def identity(world: World) -> Deployed:
    return identity_contract(world, claim_issuer(world, 1), 1)


@pytest.mark.requirement("REG-14", "REG-17")
def test_modify_stored_identity__on_the_register__is_updated_and_told(world: World, identity: Deployed) -> None:
    codeless = world.registry.codelessIdentity(world.investor_a)
    sent = world.registry.modifyStoredIdentity(world.investor_a, identity, by=world.registrar)
    assert sent.logs == [
        world.registry.log("IdentityModified", codeless, identity),
        world.registry.log("IdentityUpdated", codeless, identity),
        world.registry.log("IdentityVerified", world.investor_a, world.registry.wordOf(world.investor_a)),
    ]
    assert world.registry.storedIdentity(world.investor_a) == identity.wallet
    assert world.registry.isVerified(world.investor_a)
    assert found(world, world.investor_a)["hasContract"]


@pytest.mark.requirement("REG-13", "REG-17")
def test_modify_stored_identity__codeless_or_of_another_investor__reverts(world: World, identity: Deployed) -> None:
    with reverts("WrongIdentity", wallet=world.investor_a, identity=ZERO):
        world.registry.modifyStoredIdentity(world.investor_a, ZERO, by=world.registrar)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    with reverts("WrongInvestor", wallet=world.investor_a, investor=reference(world.investor_a.wallet)):
        world.registry.modifyStoredIdentity(world.investor_a, identity, by=world.registrar)


@pytest.mark.requirement("REG-16", "REG-17")
def test_modify_stored_identity__not_on_the_register__reverts(world: World, identity: Deployed) -> None:
    with reverts("NotOnRegister", wallet=world.outsider):
        world.registry.modifyStoredIdentity(world.outsider, identity, by=world.registrar)


@pytest.mark.requirement("REG-17")
def test_modify_stored_identity__caller_not_registrar__reverts(world: World, identity: Deployed) -> None:
    for caller in (world.operator, world.investor_a):
        with unauthorized(caller, "REGISTRAR_ROLE"):
            world.registry.modifyStoredIdentity(world.investor_a, identity, by=caller)
