from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import QuantLib
from hypothesis import given
from hypothesis import strategies as st

from tenor.schedule.build import build_schedule, coupon_dates
from tenor.schedule.calendars import BusinessCalendar
from tenor.terms.model import BusinessDayRule, CalendarName

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenor.terms.model import Terms

    Vary = Callable[..., Terms]


@pytest.mark.requirement("SCHED-5")
def test_schedule__hksar_2023__totals_and_drift_are_those_of_the_deal(hksar: Terms) -> None:
    schedule = build_schedule(hksar)
    first, second = schedule.periods

    assert schedule.interest_total(first) == 1_606_684_800  # HKD 16,066,848.00
    assert schedule.interest_total(second) == 1_633_315_200  # HKD 16,333,152.00
    assert schedule.aggregate_interest(first) == Fraction(80_000_000_000 * 81 * 181, 2000 * 365)
    assert (schedule.drift(first), schedule.drift(second)) == (132, -132)
    assert sum(map(schedule.interest_total, schedule.periods)) == 3_240_000_000  # HKD 32,400,000.00
    assert sum(map(schedule.aggregate_interest, schedule.periods)) == 3_240_000_000


def unit_interest(face: int, rate: Fraction, days: int) -> int:
    """Interest on one unit by decimal arithmetic, which shares nothing with the product's fractions."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(face) * Decimal(rate.numerator) * days / (Decimal(rate.denominator) * 365)
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


LIVES = st.fixed_dictionaries(
    {
        "maturity_date": st.dates(date(2024, 1, 1), date(2026, 11, 30)),
        "frequency": st.sampled_from([1, 2, 4, 12]),
        "roll": st.sampled_from(BusinessDayRule),
        "accrual_adjusted": st.booleans(),
        "calendars": st.sampled_from([(CalendarName.HK,), (CalendarName.HK, CalendarName.TARGET)]),
        "rate": st.integers(1_000_000, 200_000_000).map(lambda rate: Fraction(rate, 10**9)),
        "unit_face": st.integers(100_000, 10**12),
    }
)


def months_before(day: date, months: int) -> date:
    moved = QuantLib.Date(day.day, day.month, day.year) - QuantLib.Period(months, QuantLib.Months)
    return moved.to_date()  # type: ignore[no-any-return]


@pytest.mark.requirement("SCHED-1", "SCHED-2", "SCHED-5", "SCHED-6")
@given(life=LIVES, coupons=st.integers(1, 12))
def test_schedule__any_regular_life__keeps_its_promises(vary: Vary, life: dict[str, object], coupons: int) -> None:
    maturity, frequency = life["maturity_date"], life["frequency"]
    assert isinstance(maturity, date)
    assert isinstance(frequency, int)
    coupons = min(coupons, max(1, (maturity.year - 2023) * frequency))
    start = months_before(maturity, coupons * 12 // frequency)
    terms = vary(**life, issue_date=start, size=1000 * int(str(life["unit_face"])), units=1000)
    schedule = build_schedule(terms)
    periods = schedule.periods

    assert coupon_dates(terms) == [months_before(maturity, n * 12 // frequency) for n in range(coupons, -1, -1)]
    assert [period.number for period in periods] == list(range(1, coupons + 1))
    assert periods[0].accrual_start == start
    assert all(before.accrual_end == after.accrual_start for before, after in pairwise(periods))
    assert all(before.pay_date < after.record_date for before, after in pairwise(periods))
    assert sum(period.days for period in periods) == (periods[-1].accrual_end - start).days
    calendar = BusinessCalendar(terms.calendars, "x")
    for period in periods:
        assert period.record_time < period.pay_time
        assert calendar.is_business_day(period.record_date)
        assert terms.roll is BusinessDayRule.NONE or calendar.is_business_day(period.pay_date)
        assert period.interest_per_unit == unit_interest(terms.unit_face, terms.rate, period.days)
        assert schedule.interest_total(period) == period.interest_per_unit * 1000
        assert abs(schedule.drift(period)) <= 500  # at most half a minor unit on each unit
    assert sum(period.principal_per_unit for period in periods) == terms.unit_face
