"""Where required topics are kept: this registry, and no other contract can take the place."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-17")
def test_set_claim_topics_registry__this_registry__is_told_and_nothing_changes(world: World) -> None:
    assert world.registry.topicsRegistry() == world.registry.wallet
    sent = world.registry.setClaimTopicsRegistry(world.registry, by=world.operator)
    assert sent.logs == [world.registry.log("ClaimTopicsRegistrySet", world.registry)]
    assert world.registry.topicsRegistry() == world.registry.wallet


@pytest.mark.requirement("REG-17")
def test_set_claim_topics_registry__another_contract__reverts(world: World) -> None:
    twin = world.deploy("IdentityRegistry", world.operator, world.registrar)
    for other in (twin.wallet, world.operator.wallet, ZERO):
        with reverts("RegistryIsItsOwn", other=other):
            world.registry.setClaimTopicsRegistry(other, by=world.operator)
    assert world.registry.topicsRegistry() == world.registry.wallet


@pytest.mark.requirement("REG-19")
def test_set_claim_topics_registry__caller_not_owner__reverts(world: World) -> None:
    with unauthorized(world.registrar):
        world.registry.setClaimTopicsRegistry(world.registry, by=world.registrar)
