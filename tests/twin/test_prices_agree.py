"""The product's accrued interest, prices and yields and the twin's, both written from the term sheet's page, agree."""

from __future__ import annotations

import os
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.twin import pricing
from tests.twin.generate import Observations, Terms, sheets
from tests.twin.schedule import Sheet, build

EXAMPLES = int(os.environ.get("TENOR_TWIN_EXAMPLES", "300")) // 3
KNOWN_AT_ISSUE = ("fixed", "zero", "step-up", "amortising", "annuity")
SLOW = [HealthCheck.filter_too_much, HealthCheck.too_slow]


@pytest.mark.requirement("SCHED-16")
@settings(max_examples=EXAMPLES, suppress_health_check=SLOW, deadline=None)
@given(sheet=sheets(KNOWN_AT_ISSUE), data=st.data(), y=st.integers(-50, 1500))
def test_prices__any_sheet_and_day__are_the_twins(
    sheet: tuple[Terms, Observations], data: st.DataObject, y: int
) -> None:
    from tenor.schedule.accrued import accrued  # noqa: PLC0415 -- nothing else of the twin's folder knows the product
    from tenor.schedule.build import build_schedule  # noqa: PLC0415
    from tenor.schedule.document import terms_of  # noqa: PLC0415
    from tenor.schedule.pricing import clean_price, dirty_price  # noqa: PLC0415

    terms, _ = sheet
    assume(terms["coupon"]["kind"] != "floating")
    read = Sheet(terms)
    periods, plan = build(read), build_schedule(terms_of(terms))
    ends = [day for period in periods for day in (period.span.end, period.pay, period.ex or period.pay)]
    any_day = st.dates(read.start - timedelta(days=9), max(ends) + timedelta(days=9))
    around = st.tuples(st.sampled_from(ends), st.integers(-3, 3)).map(lambda pair: pair[0] + timedelta(days=pair[1]))
    day: date = data.draw(any_day | around)

    assert accrued(plan, day).exact == pricing.accrued_interest(read, periods, day)
    if read.start <= day < periods[-1].pay:
        rate = Fraction(y, 10_000)
        assert dirty_price(plan, day, rate) == pricing.dirty_price(read, periods, day, rate)
        assert clean_price(plan, day, rate) == pricing.clean_price(read, periods, day, rate)
