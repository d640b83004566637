"""A topic is required of every wallet: one write, and those without it lapse at once."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    QUALIFIED,
    QUALIFIED_BIT,
    bring,
    claim_issuer,
    identity_contract,
    lasting,
    trust,
)
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

MOST_TOPICS = 8


@pytest.mark.requirement("REG-10", "REG-17")
def test_add_claim_topic__new__lapses_those_who_lack_it_and_nobody_else(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    claim = lasting(world, world.investor_b)
    bring(world, (claim, world.provider), ({**claim, "topics": QUALIFIED_BIT}, world.settler))
    words = [world.registry.wordOf(holder) for holder in (world.investor_a, world.investor_b)]
    sent = world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    assert sent.logs == [world.registry.log("ClaimTopicAdded", QUALIFIED)]
    assert world.registry.getClaimTopics() == (1, QUALIFIED)
    verified = {actor.name for actor in world.actors if world.registry.isVerified(actor)}
    assert verified == {world.investor_b.name}
    assert not world.registry.isVerified(world.bond)
    assert words == [world.registry.wordOf(holder) for holder in (world.investor_a, world.investor_b)]


@pytest.mark.requirement("REG-10", "REG-17")
def test_add_claim_topic__never_defined__is_given_the_next_index(world: World) -> None:
    sent = world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    assert sent.logs == [
        world.registry.log("TopicDefined", QUALIFIED, 1),
        world.registry.log("ClaimTopicAdded", QUALIFIED),
    ]
    assert world.registry.knownTopics() == (1, QUALIFIED)
    assert not world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-10")
def test_add_claim_topic__any_number_of_wallets__costs_one_write(world: World) -> None:
    world.registry.defineTopic(QUALIFIED, by=world.operator)
    few = world.registry.addClaimTopic(QUALIFIED, by=world.operator).gas
    world.registry.removeClaimTopic(QUALIFIED, by=world.operator)
    for actor in (world.outsider, world.settler, world.pauser, world.custodian):
        world.register(actor)
    assert world.registry.addClaimTopic(QUALIFIED, by=world.operator).gas == few < 60_000


@pytest.mark.requirement("REG-10", "REG-14")
def test_add_claim_topic__identity_contract_that_proves_it__stays_verified(world: World) -> None:
    issuer = claim_issuer(world, 1, QUALIFIED)
    identity = identity_contract(world, issuer, 1, QUALIFIED)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    assert world.registry.isVerified(world.outsider)
    assert not world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-10", "REG-17")
def test_add_claim_topic__required_already__reverts(world: World) -> None:
    with reverts("TopicUnavailable", claimTopic=1):
        world.registry.addClaimTopic(1, by=world.operator)


@pytest.mark.requirement("REG-10")
def test_add_claim_topic__one_more_than_fits__reverts(world: World) -> None:
    for topic in range(2, MOST_TOPICS + 1):
        world.registry.addClaimTopic(topic, by=world.operator)
    assert world.registry.getClaimTopics() == tuple(range(1, MOST_TOPICS + 1))
    with reverts("TopicUnavailable", claimTopic=MOST_TOPICS + 1):
        world.registry.addClaimTopic(MOST_TOPICS + 1, by=world.operator)


@pytest.mark.requirement("REG-10")
def test_add_claim_topic__all_eight__are_each_asked_for(world: World) -> None:
    for topic in range(2, MOST_TOPICS + 1):
        world.registry.addClaimTopic(topic, by=world.operator)
    world.registry.updateIssuerClaimTopics(world.provider, list(range(1, MOST_TOPICS + 1)), by=world.operator)
    for missing in range(MOST_TOPICS):
        claim = lasting(world, world.outsider, topics=0xFF ^ (1 << missing))
        bring(world, (claim, world.provider), by=world.registrar)
        assert not world.registry.isVerified(world.outsider)
    bring(world, (lasting(world, world.outsider, topics=0xFF), world.provider), by=world.registrar)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-10", "REG-19")
def test_add_claim_topic__caller_not_owner__reverts(world: World) -> None:
    for caller in (world.registrar, world.provider):
        with unauthorized(caller):
            world.registry.addClaimTopic(QUALIFIED, by=caller)
    assert world.registry.getClaimTopics() == (1,)
