"""Everybody may give up a role of their own, nobody another's."""

from __future__ import annotations

import pytest

from tests.contracts.AccessControl.ruled import Ruled
from tests.contracts.support import ZERO, reverts, role_id, unauthorized


@pytest.mark.requirement("TOK-6")
def test_renounce_role__own__is_given_up(ruled: Ruled) -> None:
    role = role_id(ruled.role)
    sent = ruled.contract.renounceRole(role, ruled.holder, by=ruled.holder)
    assert sent.logs == [ruled.contract.log("RoleRevoked", role, ruled.holder, ruled.holder)]
    assert not ruled.contract.hasRole(role, ruled.holder)


@pytest.mark.requirement("TOK-6")
def test_renounce_role__anothers__reverts(ruled: Ruled) -> None:
    with reverts("AccessControlBadConfirmation"):
        ruled.contract.renounceRole(role_id(ruled.role), ruled.holder, by=ruled.administrator)
    assert ruled.contract.hasRole(role_id(ruled.role), ruled.holder)


@pytest.mark.requirement("TOK-6")
def test_renounce_role__the_administrators__leaves_no_owner(ruled: Ruled) -> None:
    sent = ruled.contract.renounceRole(role_id(""), ruled.administrator, by=ruled.administrator)
    assert sent.logs == [ruled.contract.log("OwnershipTransferred", ruled.administrator, ZERO)]
    assert ruled.contract.owner() == ZERO
    for account in (ruled.administrator, ZERO):
        assert not ruled.contract.hasRole(role_id(""), account)
    with unauthorized(ruled.administrator):
        ruled.contract.grantRole(role_id(ruled.role), ruled.administrator, by=ruled.administrator)
