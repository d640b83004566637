"""The registry is its own storage (ERC-3643): what comes in that way is checked like anything else."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import claim_issuer, found, identity_contract, trust
from tests.contracts.support import ZERO, Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.fixture
def identity(world: World) -> Deployed:
    return identity_contract(world, claim_issuer(world, 1), 1)


@pytest.mark.requirement("REG-17")
def test_add_identity_to_storage__identity_contract__is_registered_and_stored(world: World, identity: Deployed) -> None:
    sent = world.registry.addIdentityToStorage(world.outsider, identity, 702, by=world.registrar)
    assert sent.logs == [
        world.registry.log("IdentityRegistered", world.outsider, identity),
        world.registry.log("IdentityStored", world.outsider, identity),
    ]
    assert world.registry.isVerified(world.outsider)
    assert world.registry.storedIdentity(world.outsider) == identity.wallet
    assert world.registry.storedInvestorCountry(world.outsider) == 702


@pytest.mark.requirement("REG-17")
def test_add_identity_to_storage__codeless__tells_which_identity_that_is(world: World) -> None:
    trust(world, world.registrar, 1)
    sent = world.registry.addIdentityToStorage(world.outsider, ZERO, 702, by=world.registrar)
    codeless = world.registry.codelessIdentity(world.outsider)
    assert sent.logs[-1] == world.registry.log("IdentityStored", world.outsider, codeless)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-2", "REG-17")
def test_add_identity_to_storage__caller_no_issuer__verifies_nobody(world: World) -> None:
    world.registry.addIdentityToStorage(world.outsider, ZERO, 702, by=world.registrar)
    assert found(world, world.outsider)["onRegister"]
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-17")
def test_add_identity_to_storage__there_already__reverts(world: World, identity: Deployed) -> None:
    with reverts("AlreadyOnRegister", wallet=world.investor_a):
        world.registry.addIdentityToStorage(world.investor_a, identity, 702, by=world.registrar)


@pytest.mark.requirement("REG-17")
def test_add_identity_to_storage__caller_not_registrar__reverts(world: World, identity: Deployed) -> None:
    for caller in (world.operator, world.outsider):
        with unauthorized(caller, "REGISTRAR_ROLE"):
            world.registry.addIdentityToStorage(world.outsider, identity, 702, by=caller)
