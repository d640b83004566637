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

from tenor.schedule.build import build_schedule
from tenor.schedule.calendars import BusinessCalendar
from tenor.schedule.dates import notional_dates
from tenor.terms.model import BusinessDayRule, CalendarName
from tests.bonds import FLOATING
from tests.bonds import schedule as made

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

    assert notional_dates(terms) == [months_before(maturity, n * 12 // frequency) for n in range(coupons, -1, -1)]
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


@pytest.mark.requirement("SCHED-11")
def test_schedule__coupon_not_observed__has_no_amount_to_count_with() -> None:
    plan = made(coupon=FLOATING)
    for amount in (plan.interest_total, plan.aggregate_interest, plan.drift):
        with pytest.raises(ValueError, match="the interest of coupon 1 is not observed yet"):
            amount(plan.periods[0])
    assert plan.principal_total(plan.periods[-1]) == 1_000_000_00


@pytest.mark.requirement("SCHED-5")
def test_schedule__interest_per_holding__funds_the_exact_amount_of_all_units_rounded_down() -> None:
    plan = made(coupon={"rate_percent": "7", "day_count": "ACT/365F", "rounding": "per-holding-down"})
    first = plan.periods[0]

    assert first.interest_exact == Fraction(7 * 182 * 100_000, 365 * 100)
    assert (first.interest_per_unit, plan.interest_total(first), plan.drift(first)) == (3490, 3_490_410, 1)
