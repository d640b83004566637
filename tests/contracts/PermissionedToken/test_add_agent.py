"""An agent of ERC-3643 is who holds a bundle of roles: everything but paying and appointing."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import owner_of
from tests.contracts.support import Deployed, role_id, unauthorized
from tests.contracts.world import World

BUNDLE = ["ISSUER_ROLE", "REGISTRAR_ROLE", "COMPLIANCE_ROLE", "CUSTODIAN_ROLE", "PAUSER_ROLE"]
OTHERS = {"Bond": ["", "PAYING_AGENT_ROLE"], "CashToken": ["", "CENTRAL_BANK_ROLE"]}


@pytest.mark.requirement("TOK-8", "TOK-28")
def test_add_agent__by_the_owner__gives_the_whole_bundle_and_no_more(world: World, token: Deployed) -> None:
    owner = owner_of(world, token)
    assert not token.isAgent(world.outsider)
    sent = token.addAgent(world.outsider, by=owner)
    granted = [token.log("RoleGranted", role_id(role), world.outsider, owner) for role in BUNDLE]
    assert sent.logs == [*granted, token.log("AgentAdded", world.outsider)]
    assert token.isAgent(world.outsider)
    assert [token.hasRole(role_id(role), world.outsider) for role in OTHERS[token.contract]] == [False, False]
    token.pause(by=world.outsider)
    token.unpause(by=world.outsider)
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.outsider)
    token.forcedTransfer(world.investor_a, world.investor_b, 4, by=world.outsider)
    assert token.balanceOf(world.investor_b) == 24


@pytest.mark.requirement("TOK-28")
def test_add_agent__holder_of_part_of_the_bundle__is_no_agent_until_then(world: World, token: Deployed) -> None:
    owner = owner_of(world, token)
    for role in BUNDLE[:-1]:
        token.grantRole(role_id(role), world.outsider, by=owner)
        assert not token.isAgent(world.outsider)
    token.addAgent(world.outsider, by=owner)
    assert token.isAgent(world.outsider)


@pytest.mark.requirement("TOK-6", "TOK-28")
def test_add_agent__by_anybody_else__reverts(world: World, token: Deployed) -> None:
    token.addAgent(world.investor_c, by=owner_of(world, token))
    for caller in (world.officer, world.registrar, world.outsider, world.investor_c):
        with unauthorized(caller):
            token.addAgent(caller, by=caller)
