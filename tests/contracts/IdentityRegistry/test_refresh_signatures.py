"""Each claim of a set counts only as the issuer named for it signed it, and only for topics it is relied on for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.IdentityRegistry.vouching import (
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
from tests.contracts.signing import CHAIN_ID, CLAIM_TYPE, REGISTRY_NAME, compact, digest, malleable, sign
from tests.contracts.support import ZERO, reverts
from tests.contracts.world import World


def refuse(world: World, claim: dict[str, Any], signature: bytes, issuer: object = None) -> None:
    """The registrar itself brings the claim, and it is refused as untrusted."""
    with reverts("UntrustedClaim", wallet=claim["wallet"], issuer=issuer or world.provider):
        world.registry.refresh([claim], [issuer or world.provider], [signature], by=world.registrar)


@pytest.mark.requirement("REG-2")
@pytest.mark.parametrize("signer", ["outsider", "registrar", "operator", "investor_a"])
def test_refresh__signed_by_anybody_else__reverts(world: World, signer: str) -> None:
    claim = lasting(world, world.investor_a)
    refuse(world, claim, world.vouch(claim, by=getattr(world, signer)))


@pytest.mark.requirement("REG-2")
def test_refresh__issuer_named_is_the_holder_itself__reverts(world: World) -> None:
    """ERC-3643/ERC-3643#101: whom the holder names vouches for nobody, unless the owner relies on it."""
    claim = lasting(world, world.investor_a)
    own = world.vouch(claim, by=world.investor_a)
    refuse(world, claim, own, issuer=world.investor_a)
    trust(world, world.investor_a, RESIDENT)
    refuse(world, claim, own, issuer=world.investor_a)
    world.registry.updateIssuerClaimTopics(world.investor_a, [1], by=world.operator)
    world.registry.refresh([claim], [world.investor_a], [own], by=world.registrar)


@pytest.mark.requirement("REG-2")
def test_refresh__contract_of_the_holder_that_says_yes__reverts(world: World) -> None:
    """An identity contract is no issuer because it answers like one."""
    identity = world.deploy("MockIdentity")
    claim = lasting(world, world.investor_a)
    refuse(world, claim, b"\x01" * 65, issuer=identity)


