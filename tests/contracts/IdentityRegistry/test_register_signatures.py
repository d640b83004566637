"""Who may vouch: a claim counts only with the signature of a trusted provider over this registry on this chain."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.signing import CHAIN_ID, CLAIM_TYPE, REGISTRY_NAME, digest, malleable, sign
from tests.contracts.support import reverts
from tests.contracts.world import World


def refuse(world: World, claim: dict[str, Any], signature: bytes, provider: object = None) -> None:
    """The registrar brings a claim, and it is refused as untrusted."""
    provider = provider or world.provider
    with reverts("UntrustedClaim", wallet=claim["wallet"], provider=provider):
        world.registry.register([claim], provider, [signature], by=world.registrar)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-2")
@pytest.mark.parametrize("signer", ["outsider", "registrar", "operator"])
def test_register__signed_by_anybody_else__reverts(world: World, signer: str) -> None:
    claim = world.claim(world.outsider)
    refuse(world, claim, world.vouch(claim, by=getattr(world, signer)))


@pytest.mark.requirement("REG-2")
def test_register__provider_named_is_the_holder_itself__reverts(world: World) -> None:
    """ERC-3643/ERC-3643#101: an issuer that the identity names for itself vouches for nobody."""
    claim = world.claim(world.outsider)
    refuse(world, claim, world.vouch(claim, by=world.outsider), provider=world.outsider)


@pytest.mark.requirement("REG-2")
@pytest.mark.parametrize(
    "change",
    [{"investor": b"changed!"}, {"country": 702}, {"issuedAt": 1}, {"validUntil": 2**40 - 1}, {"moneyOnly": True}],
)
def test_register__member_altered_after_signing__reverts(world: World, change: dict[str, Any]) -> None:
    claim = world.claim(world.outsider)
    refuse(world, {**claim, **change}, world.vouch(claim))


@pytest.mark.requirement("REG-2")
def test_register__wallet_altered_after_signing__reverts(world: World) -> None:
    refuse(world, world.claim(world.outsider), world.vouch(world.claim(world.operator)))


@pytest.mark.requirement("REG-2")
def test_register__signature_for_another_registry__reverts(world: World) -> None:
    other = world.deploy("IdentityRegistry", world.operator, world.registrar)
    claim = world.claim(world.outsider)
    message = digest(CLAIM_TYPE, claim, REGISTRY_NAME, other.wallet)
    refuse(world, claim, sign(world.keys[world.provider.key].key, message))


@pytest.mark.requirement("REG-2")
def test_register__signature_for_another_chain__reverts(world: World) -> None:
    claim = world.claim(world.outsider)
    message = digest(CLAIM_TYPE, claim, REGISTRY_NAME, world.registry.wallet, CHAIN_ID + 1)
    refuse(world, claim, sign(world.keys[world.provider.key].key, message))


@pytest.mark.requirement("REG-2")
@pytest.mark.parametrize("signature", [b"", bytes(65), b"\x01" * 64, b"\xff" * 65])
def test_register__no_signature_at_all__reverts(world: World, signature: bytes) -> None:
    refuse(world, world.claim(world.outsider), signature)


@pytest.mark.requirement("REG-2")
def test_register__malleable_signature__reverts(world: World) -> None:
    """onchain-id/solidity#170: a signature has one form only."""
    claim = world.claim(world.outsider)
    refuse(world, claim, malleable(world.vouch(claim)))


@pytest.mark.requirement("REG-2")
def test_register__provider_removed__reverts(world: World) -> None:
    claim = world.claim(world.outsider)
    world.registry.removeProvider(world.provider, by=world.operator)
    refuse(world, claim, world.vouch(claim))


@pytest.mark.requirement("REG-6")
def test_register__provider_is_a_contract__counts_with_its_owners_signature(world: World) -> None:
    provider = world.deploy("MockWallet", world.settler)
    world.registry.trustProvider(provider, by=world.operator)
    claim = world.claim(world.outsider)
    refuse(world, claim, world.vouch(claim, by=world.outsider), provider=provider)
    world.registry.register([claim], provider, [world.vouch(claim, by=world.settler)], by=world.registrar)
    assert world.registry.isVerified(world.outsider)
    assert world.registry.identityOf(world.outsider)["provider"] == 1


def test_claim_digest__any_claim__is_that_of_eip_712(world: World) -> None:
    claim = world.claim(world.outsider, country=702)
    assert world.registry.claimDigest(claim) == digest(CLAIM_TYPE, claim, REGISTRY_NAME, world.registry.wallet)
    other = {**claim, "country": 703}
    assert world.registry.claimDigest(other) != world.registry.claimDigest(claim)


def test_eip712_domain__as_deployed__names_registry_and_chain(world: World) -> None:
    found = world.registry.eip712Domain()
    assert found[1:5] == (REGISTRY_NAME, "1", CHAIN_ID, world.registry.wallet)
