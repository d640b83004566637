from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.allocation.allot import allot
from tenor.allocation.methods import FixedPrice
from tenor.allocation.orders import Order
from tenor.errors import InputError
from tests.allocation.books import UNIT, issue, rules, units

OFFER = FixedPrice(method="fixed_price")
PARTIAL = FixedPrice.model_validate({"method": "fixed_price", "uncovered": "partial"})
TERMS = replace(issue(1000, 10), issue_price=Fraction(995, 1000))
PRICE = 99_500  # [minor] of a unit


def paid(*ordered: int, over: int = 0) -> list[Order]:
    """Orders paid in advance at the issue price, and so much over."""
    return [
        Order(f"ORD-{n}", f"INV-{n}", each * UNIT, paid=each * PRICE + over) for n, each in enumerate(ordered, start=1)
    ]


@pytest.mark.requirement("ALLOT-7")
def test_allot_offer__oversubscribed__scales_back_and_refunds_the_rest() -> None:
    result = allot(paid(1500, 10, 485, over=7), TERMS, OFFER)
    assert units(result) == {"ORD-1": 748, "ORD-2": 10, "ORD-3": 242}  # the minimum for the small one
    assert rules(result) == {"ORD-1": "scaled_back", "ORD-2": "in_full", "ORD-3": "scaled_back"}
    assert [each.refund for each in result.allotments] == [752 * PRICE + 7, 7, 243 * PRICE + 7]
    assert result.amount == 1000 * PRICE
    assert result.refunds == 995 * PRICE + 3 * 7


def test_allot_offer__not_paid_in_advance__refunds_nothing() -> None:
    assert allot([Order("ORD-1", "INV-1", 2000 * UNIT)], TERMS, OFFER).refunds == 0


def test_allot_offer__undersubscribed__is_refused_or_issued_in_part() -> None:
    with pytest.raises(InputError, match=r"EUR 1,000,000\.00: EUR 100,000\.00 is left over") as refusal:
        allot(paid(900), TERMS, OFFER, "orders.csv")
    assert refusal.value.remedy.endswith("or write 'uncovered: partial'")
    result = allot(paid(900), TERMS, PARTIAL)
    assert (result.units, result.cover, result.refunds) == (900, 1, 0)


def test_allot_offer__more_small_orders_than_minimums__leaves_some_out_and_refunds_all() -> None:
    terms = replace(issue(25, 10), issue_price=Fraction(995, 1000))
    result = allot(paid(14, 13, 12), terms, OFFER)
    assert units(result) == {"ORD-1": 13, "ORD-2": 12, "ORD-3": 0}
    last = result.allotments[-1]
    assert (last.rule, last.price, last.refund) == ("left_out", 0, 12 * PRICE)


@pytest.mark.requirement("ALLOT-1", "ALLOT-7")
@given(st.lists(st.integers(10, 3000), min_size=1, max_size=20), st.integers(0, 500))
def test_allot_offer__any_book__pays_for_the_allotment_and_gets_the_rest_back(ordered: list[int], over: int) -> None:
    orders = paid(*ordered, over=over)
    result = allot(orders, TERMS, PARTIAL)
    assert result.units == min(1000, sum(ordered))
    for order, each in zip(orders, result.allotments, strict=True):
        assert each.amount + each.refund == order.paid
        assert each.refund >= over
