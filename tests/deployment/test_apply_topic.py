"""A registry that trusts the provider for other topics only is told of proof of identity beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.chain.intent import Intent
from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.deployment.apply import needed_intents
from tenor.deployment.plan import KNOW_YOUR_CUSTOMER, TRUST, plan_deployment
from tests.contracts.world import World

OTHER = 7  # a claim topic


def needed(world: World) -> tuple[Intent, ...]:
    """What a second issue, of another document, has to send."""
    terms = replace(world.schedule.terms, document_hash="0x" + "11" * 32)
    return needed_intents(
        world.chain, plan_deployment("second", terms, replace(world.schedule, terms=terms), world.roles)
    )


def told(intents: tuple[Intent, ...]) -> list[str]:
    return [intent.what for intent in intents]


@pytest.mark.requirement("DEP-5")
def test_needed_intents__provider_trusted_for_another_topic_only__is_trusted_for_both(world: World) -> None:
    world.registry.updateIssuerClaimTopics(world.provider, [OTHER], by=world.operator)
    assert not world.registry.isVerified(world.investor_a)
    intents = needed(world)
    assert told(intents) == [TRUST, "deploy Bond"]
    Sender(world.chain, world.keys, Journal()).execute(intents[0])
    assert set(world.registry.getTrustedIssuerClaimTopics(world.provider)) == {KNOW_YOUR_CUSTOMER, OTHER}
    assert world.registry.isVerified(world.investor_a)
    assert told(needed(world)) == ["deploy Bond"]


@pytest.mark.requirement("DEP-5")
def test_needed_intents__provider_trusted_for_another_topic_too__is_left_as_it_is(world: World) -> None:
    world.registry.updateIssuerClaimTopics(world.provider, [OTHER, KNOW_YOUR_CUSTOMER], by=world.operator)
    assert told(needed(world)) == ["deploy Bond"]


@pytest.mark.requirement("DEP-5")
def test_needed_intents__provider_no_longer_trusted__is_trusted_again(world: World) -> None:
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    intents = needed(world)
    assert told(intents) == [TRUST, "deploy Bond"]
    Sender(world.chain, world.keys, Journal()).execute(intents[0])
    assert world.registry.getTrustedIssuerClaimTopics(world.provider) == (KNOW_YOUR_CUSTOMER,)
