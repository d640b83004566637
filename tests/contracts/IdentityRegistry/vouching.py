"""Claims of several issuers on one wallet, and identity contracts with claims of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from eth_abi.abi import encode
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from tenor.parties import Actor
from tests.contracts.signing import compact, packed
from tests.contracts.support import Deployed, Sent
from tests.contracts.world import KYC, World

IDENTIFIED, QUALIFIED, RESIDENT = 1, 7, 1_001  # claim topics; the first is the world's own and required of all
KYC_BIT, QUALIFIED_BIT, RESIDENT_BIT = KYC, 2, 4  # their masks where a test defines them in this order
REASON = b"\x01" * 32
LIVE = 1 << 240  # of what a token wants: what stands in identity contracts is to be looked at now
LONG = 2**39  # [s] a last second of validity beyond that of the world's own claims

Signed = tuple[Mapping[str, Any], Actor]
"""A claim and who signs it."""


def trust(world: World, issuer: object, *topics: int) -> Sent:
    """The owner relies on an issuer for claim topics."""
    sent: Sent = world.registry.addTrustedIssuer(issuer, list(topics), by=world.operator)
    return sent


def lasting(world: World, wallet: object, **changes: object) -> dict[str, Any]:
    """A claim on a wallet that lasts longer than the one the world began with."""
    return world.claim(wallet, **{"validUntil": LONG, **changes})


def bring(world: World, *signed: Signed, by: Actor | None = None, **named: int) -> Sent:
    """A set of claims on one wallet; the outsider, who holds no role, brings it unless a test says otherwise."""
    claims = [claim for claim, _ in signed]
    issuers = [issuer for _, issuer in signed]
    signatures = [world.vouch(claim, by=issuer) for claim, issuer in signed]
    sent: Sent = world.registry.refresh(claims, issuers, signatures, by=by or world.outsider, **named)
    return sent


def register(world: World, *claims: Mapping[str, Any], issuer: Actor | None = None) -> Sent:
    """The registrar brings claims of one issuer, the provider unless a test says otherwise, in one transaction."""
    issuer = issuer or world.provider
    signatures = [compact(world.vouch(claim, by=issuer)) for claim in claims]
    sent: Sent = world.registry.registerSigned(*packed(claims, issuer, signatures), by=world.registrar)
    return sent


def claim_issuer(world: World, *topics: int) -> Deployed:
    """A contract that issues claims, relied on for claim topics."""
    issuer = world.deploy("MockClaimIssuer")
    trust(world, issuer, *topics)
    return issuer


def identity_contract(world: World, issuer: Deployed, *topics: int) -> Deployed:
    """An honest identity contract with claims of one issuer."""
    identity = world.deploy("MockIdentity")
    for topic in topics:
        state(world, identity, issuer, topic)
    return identity


def state(world: World, identity: Deployed, issuer: Deployed, topic: int) -> None:
    """The issuer's claim stands in the identity contract, and the issuer confirms it."""
    identity.hold(issuer, topic, b"", b"", by=world.outsider)
    issuer.confirm(identity, topic, yes=True, by=world.outsider)


def cleared(world: World, wallet: object, topics: int = 0, *, live: bool = False) -> int:
    """The wallet's word as a token gets it that asks for topics, zero if the wallet is not verified with them."""
    wanted = topics | (LIVE if live else 0)
    word: int = world.registry.clearance(wallet, wanted)
    beside: int = world.registry.clearance(world.investor_b, wanted)
    assert [*world.registry.clearances([wallet, world.investor_b, wallet], wanted)] == [word, beside, word]
    return word


def found(world: World, wallet: object) -> dict[str, Any]:
    """The stored verdict on a wallet."""
    identity: dict[str, Any] = world.registry.identityOf(wallet)
    return identity


def addresses(answer: Iterable[str]) -> list[str]:
    """A list of addresses, each with its checksum."""
    return [to_checksum_address(each) for each in answer]


def further(number: int) -> str:
    """An address unlike any other from its first byte on."""
    return to_checksum_address(keccak(text=f"wallet {number}")[:20])


def reference(wallet: str) -> bytes:
    """An investor by its first wallet."""
    return keccak(encode(["address"], [wallet]))[:8]
