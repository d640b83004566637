"""A wallet is given another identity contract, and what that proves is what counts from then on."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    claim_issuer,
    found,
    further,
    identity_contract,
    reference,
)
from tests.contracts.support import ZERO, Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.fixture
def issuer(world: World) -> Deployed:
    return claim_issuer(world, 1, QUALIFIED)


@pytest.mark.requirement("REG-14", "REG-17")
def test_update_identity__wallet_with_a_signed_claim__rests_on_the_contract_from_then_on(
    world: World, issuer: Deployed
) -> None:
    wallet, before = world.investor_a, found(world, world.investor_a)
    identity = identity_contract(world, issuer, 1, QUALIFIED)
    sent = world.registry.updateIdentity(wallet, identity, by=world.registrar)
    assert sent.logs == [
        world.registry.log("IdentityUpdated", world.registry.codelessIdentity(wallet), identity),
        world.registry.log("IdentityVerified", wallet, world.registry.wordOf(wallet)),
    ]
    assert found(world, wallet) == {
        **before,
        "issuedAt": sent.time,
        "validUntil": sent.time + world.registry.contractTerm(),
        "topics": KYC_BIT | QUALIFIED_BIT,
        "hasContract": True,
    }
    assert world.registry.identity(wallet) == identity.wallet
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    assert world.registry.isVerified(wallet)
    world.registry.updateCountry(wallet, 702, by=world.registrar)  # no signed claim states it any more


@pytest.mark.requirement("REG-14", "REG-17")
def test_update_identity__contract_for_contract__tells_of_both(world: World, issuer: Deployed) -> None:
    old, new = (identity_contract(world, issuer, topic) for topic in (1, QUALIFIED))
    world.registry.registerIdentity(world.outsider, old, 702, by=world.registrar)
    sent = world.registry.updateIdentity(world.outsider, new, by=world.registrar)
    assert sent.logs[0] == world.registry.log("IdentityUpdated", old, new)
    assert found(world, world.outsider)["topics"] == QUALIFIED_BIT
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-14")
def test_update_identity__contract_that_proves_nothing__ends_the_verification(world: World) -> None:
    world.registry.updateIdentity(world.investor_a, world.deploy("MockIdentity"), by=world.registrar)
    assert not world.registry.isVerified(world.investor_a)
    assert world.registry.contains(world.investor_a)


@pytest.mark.requirement("REG-13")
def test_update_identity__contract_of_another_investor__reverts(world: World, issuer: Deployed) -> None:
    identity = identity_contract(world, issuer, 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    with reverts("WrongInvestor", wallet=world.investor_a, investor=reference(world.investor_a.wallet)):
        world.registry.updateIdentity(world.investor_a, identity, by=world.registrar)
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-13")
def test_update_identity__contract_the_investor_had_before__is_its_own_still(world: World, issuer: Deployed) -> None:
    first, second = (identity_contract(world, issuer, 1) for _ in range(2))
    world.registry.registerIdentity(world.outsider, first, 702, by=world.registrar)
    world.registry.updateIdentity(world.outsider, second, by=world.registrar)
    with reverts("WrongInvestor", wallet=world.investor_a, investor=reference(world.investor_a.wallet)):
        world.registry.updateIdentity(world.investor_a, first, by=world.registrar)
    world.registry.updateIdentity(world.outsider, first, by=world.registrar)
    assert world.registry.identity(world.outsider) == first.wallet


@pytest.mark.requirement("REG-13")
def test_update_identity__several_wallets__stay_one_investor(world: World, issuer: Deployed) -> None:
    second = further(2)
    world.register(second, investor=world.investor_a)
    identity = identity_contract(world, issuer, 1)
    for wallet in (second, world.investor_a.wallet):
        world.registry.updateIdentity(wallet, identity, by=world.registrar)
        assert found(world, wallet)["investor"] == reference(world.investor_a.wallet)
        assert found(world, wallet)["several"]


@pytest.mark.requirement("REG-17")
def test_update_identity__codeless__reverts(world: World) -> None:
    for identity in (ZERO, world.registry.codelessIdentity(world.investor_a)):
        with reverts("WrongIdentity", wallet=world.investor_a, identity=identity):
            world.registry.updateIdentity(world.investor_a, identity, by=world.registrar)


@pytest.mark.requirement("REG-16", "REG-17")
def test_update_identity__not_on_the_register__reverts(world: World, issuer: Deployed) -> None:
    identity = identity_contract(world, issuer, 1)
    with reverts("NotOnRegister", wallet=world.outsider):
        world.registry.updateIdentity(world.outsider, identity, by=world.registrar)


@pytest.mark.requirement("REG-17")
def test_update_identity__caller_not_registrar__reverts(world: World, issuer: Deployed) -> None:
    identity = identity_contract(world, issuer, 1)
    for caller in (world.operator, world.investor_a):
        with unauthorized(caller, "REGISTRAR_ROLE"):
            world.registry.updateIdentity(world.investor_a, identity, by=caller)
    assert not found(world, world.investor_a)["hasContract"]
