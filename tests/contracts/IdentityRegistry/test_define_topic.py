"""A topic gets an index, and keeps it, without being required of anybody."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import QUALIFIED, RESIDENT
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

MOST_TOPICS = 8


@pytest.mark.requirement("REG-10", "REG-18")
def test_define_topic__new__gets_the_next_index_and_is_required_of_nobody(world: World) -> None:
    for index, topic in enumerate((QUALIFIED, 0, 2**256 - 1), start=1):
        sent = world.registry.defineTopic(topic, by=world.operator)
        assert sent.logs == [world.registry.log("TopicDefined", topic, index)]
    assert world.registry.knownTopics() == (1, QUALIFIED, 0, 2**256 - 1)
    assert world.registry.getClaimTopics() == (1,)
    assert world.registry.isVerified(world.investor_a)
    assert world.registry.getTrustedIssuersForClaimTopic(QUALIFIED) == ()


@pytest.mark.requirement("REG-10")
def test_define_topic__known__reverts(world: World) -> None:
    world.registry.defineTopic(QUALIFIED, by=world.operator)
    for topic in (1, QUALIFIED):
        with reverts("TopicUnavailable", claimTopic=topic):
            world.registry.defineTopic(topic, by=world.operator)
    world.registry.removeClaimTopic(1, by=world.operator)
    with reverts("TopicUnavailable", claimTopic=1):
        world.registry.defineTopic(1, by=world.operator)


@pytest.mark.requirement("REG-18")
def test_define_topic__one_more_than_a_word_holds__reverts(world: World) -> None:
    for topic in range(2, MOST_TOPICS + 1):
        world.registry.defineTopic(topic, by=world.operator)
    with reverts("TopicUnavailable", claimTopic=RESIDENT):
        world.registry.defineTopic(RESIDENT, by=world.operator)
    with reverts("TopicUnavailable", claimTopic=RESIDENT):
        world.registry.addTrustedIssuer(world.settler, [1, RESIDENT], by=world.operator)
    assert len(world.registry.knownTopics()) == MOST_TOPICS


@pytest.mark.requirement("REG-19")
def test_define_topic__caller_not_owner__reverts(world: World) -> None:
    for caller in (world.registrar, world.provider):
        with unauthorized(caller):
            world.registry.defineTopic(QUALIFIED, by=caller)
    assert world.registry.knownTopics() == (1,)
