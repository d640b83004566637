"""The owner is the one administrator (ERC-173); ownership moves whole."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO, reverts, role_id, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-19")
def test_transfer_ownership__by_the_owner__makes_another_the_one_administrator(world: World) -> None:
    assert world.registry.owner() == world.operator.wallet
    sent = world.registry.transferOwnership(world.settler, by=world.operator)
    assert sent.logs == [world.registry.log("OwnershipTransferred", world.operator, world.settler)]
    assert world.registry.owner() == world.settler.wallet
    assert world.registry.hasRole(role_id(""), world.settler)
    assert not world.registry.hasRole(role_id(""), world.operator)
    with unauthorized(world.operator):
        world.registry.addClaimTopic(7, by=world.operator)
    world.registry.addClaimTopic(7, by=world.settler)


@pytest.mark.requirement("REG-19")
def test_transfer_ownership__to_nobody__reverts(world: World) -> None:
    with reverts("OwnershipMovesWhole"):
        world.registry.transferOwnership(ZERO, by=world.operator)
    assert world.registry.owner() == world.operator.wallet


@pytest.mark.requirement("REG-19")
def test_transfer_ownership__by_anybody_else__reverts(world: World) -> None:
    for caller in (world.registrar, world.settler):
        with unauthorized(caller):
            world.registry.transferOwnership(world.settler, by=caller)


@pytest.mark.requirement("REG-19")
def test_transfer_ownership__a_second_administrator_by_role__is_refused(world: World) -> None:
    with reverts("OwnershipMovesWhole"):
        world.registry.grantRole(role_id(""), world.settler, by=world.operator)
    world.registry.revokeRole(role_id(""), world.settler, by=world.operator)  # who has it not cannot lose it
    assert world.registry.owner() == world.operator.wallet


@pytest.mark.requirement("REG-19")
@pytest.mark.parametrize("way", ["renounced", "revoked by the owner"])
def test_owner__administrator_role_given_up__is_nobody_for_good(world: World, way: str) -> None:
    give_up = world.registry.renounceRole if way == "renounced" else world.registry.revokeRole
    sent = give_up(role_id(""), world.operator, by=world.operator)
    assert sent.logs == [world.registry.log("OwnershipTransferred", world.operator, ZERO)]
    assert world.registry.owner() == ZERO
    assert not world.registry.hasRole(role_id(""), ZERO)
    with unauthorized(world.operator):
        world.registry.transferOwnership(world.operator, by=world.operator)
    world.register(world.outsider)  # registrars go on
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-19")
def test_owner__registry_deployed_without_one__has_no_administrator(world: World) -> None:
    registry = world.deploy("IdentityRegistry", ZERO, world.registrar)
    assert registry.owner() == ZERO
    assert not registry.hasRole(role_id(""), ZERO)
