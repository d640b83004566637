from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tenor.allocation.allot import allot
from tenor.allocation.methods import MultiplePrice, UniformPrice
from tenor.errors import InputError
from tests.allocation.books import book, issue, prices, rules, units

TERMS = issue()
BOOK = book("A1 A 300 C 99.8", "A2 A 300 C 99.5", "B1 B 400 C 99.6", "C1 C 500 C 99.5", "D1 D 900 C 99.4", "E1 E 100 N")


def uniform(**fields: Any) -> UniformPrice:  # noqa: ANN401 -- any parameter
    return UniformPrice.model_validate({"method": "uniform_price", "quote": "price", **fields})


def multiple(**fields: Any) -> MultiplePrice:  # noqa: ANN401 -- as above
    return MultiplePrice.model_validate({"method": "multiple_price", "quote": "price", **fields})


def test_allot_auction__one_price__fills_from_the_best_down_and_scales_back_at_the_stop_out() -> None:
    result = allot(BOOK, TERMS, uniform(non_competitive_percent="20"))
    assert units(result) == {"A1": 300, "A2": 75, "B1": 400, "C1": 125, "D1": 0, "E1": 100}
    assert rules(result) == {
        "A1": "in_full", "A2": "scaled_back", "B1": "in_full", "C1": "scaled_back", "D1": "priced_out", "E1": "in_full",
    }  # fmt: skip
    assert {price for price in prices(result).values() if price} == {99_500}
    assert result.amount == 1000 * 99_500


def test_allot_auction__one_price__reports_stop_out_average_tail_and_bid_to_cover() -> None:
    result = allot(BOOK, TERMS, uniform(non_competitive_percent="20"))
    average = Fraction(300 * 998 + 400 * 996 + 200 * 995, 900_000)
    assert result.pricing is not None
    assert (result.pricing.cut_off, result.pricing.average) == (Fraction(995, 1000), average)
    assert result.pricing.tail == average - Fraction(995, 1000)
    assert result.cover == Fraction(2500, 1000)


def test_allot_auction__multiple_prices__each_pays_what_he_bid_and_the_others_the_average() -> None:
    result = allot(BOOK, TERMS, multiple(non_competitive_percent="20"))
    average = (300 * 99_800 + 400 * 99_600 + 200 * 99_500) // 900  # 99,644.4 is rounded down
    assert prices(result) == {"A1": 99_800, "A2": 99_500, "B1": 99_600, "C1": 99_500, "D1": 0, "E1": average}
    assert average == 99_644


def test_allot_auction__multiple_prices_with_stop_out_for_the_others__is_what_the_file_says() -> None:
    result = allot(BOOK, TERMS, multiple(non_competitive_percent="20", non_competitive_price="stop_out"))
    assert prices(result)["E1"] == 99_500


def test_allot_auction__more_non_competitive_bids_than_their_cap__scales_them_back_first() -> None:
    orders = book("A1 A 900 C 99", "B1 B 200 N", "C1 C 300 N")
    result = allot(orders, TERMS, uniform(non_competitive_percent="10"))
    assert units(result) == {"A1": 900, "B1": 40, "C1": 60}
    assert rules(result) == {"A1": "in_full", "B1": "scaled_back", "C1": "scaled_back"}


def test_allot_auction__maximum_share__counts_a_bidders_best_bids_first() -> None:
    orders = book("A1 A 300 C 99.9", "A2 A 300 C 99.8", "A3 A 50 N", "B1 B 300 C 99", "C1 C 300 C 98")
    result = allot(orders, TERMS, uniform(non_competitive_percent="10", maximum_share_percent="40"))
    assert units(result) == {"A1": 300, "A2": 50, "A3": 50, "B1": 300, "C1": 300}


def test_allot_auction__maximum_share__is_named_as_the_rule() -> None:
    orders = book("A1 A 300 C 99.9", "A2 A 300 C 99.8", "A3 A 100 C 99.7", "B1 B 700 C 99", "C1 C 200 C 98")
    result = allot(orders, TERMS, uniform(maximum_share_percent="40"))
    assert units(result) == {"A1": 300, "A2": 100, "A3": 0, "B1": 400, "C1": 200}
    assert rules(result) == {"A1": "in_full", "A2": "capped", "A3": "capped", "B1": "capped", "C1": "in_full"}


def test_allot_auction__yields__has_the_lowest_first_and_the_highest_as_stop_out() -> None:
    orders = book("A1 A 600 C 4.9", "B1 B 600 C 5", "C1 C 600 C 5.1")
    result = allot(orders, TERMS, uniform(quote="yield"))
    assert units(result) == {"A1": 600, "B1": 400, "C1": 0}
    assert prices(result) == {"A1": 100_000, "B1": 100_000, "C1": 0}  # par at the coupon
    assert prices(allot(orders, TERMS, multiple(quote="yield")))["A1"] == 100_275
    assert result.pricing is not None
    assert (result.pricing.cut_off, result.pricing.tail) == (Fraction(5, 100), Fraction(6, 10_000))


def test_allot_auction__zero_coupon__is_discounted_by_the_yield() -> None:
    terms = issue(coupon={"kind": "zero", "day_count": "ACT/365F"})
    result = allot(book("A1 A 1000 C 5"), terms, uniform(quote="yield"))
    assert prices(result) == {"A1": int(100_000 / Fraction(105, 100) ** 3)}


def test_allot_auction__issue_not_covered__is_refused_or_issued_in_part() -> None:
    orders = book("A1 A 300 C 99.5", "B1 B 200 C 99", "C1 C 700 N")
    with pytest.raises(
        InputError, match=r"orders\.csv: the bids that count sum to EUR 600,000\.00 .* EUR 400,000\.00 is"
    ):
        allot(orders, TERMS, uniform(non_competitive_percent="10"), "orders.csv")
    result = allot(orders, TERMS, uniform(non_competitive_percent="10", uncovered="partial"))
    assert (units(result), result.units) == ({"A1": 300, "B1": 200, "C1": 100}, 600)
    assert set(prices(result).values()) == {99_000}


def test_allot_auction__no_competitive_bid__sets_no_price() -> None:
    offering = uniform(non_competitive_percent="100", uncovered="partial")
    with pytest.raises(InputError, match="no competitive bid is accepted, so that the auction sets no price"):
        allot(book("A1 A 300 N"), TERMS, offering)


def test_allot_auction__minimum_in_the_way_at_the_stop_out__is_refused_and_no_worse_bid_filled() -> None:
    terms = issue(1000, 10)
    orders = book("A1 A 995 C 99.5", "B1 B 10 C 99", "C1 C 10 C 98")
    with pytest.raises(InputError, match=r"minimum denomination of EUR 10,000\.00 lets too few orders be served"):
        allot(orders, terms, uniform())
    result = allot(orders, terms, uniform(uncovered="partial"))
    assert units(result) == {"A1": 995, "B1": 0, "C1": 0}
    assert rules(result) == {"A1": "in_full", "B1": "left_out", "C1": "priced_out"}
    assert prices(result)["A1"] == 99_500  # B1 was not accepted, so its limit is no stop-out


def test_allot_auction__price_between_minor_units__is_rounded_down_once() -> None:
    terms = replace(TERMS, unit_face=333, size=333_000)
    orders = [replace(each, nominal=each.nominal // 100_000 * 333) for each in book("A1 A 1000 C 99.5")]
    (only,) = allot(orders, terms, uniform()).allotments
    assert (only.price, only.amount) == (331, 331_000)  # 331.335 a unit
