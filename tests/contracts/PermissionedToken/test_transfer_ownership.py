"""A token has one administrator, who is its owner (ERC-173); ownership moves whole."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import owner_of
from tests.contracts.support import ZERO, Deployed, reverts, role_id, unauthorized
from tests.contracts.world import World

ADMINISTRATOR = role_id("")


@pytest.mark.requirement("TOK-6", "TOK-8", "TOK-28")
def test_transfer_ownership__by_the_owner__moves_it_whole(world: World, token: Deployed) -> None:
    owner = owner_of(world, token)
    assert token.owner() == owner.wallet
    sent = token.transferOwnership(world.outsider, by=owner)
    assert sent.logs == [token.log("OwnershipTransferred", owner, world.outsider)]
    assert token.owner() == world.outsider.wallet
    assert (token.hasRole(ADMINISTRATOR, owner), token.hasRole(ADMINISTRATOR, world.outsider)) == (False, True)
    with unauthorized(owner):
        token.setName("Another", by=owner)
    token.setName("Another", by=world.outsider)


@pytest.mark.requirement("TOK-28")
def test_transfer_ownership__to_nobody__reverts(world: World, token: Deployed) -> None:
    with reverts("OwnershipMovesWhole"):
        token.transferOwnership(ZERO, by=owner_of(world, token))
    assert not token.hasRole(ADMINISTRATOR, ZERO)


@pytest.mark.requirement("TOK-28")
def test_transfer_ownership__administrators_role_given_otherwise__reverts(world: World, token: Deployed) -> None:
    owner = owner_of(world, token)
    with reverts("OwnershipMovesWhole"):
        token.grantRole(ADMINISTRATOR, world.outsider, by=owner)
    token.revokeRole(ADMINISTRATOR, world.outsider, by=owner)
    token.renounceRole(ADMINISTRATOR, world.outsider, by=world.outsider)
    assert (token.owner(), token.hasRole(ADMINISTRATOR, world.outsider)) == (owner.wallet, False)


@pytest.mark.requirement("TOK-28")
@pytest.mark.parametrize("function", ["revokeRole", "renounceRole"])
def test_transfer_ownership__given_up__leaves_nobody(world: World, token: Deployed, function: str) -> None:
    owner = owner_of(world, token)
    sent = getattr(token, function)(ADMINISTRATOR, owner, by=owner)
    assert token.log("OwnershipTransferred", owner, ZERO) in sent.logs
    assert (token.owner(), token.hasRole(ADMINISTRATOR, ZERO)) == (ZERO, False)
    for caller in (owner, world.become(ZERO)):
        with unauthorized(caller):
            token.setName("Another", by=caller)
    token.transfer(world.investor_b, 4, by=world.investor_a)
    assert token.balanceOf(world.investor_b) == 24


@pytest.mark.requirement("TOK-6", "TOK-28")
def test_transfer_ownership__by_anybody_else__reverts(world: World, token: Deployed) -> None:
    for caller in (world.officer, world.registrar, world.outsider):
        with unauthorized(caller):
            token.transferOwnership(caller, by=caller)
    assert token.owner() == owner_of(world, token).wallet
