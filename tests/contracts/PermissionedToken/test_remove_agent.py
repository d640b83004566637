"""An agent's whole bundle of roles is taken."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import owner_of
from tests.contracts.PermissionedToken.test_add_agent import BUNDLE
from tests.contracts.support import Deployed, role_id, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-8", "TOK-28")
def test_remove_agent__by_the_owner__takes_every_role_of_the_bundle(world: World, token: Deployed) -> None:
    owner = owner_of(world, token)
    token.addAgent(world.outsider, by=owner)
    sent = token.removeAgent(world.outsider, by=owner)
    revoked = [token.log("RoleRevoked", role_id(role), world.outsider, owner) for role in BUNDLE]
    assert sent.logs == [*revoked, token.log("AgentRemoved", world.outsider)]
    assert not any(token.hasRole(role_id(role), world.outsider) for role in BUNDLE)
    with unauthorized(world.outsider, "PAUSER_ROLE"):
        token.pause(by=world.outsider)


@pytest.mark.requirement("TOK-28")
def test_remove_agent__holder_of_one_role__loses_it(world: World, token: Deployed) -> None:
    owner = owner_of(world, token)
    sent = token.removeAgent(world.officer, by=owner)
    role = role_id("COMPLIANCE_ROLE")
    assert sent.logs == [
        token.log("RoleRevoked", role, world.officer, owner),
        token.log("AgentRemoved", world.officer),
    ]
    assert not token.hasRole(role, world.officer)


@pytest.mark.requirement("TOK-28")
def test_remove_agent__payer__keeps_what_is_not_of_the_bundle(world: World) -> None:
    world.bond.removeAgent(world.paying_agent, by=world.issuer)
    world.cash.removeAgent(world.central_bank, by=world.central_bank)
    assert world.bond.hasRole(role_id("PAYING_AGENT_ROLE"), world.paying_agent)
    assert world.cash.hasRole(role_id("CENTRAL_BANK_ROLE"), world.central_bank)
    assert world.cash.owner() == world.central_bank.wallet


@pytest.mark.requirement("TOK-6", "TOK-28")
def test_remove_agent__by_anybody_else__reverts(world: World, token: Deployed) -> None:
    for caller in (world.officer, world.registrar, world.outsider):
        with unauthorized(caller):
            token.removeAgent(world.officer, by=caller)
    assert token.hasRole(role_id("COMPLIANCE_ROLE"), world.officer)
