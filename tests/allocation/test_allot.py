from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.allocation.allot import allot, price_of, scale_back
from tenor.allocation.orders import AllotmentMethod, Order
from tenor.errors import InputError
from tenor.terms.model import Terms

PRO_RATA, AS_GIVEN = AllotmentMethod.PRO_RATA, AllotmentMethod.AS_GIVEN
UNIT = 50_000_000  # [minor]


def orders(*units: int, allotted: tuple[int | None, ...] = ()) -> list[Order]:
    given_units = allotted or (None,) * len(units)
    return [
        Order(f"ORD-{n:02}", f"INV-{n:02}", ordered * UNIT, None if units_allotted is None else units_allotted * UNIT)
        for n, (ordered, units_allotted) in enumerate(zip(units, given_units, strict=True), start=1)
    ]


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


def test_allot__pro_rata__keeps_the_order_of_the_book_and_prices_at_par(terms: Terms) -> None:
    allotments = allot(orders(1600, 2, 1600), terms, PRO_RATA)
    assert [(a.order, a.investor, a.ordered_units, a.units) for a in allotments] == [
        ("ORD-01", "INV-01", 1600, 799),
        ("ORD-02", "INV-02", 2, 2),
        ("ORD-03", "INV-03", 1600, 799),
    ]
    assert sum(a.amount for a in allotments) == 80_000_000_000


def test_allot__as_given__takes_the_book(terms: Terms) -> None:
    allotments = allot(orders(1600, 900, 2, allotted=(1000, 600, 0)), terms, AS_GIVEN)
    assert [a.units for a in allotments] == [1000, 600, 0]


@pytest.mark.requirement("ALLOT-1")
@pytest.mark.parametrize(
    ("allotted", "said"),
    [
        (
            (1000, 500),
            "sum to HKD 750,000,000.00, which is HKD 50,000,000.00 less than the issue of HKD 800,000,000.00",
        ),
        (
            (1000, 700),
            "sum to HKD 850,000,000.00, which is HKD 50,000,000.00 more than the issue of HKD 800,000,000.00",
        ),
        ((1600, None), "order ORD-02 carries no allotted amount"),
    ],
)
def test_allot__as_given_not_the_issue__names_file_and_difference(
    terms: Terms, allotted: tuple[int | None, ...], said: str
) -> None:
    with pytest.raises(InputError) as refusal:
        allot(orders(1600, 900, allotted=allotted), terms, AS_GIVEN, "orders.csv")
    assert refusal.value.where == "orders.csv"
    assert said in str(refusal.value)


@pytest.mark.requirement("ALLOT-1")
def test_allot__orders_do_not_cover_the_issue__says_by_how_much(terms: Terms) -> None:
    with pytest.raises(InputError, match=r"do not cover the issue of HKD 800,000,000.00: HKD 500,000.00 is left over"):
        allot(orders(1000, 599), terms, PRO_RATA, "orders.csv")


def test_allot__minimum_admits_too_few_orders__is_refused(issue_of: Callable[[int, int], Terms]) -> None:
    with pytest.raises(InputError, match=r"minimum denomination of HKD 1,000,000.00 lets too few orders be served"):
        allot(orders(2, 2), issue_of(3, 2), PRO_RATA, "orders.csv")


def test_price_of__below_par__is_fixed_once_per_unit(terms: Terms) -> None:
    assert price_of(3, replace(terms, issue_price=Fraction(99955, 100_000))) == 3 * 49_977_500
    assert price_of(3, replace(terms, unit_face=100, issue_price=Fraction(99955, 100_000))) == 3 * 100  # 99.955 each
    assert price_of(0, terms) == 0
