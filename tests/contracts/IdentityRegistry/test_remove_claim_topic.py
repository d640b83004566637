"""A topic is required no longer: whoever lacked only that one is verified again."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import QUALIFIED, QUALIFIED_BIT, cleared, trust
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-10", "REG-17")
def test_remove_claim_topic__required__is_asked_for_no_longer(world: World) -> None:
    world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    assert not world.registry.isVerified(world.investor_a)
    sent = world.registry.removeClaimTopic(QUALIFIED, by=world.operator)
    assert sent.logs == [world.registry.log("ClaimTopicRemoved", QUALIFIED)]
    assert world.registry.getClaimTopics() == (1,)
    assert world.registry.isVerified(world.investor_a)
    assert world.registry.knownTopics() == (1, QUALIFIED)  # it keeps its index: words and tokens may name it


@pytest.mark.requirement("REG-10")
def test_remove_claim_topic__a_token_that_asks_for_it__asks_on(world: World) -> None:
    world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    world.registry.removeClaimTopic(QUALIFIED, by=world.operator)
    assert cleared(world, world.investor_a, 0, live=False)
    assert not cleared(world, world.investor_a, QUALIFIED_BIT, live=False)


@pytest.mark.requirement("REG-10")
def test_remove_claim_topic__the_only_one__leaves_the_lapsed_lapsed(world: World) -> None:
    """Where nothing is required, a wallet must be on the register and in force all the same."""
    world.register(world.outsider, validUntil=world.now + 10)
    world.advance(world.now + 20)
    world.registry.removeClaimTopic(1, by=world.operator)
    assert world.registry.getClaimTopics() == ()
    assert world.registry.isVerified(world.investor_a)
    assert not world.registry.isVerified(world.outsider)
    assert not world.registry.isVerified(world.operator)


@pytest.mark.requirement("REG-10", "REG-17")
def test_remove_claim_topic__not_required_or_unknown__reverts(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    for topic in (QUALIFIED, 0, 2**256 - 1):
        with reverts("TopicUnavailable", claimTopic=topic):
            world.registry.removeClaimTopic(topic, by=world.operator)
    world.registry.removeClaimTopic(1, by=world.operator)
    with reverts("TopicUnavailable", claimTopic=1):
        world.registry.removeClaimTopic(1, by=world.operator)


@pytest.mark.requirement("REG-10", "REG-19")
def test_remove_claim_topic__caller_not_owner__reverts(world: World) -> None:
    for caller in (world.registrar, world.provider):
        with unauthorized(caller):
            world.registry.removeClaimTopic(1, by=caller)
    assert world.registry.getClaimTopics() == (1,)
