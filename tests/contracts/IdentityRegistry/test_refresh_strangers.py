"""A stranger who has seen some of a wallet's claims can take nothing away by bringing them alone, or first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tenor.parties import Actor
from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    bring,
    claim_issuer,
    found,
    identity_contract,
    lasting,
    trust,
)
from tests.contracts.support import reverts
from tests.contracts.world import PROFESSIONAL, RETAIL, World


@pytest.fixture
def kyc(world: World) -> Mapping[str, Any]:
    """What investor a's wallet rests on: the provider's claim. The settler is relied on for another topic."""
    trust(world, world.settler, QUALIFIED)
    claim = lasting(world, world.investor_a)
    bring(world, (claim, world.provider))
    return claim


def qualified(world: World, **changes: object) -> dict[str, Any]:
    """The settler's claim on the same wallet, ten seconds later."""
    world.advance(world.now + 10)
    return {**lasting(world, world.investor_a, **changes), "topics": QUALIFIED_BIT}


def is_refused(world: World, claim: Mapping[str, Any], issuer: Actor) -> None:
    """To a stranger."""
    word = world.registry.wordOf(world.investor_a)
    with reverts("RefreshRefused", wallet=world.investor_a):
        bring(world, (claim, issuer))
    assert world.registry.wordOf(world.investor_a) == word


@pytest.mark.requirement("REG-10", "REG-11")
def test_refresh__claim_on_a_topic_newly_required_without_the_others__is_refused(
    world: World, kyc: Mapping[str, Any]
) -> None:
    """Otherwise whoever sees both claims on their way could bring one first, and so shut the older one out."""
    world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    claim = qualified(world)
    is_refused(world, claim, world.settler)
    bring(world, (kyc, world.provider), (claim, world.settler), by=world.investor_a)
    assert found(world, world.investor_a)["topics"] == KYC_BIT | QUALIFIED_BIT
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-4", "REG-11")
def test_refresh__wallet_lapsed_with_its_issuer__is_left_to_come_back_with_it(
    world: World, kyc: Mapping[str, Any]
) -> None:
    first = qualified(world)
    bring(world, (kyc, world.provider), (first, world.settler))
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    assert not world.registry.isVerified(world.investor_a)
    is_refused(world, qualified(world), world.settler)
    trust(world, world.provider, 1)
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-11")
@pytest.mark.parametrize("required", [True, False])
def test_refresh__renewal_of_one_of_two_claims_without_the_other__is_refused(
    world: World, kyc: Mapping[str, Any], *, required: bool
) -> None:
    """Nor where a stranger's half would verify the wallet by itself: some token may want the other topic."""
    if required:
        world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    until = world.now + 60
    pair = (kyc, world.provider), (qualified(world, validUntil=until), world.settler)
    bring(world, *pair, by=world.registrar)
    world.advance(until + 1)
    assert not world.registry.isVerified(world.investor_a)
    is_refused(world, kyc, world.provider)
    renewal = qualified(world)
    is_refused(world, renewal, world.settler)
    bring(world, (kyc, world.provider), (renewal, world.settler))
    assert found(world, world.investor_a)["topics"] == KYC_BIT | QUALIFIED_BIT
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-4", "REG-11")
def test_refresh__topic_of_an_issuer_that_may_be_relied_on_again__is_not_dropped_for_nothing_new(
    world: World, kyc: Mapping[str, Any]
) -> None:
    bring(world, (kyc, world.provider), (qualified(world), world.settler))
    world.registry.removeTrustedIssuer(world.settler, by=world.operator)
    is_refused(world, kyc, world.provider)
    trust(world, world.settler, QUALIFIED)
    assert found(world, world.investor_a)["topics"] == KYC_BIT | QUALIFIED_BIT


@pytest.mark.requirement("REG-11", "REG-15")
@pytest.mark.parametrize(("investor_class", "refused"), [(PROFESSIONAL, True), (RETAIL, False)])
def test_refresh__older_claim_of_another_issuer_on_a_lapsed_wallet__does_not_turn_its_facts_back(
    world: World, investor_class: int, *, refused: bool
) -> None:
    trust(world, world.settler, 1)
    older = lasting(world, world.investor_a, investorClass=investor_class)
    world.advance(world.now + 10)
    until = world.now + 60
    newer = lasting(world, world.investor_a, investorClass=RETAIL, validUntil=until)
    bring(world, (newer, world.provider), by=world.registrar)
    world.advance(until + 1)
    if refused:
        is_refused(world, older, world.settler)
    else:
        bring(world, (older, world.settler))
    assert world.registry.isVerified(world.investor_a) is not refused
    assert found(world, world.investor_a)["investorClass"] == RETAIL


@pytest.mark.requirement("REG-11", "REG-14")
def test_refresh__wallet_in_force_by_its_identity_contract__keeps_the_contract(world: World) -> None:
    """The contract is how its investor comes to another wallet, and goes on proving when a claim is taken back."""
    identity = identity_contract(world, claim_issuer(world, 1), 1)
    world.registry.updateIdentity(world.investor_a, identity, by=world.registrar)
    world.advance(world.now + 10)
    claim = lasting(world, world.investor_a)
    is_refused(world, claim, world.provider)
    assert world.registry.identity(world.investor_a) == identity.wallet
    world.registry.refreshContract(world.investor_a, by=world.investor_a)
    bring(world, (claim, world.provider), by=world.registrar)
    assert world.registry.identity(world.investor_a) == world.registry.codelessIdentity(world.investor_a)
