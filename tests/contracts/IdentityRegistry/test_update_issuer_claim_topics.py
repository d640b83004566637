"""An issuer is relied on for other topics: what rests on it for one that it lost lapses at once."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    RESIDENT,
    addresses,
    bring,
    cleared,
    found,
    lasting,
    trust,
)
from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-10", "REG-17")
def test_update_issuer_claim_topics__a_topic_less__lapses_those_who_rest_on_it_for_that(world: World) -> None:
    trust(world, world.settler, 1, QUALIFIED)
    claim = lasting(world, world.investor_b)
    bring(world, (claim, world.provider), ({**claim, "topics": QUALIFIED_BIT}, world.settler))
    bring(world, (lasting(world, world.outsider), world.settler), by=world.registrar)
    sent = world.registry.updateIssuerClaimTopics(world.settler, [QUALIFIED], by=world.operator)
    assert sent.logs == [world.registry.log("ClaimTopicsUpdated", world.settler, (QUALIFIED,))]
    assert world.registry.getTrustedIssuerClaimTopics(world.settler) == (QUALIFIED,)
    assert not world.registry.isVerified(world.outsider)
    assert world.registry.isVerified(world.investor_b)
    assert cleared(world, world.investor_b, QUALIFIED_BIT, live=False)
    assert world.registry.isVerified(world.investor_a)
    assert found(world, world.outsider)["topics"] == KYC_BIT  # the word stands; what it rests on does not


@pytest.mark.requirement("REG-10")
def test_update_issuer_claim_topics__another_topic_of_the_same_wallets__lapses_for_tokens_that_ask(
    world: World,
) -> None:
    trust(world, world.settler, QUALIFIED)
    claim = lasting(world, world.investor_b)
    bring(world, (claim, world.provider), ({**claim, "topics": QUALIFIED_BIT}, world.settler))
    world.registry.updateIssuerClaimTopics(world.settler, [RESIDENT], by=world.operator)
    assert world.registry.isVerified(world.investor_b)
    assert not cleared(world, world.investor_b, QUALIFIED_BIT, live=False)


@pytest.mark.requirement("REG-10", "REG-17")
def test_update_issuer_claim_topics__new_topics__are_defined_and_vouched_for(world: World) -> None:
    sent = world.registry.updateIssuerClaimTopics(world.provider, [1, QUALIFIED], by=world.operator)
    assert sent.logs == [
        world.registry.log("TopicDefined", QUALIFIED, 1),
        world.registry.log("ClaimTopicsUpdated", world.provider, (1, QUALIFIED)),
    ]
    assert world.registry.isVerified(world.investor_a)
    both = lasting(world, world.investor_a, topics=KYC_BIT | QUALIFIED_BIT)
    bring(world, (both, world.provider))
    assert cleared(world, world.investor_a, QUALIFIED_BIT, live=False)
    assert addresses(world.registry.getTrustedIssuersForClaimTopic(QUALIFIED)) == [world.provider.wallet]


@pytest.mark.requirement("REG-10", "REG-17")
def test_update_issuer_claim_topics__none_or_not_trusted__reverts(world: World) -> None:
    with reverts("IssuerUnavailable", issuer=world.provider):
        world.registry.updateIssuerClaimTopics(world.provider, [], by=world.operator)
    for issuer in (world.settler.wallet, ZERO):
        with reverts("IssuerUnavailable", issuer=issuer):
            world.registry.updateIssuerClaimTopics(issuer, [1], by=world.operator)
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    with reverts("IssuerUnavailable", issuer=world.provider):
        world.registry.updateIssuerClaimTopics(world.provider, [1], by=world.operator)


@pytest.mark.requirement("REG-10", "REG-19")
def test_update_issuer_claim_topics__caller_not_owner__reverts(world: World) -> None:
    for caller in (world.registrar, world.provider):
        with unauthorized(caller):
            world.registry.updateIssuerClaimTopics(world.provider, [QUALIFIED], by=caller)
    assert world.registry.getTrustedIssuerClaimTopics(world.provider) == (1,)
