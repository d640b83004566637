from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from tenor.allocation.allot import allot
from tenor.allocation.methods import AsGiven, ProRata
from tenor.allocation.orders import Order
from tenor.allocation.quoting import issue_price_half_up
from tenor.allocation.result import Rule
from tenor.errors import InputError
from tenor.terms.model import Terms

PRO_RATA, AS_GIVEN = ProRata(method="pro_rata"), AsGiven(method="as_given")
UNIT = 50_000_000  # [minor]


def orders(*units: int, allotted: tuple[int | None, ...] = ()) -> list[Order]:
    given_units = allotted or (None,) * len(units)
    return [
        Order(f"ORD-{n:02}", f"INV-{n:02}", ordered * UNIT, None if units_allotted is None else units_allotted * UNIT)
        for n, (ordered, units_allotted) in enumerate(zip(units, given_units, strict=True), start=1)
    ]


def test_allot__pro_rata__keeps_the_order_of_the_book_and_prices_at_par(terms: Terms) -> None:
    allocation = allot(orders(1600, 2, 1600), terms, PRO_RATA)
    assert [(a.order, a.investor, a.ordered_units, a.units) for a in allocation.allotments] == [
        ("ORD-01", "INV-01", 1600, 799),
        ("ORD-02", "INV-02", 2, 2),
        ("ORD-03", "INV-03", 1600, 799),
    ]
    assert [a.rule for a in allocation.allotments] == [Rule.SCALED_BACK, Rule.IN_FULL, Rule.SCALED_BACK]
    assert (allocation.units, allocation.amount, allocation.refunds) == (1600, 80_000_000_000, 0)
    assert allocation.cover == Fraction(3202, 1600)


def test_allot__as_given__takes_the_book(terms: Terms) -> None:
    allocation = allot(orders(1600, 900, 2, allotted=(1000, 600, 0)), terms, AS_GIVEN)
    assert [a.units for a in allocation.allotments] == [1000, 600, 0]
    assert {a.rule for a in allocation.allotments} == {Rule.AS_GIVEN}


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
    with pytest.raises(
        InputError, match=r"do not cover .* HKD 800,000,000.00: HKD 500,000.00 is left over\. Add .* in the terms\.$"
    ):
        allot(orders(1000, 599), terms, PRO_RATA, "orders.csv")


def test_allot__minimum_admits_too_few_orders__is_refused(issue_of: Callable[[int, int], Terms]) -> None:
    with pytest.raises(InputError, match=r"minimum denomination of HKD 1,000,000.00 lets too few orders be served"):
        allot(orders(2, 2), issue_of(3, 2), PRO_RATA, "orders.csv")


def test_issue_price_half_up__below_par__is_fixed_once_per_unit(terms: Terms) -> None:
    below = replace(terms, issue_price=Fraction(99955, 100_000))
    assert issue_price_half_up(below) == 49_977_500
    assert issue_price_half_up(replace(below, unit_face=100)) == 100  # 99.955 each
    allotments = allot(orders(1600, 0), below, PRO_RATA).allotments
    assert [(a.price, a.amount) for a in allotments] == [(49_977_500, 1600 * 49_977_500), (0, 0)]


def test_allot__order_that_stands_twice__is_refused(terms: Terms) -> None:
    first, second = orders(900, 900)
    with pytest.raises(InputError, match="order 'ORD-01' stands twice"):
        allot([first, replace(second, id="ORD-01")], terms, PRO_RATA)
