"""Only a contract's administrator dismisses."""

from __future__ import annotations

import pytest

from tests.contracts.AccessControl.ruled import Ruled
from tests.contracts.support import role_id, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-6", "TOK-8")
def test_revoke_role__by_administrator__dismisses_and_says_so(ruled: Ruled) -> None:
    role = role_id(ruled.role)
    sent = ruled.contract.revokeRole(role, ruled.holder, by=ruled.administrator)
    assert sent.logs == [ruled.contract.log("RoleRevoked", role, ruled.holder, ruled.administrator)]
    assert not ruled.contract.hasRole(role, ruled.holder)


@pytest.mark.requirement("TOK-6")
def test_revoke_role__dismissed__can_act_no_more(world: World) -> None:
    world.cash.revokeRole(role_id("PAUSER_ROLE"), world.pauser, by=world.central_bank)
    with unauthorized(world.pauser, "PAUSER_ROLE"):
        world.cash.pause(by=world.pauser)
    world.bond.pause(by=world.pauser)
    assert world.bond.paused()


@pytest.mark.requirement("TOK-6")
def test_revoke_role__by_anybody_else__reverts(world: World, ruled: Ruled) -> None:
    with unauthorized(world.outsider):
        ruled.contract.revokeRole(role_id(ruled.role), ruled.holder, by=world.outsider)
    assert ruled.contract.hasRole(role_id(ruled.role), ruled.holder)


@pytest.mark.requirement("TOK-6")
def test_revoke_role__administrators_of_another__changes_nothing(ruled: Ruled) -> None:
    assert ruled.contract.revokeRole(role_id(""), ruled.holder, by=ruled.administrator).logs == []
    assert ruled.contract.owner() == ruled.administrator.wallet
    assert ruled.contract.hasRole(role_id(""), ruled.administrator)
