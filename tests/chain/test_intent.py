"""An intent's id comes from business keys alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.chain.intent import batches, intent_id

KEYS = st.lists(st.text(max_size=8), min_size=1, max_size=4)


@pytest.mark.requirement("CHAIN-4")
def test_intent_id__same_keys__are_one_intent() -> None:
    found = intent_id("hksar-2023", "pay coupon", 1, "0xAB")
    assert found == intent_id("hksar-2023", "pay coupon", "1", "0xAB")
    # Fixed: a journal of last year must still know its intents.
    assert found == "0xca536fc97843a1ab4829852f6fc9a7014ad002ca2d57f44f9dd2d36f69e45f8b"


@pytest.mark.requirement("CHAIN-4")
@given(first=KEYS, second=KEYS)
def test_intent_id__other_keys__are_another_intent(first: list[str], second: list[str]) -> None:
    ids = [intent_id("campaign", "step", *keys) for keys in (first, second)]
    assert (ids[0] == ids[1]) == (first == second)


@pytest.mark.requirement("CHAIN-4")
@pytest.mark.parametrize(
    "other", [("ab", "", "cd"), ("a", "bcd"), ("a", "b", "cd"), ("a", "b", "c", "d"), ("", "ab", "cd")]
)
def test_intent_id__same_letters_parted_otherwise__are_another_intent(other: tuple[str, ...]) -> None:
    assert intent_id("a", "b", "", "cd") != intent_id(*other)


@pytest.mark.parametrize(
    ("items", "size", "expected"),
    [([], 3, []), ([1], 3, [[1]]), ([1, 2, 3], 3, [[1, 2, 3]]), ([1, 2, 3, 4], 3, [[1, 2, 3], [4]])],
)
def test_batches__any_number__are_full_but_the_last(items: list[int], size: int, expected: list[list[int]]) -> None:
    assert [list(batch) for batch in batches(items, size)] == expected
