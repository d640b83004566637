"""Whom the registry relies on, asked in every way that ERC-3643 has."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import QUALIFIED, RESIDENT, addresses, trust
from tests.contracts.support import reverts
from tests.contracts.world import World


@pytest.mark.requirement("REG-17")
def test_get_trusted_issuers__added_and_removed__lists_those_relied_on_now(world: World) -> None:
    registry, provider, settler, pauser = world.registry, world.provider, world.settler, world.pauser
    assert addresses(registry.getTrustedIssuers()) == [provider.wallet]
    trust(world, settler, QUALIFIED)
    trust(world, pauser, 1, QUALIFIED)
    assert addresses(registry.getTrustedIssuers()) == [provider.wallet, settler.wallet, pauser.wallet]
    registry.removeTrustedIssuer(settler, by=world.operator)
    assert addresses(registry.getTrustedIssuers()) == [provider.wallet, pauser.wallet]
    registry.removeTrustedIssuer(provider, by=world.operator)
    registry.removeTrustedIssuer(pauser, by=world.operator)
    assert registry.getTrustedIssuers() == ()


@pytest.mark.requirement("REG-17")
def test_get_trusted_issuers_for_claim_topic__several_issuers__lists_those_of_the_topic(world: World) -> None:
    registry = world.registry
    trust(world, world.settler, QUALIFIED)
    trust(world, world.pauser, 1, QUALIFIED)
    assert addresses(registry.getTrustedIssuersForClaimTopic(1)) == [world.provider.wallet, world.pauser.wallet]
    of_qualified = [world.settler.wallet, world.pauser.wallet]
    assert addresses(registry.getTrustedIssuersForClaimTopic(QUALIFIED)) == of_qualified
    assert registry.getTrustedIssuersForClaimTopic(RESIDENT) == ()
    registry.updateIssuerClaimTopics(world.pauser, [1], by=world.operator)
    assert addresses(registry.getTrustedIssuersForClaimTopic(QUALIFIED)) == [world.settler.wallet]


@pytest.mark.requirement("REG-17")
def test_get_trusted_issuer_claim_topics__any_issuer__lists_its_topics_or_reverts(world: World) -> None:
    trust(world, world.settler, RESIDENT, 1, RESIDENT)
    assert set(world.registry.getTrustedIssuerClaimTopics(world.settler)) == {1, RESIDENT}
    assert len(world.registry.getTrustedIssuerClaimTopics(world.settler)) == 2
    for stranger in (world.outsider, world.registry):
        with reverts("IssuerUnavailable", issuer=stranger):
            world.registry.getTrustedIssuerClaimTopics(stranger)
    world.registry.removeTrustedIssuer(world.settler, by=world.operator)
    with reverts("IssuerUnavailable", issuer=world.settler):
        world.registry.getTrustedIssuerClaimTopics(world.settler)


@pytest.mark.requirement("REG-17")
def test_has_claim_topic__any_pair__says_whether_it_is_relied_on(world: World) -> None:
    registry = world.registry
    trust(world, world.settler, QUALIFIED)
    assert registry.hasClaimTopic(world.provider, 1)
    assert registry.hasClaimTopic(world.settler, QUALIFIED)
    assert not registry.hasClaimTopic(world.provider, QUALIFIED)
    assert not registry.hasClaimTopic(world.settler, 1)
    assert not registry.hasClaimTopic(world.outsider, 1)
    assert not registry.hasClaimTopic(world.provider, RESIDENT)
    registry.removeTrustedIssuer(world.provider, by=world.operator)
    assert not registry.hasClaimTopic(world.provider, 1)
    assert not registry.isTrustedIssuer(world.provider)


@pytest.mark.requirement("REG-17", "REG-18")
def test_get_trusted_issuers__as_many_as_fit__are_all_kept_apart(world: World) -> None:
    issuers = [world.provider.wallet]
    for number in range(1, 24):
        issuer = world.deploy("MockClaimIssuer")
        trust(world, issuer, 1 if number % 2 else QUALIFIED)
        issuers.append(issuer.wallet)
    assert addresses(world.registry.getTrustedIssuers()) == issuers
    odd = [issuers[0], *issuers[1::2]]
    assert addresses(world.registry.getTrustedIssuersForClaimTopic(1)) == odd
    assert addresses(world.registry.getTrustedIssuersForClaimTopic(QUALIFIED)) == issuers[2::2]
    world.registry.removeTrustedIssuer(issuers[23], by=world.operator)
    assert addresses(world.registry.getTrustedIssuers()) == issuers[:23]
