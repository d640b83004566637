from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.allocation.scale import scale_back, scale_within


@pytest.mark.parametrize(
    ("ordered", "issue", "minimum", "expected"),
    [
        ((600, 400), 500, 2, (300, 200)),  # exact shares
        ((10, 10, 10), 10, 2, (4, 3, 3)),  # the unit left over goes to the id that sorts first
        ((5, 10, 15), 20, 2, (3, 7, 10)),  # 3.33, 6.67, 10: it goes to the largest fraction
        ((100, 100, 2), 101, 2, (50, 49, 2)),  # a share of one unit is lifted to the minimum, the others bear it
        ((100, 2, 2, 2), 7, 2, (3, 2, 2, 0)),  # the minimum for all is more than the issue: one of the smallest is out
        ((3, 3), 6, 2, (3, 3)),  # exactly covered
        ((8, 4), 5, 5, (5, 0)),  # one holding only
        ((1, 1, 1), 2, 1, (1, 1, 0)),
    ],
)
def test_scale_back__worked_examples__follow_the_rule(
    ordered: tuple[int, ...], issue: int, minimum: int, expected: tuple[int, ...]
) -> None:
    book = {f"ORD-{n}": units for n, units in enumerate(ordered)}
    assert scale_back(book, issue, minimum) == {f"ORD-{n}": units for n, units in enumerate(expected)}


def test_scale_back__no_allotment_is_the_issue__is_none() -> None:
    assert scale_back({"ORD-1": 2, "ORD-2": 2}, 3, 2) is None  # 0, 2 or 4 units can be allotted
    assert scale_back({"ORD-1": 3, "ORD-2": 2}, 3, 2) == {"ORD-1": 3, "ORD-2": 0}


@st.composite
def books(draw: st.DrawFn) -> tuple[dict[str, int], int, int]:
    """Orders that cover an issue, the issue and the minimum."""
    minimum = draw(st.integers(1, 10))
    sizes = draw(st.lists(st.integers(minimum, 10 ** draw(st.integers(1, 6))), min_size=1, max_size=30)) or [minimum]
    issue = draw(st.integers(1, sum(sizes)))
    return {f"ORD-{n:02}": max(size, minimum) for n, size in enumerate(sizes)}, issue, minimum


@pytest.mark.requirement("ALLOT-1", "ALLOT-2", "ALLOT-3")
@given(books())
def test_scale_back__any_covered_book__keeps_every_promise(book: tuple[dict[str, int], int, int]) -> None:
    ordered, issue, minimum = book
    allotted = scale_back(ordered, issue, minimum)
    most = sum(sorted(ordered.values(), reverse=True)[: issue // minimum])
    assert (allotted is None) == (most < issue)  # refused exactly where the minimum admits too few orders
    if allotted is None:
        return
    assert sum(allotted.values()) == issue
    assert all(units <= ordered[order] for order, units in allotted.items())
    assert all(units == 0 or units >= minimum for units in allotted.values())
    by_size = sorted(ordered, key=lambda order: ordered[order])
    for smaller, larger in pairwise(by_size):
        assert ordered[smaller] == ordered[larger] or allotted[smaller] <= allotted[larger]


@given(books())
def test_scale_back__shares_above_the_minimum__differ_from_pro_rata_by_less_than_one_unit(
    book: tuple[dict[str, int], int, int],
) -> None:
    ordered, issue, _ = book
    allotted = scale_back(ordered, issue, 1)
    assert allotted is not None
    demand = sum(ordered.values())
    if all(units * issue >= demand for units in ordered.values()):
        for order, units in allotted.items():
            assert abs(units - Fraction(ordered[order] * issue, demand)) < 1


@pytest.mark.requirement("ALLOT-5")
@given(books(), st.randoms())
def test_scale_back__orders_shuffled__gives_the_same(book: tuple[dict[str, int], int, int], random: Random) -> None:
    ordered, issue, minimum = book
    names = list(ordered)
    random.shuffle(names)
    assert scale_back({name: ordered[name] for name in names}, issue, minimum) == scale_back(ordered, issue, minimum)


@given(books())
def test_scale_within__any_limit__is_taken_up_as_far_as_the_minimum_lets(book: tuple[dict[str, int], int, int]) -> None:
    ordered, limit, minimum = book
    allotted = scale_within(ordered, limit, minimum)
    most = sum(sorted(ordered.values(), reverse=True)[: limit // minimum])
    assert sum(allotted.values()) == min(limit, most)
    assert all(units == 0 or minimum <= units <= ordered[order] for order, units in allotted.items())


def test_scale_within__orders_below_the_limit__are_filled() -> None:
    assert scale_within({"ORD-1": 3, "ORD-2": 2}, 6, 2) == {"ORD-1": 3, "ORD-2": 2}
    assert scale_within({"ORD-1": 2, "ORD-2": 2}, 3, 2) == {"ORD-1": 2, "ORD-2": 0}  # the third unit is nobody's
