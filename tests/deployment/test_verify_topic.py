"""A registry that asks nobody for proof, or trusts the provider for another topic only, is found out."""

from __future__ import annotations

import pytest

from tenor.deployment.verify import verify_deployment
from tenor.errors import TransactionFailed
from tests.contracts.world import World


def verify(world: World) -> None:
    verify_deployment(world.chain, world.plan.deployment, world.schedule.terms, world.roles)


@pytest.mark.requirement("DEP-3")
def test_verify_deployment__no_proof_of_identity_required__is_found(world: World) -> None:
    world.registry.removeClaimTopic(1, by=world.operator)
    with pytest.raises(TransactionFailed, match="IdentityRegistry: it does not require topic 1"):
        verify(world)


@pytest.mark.requirement("DEP-3")
def test_verify_deployment__provider_trusted_for_another_topic_only__is_found(world: World) -> None:
    world.registry.defineTopic(7, by=world.operator)
    world.registry.updateIssuerClaimTopics(world.provider, [7], by=world.operator)
    with pytest.raises(TransactionFailed, match=f"does not trust the provider {world.provider.wallet}"):
        verify(world)
