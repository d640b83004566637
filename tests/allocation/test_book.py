from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.allocation.allot import allot
from tenor.allocation.demand import demand_curve
from tenor.allocation.methods import BookBuilding, OrderKind, Quote
from tenor.allocation.orders import Order
from tenor.allocation.quoting import Quoting
from tenor.errors import InputError
from tests.allocation.books import UNIT, book, issue, order, priced_books, prices, rules, units

TERMS = issue()
BOOK = book("A1 A 400 L 99.5", "A2 A 200 L 99.8", "B1 B 500 L 99.6", "C1 C 300 M", "D1 D 900 L 99.2")


def building(**fields: Any) -> BookBuilding:  # noqa: ANN401 -- any parameter
    return BookBuilding.model_validate({"method": "book_building", "quote": "price", **fields})


def test_demand_curve__limits_and_a_market_order__counts_from_the_best_down() -> None:
    points = demand_curve(BOOK, Quoting(TERMS, Quote.PRICE))
    assert [(float(p.limit), p.units, p.demand, p.cover) for p in points] == [
        (0.998, 200, 500, Fraction(1, 2)),
        (0.996, 500, 1000, Fraction(1)),
        (0.995, 400, 1400, Fraction(7, 5)),
        (0.992, 900, 2300, Fraction(23, 10)),
    ]


def test_demand_curve__yields__has_the_lowest_first() -> None:
    points = demand_curve(book("A1 A 10 L 5.2", "B1 B 10 L 4.9"), Quoting(TERMS, Quote.YIELD))
    assert [p.limit for p in points] == [Fraction(49, 1000), Fraction(52, 1000)]
    assert demand_curve(book("A1 A 10 M"), Quoting(TERMS, Quote.YIELD)) == ()


def test_allot_book__no_reoffer__is_priced_at_the_best_limit_that_covers() -> None:
    result = allot(BOOK, TERMS, building())
    assert units(result) == {"A1": 0, "A2": 200, "B1": 500, "C1": 300, "D1": 0}
    assert rules(result) == {
        "A1": "priced_out", "A2": "in_full", "B1": "in_full", "C1": "in_full", "D1": "priced_out",
    }  # fmt: skip
    assert prices(result) == {"A1": 0, "A2": 99_600, "B1": 99_600, "C1": 99_600, "D1": 0}
    assert result.pricing is not None
    assert (result.pricing.cut_off, result.pricing.average) == (
        Fraction(996, 1000),
        Fraction(200 * 998 + 500 * 996, 700_000),
    )
    assert (result.units, result.cover) == (1000, Fraction(23, 10))


def test_allot_book__reoffer_of_the_issuer__scales_all_who_stand_at_it_back_alike() -> None:
    result = allot(BOOK, TERMS, building(reoffer="99.5"))
    assert units(result) == {"A1": 286, "A2": 143, "B1": 357, "C1": 214, "D1": 0}  # of 1,400; no limit is better off
    assert {price for price in prices(result).values() if price} == {99_500}


def test_allot_book__yields__are_priced_by_the_schedule_and_rounded_down() -> None:
    """At its coupon a bond is worth par, at more it is worth less; a unit of 4.9 % costs 1,002.7586."""
    result = allot(book("A1 A 600 L 5", "B1 B 400 L 4.9"), TERMS, building(quote="yield"))
    assert set(prices(result).values()) == {100_000}
    result = allot(book("A1 A 600 L 5", "B1 B 1000 L 4.9"), TERMS, building(quote="yield"))
    assert prices(result) == {"A1": 0, "B1": 100_275}


def test_allot_book__spreads__stand_over_the_reference_yield() -> None:
    offering = building(quote="spread", reference_yield_percent="4.5")
    result = allot(book("A1 A 600 L 0.5", "B1 B 400 L 0.4"), TERMS, offering)
    assert set(prices(result).values()) == {100_000}
    assert result.pricing is not None
    assert (result.pricing.cut_off, result.pricing.tail) == (Fraction(5, 1000), Fraction(4, 10_000))


def test_allot_book__tranches__receive_at_most_their_share() -> None:
    orders = [order("A1 A 900 L 99", "retail"), order("B1 B 600 M", "retail"), order("C1 C 500 L 99", "fund")]
    result = allot(orders, TERMS, building(tranches={"retail": "60", "fund": "60"}))
    # 600 and 500 within the shares; of the issue 6/11 and 5/11
    assert units(result) == {"A1": 327, "B1": 218, "C1": 455}
    result = allot(orders, TERMS, building(tranches={"retail": "50", "fund": "50"}))
    assert units(result) == {"A1": 300, "B1": 200, "C1": 500}


def test_allot_book__tranches_not_filled__is_refused_or_issued_in_part() -> None:
    orders = [order("A1 A 900 L 99", "retail"), order("C1 C 300 L 99", "fund")]
    shares = {"retail": "60", "fund": "40"}
    with pytest.raises(InputError, match=r"stand at 99 % .* sum to EUR 900,000.00 and do not cover .* EUR 100,000.00"):
        allot(orders, TERMS, building(tranches=shares), "orders.csv")
    result = allot(orders, TERMS, building(tranches=shares, uncovered="partial"))
    assert (units(result), result.units) == ({"A1": 600, "C1": 300}, 900)


def test_allot_book__reoffer_at_which_too_few_stand__is_refused() -> None:
    with pytest.raises(
        InputError, match=r"orders\.csv: the orders that stand at 99\.8 % .* EUR 500,000\.00 is left over"
    ):
        allot(BOOK, TERMS, building(reoffer="99.8"), "orders.csv")


def test_allot_book__market_orders_only__set_no_price() -> None:
    with pytest.raises(InputError, match="no order carries a limit, so that the book sets no price"):
        allot(book("A1 A 2000 M"), TERMS, building())
    assert units(allot(book("A1 A 2000 M"), TERMS, building(reoffer="100"))) == {"A1": 1000}


@pytest.mark.requirement("ALLOT-1", "ALLOT-2", "ALLOT-3", "ALLOT-5", "ALLOT-6")
@given(priced_books((OrderKind.LIMIT, OrderKind.MARKET), 3), st.randoms())
def test_allot_book__any_book__keeps_every_promise(orders: list[Order], random: Random) -> None:
    terms = issue(300, 3)
    offering = building(uncovered="partial")
    result = allot(orders, terms, offering)
    by_id = {each.id: each for each in orders}
    demand = sum(each.nominal // UNIT for each in orders)
    assert result.units == min(300, demand)
    for each in result.allotments:
        limit = by_id[each.order].limit
        assert each.units == 0 or 3 <= each.units <= each.ordered_units
        assert limit is None or each.units == 0 or each.price <= limit * UNIT
        assert each.amount == each.units * each.price
    shuffled = random.sample(orders, len(orders))
    assert Counter(allot(shuffled, terms, offering).allotments) == Counter(result.allotments)
