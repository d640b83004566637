"""The registrar brings claims: what a claim must hold, and what the register then says."""

from __future__ import annotations

from typing import Any

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.IdentityRegistry.vouching import found, lasting, register
from tests.contracts.signing import compact, packed
from tests.contracts.support import ZERO, reverts, unauthorized, wallet
from tests.contracts.world import HONG_KONG, World

HOUR = 3_600  # [s]


def reference(first_wallet: str) -> bytes:
    """How a word names an investor: 8 bytes of the hash of its first wallet."""
    return keccak(encode(["address"], [first_wallet]))[:8]


@pytest.mark.requirement("REG-1")
def test_register_signed__signed_claim__verifies_the_wallet_and_stores_the_verdict(world: World) -> None:
    claim = world.claim(world.outsider, country=702)
    sent = register(world, claim)
    assert sent.logs == [
        world.registry.log("IdentityRegistered", world.outsider, world.registry.codelessIdentity(world.outsider)),
    ]
    assert world.registry.isVerified(world.outsider)
    assert world.registry.contains(world.outsider)
    assert world.registry.investorCountry(world.outsider) == 702
    claimed = {name: claim[name] for name in ("issuedAt", "validUntil", "country", "investorClass", "topics")}
    ours = {"investor": reference(world.outsider.wallet), "onRegister": True, "several": False, "hasContract": False}
    assert world.registry.identityOf(world.outsider) == {**claimed, **ours}


def test_register_signed__several_claims__registers_them_all_in_order(world: World) -> None:
    wallets = [wallet(number) for number in range(1, 6)]
    sent = register(world, *(world.claim(wallet) for wallet in wallets))
    assert [log.values[0] for log in sent.logs if log.name == "IdentityRegistered"] == wallets
    assert all(world.registry.isVerified(wallet) for wallet in wallets)


def test_register_signed__no_claims__changes_nothing(world: World) -> None:
    assert register(world).logs == []


@pytest.mark.requirement("REG-7")
def test_register_signed__one_bad_claim__refuses_the_batch(world: World) -> None:
    good, bad = world.claim(world.outsider), world.claim(world.operator, country=0)
    with reverts("InvalidClaim", wallet=world.operator):
        register(world, good, bad)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-7")
def test_register_signed__most_claims_of_a_batch__fit_in_one_transaction(world: World) -> None:
    sent = register(world, *(world.claim(wallet(number)) for number in range(1, 251)))
    assert len([log for log in sent.logs if log.name == "IdentityRegistered"]) == 250


@pytest.mark.requirement("REG-7")
@pytest.mark.parametrize(("claims", "signatures"), [(251, 251), (1, 0), (1, 2), (0, 1)])
def test_register_signed__batch_too_long_or_uneven__reverts(world: World, claims: int, signatures: int) -> None:
    claim = world.claim(world.outsider)
    batch = ([claim] * claims, world.provider, [compact(world.vouch(claim))] * signatures)
    with reverts("BatchRefused", length=claims, other=signatures):
        world.registry.registerSigned(*packed(*batch), by=world.registrar)


def test_register_signed__caller_not_registrar__reverts(world: World) -> None:
    claim = world.claim(world.outsider)
    with unauthorized(world.provider, "REGISTRAR_ROLE"):
        world.registry.registerSigned(
            *packed([claim], world.provider, [compact(world.vouch(claim))]), by=world.provider
        )


@pytest.mark.parametrize(
    "field",
    [{"wallet": ZERO}, {"investor": ZERO}, {"country": 0}, {"country": 1_000}, {"topics": 0}],
)
def test_register_signed__member_empty_or_not_a_code__reverts(world: World, field: dict[str, Any]) -> None:
    claim = world.claim(world.outsider) | field
    with reverts("InvalidClaim", wallet=claim["wallet"]):
        register(world, claim)


def test_register_signed__largest_codes__are_taken(world: World) -> None:
    register(world, world.claim(world.outsider, country=999, investorClass=7))
    found = world.registry.identityOf(world.outsider)
    assert (found["country"], found["investorClass"]) == (999, 7)


def test_register_signed__investor_not_on_the_register__reverts(world: World) -> None:
    stranger = wallet(7 << 96)
    with reverts("WrongInvestor", wallet=world.outsider, investor=reference(stranger)):
        register(world, world.claim(world.outsider, investor=stranger))


