"""Who may vouch: a claim counts only with the signature of a trusted issuer over this registry on this chain."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.signing import CHAIN_ID, CLAIM_TYPE, REGISTRY_NAME, compact, digest, malleable, packed, sign
from tests.contracts.support import ZERO, reverts
from tests.contracts.world import World

EMPTY = (bytes(32), bytes(32))
NONSENSE = (b"\x01" * 32, b"\x01" * 32)
OUT_OF_RANGE = (b"\xff" * 32, b"\xff" * 32)
FIRST_ISSUER = 168  # bits of the word that say on whom the topic of index 0 rests (IdentityWords.sol)


def refuse(world: World, claim: dict[str, Any], signature: tuple[bytes, bytes], issuer: object = None) -> None:
    """The registrar brings a claim, and it is refused as untrusted."""
    issuer = issuer or world.provider
    with reverts("UntrustedClaim", wallet=claim["wallet"], issuer=issuer):
        world.registry.registerSigned(*packed([claim], issuer, [signature]), by=world.registrar)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-2")
@pytest.mark.parametrize("signer", ["outsider", "registrar", "operator"])
def test_register_signed__signed_by_anybody_else__reverts(world: World, signer: str) -> None:
    claim = world.claim(world.outsider)
    refuse(world, claim, compact(world.vouch(claim, by=getattr(world, signer))))


@pytest.mark.requirement("REG-2")
def test_register_signed__issuer_named_is_the_holder_itself__reverts(world: World) -> None:
    """ERC-3643/ERC-3643#101: an issuer that the identity names for itself vouches for nobody."""
    claim = world.claim(world.outsider)
    refuse(world, claim, compact(world.vouch(claim, by=world.outsider)), issuer=world.outsider)


@pytest.mark.requirement("REG-2")
@pytest.mark.parametrize(
    "change",
    [
        {"investor": "0x" + "11" * 20},
        {"country": 702},
        {"investorClass": 3},
        {"topics": 3},
        {"issuedAt": 1},
        {"validUntil": 2**40 - 1},
    ],
)
def test_register_signed__member_altered_after_signing__reverts(world: World, change: dict[str, Any]) -> None:
    claim = world.claim(world.outsider)
    refuse(world, {**claim, **change}, compact(world.vouch(claim)))


@pytest.mark.requirement("REG-2")
def test_register_signed__wallet_altered_after_signing__reverts(world: World) -> None:
    refuse(world, world.claim(world.outsider), compact(world.vouch(world.claim(world.operator))))


@pytest.mark.requirement("REG-2")
def test_register_signed__signature_for_another_registry__reverts(world: World) -> None:
    other = world.deploy("IdentityRegistry", world.operator, world.registrar)
    claim = world.claim(world.outsider)
    message = digest(CLAIM_TYPE, claim, REGISTRY_NAME, other.wallet)
    refuse(world, claim, compact(sign(world.keys[world.provider.key].key, message)))


@pytest.mark.requirement("REG-2")
def test_register_signed__signature_for_another_chain__reverts(world: World) -> None:
    claim = world.claim(world.outsider)
    message = digest(CLAIM_TYPE, claim, REGISTRY_NAME, world.registry.wallet, CHAIN_ID + 1)
    refuse(world, claim, compact(sign(world.keys[world.provider.key].key, message)))


@pytest.mark.requirement("REG-2")
@pytest.mark.parametrize("signature", [EMPTY, NONSENSE, OUT_OF_RANGE])
def test_register_signed__no_signature_at_all__reverts(world: World, signature: tuple[bytes, bytes]) -> None:
    refuse(world, world.claim(world.outsider), signature)


@pytest.mark.requirement("REG-2")
def test_register_signed__malleable_signature__reverts(world: World) -> None:
    """onchain-id/solidity#170: a signature has one form only, in 64 bytes and in 65."""
    claim = world.claim(world.outsider)
    mirrored = malleable(world.vouch(claim))
    refuse(world, claim, compact(mirrored))
    with reverts("UntrustedClaim", wallet=world.outsider, issuer=world.provider):
        world.registry.refresh([claim], [world.provider], [mirrored], by=world.registrar)


@pytest.mark.requirement("REG-2")
def test_register_signed__nobody_signs_for_nobody__reverts(world: World) -> None:
    """A signature that recovers nothing does not make the zero address an issuer."""
    refuse(world, world.claim(world.outsider), OUT_OF_RANGE, issuer=ZERO)


@pytest.mark.requirement("REG-2")
def test_register_signed__issuer_removed__reverts(world: World) -> None:
    claim = world.claim(world.outsider)
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    refuse(world, claim, compact(world.vouch(claim)))


@pytest.mark.requirement("REG-6")
def test_register_signed__issuer_is_a_contract__counts_as_a_set_with_its_owners_signature(world: World) -> None:
    issuer = world.deploy("MockWallet", world.settler)
    world.registry.addTrustedIssuer(issuer, [1], by=world.operator)
    claim = world.claim(world.outsider)
    refuse(world, claim, compact(world.vouch(claim, by=world.settler)), issuer=issuer)
    with reverts("UntrustedClaim", wallet=world.outsider, issuer=issuer):
        world.registry.refresh([claim], [issuer], [world.vouch(claim, by=world.outsider)], by=world.registrar)
    world.registry.refresh([claim], [issuer], [world.vouch(claim, by=world.settler)], by=world.registrar)
    assert world.registry.isVerified(world.outsider)
    assert world.registry.wordOf(world.outsider) >> FIRST_ISSUER & 0b11111 == 1


def test_claim_digest__any_claim__is_that_of_eip_712(world: World) -> None:
    claim = world.claim(world.outsider, country=702)
    assert world.registry.claimDigest(claim) == digest(CLAIM_TYPE, claim, REGISTRY_NAME, world.registry.wallet)
    other = {**claim, "country": 703}
    assert world.registry.claimDigest(other) != world.registry.claimDigest(claim)


def test_eip712_domain__as_deployed__names_registry_and_chain(world: World) -> None:
    found = world.registry.eip712Domain()
    assert found[1:5] == (REGISTRY_NAME, "2", CHAIN_ID, world.registry.wallet)
