from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tenor.settlement.shelf import Shelf

NUMBERS = st.lists(st.integers(0, 12), max_size=12)
QUESTIONS = st.lists(st.tuples(st.integers(-1, 13), st.integers(0, 13), st.booleans()), max_size=20)


@given(NUMBERS, QUESTIONS)
def test_shelf__any_numbers_and_questions__answers_as_a_plain_search(
    numbers: list[int], questions: list[tuple[int, int, bool]]
) -> None:
    used = bytearray(len(numbers))
    shelf = Shelf([(number, entry) for entry, number in enumerate(numbers)], used)
    for asked, reach, use in questions:
        left = [(number, entry) for entry, number in enumerate(numbers) if not used[entry]]
        above = min((each for each in left if each[0] >= asked), default=None)
        below = max((each for each in left if each[0] < asked), default=None, key=lambda each: (each[0], -each[1]))
        distances = [(abs(number - asked), entry) for number, entry in left]
        nearest = min((each for each in distances if each[0] <= reach), default=None)

        assert shelf.at_or_above(asked) == above
        assert shelf.below(asked) == below
        found = shelf.nearest(asked, reach)
        assert (found and found[0]) == (nearest and nearest[0])
        if use and found is not None:
            used[found[1]] = True


def test_shelf__all_used__has_nothing_near() -> None:
    used = bytearray(2)
    shelf = Shelf([(5, 0), (5, 1)], used)
    assert shelf.nearest(4, 1) == (1, 0)
    used[0] = True
    assert shelf.nearest(6, 1) == (1, 1)
    used[1] = True
    assert shelf.nearest(5, 100) is None