@pytest.mark.requirement("REG-2")
def test_refresh__topic_the_issuer_is_not_relied_on_for__reverts(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    kyc = lasting(world, world.investor_a)
    refuse(world, kyc, world.vouch(kyc, by=world.settler), issuer=world.settler)
    for topics in (QUALIFIED_BIT, KYC_BIT | QUALIFIED_BIT, 0xFF):
        claim = {**kyc, "topics": topics}
        refuse(world, claim, world.vouch(claim))


@pytest.mark.requirement("REG-2")
def test_refresh__issuer_relied_on_for_this_topic_no_longer__reverts(world: World) -> None:
    trust(world, world.settler, 1, QUALIFIED)
    world.registry.updateIssuerClaimTopics(world.settler, [QUALIFIED], by=world.operator)
    claim = lasting(world, world.investor_a)
    refuse(world, claim, world.vouch(claim, by=world.settler), issuer=world.settler)


@pytest.mark.requirement("REG-2")
def test_refresh__member_altered_after_signing__reverts(world: World) -> None:
    claim = lasting(world, world.outsider)
    signature = world.vouch(claim)
    changes: list[dict[str, Any]] = [
        *({"wallet": world.operator.wallet}, {"investor": world.investor_b.wallet}, {"country": 702}),
        *({"investorClass": 3}, {"issuedAt": 1}, {"validUntil": LONG + 1}),
    ]
    for change in changes:
        refuse(world, {**claim, **change}, signature)


@pytest.mark.requirement("REG-2")
@pytest.mark.parametrize("chain_id", [1, CHAIN_ID + 1])
def test_refresh__signature_for_another_chain__reverts(world: World, chain_id: int) -> None:
    """tronprotocol/tips#848."""
    claim = lasting(world, world.investor_a)
    message = digest(CLAIM_TYPE, claim, REGISTRY_NAME, world.registry.wallet, chain_id)
    refuse(world, claim, sign(world.keys[world.provider.key].key, message))


@pytest.mark.requirement("REG-2")
def test_refresh__signature_for_another_registry__reverts(world: World) -> None:
    other = world.deploy("IdentityRegistry", world.operator, world.registrar)
    claim = lasting(world, world.investor_a)
    message = digest(CLAIM_TYPE, claim, REGISTRY_NAME, other.wallet)
    refuse(world, claim, sign(world.keys[world.provider.key].key, message))


@pytest.mark.requirement("REG-2")
def test_refresh__signature_in_another_form__reverts(world: World) -> None:
    """onchain-id/solidity#170: a signature has one form only."""
    claim = lasting(world, world.investor_a)
    signature = world.vouch(claim)
    forms = [malleable(signature), signature + b"\x00", signature[:64], b"", bytes(65), b"".join(compact(signature))]
    for form in forms:
        refuse(world, claim, form)
    world.registry.refresh([claim], [world.provider], [signature], by=world.registrar)


@pytest.mark.requirement("REG-2")
def test_refresh__nobody_named_as_issuer__reverts(world: World) -> None:
    """A signature that recovers to no address is not one of the zero address."""
    claim = lasting(world, world.investor_a)
    for signature in (b"", bytes(65), b"\xff" * 65):
        refuse(world, claim, signature, issuer=ZERO)


@pytest.mark.requirement("REG-2")
def test_refresh__one_bad_claim_of_a_set__refuses_the_set(world: World) -> None:
    trust(world, world.settler, QUALIFIED, RESIDENT)
    good = lasting(world, world.investor_a)
    other = {**good, "topics": QUALIFIED_BIT}
    forged = {**good, "topics": RESIDENT_BIT}
    word = world.registry.wordOf(world.investor_a)
    signatures = [world.vouch(good), world.vouch(other, by=world.settler), world.vouch(forged, by=world.outsider)]
    with reverts("UntrustedClaim", wallet=world.investor_a, issuer=world.settler):
        world.registry.refresh(
            [good, other, forged], [world.provider, world.settler, world.settler], signatures, by=world.registrar
        )
    assert world.registry.wordOf(world.investor_a) == word


@pytest.mark.requirement("REG-6")
def test_refresh__issuer_is_a_contract__counts_with_its_owners_signature(world: World) -> None:
    issuer = world.deploy("MockWallet", world.settler)
    trust(world, issuer, 1)
    claim = lasting(world, world.investor_a)
    refuse(world, claim, world.vouch(claim), issuer=issuer)
    signature = world.vouch(claim, by=world.settler)
    world.registry.refresh([claim], [issuer], [signature], by=world.registrar)
    assert found(world, world.investor_a)["validUntil"] == LONG
    world.registry.removeTrustedIssuer(issuer, by=world.operator)
    assert not world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-12")
def test_refresh__claim_its_issuer_revoked__reverts(world: World) -> None:
    """Revocation is of the claim, not of the bytes of a signature; what another issuer signs is another claim."""
    trust(world, world.settler, 1)
    claim = lasting(world, world.investor_a)
    world.registry.revokeClaim(claim, by=world.provider)
    with reverts("ClaimIsRevoked", wallet=world.investor_a, digest=world.registry.claimDigest(claim)):
        bring(world, (claim, world.provider), by=world.registrar)
    bring(world, (claim, world.settler), by=world.registrar)
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-1")
@pytest.mark.parametrize(
    "change",
    [{"country": code} for code in (0, 1_000, 1_023, 1_024, 2**16 - 1)]
    + [{"investorClass": number} for number in (8, 255)]
    + [{"topics": 0}],
)
def test_refresh__member_that_is_no_code__reverts(world: World, change: dict[str, int]) -> None:
    claim = lasting(world, world.investor_a, **change)
    with reverts("InvalidClaim", wallet=world.investor_a):
        bring(world, (claim, world.provider), by=world.registrar)


@pytest.mark.requirement("REG-1")
@pytest.mark.parametrize("change", [{"wallet": ZERO}, {"investor": ZERO}])
def test_refresh__wallet_or_investor_missing__reverts(world: World, change: dict[str, str]) -> None:
    claim = {**lasting(world, world.outsider), **change}
    with reverts("InvalidClaim", wallet=claim["wallet"]):
        bring(world, (claim, world.provider), by=world.registrar)


@pytest.mark.requirement("REG-1")
@pytest.mark.parametrize(
    ("issued", "valid", "accepted"),
    [(0, 0, True), (-9, 0, True), (0, 9, True), (1, 9, False), (-9, -1, False)],
)
@pytest.mark.parametrize("place", [0, 1])
def test_refresh__edges_of_the_term_of_any_claim_of_a_set__are_in_force(
    world: World, issued: int, valid: int, place: int, *, accepted: bool
) -> None:
    trust(world, world.settler, QUALIFIED)
    then = world.now + 100
    edge = world.claim(world.outsider, issuedAt=then + issued, validUntil=then + valid)
    other = {**lasting(world, world.outsider, issuedAt=then - 50), "topics": QUALIFIED_BIT}
    pair = [(edge, world.provider), (other, world.settler)]
    signed = pair if place == 0 else pair[::-1]
    if accepted:
        bring(world, *signed, by=world.registrar, at=then)
        assert world.registry.isVerified(world.outsider)
    else:
        named = {name: edge[name] for name in ("wallet", "issuedAt", "validUntil")}
        with reverts("ClaimNotInForce", **named):
            bring(world, *signed, by=world.registrar, at=then)
