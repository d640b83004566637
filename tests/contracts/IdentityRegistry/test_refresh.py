"""Anybody brings a set of claims on a wallet: what the register then says, and what it takes from strangers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    LONG,
    QUALIFIED,
    QUALIFIED_BIT,
    REASON,
    bring,
    cleared,
    found,
    lasting,
    trust,
)
from tests.contracts.support import reverts, wallet
from tests.contracts.world import INSTITUTIONAL, PROFESSIONAL, RETAIL, YEARS, World

HOUR = 3_600  # [s]


@pytest.mark.requirement("REG-11")
def test_refresh__claims_of_two_issuers__prove_the_topics_of_both(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    kyc = lasting(world, world.investor_a, country=702)
    qualified = {**kyc, "topics": QUALIFIED_BIT, "validUntil": kyc["validUntil"] - HOUR}
    sent = bring(world, (kyc, world.provider), (qualified, world.settler))
    stored = found(world, world.investor_a)
    assert (stored["topics"], stored["country"]) == (KYC_BIT | QUALIFIED_BIT, 702)
    assert cleared(world, world.investor_a, QUALIFIED_BIT, live=False)
    word = world.registry.wordOf(world.investor_a)
    assert sent.logs == [world.registry.log("IdentityVerified", world.investor_a, word)]


@pytest.mark.requirement("REG-11")
def test_refresh__claims_of_different_terms__stand_until_the_first_ends(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    until = world.now + HOUR
    kyc = world.claim(world.outsider)
    short = {**kyc, "topics": QUALIFIED_BIT, "validUntil": until}
    for signed in ((kyc, world.provider), (short, world.settler)), ((short, world.settler), (kyc, world.provider)):
        snapshot = world.chain.rpc("evm_snapshot")
        bring(world, *signed, by=world.registrar)
        assert found(world, world.outsider)["validUntil"] == until
        world.chain.rpc("evm_revert", snapshot)


@pytest.mark.requirement("REG-11")
def test_refresh__lapsed_wallet__is_verified_again_by_anyone_who_brings_the_claim(world: World) -> None:
    world.register(world.investor_a, validUntil=world.now + 10)
    world.advance(world.now + 20)
    assert not world.registry.isVerified(world.investor_a)
    bring(world, (lasting(world, world.investor_a), world.provider))
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-11")
def test_refresh__topic_required_later__is_proved_by_anyone_who_brings_the_claims(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    assert not world.registry.isVerified(world.investor_a)
    kyc = lasting(world, world.investor_a)
    bring(world, (kyc, world.provider), ({**kyc, "topics": QUALIFIED_BIT}, world.settler))
    assert world.registry.isVerified(world.investor_a)
    assert not world.registry.isVerified(world.investor_b)


@pytest.mark.requirement("REG-11")
def test_refresh__registrar_brings_a_first_claim__registers_the_wallet(world: World) -> None:
    sent = bring(world, (world.claim(world.outsider), world.provider), by=world.registrar)
    assert sent.logs[0] == world.registry.log(
        "IdentityRegistered", world.outsider, world.registry.codelessIdentity(world.outsider)
    )
    assert world.registry.contains(world.outsider)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-11")
def test_refresh__stranger_brings_a_first_claim__is_refused(world: World) -> None:
    """Only a registrar puts a wallet on the register."""
    with reverts("RefreshRefused", wallet=world.outsider):
        bring(world, (world.claim(world.outsider), world.provider))
    assert not world.registry.contains(world.outsider)


@pytest.mark.requirement("REG-11")
@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"validUntil": -1}, True),
        ({"validUntil": 0}, False),
        ({"country": 702, "investorClass": INSTITUTIONAL}, False),
        ({"topics": QUALIFIED_BIT}, True),
    ],
)
def test_refresh__stranger_brings_less__is_refused_and_a_registrar_is_not(
    world: World, change: dict[str, Any], *, refused: bool
) -> None:
    """A downgrade by somebody who found other claims of the same wallet."""
    trust(world, world.settler, 1, QUALIFIED)
    known = world.claim(world.outsider, investorClass=PROFESSIONAL)
    bring(world, (known, world.settler), by=world.registrar)
    newer = {**known, "issuedAt": known["issuedAt"] + 1, **change}
    if "validUntil" in change:  # given as a difference to the claim on record
        newer["validUntil"] = known["validUntil"] + change["validUntil"]
    world.advance(newer["issuedAt"])
    if refused:
        with reverts("RefreshRefused", wallet=world.outsider):
            bring(world, (newer, world.settler))
        assert found(world, world.outsider)["validUntil"] == known["validUntil"]
        bring(world, (newer, world.settler), by=world.registrar)
    else:
        bring(world, (newer, world.settler))
    stored = found(world, world.outsider)
    assert {name: stored[name] for name in ("country", "investorClass", "topics", "issuedAt", "validUntil")} == {
        name: newer[name] for name in ("country", "investorClass", "topics", "issuedAt", "validUntil")
    }


@pytest.mark.requirement("REG-11")
def test_refresh__stranger_brings_one_of_two_topics__is_refused(world: World) -> None:
    """Also where nobody requires the other topic of all: some token may."""
    trust(world, world.settler, QUALIFIED)
    both = lasting(world, world.investor_a)
    bring(world, (both, world.provider), ({**both, "topics": QUALIFIED_BIT}, world.settler))
    newer = lasting(world, world.investor_a, issuedAt=both["issuedAt"] + 1)
    with reverts("RefreshRefused", wallet=world.investor_a):
        bring(world, (newer, world.provider))
    assert cleared(world, world.investor_a, QUALIFIED_BIT, live=False)


@pytest.mark.requirement("REG-11")
def test_refresh__topic_of_an_issuer_no_longer_relied_on__need_not_be_kept(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    both = lasting(world, world.investor_a)
    bring(world, (both, world.provider), ({**both, "topics": QUALIFIED_BIT}, world.settler))
    world.registry.removeTrustedIssuer(world.settler, by=world.operator)
    newer = lasting(world, world.investor_a, issuedAt=both["issuedAt"] + 1)
    bring(world, (newer, world.provider))
    assert found(world, world.investor_a)["topics"] == KYC_BIT


@pytest.mark.requirement("REG-11")
def test_refresh__same_set_again__changes_nothing(world: World) -> None:
    claim = lasting(world, world.investor_a)
    bring(world, (claim, world.provider))
    word = world.registry.wordOf(world.investor_a)
    bring(world, (claim, world.provider))
    assert world.registry.wordOf(world.investor_a) == word


@pytest.mark.requirement("REG-3", "REG-11")
def test_refresh__stranger_after_a_revocation__cannot_revive(world: World) -> None:
    claim = lasting(world, world.investor_a)
    bring(world, (claim, world.provider))
    revoked = world.registry.revoke(world.investor_a, REASON, by=world.registrar).time
    superseded = {"wallet": world.investor_a, "issuedAt": claim["issuedAt"], "recorded": revoked}
    for sender in (world.outsider, world.registrar):
        with reverts("ClaimSuperseded", **superseded):
            bring(world, (claim, world.provider), by=sender)
    assert not world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-3", "REG-11")
def test_refresh__stranger_with_a_newer_claim_after_a_revocation__is_refused(world: World) -> None:
    """Who was revoked comes back by a registrar only, whatever an issuer goes on to sign."""
    revoked = world.registry.revoke(world.investor_a, REASON, by=world.registrar).time
    world.advance(revoked + 1)
    for sender in (world.outsider, world.investor_a, world.provider):
        with reverts("RefreshRefused", wallet=world.investor_a):
            bring(world, (lasting(world, world.investor_a), world.provider), by=sender)
    assert not world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-3", "REG-11")
def test_refresh__registrar_after_a_revocation__revives_with_a_claim_issued_later(world: World) -> None:
    revoked = world.registry.revoke(world.investor_a, REASON, by=world.registrar).time
    claim = lasting(world, world.investor_a, issuedAt=revoked + 1)
    bring(world, (claim, world.provider), by=world.registrar, at=revoked + 1)
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-3")
def test_refresh__claim_from_before_a_revocation_beside_one_from_after__proves_nothing(world: World) -> None:
    """Only what was issued later revives: an older claim must not come back in the train of a newer one."""
    trust(world, world.settler, QUALIFIED)
    kyc = lasting(world, world.investor_a)
    old = {**kyc, "topics": QUALIFIED_BIT}
    bring(world, (kyc, world.provider), (old, world.settler))
    revoked = world.registry.revoke(world.investor_a, REASON, by=world.registrar).time
    world.advance(revoked + 1)
    newer = {**kyc, "issuedAt": revoked + 1}
    with reverts("ClaimSuperseded", wallet=world.investor_a, issuedAt=old["issuedAt"], recorded=revoked):
        bring(world, (newer, world.provider), (old, world.settler), by=world.registrar)
    bring(world, (newer, world.provider), by=world.registrar)
    with reverts("ClaimSuperseded", wallet=world.investor_a, issuedAt=old["issuedAt"], recorded=revoked):
        bring(world, (newer, world.provider), (old, world.settler))
    assert not cleared(world, world.investor_a, QUALIFIED_BIT, live=False)


@pytest.mark.requirement("REG-5", "REG-11")
def test_refresh__claim_older_than_the_one_on_record__reverts(world: World) -> None:
    recorded = world.claim(world.investor_a, issuedAt=world.now, validUntil=world.now + 10)
    world.register(world.investor_a, **{name: recorded[name] for name in ("issuedAt", "validUntil")})
    world.advance(world.now + 20)
    older = {**recorded, "issuedAt": recorded["issuedAt"] - 1, "validUntil": world.now + YEARS}
    for sender in (world.outsider, world.registrar):
        with reverts(
            "ClaimSuperseded", wallet=world.investor_a, issuedAt=older["issuedAt"], recorded=recorded["issuedAt"]
        ):
            bring(world, (older, world.provider), by=sender)


def test_refresh__wallet_taken_off__is_refused_to_strangers(world: World) -> None:
    deleted = world.registry.deleteIdentity(world.investor_a, by=world.registrar).time
    world.advance(deleted + 1)
    with reverts("RefreshRefused", wallet=world.investor_a):
        bring(world, (lasting(world, world.investor_a), world.provider))
    bring(world, (lasting(world, world.investor_a), world.provider), by=world.registrar)
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-7")
@pytest.mark.parametrize(("claims", "issuers", "signatures"), [(0, 0, 0), (9, 9, 9), (1, 2, 1), (1, 1, 2), (2, 1, 1)])
def test_refresh__set_empty_too_long_or_uneven__reverts(
    world: World, claims: int, issuers: int, signatures: int
) -> None:
    claim = lasting(world, world.investor_a)
    arguments = ([claim] * claims, [world.provider] * issuers, [world.vouch(claim)] * signatures)
    with reverts("BatchRefused", length=claims, other=signatures if signatures != claims else issuers):
        world.registry.refresh(*arguments, by=world.registrar)


@pytest.mark.requirement("REG-7")
def test_refresh__eight_claims__are_a_set(world: World) -> None:
    """One for each topic that a registry can know; the verdict lasts as long as all of them."""
    trust(world, world.settler, *range(1, 9))
    world.advance(world.now + 10)
    claim = lasting(world, world.investor_a)
    claims = [{**claim, "topics": 1 << each, "validUntil": claim["validUntil"] + 7 - each} for each in range(8)]
    bring(world, *((each, world.settler) for each in claims), by=world.registrar)
    assert found(world, world.investor_a)["validUntil"] == claim["validUntil"]
    assert found(world, world.investor_a)["topics"] == 0xFF


@pytest.mark.requirement("REG-5")
@pytest.mark.parametrize("change", [{"country": 702}, {"investorClass": RETAIL}, {"validUntil": LONG + 1}])
def test_refresh__another_claim_of_the_same_second__is_superseded(world: World, change: dict[str, Any]) -> None:
    known = lasting(world, world.outsider)
    bring(world, (known, world.provider), by=world.registrar)
    other = {**known, **change}
    for sender in (world.outsider, world.registrar):
        with reverts("ClaimSuperseded", wallet=world.outsider, issuedAt=known["issuedAt"], recorded=known["issuedAt"]):
            bring(world, (other, world.provider), by=sender)


@pytest.mark.requirement("REG-7")
@pytest.mark.parametrize(
    "other",
    [{"country": 702}, {"investorClass": RETAIL}, {"wallet": wallet(2**100)}, {"investor": wallet(2**101)}],
)
def test_refresh__claims_that_contradict_each_other__revert(world: World, other: dict[str, Any]) -> None:
    trust(world, world.settler, QUALIFIED)
    first = lasting(world, world.investor_a)
    second = {**first, "topics": QUALIFIED_BIT, **other}
    with reverts("InvalidClaim", wallet=second["wallet"]):
        bring(world, (first, world.provider), (second, world.settler), by=world.registrar)
