"""The word of a wallet and the policy of the register: each field to its limit, none into its neighbour."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.support import Deployed, reverts
from tests.contracts.world import World

TOPICS, ISSUERS = 8, 24
OFFSETS = {
    "validUntil": 0, "issuedAt": 40, "investor": 80, "country": 144, "investorClass": 154, "onRegister": 157,
    "hasContract": 159, "claimed": 208,
}  # fmt: skip
BITS = {"validUntil": 40, "issuedAt": 40, "country": 10, "investorClass": 3}
FLAGS = ("onRegister", "hasContract", "claimed")
SEVERAL, PROVED, RESTS, SOME_REVOKED = 158, 160, 168, 250  # [bit]
NOTHING = {**dict.fromkeys(BITS, 0), **dict.fromkeys(FLAGS, False), "investor": bytes(8)}
ORDER = ["validUntil", "issuedAt", "investor", "country", "investorClass", *FLAGS]

FACTS = st.fixed_dictionaries(
    {
        **{name: st.integers(0, 2**bits - 1) for name, bits in BITS.items()},
        **{name: st.booleans() for name in FLAGS},
        "investor": st.binary(min_size=8, max_size=8),
    }
)
WORDS = st.integers(0, 2**256 - 1)
MASKS = st.integers(0, 2**TOPICS - 1)
INDICES = st.integers(0, ISSUERS - 1)
PROOFS = st.lists(st.tuples(MASKS, INDICES), max_size=6)
ON_CHAIN = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def harness(world: World) -> Deployed:
    """The words, open to calls."""
    return world.deploy("IdentityHarness")


def packed(facts: dict[str, Any]) -> int:
    """Facts by the table of offsets."""
    plain = {name: int.from_bytes(value, "big") if name == "investor" else int(value) for name, value in facts.items()}
    return sum(value << OFFSETS[name] for name, value in plain.items())


def ordered(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in ORDER}


def proved(word: int, proofs: list[tuple[int, int]]) -> int:
    """A word with further proofs, each topic resting on the issuer that came last."""
    for mask, index in proofs:
        for topic in range(TOPICS):
            if mask >> topic & 1:
                word |= 1 << PROVED + topic
                word = word & ~(0x1F << RESTS + 5 * topic) | index << RESTS + 5 * topic
    return word


@pytest.mark.requirement("REG-18")
@ON_CHAIN
@given(facts=FACTS, word=WORDS)
def test_stated__any_facts_over_any_word__are_the_table_and_leave_all_else(
    harness: Deployed, facts: dict[str, Any], word: int
) -> None:
    mask = packed({**{name: 2**bits - 1 for name, bits in BITS.items()}, **dict.fromkeys(FLAGS, True)})
    mask |= (2**64 - 1) << OFFSETS["investor"]
    found = harness.stated(word, ordered(facts))
    assert found == word & ~mask | packed(facts)
    assert harness.facts(found) == facts


@pytest.mark.requirement("REG-18")
@pytest.mark.parametrize(("field", "bits"), BITS.items())
def test_stated__one_field_at_its_limit__is_kept_and_one_more_reverts(harness: Deployed, field: str, bits: int) -> None:
    largest = {**NOTHING, field: 2**bits - 1}
    assert harness.facts(harness.stated(0, ordered(largest))) == largest
    for value in (2**bits, 2**256 - 1):
        with reverts("FieldOverflow", value=value, bits=bits):
            harness.stated(0, ordered({**NOTHING, field: value}))


@pytest.mark.requirement("REG-18")
@ON_CHAIN
@given(word=WORDS, proofs=PROOFS)
def test_with_proof__any_topics_of_any_issuers__rest_on_the_last_of_each(
    harness: Deployed, word: int, proofs: list[tuple[int, int]]
) -> None:
    found = word
    for mask, index in proofs:
        found = harness.withProof(found, mask, index)
    assert found == proved(word, proofs)
    topics, issuers = harness.proofs(found)
    assert topics == found >> PROVED & 0xFF
    assert issuers == tuple(found >> RESTS + 5 * topic & 0x1F for topic in range(TOPICS))


@pytest.mark.requirement("REG-18")
@pytest.mark.parametrize(
    ("mask", "index", "value", "bits"),
    [(2**TOPICS, 0, 2**TOPICS, TOPICS), (1, 32, 32, 5), (2**255, 1, 2**255, TOPICS)],
)
def test_with_proof__topic_or_issuer_that_no_word_holds__reverts(
    harness: Deployed, mask: int, index: int, value: int, bits: int
) -> None:
    with reverts("FieldOverflow", value=value, bits=bits):
        harness.withProof(0, mask, index)


@pytest.mark.requirement("REG-13", "REG-16", "REG-18")
@ON_CHAIN
@given(word=WORDS)
def test_emptied__any_word__keeps_whose_it_is_and_what_is_too_old(harness: Deployed, word: int) -> None:
    investor, issued_at = 2**64 - 1 << OFFSETS["investor"], 2**40 - 1 << OFFSETS["issuedAt"]
    assert harness.emptied(word) == word & (investor | issued_at | 1 << SEVERAL | 1 << SOME_REVOKED)
    assert harness.withSeveral(word) == word | 1 << SEVERAL


@pytest.mark.requirement("REG-10", "REG-18")
@ON_CHAIN
@given(policy=WORDS, index=INDICES, mask=MASKS, required=MASKS)
def test_with_issuer__any_policy__changes_that_issuers_bits_alone(
    harness: Deployed, policy: int, index: int, mask: int, required: int
) -> None:
    lanes = sum(1 << ISSUERS * topic + index for topic in range(TOPICS))
    bits = sum(1 << ISSUERS * topic + index for topic in range(TOPICS) if mask >> topic & 1)
    found = harness.withIssuer(policy, index, mask)
    assert found == policy & ~lanes | bits
    assert harness.policyOf(found, index) == (policy >> 192 & 0xFF, mask)
    assert harness.withRequired(policy, required) == policy & ~(0xFF << 192) | required << 192


@pytest.mark.requirement("REG-1", "REG-10", "REG-18")
@ON_CHAIN
@given(proofs=PROOFS, policy=WORDS, wanted=MASKS, later=st.integers(-2, 2))
def test_is_in_force__any_word_and_policy__is_what_the_definition_says(
    harness: Deployed, world: World, proofs: list[tuple[int, int]], policy: int, wanted: int, later: int
) -> None:
    """In force to the last second, with every topic asked for and required, each by an issuer relied on for it."""
    word = proved(0, proofs) | world.now + later
    trusted = [
        topic
        for topic in range(TOPICS)
        if word >> PROVED + topic & 1 and policy >> ISSUERS * topic + (word >> RESTS + 5 * topic & 0x1F) & 1
    ]
    mask = sum(1 << topic for topic in trusted)
    needed = wanted | policy >> 192 & 0xFF
    assert harness.trustedTopics(word, policy) == mask
    assert harness.isInForce(word, policy, wanted) == (later >= 0 and needed & ~mask == 0)


@pytest.mark.requirement("REG-10", "REG-18")
@ON_CHAIN
@given(proofs=PROOFS, policy=WORDS, wanted=WORDS)
def test_is_in_force__bits_beyond_the_topics__ask_for_nothing(
    harness: Deployed, proofs: list[tuple[int, int]], policy: int, wanted: int
) -> None:
    """A token's word has other things there, and so has the wallet's."""
    for word in (proved(0, proofs) | 2**40 - 1, proved(0, [(0xFF, 1)]) | 1 << OFFSETS["claimed"] | 2**40 - 1):
        for trust in (policy, policy | 2**192 - 1):
            expected = harness.isInForce(word, trust, wanted & 0xFF)
            assert harness.isInForce(word, trust, wanted) == expected
