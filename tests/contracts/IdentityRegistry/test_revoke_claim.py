"""An issuer takes back a claim of its own: what rests on it ends at once, and nothing else."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    RESIDENT,
    RESIDENT_BIT,
    bring,
    claim_issuer,
    found,
    identity_contract,
    lasting,
    trust,
)
from tests.contracts.signing import malleable
from tests.contracts.support import reverts
from tests.contracts.world import World


@pytest.mark.requirement("REG-8", "REG-12")
def test_revoke_claim__claim_that_a_wallet_rests_on__ends_it_at_once(world: World) -> None:
    claim = world.claim(world.outsider)
    bring(world, (claim, world.provider), by=world.registrar)
    digest = world.registry.claimDigest(claim)
    assert not world.registry.isClaimRevoked(world.provider, digest)
    sent = world.registry.revokeClaim(claim, by=world.provider)
    assert sent.logs == [
        world.registry.log("ClaimRevoked", world.outsider, world.provider, digest),
        world.registry.log("IdentityVerified", world.outsider, world.registry.wordOf(world.outsider)),
    ]
    assert world.registry.isClaimRevoked(world.provider, digest)
    assert not world.registry.isVerified(world.outsider)
    assert world.registry.contains(world.outsider)
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__where_no_topic_is_required_of_all__ends_it_too(world: World) -> None:
    """A wallet whose only claim was taken back is not verified, however little is asked."""
    world.registry.removeClaimTopic(1, by=world.operator)
    claim = world.claim(world.outsider)
    bring(world, (claim, world.provider), by=world.registrar)
    world.registry.revokeClaim(claim, by=world.provider)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__brought_again_in_any_form__is_refused(world: World) -> None:
    """onchain-id/solidity#170: who turns the signature of a revoked claim into its twin has not revived the claim."""
    claim = world.claim(world.outsider)
    signature = world.vouch(claim)
    bring(world, (claim, world.provider), by=world.registrar)
    world.registry.revokeClaim(claim, by=world.provider)
    with reverts("ClaimSuperseded", wallet=world.outsider, issuedAt=claim["issuedAt"], recorded=claim["issuedAt"]):
        world.register(world.outsider, **{name: claim[name] for name in ("issuedAt", "validUntil")})
    later = {**claim, "issuedAt": claim["issuedAt"] + 1}  # facts that are newer do not carry the revoked claim in
    for form in (signature, malleable(signature)):
        pair = [later, claim], [world.provider] * 2, [world.vouch(later), form]
        with reverts("ClaimIsRevoked", wallet=world.outsider, digest=world.registry.claimDigest(claim)):
            world.registry.refresh(*pair, by=world.registrar)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__claim_never_brought__cannot_come_in(world: World) -> None:
    claim = world.claim(world.outsider)
    world.registry.revokeClaim(claim, by=world.provider)
    assert not world.registry.contains(world.outsider)
    with reverts("ClaimIsRevoked", wallet=world.outsider, digest=world.registry.claimDigest(claim)):
        world.register(world.outsider, **{name: claim[name] for name in ("issuedAt", "validUntil")})
    world.register(world.outsider, issuedAt=claim["issuedAt"] + 1)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__newer_claim_never_brought__leaves_what_rests_on_another(world: World) -> None:
    """The wallet rests on a claim that its issuer stands by."""
    newer = lasting(world, world.investor_a)
    world.registry.revokeClaim(newer, by=world.provider)
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__older_claim_that_was_replaced__leaves_the_newer(world: World) -> None:
    old = world.claim(world.outsider)
    bring(world, (old, world.provider), by=world.registrar)
    world.advance(old["issuedAt"] + 10)
    bring(world, (lasting(world, world.outsider), world.provider))
    world.registry.revokeClaim(old, by=world.provider)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__older_claim_that_was_replaced_beside_another_issuers__leaves_the_newer(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    old = world.claim(world.outsider)
    bring(world, (old, world.provider), by=world.registrar)
    world.advance(old["issuedAt"] + 10)
    newer = lasting(world, world.outsider)
    bring(world, (newer, world.provider), ({**newer, "topics": QUALIFIED_BIT}, world.settler))
    world.registry.revokeClaim(old, by=world.provider)
    assert found(world, world.outsider)["topics"] == KYC_BIT | QUALIFIED_BIT


@pytest.mark.requirement("REG-12")
@pytest.mark.parametrize("older", [0, 5])
@pytest.mark.parametrize("revoked", [KYC_BIT, QUALIFIED_BIT])
def test_revoke_claim__one_of_two_claims_of_one_issuer__ends_its_topics_alone(
    world: World, older: int, revoked: int
) -> None:
    """Whether the two were issued in one second or one after the other; the first of the set is the newer."""
    trust(world, world.settler, 1, QUALIFIED)
    first = lasting(world, world.outsider)
    second = {**first, "topics": QUALIFIED_BIT, "issuedAt": first["issuedAt"] - older}
    bring(world, (first, world.settler), (second, world.settler), by=world.registrar)
    world.registry.revokeClaim(first if revoked == KYC_BIT else second, by=world.settler)
    assert found(world, world.outsider)["topics"] == (KYC_BIT | QUALIFIED_BIT) & ~revoked
    assert world.registry.isVerified(world.outsider) == (revoked == QUALIFIED_BIT)


@pytest.mark.requirement("REG-12")
@pytest.mark.parametrize("older", [0, 5])
def test_revoke_claim__of_a_second_issuer__leaves_what_the_first_vouched_for(world: World, older: int) -> None:
    trust(world, world.settler, QUALIFIED, RESIDENT)
    kyc = lasting(world, world.outsider)
    other = {**kyc, "topics": QUALIFIED_BIT | RESIDENT_BIT, "issuedAt": kyc["issuedAt"] - older}
    bring(world, (kyc, world.provider), (other, world.settler), by=world.registrar)
    world.registry.revokeClaim(other, by=world.settler)
    assert found(world, world.outsider)["topics"] == KYC_BIT
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__by_another_issuer_that_is_relied_on__touches_nothing_of_it(world: World) -> None:
    trust(world, world.settler, 1)
    claim = world.claim(world.outsider)
    bring(world, (claim, world.provider), by=world.registrar)
    world.registry.revokeClaim(claim, by=world.settler)
    digest = world.registry.claimDigest(claim)
    assert world.registry.isClaimRevoked(world.settler, digest)
    assert not world.registry.isClaimRevoked(world.provider, digest)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__claim_altered__is_another_one(world: World) -> None:
    claim = world.claim(world.outsider, country=702)
    bring(world, (claim, world.provider), by=world.registrar)
    altered = {**claim, "issuedAt": claim["issuedAt"] - 1}
    world.registry.revokeClaim(altered, by=world.provider)
    assert not world.registry.isClaimRevoked(world.provider, world.registry.claimDigest(claim))
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-12", "REG-14")
def test_revoke_claim__wallet_that_rests_on_its_identity_contract__stays_verified(world: World) -> None:
    issuer = claim_issuer(world, 1)
    identity = identity_contract(world, issuer, 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    world.registry.revokeClaim(world.claim(world.outsider), by=world.provider)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-12")
@pytest.mark.parametrize("caller", ["outsider", "registrar", "operator"])
def test_revoke_claim__caller_not_relied_on__reverts(world: World, caller: str) -> None:
    actor = getattr(world, caller)
    with reverts("IssuerUnavailable", issuer=actor):
        world.registry.revokeClaim(world.claim(world.investor_a), by=actor)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__issuer_relied_on_again_later__does_not_count_again(world: World) -> None:
    claim = world.claim(world.outsider)
    bring(world, (claim, world.provider), by=world.registrar)
    topics = world.registry.getTrustedIssuerClaimTopics(world.provider)
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    world.registry.revokeClaim(claim, by=world.provider)
    world.registry.addTrustedIssuer(world.provider, topics, by=world.operator)
    assert not world.registry.isVerified(world.outsider)
    with reverts("ClaimIsRevoked", wallet=world.outsider, digest=world.registry.claimDigest(claim)):
        bring(world, (claim, world.provider), by=world.registrar)


@pytest.mark.requirement("REG-12")
def test_revoke_claim__issued_in_the_future__reverts(world: World) -> None:
    """Otherwise an issuer could shut a wallet off from every claim to come."""
    then = world.now + 100
    claim = world.claim(world.investor_a, issuedAt=then + 1)
    named = {name: claim[name] for name in ("wallet", "issuedAt", "validUntil")}
    with reverts("ClaimNotInForce", **named):
        world.registry.revokeClaim(claim, by=world.provider, at=then)
    world.registry.revokeClaim({**claim, "issuedAt": then + 1}, by=world.provider, at=then + 1)


@pytest.mark.requirement("REG-12")
def test_is_claim_revoked__any_other_digest__is_not(world: World) -> None:
    world.registry.revokeClaim(world.claim(world.outsider), by=world.provider)
    assert not world.registry.isClaimRevoked(world.provider, keccak(b"another claim"))
