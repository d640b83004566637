"""Bytes put together by hand, against general encoders and against the registry."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest
from eth_account import Account
from eth_account.messages import encode_typed_data
from hypothesis import given
from hypothesis import strategies as st
from web3 import Web3

from tenor.artifacts.store import load
from tenor.chain.contract import at
from tenor.onboarding.claims import NAME, VERSION, Claim, ClaimSigner, register_calldata
from tests.contracts.signing import packed
from tests.contracts.world import World

ISSUER = Account.from_key("0x" + "42" * 32)
REGISTRY = "0x1D1D1d1d1D1d1D1D1d1d1D1D1D1d1D1d1d1D1d1D"
MEMBERS = {
    "wallet": "address",
    "investor": "address",
    "country": "uint16",
    "investorClass": "uint8",
    "topics": "uint8",
    "issuedAt": "uint40",
    "validUntil": "uint40",
}

addresses = st.binary(min_size=20, max_size=20).map(lambda data: Web3.to_checksum_address("0x" + data.hex()))
moments = st.integers(0, 2**40 - 1)
claims = st.builds(
    Claim, addresses, addresses, st.integers(0, 2**16 - 1), st.integers(0, 255), st.integers(0, 255), moments, moments
)
coded = st.builds(
    Claim, addresses, addresses, st.integers(0, 1_023), st.integers(0, 7), st.integers(0, 255), moments, moments
)


def message(claim: Claim) -> dict[str, Any]:
    return dict(zip(MEMBERS, asdict(claim).values(), strict=True))


def signable(claim: Claim, registry: str = REGISTRY, chain_id: int = 31337) -> Any:  # noqa: ANN401 -- the library's type
    """The claim as a general encoder of EIP-712 has it."""
    types = {"IdentityClaim": [{"name": name, "type": kind} for name, kind in MEMBERS.items()]}
    domain = {"name": NAME, "version": VERSION, "chainId": chain_id, "verifyingContract": registry}
    return encode_typed_data(domain, types, message(claim))


def expanded(signature: bytes) -> bytes:
    """A compact signature in 65 bytes, by the text of EIP-2098."""
    y_parity, s = signature[32] >> 7, bytes([signature[32] & 0x7F]) + signature[33:]
    return signature[:32] + s + bytes([27 + y_parity])


@pytest.mark.requirement("ONB-5")
@given(claim=claims)
def test_sign__any_claim__is_what_a_general_encoder_signs(claim: Claim) -> None:
    signature = ClaimSigner(REGISTRY, 31337, ISSUER).sign(claim.encoded())
    assert len(signature) == 64
    assert expanded(signature) == bytes(ISSUER.sign_message(signable(claim)).signature)


@pytest.mark.requirement("ONB-5")
def test_sign__other_registry_chain_or_claim__is_not_signed() -> None:
    claim = Claim(REGISTRY, REGISTRY, 344, 1, 1, 5, 9)
    signature = expanded(ClaimSigner(REGISTRY, 31337, ISSUER).sign(claim.encoded()))
    assert Account.recover_message(signable(claim), signature=signature) == ISSUER.address
    others = [
        signable(claim, chain_id=1),
        signable(claim, registry=ISSUER.address),
        *(signable(Claim(**{**asdict(claim), name: 2})) for name in ("country", "topics", "issued_at", "valid_until")),
    ]
    for other in others:
        assert Account.recover_message(other, signature=signature) != ISSUER.address


BATCHES = st.tuples(st.lists(st.tuples(coded, st.binary(min_size=64, max_size=64)), min_size=1, max_size=5), moments)


@given(batch=BATCHES, firsts=st.booleans())
def test_register_calldata__any_batch__is_what_a_general_encoder_writes(
    batch: tuple[list[tuple[Claim, bytes]], int], *, firsts: bool
) -> None:
    signed, issued_at = batch
    brought = [replace(claim, issued_at=issued_at) for claim, _ in signed]
    if firsts:
        brought = [replace(claim, investor=claim.wallet) for claim in brought]
    signatures = [signature for _, signature in signed]
    compact = [{"r": signature[:32], "vs": signature[32:]} for signature in signatures]
    arguments = packed([message(claim) for claim in brought], ISSUER.address, compact)
    contract = Web3().eth.contract(abi=load("IdentityRegistry").abi)
    found = register_calldata(brought, ISSUER.address, signatures)
    assert found == contract.encode_abi("registerSigned", args=list(arguments))


@pytest.mark.parametrize("change", [{"country": 1_024}, {"investor_class": 8}, {"topics": 256}])
def test_packed__code_that_does_not_fit__is_refused(change: dict[str, int]) -> None:
    claim = Claim(REGISTRY, REGISTRY, 1_023, 7, 255, 5, 9)
    assert len(claim.packed()) == 32
    with pytest.raises(ValueError, match="does not fit"):
        replace(claim, **change).packed()


def test_register_calldata__claims_of_two_times__are_refused() -> None:
    claims = [Claim(REGISTRY, REGISTRY, 344, 1, 1, issued_at, 9) for issued_at in (5, 6)]
    with pytest.raises(ValueError, match="one time"):
        register_calldata(claims, ISSUER.address, [bytes(64)] * 2)


@pytest.mark.requirement("ONB-5")
def test_digest__any_claim__is_the_one_that_the_registry_checks(world: World) -> None:
    claim = Claim(world.outsider.wallet, world.investor_a.wallet, 344, 2, 3, world.now, world.now + 9)
    signer = ClaimSigner(world.registry.wallet, world.chain.chain_id, world.keys[world.provider.key])
    registry = at(world.chain, "IdentityRegistry", world.registry.wallet)
    assert signer.digest(claim.encoded()) == registry.functions.claimDigest(message(claim)).call()
