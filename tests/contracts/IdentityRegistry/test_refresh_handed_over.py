"""A topic passes from one issuer to another: what each of them said is kept apart, whoever brings it in what order."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    IDENTIFIED,
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    RESIDENT,
    RESIDENT_BIT,
    bring,
    found,
    lasting,
    register,
    trust,
)
from tests.contracts.support import reverts
from tests.contracts.world import PROFESSIONAL, RETAIL, World


@pytest.mark.requirement("REG-5")
@pytest.mark.parametrize("turned", [False, True])
def test_refresh__topic_handed_to_another_issuer__forgets_nothing_of_the_first(world: World, *, turned: bool) -> None:
    trust(world, world.settler, QUALIFIED, RESIDENT)
    trust(world, world.investor_c, RESIDENT)
    kyc = lasting(world, world.outsider)
    start = kyc["issuedAt"]
    stays = {**kyc, "topics": QUALIFIED_BIT}
    others = {**kyc, "topics": RESIDENT_BIT, "issuedAt": start + 10}
    replaced = {**kyc, "topics": RESIDENT_BIT, "issuedAt": start + 20}
    newest = {**kyc, "topics": RESIDENT_BIT, "issuedAt": start + 30}
    world.advance(start + 40)
    rest = [(kyc, world.provider), (stays, world.settler)]
    bring(world, *rest, (newest, world.settler), by=world.registrar)
    handed = [(others, world.investor_c), (stays, world.settler)]
    bring(world, (kyc, world.provider), *(reversed(handed) if turned else handed), by=world.registrar)
    with reverts("ClaimSuperseded", wallet=world.outsider, issuedAt=start + 20, recorded=start + 30):
        bring(world, *rest, (replaced, world.settler), by=world.registrar)


@pytest.mark.requirement("REG-5")
@pytest.mark.parametrize("turned", [False, True])
def test_refresh__topic_handed_to_another_issuer__holds_up_nothing_of_the_first(world: World, *, turned: bool) -> None:
    trust(world, world.settler, QUALIFIED, RESIDENT)
    trust(world, world.investor_c, RESIDENT)
    kyc = lasting(world, world.outsider)
    start = kyc["issuedAt"]
    resident, qualified = {**kyc, "topics": RESIDENT_BIT}, {**kyc, "topics": QUALIFIED_BIT}
    others = {**resident, "issuedAt": start + 30}
    world.advance(start + 40)
    bring(world, (kyc, world.provider), (resident, world.settler), (qualified, world.settler), by=world.registrar)
    handed = [(others, world.investor_c), (qualified, world.settler)]
    bring(world, (kyc, world.provider), *(reversed(handed) if turned else handed))
    renewed = {**qualified, "issuedAt": start + 20}
    bring(world, (kyc, world.provider), (others, world.investor_c), (renewed, world.settler))
    world.registry.revokeClaim(renewed, by=world.settler)
    assert found(world, world.outsider)["topics"] == KYC_BIT | RESIDENT_BIT


@pytest.mark.requirement("REG-5", "REG-7", "REG-11")
def test_refresh__older_claim_of_another_issuer_by_a_stranger__is_refused_and_holds_up_no_batch(world: World) -> None:
    trust(world, world.settler, IDENTIFIED)
    other = lasting(world, world.investor_b)
    world.advance(world.now + 10)
    batch = [lasting(world, wallet) for wallet in (world.investor_a, world.investor_b)]
    bring(world, (batch[1], world.provider))
    with reverts("RefreshRefused", wallet=world.investor_b):
        bring(world, (other, world.settler))
    register(world, *batch)
    assert found(world, world.investor_a)["issuedAt"] == batch[0]["issuedAt"]


@pytest.mark.requirement("REG-5", "REG-15")
def test_register_signed__downgrade_after_its_issuer_fell_out__is_not_held_up_by_a_newer_claim(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    trust(world, world.investor_b, IDENTIFIED)
    others = lasting(world, world.investor_a)
    first = lasting(world, world.investor_a)
    bring(world, (first, world.provider))
    world.advance(world.now + 10)
    downgrade = lasting(world, world.investor_a, investorClass=RETAIL)
    world.advance(world.now + 10)
    qualified = {**lasting(world, world.investor_a), "topics": QUALIFIED_BIT}
    bring(world, (first, world.provider), (qualified, world.settler), by=world.registrar)
    bring(world, (others, world.investor_b), (qualified, world.settler), by=world.registrar)
    assert found(world, world.investor_a)["investorClass"] == PROFESSIONAL
    register(world, downgrade)
    assert found(world, world.investor_a)["investorClass"] == RETAIL


@pytest.mark.requirement("REG-5")
def test_refresh__issuer_that_never_vouched__is_not_held_up_by_two_others(world: World) -> None:
    trust(world, world.settler, IDENTIFIED)
    trust(world, world.investor_a, QUALIFIED)
    waiting = {**lasting(world, world.outsider), "topics": QUALIFIED_BIT}
    world.advance(world.now + 10)
    register(world, lasting(world, world.outsider))
    world.advance(world.now + 10)
    later = lasting(world, world.outsider)
    bring(world, (later, world.settler), by=world.registrar)
    bring(world, (later, world.settler), (waiting, world.investor_a))
    assert found(world, world.outsider)["topics"] == KYC_BIT | QUALIFIED_BIT


@pytest.mark.requirement("REG-12")
def test_revoke_claim__made_up_by_an_issuer_no_longer_relied_on__holds_up_nobody(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    trust(world, world.investor_a, RESIDENT)
    world.registry.removeTrustedIssuer(world.investor_a, by=world.operator)
    waiting = {**lasting(world, world.outsider), "topics": QUALIFIED_BIT}
    world.advance(world.now + 10)
    kyc = lasting(world, world.outsider)
    register(world, kyc)
    world.registry.revokeClaim({**kyc, "topics": RESIDENT_BIT, "issuedAt": 1}, by=world.investor_a)
    bring(world, (kyc, world.provider), (waiting, world.settler))
    assert found(world, world.outsider)["topics"] == KYC_BIT | QUALIFIED_BIT


@pytest.mark.requirement("REG-5", "REG-11")
def test_register_signed__renewal_brought_before_beside_a_claim_about_to_end__lasts_as_long_as_it_says(
    world: World,
) -> None:
    """A stranger cannot make a renewal on its way come to nothing."""
    trust(world, world.settler, QUALIFIED)
    first = lasting(world, world.investor_a, validUntil=world.now + 50)
    bring(world, (first, world.provider), by=world.registrar)
    world.advance(world.now + 60)
    renewal = lasting(world, world.investor_a)
    ending = {**lasting(world, world.investor_a, validUntil=world.now + 30), "topics": QUALIFIED_BIT}
    bring(world, (renewal, world.provider), (ending, world.settler))
    register(world, renewal)
    assert found(world, world.investor_a)["validUntil"] == renewal["validUntil"]
