"""What was replaced or taken back does not come in again, in whatever company; what a wallet rests on may stay."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    IDENTIFIED,
    KYC_BIT,
    LONG,
    QUALIFIED,
    QUALIFIED_BIT,
    RESIDENT,
    RESIDENT_BIT,
    bring,
    found,
    lasting,
    trust,
)
from tests.contracts.signing import compact, packed
from tests.contracts.support import reverts
from tests.contracts.world import World


def superseded(old: dict[str, Any], recorded: dict[str, Any]) -> dict[str, int]:
    return {"issuedAt": old["issuedAt"], "recorded": recorded["issuedAt"]}


@pytest.mark.requirement("REG-5", "REG-12")
def test_refresh__replaced_claim_after_its_successor_was_taken_back__is_refused(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    first = lasting(world, world.outsider)
    bring(world, (first, world.provider), by=world.registrar)
    world.advance(first["issuedAt"] + 10)
    second = lasting(world, world.outsider)
    beside = {**second, "topics": QUALIFIED_BIT}
    bring(world, (second, world.provider), (beside, world.settler))
    world.registry.revokeClaim(second, by=world.provider)
    assert not world.registry.isVerified(world.outsider)
    with reverts("ClaimSuperseded", wallet=world.outsider, **superseded(first, second)):
        bring(world, (beside, world.settler), (first, world.provider))
    assert found(world, world.outsider)["topics"] == QUALIFIED_BIT


@pytest.mark.requirement("REG-5", "REG-12")
@pytest.mark.parametrize("more", [0, QUALIFIED_BIT])
def test_refresh__replaced_claim_in_the_train_of_its_successor__is_refused(world: World, more: int) -> None:
    """Neither to hide the successor from its revocation, nor to bring back a topic that it dropped."""
    trust(world, world.settler, 1, QUALIFIED)
    first = {**lasting(world, world.outsider), "topics": KYC_BIT | more}
    bring(world, (first, world.settler), by=world.registrar)
    world.advance(first["issuedAt"] + 10)
    second = lasting(world, world.outsider)
    bring(world, (second, world.settler), by=world.registrar)
    with reverts("InvalidClaim", wallet=world.outsider):
        bring(world, (second, world.settler), (first, world.settler), by=world.registrar)
    with reverts("ClaimSuperseded", wallet=world.outsider, **superseded(first, second)):
        bring(world, (first, world.settler), (second, world.settler), by=world.registrar)
    world.registry.revokeClaim(second, by=world.settler)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-5")
def test_refresh__topic_that_a_newer_claim_dropped__does_not_come_back_beside_it(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    first = {**lasting(world, world.outsider), "topics": QUALIFIED_BIT}
    bring(world, (first, world.settler), by=world.registrar)
    world.advance(first["issuedAt"] + 10)
    second = lasting(world, world.outsider)
    bring(world, (second, world.provider), by=world.registrar)
    for pair in ([(second, world.provider), (first, world.settler)], [(first, world.settler)]):
        with reverts("ClaimSuperseded", wallet=world.outsider, **superseded(first, first)):
            bring(world, *pair, by=world.registrar)
    assert found(world, world.outsider)["topics"] == KYC_BIT


@pytest.mark.requirement("REG-5")
def test_refresh__two_claims_on_one_topic__are_no_set(world: World) -> None:
    trust(world, world.settler, 1)
    claim = lasting(world, world.investor_a)
    later = {**claim, "validUntil": LONG + 1}
    for set_ in ([(claim, world.provider), (claim, world.settler)], [(claim, world.provider), (later, world.provider)]):
        with reverts("InvalidClaim", wallet=world.investor_a):
            bring(world, *set_, by=world.registrar)


@pytest.mark.requirement("REG-5", "REG-11")
def test_refresh__claim_that_the_wallet_rests_on_beside_a_newer__stays(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    kyc = lasting(world, world.outsider)
    qualified = {**kyc, "topics": QUALIFIED_BIT}
    bring(world, (kyc, world.provider), (qualified, world.settler), by=world.registrar)
    for again in range(1, 3):
        world.advance(kyc["issuedAt"] + 10 * again)
        newer = {**lasting(world, world.outsider), "topics": QUALIFIED_BIT}
        bring(world, (newer, world.settler), (kyc, world.provider))
        assert found(world, world.outsider)["topics"] == KYC_BIT | QUALIFIED_BIT
        assert found(world, world.outsider)["issuedAt"] == newer["issuedAt"]
    world.registry.revokeClaim(kyc, by=world.provider)
    assert found(world, world.outsider)["topics"] == QUALIFIED_BIT


@pytest.mark.requirement("REG-5")
def test_refresh__claim_dropped_from_a_set_by_the_registrar__does_not_come_back_beside_an_older_one(
    world: World,
) -> None:
    trust(world, world.settler, IDENTIFIED, QUALIFIED)
    trust(world, world.registrar, RESIDENT)
    first = lasting(world, world.outsider)
    between = {**first, "issuedAt": first["issuedAt"] + 5, "topics": QUALIFIED_BIT}
    world.advance(first["issuedAt"] + 10)
    second = {**lasting(world, world.outsider), "topics": QUALIFIED_BIT}
    third = {**second, "topics": RESIDENT_BIT}
    rest = [(first, world.settler), (third, world.registrar)]
    bring(world, *rest, (second, world.settler), by=world.registrar)
    bring(world, *rest, by=world.registrar)
    for dropped in (second, between):
        with reverts("ClaimSuperseded", wallet=world.outsider, **superseded(dropped, second)):
            bring(world, *rest, (dropped, world.settler), by=world.registrar)
    assert found(world, world.outsider)["topics"] == KYC_BIT | RESIDENT_BIT


@pytest.mark.requirement("REG-12")
def test_revoke_claim__by_an_issuer_that_never_vouched__holds_nobody_up(world: World) -> None:
    """An issuer that is relied on for one topic has no say over another's claims on their way."""
    trust(world, world.settler, QUALIFIED)
    claim = lasting(world, world.outsider)
    world.advance(claim["issuedAt"] + 10)
    world.registry.revokeClaim(lasting(world, world.outsider), by=world.settler)
    assert not world.registry.contains(world.outsider)
    brought = packed([claim], world.provider, [compact(world.vouch(claim))])
    world.registry.registerSigned(*brought, by=world.registrar)
    assert world.registry.isVerified(world.outsider)
    world.registry.revokeClaim(claim, by=world.provider)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__on_a_wallet_never_registered__tells_of_no_word(world: World) -> None:
    sent = world.registry.revokeClaim(world.claim(world.outsider), by=world.provider)
    assert [log.name for log in sent.logs] == ["ClaimRevoked"]
    assert not world.registry.contains(world.outsider)
