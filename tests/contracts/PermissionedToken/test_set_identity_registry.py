"""The owner has a token ask another register, which must be one of this kind."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import owner_of
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Deployed, reverts, unauthorized
from tests.contracts.world import HONG_KONG, KYC, World


@pytest.fixture
def other(world: World) -> Deployed:
    """Another register, on which only investor b stands."""
    registry = world.deploy("IdentityRegistry", world.operator, world.registrar)
    registry.addTrustedIssuer(world.registrar, [KYC], by=world.operator)
    registry.addClaimTopic(KYC, by=world.operator)
    registry.registerIdentity(world.investor_b, ZERO, HONG_KONG, by=world.registrar)
    assert registry.isVerified(world.investor_b)
    return registry


@pytest.mark.requirement("TOK-1", "TOK-27")
def test_set_identity_registry__another__decides_from_now_on(world: World, token: Deployed, other: Deployed) -> None:
    sent = token.setIdentityRegistry(other, by=owner_of(world, token))
    assert sent.logs == [token.log("IdentityRegistryAdded", other)]
    assert token.identityRegistry() == other.wallet
    token.transfer(world.investor_b, 4, by=world.investor_a)
    with restricted(Restriction.NOT_VERIFIED, world.investor_b, world.investor_a, 4):
        token.transfer(world.investor_a, 4, by=world.investor_b)


@pytest.mark.requirement("TOK-27")
def test_set_identity_registry__of_one_token__leaves_the_other(world: World, other: Deployed) -> None:
    world.bond.setIdentityRegistry(other, by=world.issuer)
    assert world.cash.identityRegistry() == world.registry.wallet
    assert world.create(issueId=b"\x02" * 32).bond.identityRegistry() == world.registry.wallet


@pytest.mark.requirement("TOK-27")
def test_set_identity_registry__its_own_again__is_as_before(world: World, token: Deployed, other: Deployed) -> None:
    owner = owner_of(world, token)
    token.setIdentityRegistry(other, by=owner)
    sent = token.setIdentityRegistry(world.registry, by=owner)
    assert sent.logs == [token.log("IdentityRegistryAdded", world.registry)]
    assert token.identityRegistry() == world.registry.wallet
    token.transfer(world.investor_c, 4, by=world.investor_a)
    assert token.balanceOf(world.investor_c) == 4


@pytest.mark.requirement("TOK-27")
@pytest.mark.parametrize("kind", ["nobody", "person", "dvp", "token"])
def test_set_identity_registry__none_of_this_kind__reverts(world: World, token: Deployed, kind: str) -> None:
    wrong = {"nobody": ZERO, "person": world.outsider.wallet, "dvp": world.dvp.wallet, "token": token.wallet}[kind]
    with reverts("WrongRegistry", identityRegistry=wrong):
        token.setIdentityRegistry(wrong, by=owner_of(world, token))
    assert token.identityRegistry() == world.registry.wallet


@pytest.mark.requirement("TOK-10")
def test_set_identity_registry__caller_not_owner__reverts(world: World, token: Deployed, other: Deployed) -> None:
    for caller in (world.officer, world.registrar, world.operator):
        with unauthorized(caller):
            token.setIdentityRegistry(other, by=caller)
