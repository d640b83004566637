"""What holds in any auction of any book."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.allocation.allot import allot
from tenor.allocation.methods import Auction, MultiplePrice, OrderKind, UniformPrice
from tenor.allocation.orders import Order
from tenor.allocation.result import Allocation
from tenor.errors import InputError
from tests.allocation.books import UNIT, issue, priced_books

MINIMUM, ISSUE = 3, 300
TERMS = issue(ISSUE, MINIMUM)
BOOKS = priced_books((OrderKind.COMPETITIVE, OrderKind.NON_COMPETITIVE), MINIMUM)
PLAIN: dict[str, Any] = {"quote": "price", "non_competitive_percent": "20", "uncovered": "partial"}
CAPPED = {**PLAIN, "maximum_share_percent": "35"}
AUCTIONS: list[Auction] = [
    UniformPrice.model_validate({"method": "uniform_price", **PLAIN}),
    UniformPrice.model_validate({"method": "uniform_price", **CAPPED}),
    MultiplePrice.model_validate({"method": "multiple_price", **PLAIN}),
    MultiplePrice.model_validate({"method": "multiple_price", **CAPPED}),
]
ONE_PRICE, OWN_PRICE = AUCTIONS[0], AUCTIONS[2]


def limits_of(orders: list[Order]) -> dict[str, Any]:
    return {order.id: order.limit for order in orders}


@pytest.mark.requirement("ALLOT-1", "ALLOT-2", "ALLOT-3", "ALLOT-6")
@given(BOOKS, st.sampled_from(AUCTIONS))
def test_allot_auction__any_book__keeps_denominations_and_limits(orders: list[Order], offering: Auction) -> None:
    result, limits = allot(orders, TERMS, offering), limits_of(orders)
    assert 0 < result.units <= ISSUE
    for each in result.allotments:
        assert each.units == 0 or MINIMUM <= each.units <= each.ordered_units
        assert limits[each.order] is None or each.price <= limits[each.order] * UNIT
        assert each.amount == each.units * each.price
    assert sum(each.units for each in result.allotments if limits[each.order] is None) <= ISSUE * 20 // 100


@pytest.mark.requirement("ALLOT-8")
@given(BOOKS, st.sampled_from([ONE_PRICE, OWN_PRICE]))
def test_allot_auction__any_book__fills_a_better_bid_before_a_lower_one(orders: list[Order], offering: Auction) -> None:
    result, limits = allot(orders, TERMS, offering), limits_of(orders)
    bids = [each for each in result.allotments if limits[each.order] is not None]
    for better, lower in permutations(bids, 2):
        if limits[better.order] > limits[lower.order]:
            assert lower.units == 0 or better.units == better.ordered_units
        if limits[better.order] == limits[lower.order] and better.ordered_units > lower.ordered_units:
            assert better.units >= lower.units


@given(BOOKS)
def test_allot_auction__maximum_share__is_never_exceeded(orders: list[Order]) -> None:
    taken = Counter[str]()
    for each in allot(orders, TERMS, AUCTIONS[1]).allotments:
        taken[each.investor] += each.units
    assert max(taken.values()) <= ISSUE * 35 // 100


@pytest.mark.requirement("ALLOT-5")
@given(BOOKS, st.sampled_from(AUCTIONS), st.randoms())
def test_allot_auction__bids_shuffled__gives_the_same(orders: list[Order], offering: Auction, random: Random) -> None:
    result, again = (allot(each, TERMS, offering) for each in (orders, random.sample(orders, len(orders))))
    assert Counter(result.allotments) == Counter(again.allotments)
    assert result.pricing == again.pricing


@pytest.mark.requirement("ALLOT-8")
@given(BOOKS)
def test_allot_auction__any_book__one_price_is_the_lowest_accepted_and_own_prices_bring_no_less(
    orders: list[Order],
) -> None:
    one, own = allot(orders, TERMS, ONE_PRICE), allot(orders, TERMS, OWN_PRICE)
    limits = limits_of(orders)
    lowest = min(limits[each.order] for each in one.allotments if each.units and limits[each.order] is not None)
    assert {each.price for each in one.allotments if each.units} == {lowest * UNIT}
    assert one.amount == one.units * lowest * UNIT
    assert [each.units for each in own.allotments] == [each.units for each in one.allotments]
    assert own.amount >= one.amount


@pytest.mark.requirement("ALLOT-1")
@given(BOOKS)
def test_allot_auction__whole_issue_wanted__is_the_issue_or_refused(orders: list[Order]) -> None:
    offering = UniformPrice.model_validate({"method": "uniform_price", **PLAIN, "uncovered": "refuse"})
    result: Allocation | None = None
    try:
        result = allot(orders, TERMS, offering)
    except InputError as refusal:
        assert "is left over" in refusal.what or "too few orders" in refusal.what  # noqa: PT017 -- either is right
    if result is not None:
        assert result.units == ISSUE