@pytest.mark.requirement("REG-1")
@pytest.mark.parametrize(
    ("issued", "valid", "accepted"),
    [(0, 0, True), (0, HOUR, True), (-HOUR, 0, True), (1, HOUR, False), (-HOUR, -1, False)],
)
def test_register_signed__edges_of_the_term_of_a_claim__are_in_force(
    world: World, issued: int, valid: int, *, accepted: bool
) -> None:
    then = world.now + HOUR
    claim = world.claim(world.outsider, issuedAt=then + issued, validUntil=then + valid)
    arguments = ([claim], world.provider, [compact(world.vouch(claim))])
    if accepted:
        world.registry.registerSigned(*packed(*arguments), by=world.registrar, at=then)
        assert world.registry.isVerified(world.outsider)
    else:
        named = {name: claim[name] for name in ("wallet", "issuedAt", "validUntil")}
        with reverts("ClaimNotInForce", **named):
            world.registry.registerSigned(*packed(*arguments), by=world.registrar, at=then)


@pytest.mark.requirement("REG-5")
def test_register_signed__later_claim__replaces_the_earlier(world: World) -> None:
    first = world.claim(world.outsider, country=HONG_KONG)
    second = {**first, "issuedAt": first["issuedAt"] + 1, "validUntil": first["validUntil"] - HOUR, "country": 702}
    register(world, first)
    register(world, second)
    found = world.registry.identityOf(world.outsider)
    assert (found["country"], found["validUntil"]) == (702, second["validUntil"])


@pytest.mark.requirement("REG-5")
@pytest.mark.parametrize("earlier", [0, 1])
def test_register_signed__claim_as_old_or_older__reverts(world: World, earlier: int) -> None:
    recorded = world.claim(world.outsider)
    register(world, recorded)
    claim = {**recorded, "issuedAt": recorded["issuedAt"] - earlier, "country": 702}
    with reverts("ClaimSuperseded", wallet=world.outsider, issuedAt=claim["issuedAt"], recorded=recorded["issuedAt"]):
        register(world, claim)


@pytest.mark.requirement("REG-5")
def test_register_signed__two_claims_of_one_time_on_a_wallet__reverts(world: World) -> None:
    claim = world.claim(world.outsider)
    with reverts("ClaimSuperseded", wallet=world.outsider, issuedAt=claim["issuedAt"], recorded=claim["issuedAt"]):
        register(world, claim, {**claim, "country": 276})


@pytest.mark.requirement("REG-5", "REG-7")
def test_register_signed__claim_that_somebody_brought_before__is_passed_over(world: World) -> None:
    """Otherwise anybody could hold up a batch of renewals by bringing one claim of it."""
    claims = [lasting(world, wallet) for wallet in (world.investor_a, world.investor_b)]
    world.registry.refresh([claims[0]], [world.provider], [world.vouch(claims[0])], by=world.outsider)
    word = world.registry.wordOf(world.investor_a)
    sent = register(world, *claims)
    assert world.registry.wordOf(world.investor_a) == word
    assert sent.logs[0] == world.registry.log("IdentityVerified", world.investor_a, word)
    assert found(world, world.investor_b)["issuedAt"] == claims[1]["issuedAt"]


@pytest.mark.requirement("REG-7")
@pytest.mark.parametrize("investors", [1, 3])
def test_register_signed__investors_neither_none_nor_one_each__reverts(world: World, investors: int) -> None:
    claims = [world.claim(wallet(number)) for number in (1, 2)]
    issuer, issued_at, words, _, signatures = packed(
        claims, world.provider, [compact(world.vouch(claim)) for claim in claims]
    )
    named = [wallet(1)] * investors
    with reverts("BatchRefused", length=2, other=investors):
        world.registry.registerSigned(issuer, issued_at, words, named, signatures, by=world.registrar)


@pytest.mark.requirement("REG-18")
def test_register_signed__bits_of_a_packed_claim_that_say_nothing__change_nothing(world: World) -> None:
    claim = world.claim(world.outsider)
    issuer, issued_at, words, *rest = packed([claim], world.provider, [compact(world.vouch(claim))])
    assert isinstance(words, list)
    loud = words[0] | 0b111 << 53 | (1 << 32) - 1 << 64
    world.registry.registerSigned(issuer, issued_at, [loud], *rest, by=world.registrar)
    found = world.registry.identityOf(world.outsider)
    assert (found["onRegister"], found["several"], found["hasContract"]) == (True, False, False)
    assert (found["country"], found["investorClass"], found["topics"]) == (HONG_KONG, claim["investorClass"], 1)
