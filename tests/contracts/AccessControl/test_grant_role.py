"""Only a contract's administrator appoints."""

from __future__ import annotations

import pytest

from tests.contracts.AccessControl.ruled import Ruled
from tests.contracts.support import reverts, role_id, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-6", "TOK-8")
def test_grant_role__by_administrator__appoints_and_says_so(world: World, ruled: Ruled) -> None:
    role = role_id(ruled.role)
    sent = ruled.contract.grantRole(role, world.outsider, by=ruled.administrator)
    assert sent.logs == [ruled.contract.log("RoleGranted", role, world.outsider, ruled.administrator)]
    assert ruled.contract.hasRole(role, world.outsider)
    assert ruled.contract.hasRole(role, ruled.holder)


@pytest.mark.requirement("TOK-6")
@pytest.mark.parametrize("caller", ["holder", "outsider"])
def test_grant_role__by_anybody_else__reverts(world: World, ruled: Ruled, caller: str) -> None:
    actor = getattr(ruled, caller, world.outsider)
    with unauthorized(actor):
        ruled.contract.grantRole(role_id(ruled.role), world.outsider, by=actor)
    with unauthorized(actor):
        ruled.contract.grantRole(role_id(""), world.outsider, by=actor)


@pytest.mark.requirement("TOK-6")
@pytest.mark.parametrize("appointed", ["administrator", "holder"])
def test_grant_role__the_administrators_own__reverts(ruled: Ruled, appointed: str) -> None:
    """There is one administrator, the owner: two never are, and nobody is made one by the way."""
    with reverts("OwnershipMovesWhole"):
        ruled.contract.grantRole(role_id(""), getattr(ruled, appointed), by=ruled.administrator)
    assert ruled.contract.owner() == ruled.administrator.wallet
    assert not ruled.contract.hasRole(role_id(""), ruled.holder)


def test_get_role_admin__every_role__is_the_administrator(ruled: Ruled) -> None:
    assert ruled.contract.getRoleAdmin(role_id(ruled.role)) == role_id("")
    assert getattr(ruled.contract, ruled.role)() == role_id(ruled.role)
    assert ruled.contract.DEFAULT_ADMIN_ROLE() == role_id("")
