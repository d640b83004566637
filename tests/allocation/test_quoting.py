from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.allocation.methods import Quote
from tenor.allocation.quoting import Quoting
from tenor.schedule.build import build_schedule
from tenor.schedule.pricing import yield_of
from tests.allocation.books import issue
from tests.bonds import FLOATING

TERMS = issue()
SCHEDULE = build_schedule(TERMS)


@pytest.mark.requirement("ALLOT-6")
@given(st.integers(-1_000, 20_000))
def test_unit_price_down__any_yield__leaves_the_investor_no_less_and_is_less_than_a_minor_unit_off(basis: int) -> None:
    limit = Fraction(basis, 100_000)
    price = Quoting(TERMS, Quote.YIELD).unit_price_down(limit)
    assert yield_of(SCHEDULE, TERMS.issue_date, Fraction(price)) >= limit
    assert yield_of(SCHEDULE, TERMS.issue_date, Fraction(price + 1)) < limit
    assert Quoting(TERMS, Quote.SPREAD, Fraction(1, 100)).unit_price_down(limit - Fraction(1, 100)) == price


def test_unit_price_down__interest_that_starts_after_the_issue__is_priced_on_its_first_day() -> None:
    late = issue(interest_start_date="2024-02-15", maturity_date="2027-02-15")
    assert Quoting(late, Quote.YIELD).unit_price_down(Fraction(5, 100)) == 100_000


@pytest.mark.parametrize("limit", [Fraction(-3), Fraction(10) ** 9])
def test_unit_price_down__yield_without_a_price__is_refused(limit: Fraction) -> None:
    with pytest.raises(ValueError, match="a unit would cost nothing|leaves nothing to discount by"):
        Quoting(TERMS, Quote.YIELD).unit_price_down(limit)


def test_unit_price_down__yield_of_coupons_that_are_not_known__is_refused() -> None:
    with pytest.raises(ValueError, match="not observed"):
        Quoting(issue(coupon=FLOATING), Quote.YIELD).unit_price_down(Fraction(5, 100))
    assert Quoting(issue(coupon=FLOATING), Quote.PRICE).unit_price_down(Fraction(99, 100)) == 99_000


def test_meets__limits_and_none__are_measured_for_the_issuer() -> None:
    price, rate = Quoting(TERMS, Quote.PRICE), Quoting(TERMS, Quote.YIELD)
    assert price.meets(Fraction(99, 100), Fraction(98, 100))
    assert not rate.meets(Fraction(5, 100), Fraction(4, 100))
    assert rate.meets(None, Fraction(4, 100))
