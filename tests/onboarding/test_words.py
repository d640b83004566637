from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.onboarding.reading import read_policy, read_words
from tenor.onboarding.words import IdentityWord, Policy
from tests.contracts.world import World

FIELDS = {
    "validUntil": "valid_until",
    "issuedAt": "issued_at",
    "investor": "investor",
    "country": "country",
    "investorClass": "investor_class",
    "topics": "topics",
    "onRegister": "on_register",
    "hasContract": "has_contract",
}


def test_decode__words_of_the_world__are_what_the_registry_decodes(world: World) -> None:
    wallets = [actor.wallet for actor in (world.issuer, world.investor_a, world.outsider)] + [world.bond.wallet]
    for wallet, word in zip(wallets, read_words(world.chain, world.registry.wallet, wallets), strict=True):
        told = world.registry.identityOf(wallet)
        assert {name: getattr(word, field) for name, field in FIELDS.items()} == {name: told[name] for name in FIELDS}
        assert word.is_known is (wallet != world.outsider.wallet)


@given(word=st.integers(0, 2**256 - 1))
def test_decode__any_word__keeps_every_field_in_its_place(word: int) -> None:
    found = IdentityWord.decode(word)
    again = found.valid_until | found.issued_at << 40 | int.from_bytes(found.investor, "big") << 80
    again |= found.country << 144 | found.investor_class << 154 | found.on_register << 157 | found.has_contract << 159
    again |= found.topics << 160 | sum(issuer << 168 + 5 * index for index, issuer in enumerate(found.issuers))
    assert again == word & ~(1 << 158) & (1 << 208) - 1  # bit 158 says that there are more wallets


def word(topics: int, *issuers: int, until: int = 100) -> IdentityWord:
    return IdentityWord.decode(
        until | topics << 160 | 1 << 157 | sum(issuer << 168 + 5 * index for index, issuer in enumerate(issuers))
    )


POLICY = Policy(0b11, (frozenset({0, 1}), frozenset({2}), *[frozenset[int]()] * 6), ("0xa", "0xb", "0xc"), (1, 7))


@pytest.mark.parametrize(
    ("held", "now", "verified"),
    [
        (word(0b11, 0, 2), 100, True),
        (word(0b11, 1, 2), 0, True),
        (word(0b111, 1, 2, 9), 0, True),
        (word(0b11, 0, 2), 101, False),
        (word(0b11, 2, 2), 0, False),  # the issuer is not relied on for the first topic
        (word(0b01, 0, 2), 0, False),
        (word(0b11, 0, 2, until=0), 1, False),
    ],
)
def test_is_in_force__topics_issuers_and_time__all_have_to_stand(
    held: IdentityWord, now: int, *, verified: bool
) -> None:
    assert POLICY.is_in_force(held, now) is verified


@pytest.mark.parametrize(("issuer", "topics", "missing"), [("0xa", 1, 0), ("0xa", 3, 2), ("0xz", 1, 1), ("0xc", 2, 0)])
def test_missing__topics_of_an_issuer__are_those_it_is_not_relied_on_for(
    issuer: str, topics: int, missing: int
) -> None:
    assert POLICY.missing(issuer, topics) == missing


def test_rests_on__topics_and_issuer__both_have_to_be_those() -> None:
    held = word(0b101, 4, 0, 4)
    assert held.rests_on(0b101, 4)
    assert not held.rests_on(0b101, 5)
    assert not held.rests_on(0b111, 4)
    assert not held.rests_on(0b001, None)


def test_read_policy__issuers_and_topics_come_and_go__is_what_the_registry_says(world: World) -> None:
    registry, owner = world.registry, world.operator
    registry.addClaimTopic(7, by=owner)
    registry.addClaimTopic(9, by=owner)
    registry.addTrustedIssuer(world.outsider, [9, 1], by=owner)
    registry.addTrustedIssuer(world.deployer, [7], by=owner)
    registry.updateIssuerClaimTopics(world.outsider, [7], by=owner)
    registry.removeTrustedIssuer(world.provider, by=owner)
    registry.removeClaimTopic(9, by=owner)
    policy = read_policy(world.chain, registry.wallet, 0)
    assert [policy.topics[index] for index in range(8) if policy.required >> index & 1] == list(
        registry.getClaimTopics()
    )
    assert list(policy.topics) == list(registry.knownTopics())
    for topic, relied_on in zip(policy.topics, policy.relied_on, strict=False):
        issuers = {policy.issuers[index].lower() for index in relied_on}
        assert issuers == {issuer.lower() for issuer in registry.getTrustedIssuersForClaimTopic(topic)}
    assert policy.missing(world.outsider.wallet, 0b10) == 0
    assert policy.missing(world.provider.wallet, 0b01) == 1
