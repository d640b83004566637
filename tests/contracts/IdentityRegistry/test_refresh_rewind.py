"""A claim that its issuer replaced does not come back by a detour: over a set that leaves its successor out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    RESIDENT,
    RESIDENT_BIT,
    bring,
    cleared,
    found,
    lasting,
    trust,
)
from tests.contracts.support import reverts
from tests.contracts.world import World


@pytest.fixture
def kyc(world: World) -> Mapping[str, Any]:
    """What the outsider's wallet rests on: the provider's claim. The settler is relied on for two other topics."""
    trust(world, world.settler, QUALIFIED, RESIDENT)
    claim = lasting(world, world.outsider)
    bring(world, (claim, world.provider), by=world.registrar)
    return claim


def beside(world: World, kyc: Mapping[str, Any], topics: int, **changes: int) -> dict[str, Any]:
    """The settler vouches ten seconds later, and the registrar brings its claim beside the provider's."""
    world.advance(world.now + 10)
    claim = {**lasting(world, world.outsider, **changes), "topics": topics}
    bring(world, (kyc, world.provider), (claim, world.settler), by=world.registrar)
    return claim


def is_superseded(world: World, kyc: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Whoever brings the old claim, alone or in company, is told that the new one is on record."""
    recorded = {"issuedAt": old["issuedAt"], "recorded": new["issuedAt"]}
    for sender in (world.outsider, world.registrar):
        with reverts("ClaimSuperseded", wallet=world.outsider, **recorded):
            bring(world, (kyc, world.provider), (old, world.settler), by=sender)
        with reverts("ClaimSuperseded", wallet=world.outsider, **recorded):
            bring(world, (old, world.settler), by=sender)


@pytest.mark.requirement("REG-5", "REG-11")
def test_refresh__replaced_claim_that_outlasts_its_successor__does_not_come_back(
    world: World, kyc: Mapping[str, Any]
) -> None:
    world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    long = beside(world, kyc, QUALIFIED_BIT)
    short = beside(world, kyc, QUALIFIED_BIT, validUntil=world.now + 100)
    world.advance(short["validUntil"] + 1)
    is_superseded(world, kyc, long, short)
    with reverts("RefreshRefused", wallet=world.outsider):
        bring(world, (kyc, world.provider))
    bring(world, (kyc, world.provider), by=world.registrar)
    is_superseded(world, kyc, long, short)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-5", "REG-12")
def test_refresh__replaced_claim_whose_successor_was_taken_back__does_not_come_back(
    world: World, kyc: Mapping[str, Any]
) -> None:
    first, second = (beside(world, kyc, QUALIFIED_BIT) for _ in range(2))
    world.registry.revokeClaim(second, by=world.settler)
    bring(world, (kyc, world.provider))
    is_superseded(world, kyc, first, second)
    assert not cleared(world, world.outsider, QUALIFIED_BIT)


@pytest.mark.requirement("REG-5", "REG-10", "REG-11")
def test_refresh__topic_that_a_newer_claim_dropped__does_not_come_back_when_another_is_required(
    world: World, kyc: Mapping[str, Any]
) -> None:
    both = beside(world, kyc, QUALIFIED_BIT | RESIDENT_BIT)
    one = beside(world, kyc, RESIDENT_BIT)
    world.registry.addClaimTopic(99, by=world.operator)
    with reverts("RefreshRefused", wallet=world.outsider):
        bring(world, (kyc, world.provider))
    bring(world, (kyc, world.provider), by=world.registrar)
    is_superseded(world, kyc, both, one)
    world.registry.removeClaimTopic(99, by=world.operator)
    assert found(world, world.outsider)["topics"] == KYC_BIT


@pytest.mark.requirement("REG-5")
def test_refresh__issuer_that_fell_out__comes_in_again_with_a_newer_claim_alone(
    world: World, kyc: Mapping[str, Any]
) -> None:
    """However many claims of others came in since: what is on record of it is not forgotten, and bars nothing newer."""
    first, second = (beside(world, kyc, QUALIFIED_BIT) for _ in range(2))
    bring(world, (kyc, world.provider), by=world.registrar)
    trust(world, world.investor_c, RESIDENT)
    world.advance(world.now + 10)
    third = {**lasting(world, world.outsider), "topics": RESIDENT_BIT}
    bring(world, (kyc, world.provider), (third, world.investor_c))
    is_superseded(world, kyc, first, second)
    fresh = {**third, "topics": QUALIFIED_BIT, "issuedAt": second["issuedAt"] + 1}
    bring(world, (kyc, world.provider), (third, world.investor_c), (fresh, world.settler))
    assert found(world, world.outsider)["topics"] == KYC_BIT | QUALIFIED_BIT | RESIDENT_BIT


@pytest.mark.requirement("REG-5")
@pytest.mark.parametrize("narrowed", [False, True])
def test_refresh__successor_left_out_while_another_claim_of_its_issuer_stays__is_not_forgotten(
    world: World, kyc: Mapping[str, Any], *, narrowed: bool
) -> None:
    """Whether a registrar leaves it out, or a stranger while its issuer is relied on for less."""
    qualified = ({**kyc, "topics": QUALIFIED_BIT}, world.settler)
    first = {**lasting(world, world.outsider), "topics": RESIDENT_BIT}
    bring(world, (kyc, world.provider), qualified, (first, world.settler), by=world.registrar)
    world.advance(world.now + 10)
    second = {**lasting(world, world.outsider, validUntil=world.now + 60), "topics": RESIDENT_BIT}
    bring(world, (kyc, world.provider), qualified, (second, world.settler), by=world.registrar)
    world.advance(second["validUntil"] + 1)
    if narrowed:
        world.registry.updateIssuerClaimTopics(world.settler, [QUALIFIED], by=world.operator)
    bring(world, (kyc, world.provider), qualified, by=world.outsider if narrowed else world.registrar)
    world.registry.updateIssuerClaimTopics(world.settler, [QUALIFIED, RESIDENT], by=world.operator)
    recorded = {"issuedAt": first["issuedAt"], "recorded": second["issuedAt"]}
    with reverts("ClaimSuperseded", wallet=world.outsider, **recorded):
        bring(world, (kyc, world.provider), qualified, (first, world.settler))
    assert found(world, world.outsider)["topics"] == KYC_BIT | QUALIFIED_BIT
