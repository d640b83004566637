"""Compounding in arrears against cases worked by hand, and against the definition for any week."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.schedule.calendars import BusinessCalendar
from tenor.schedule.compounding import compounded, observations_of
from tenor.schedule.observations import Observations
from tenor.terms.parts import Fixing
from tenor.terms.vocabulary import CalendarName, DayCount
from tests.bonds import ARREARS, schedule

US = BusinessCalendar([CalendarName.US], "terms.yaml:22")
MONDAY, NEXT = date(2024, 2, 12), date(2024, 2, 20)  # Monday 19 February is Washington's Birthday


def fixing(**rule: object) -> Fixing:
    bounds = Fraction(-5, 100), Fraction(20, 100)
    return Fixing(True, (CalendarName.US,), *bounds, 0, decimals=5, **rule)  # type: ignore[arg-type]  # noqa: FBT003


def observed(**rule: object) -> list[tuple[str, int]]:
    """Day of February (January before the 1st) and weight of each observation of the eight days."""
    return [(f"{each.day:%m-%d}", each.days) for each in observations_of(MONDAY, NEXT, fixing(**rule), US)]


@pytest.mark.requirement("SCHED-11")
def test_observations_of__plain__weigh_each_business_day_to_the_next_one() -> None:
    assert observed() == [("02-12", 1), ("02-13", 1), ("02-14", 1), ("02-15", 1), ("02-16", 4)]


@pytest.mark.requirement("SCHED-11")
def test_observations_of__lookback__takes_earlier_rates_at_the_same_weights() -> None:
    assert observed(lookback=2) == [("02-08", 1), ("02-09", 1), ("02-12", 1), ("02-13", 1), ("02-14", 4)]


@pytest.mark.requirement("SCHED-11")
def test_observations_of__observation_shift__takes_the_weights_of_the_earlier_days_too() -> None:
    shifted = observed(lookback=2, observation_shift=True)

    assert shifted == [("02-08", 1), ("02-09", 3), ("02-12", 1), ("02-13", 1), ("02-14", 1)]  # to Thursday 15


@pytest.mark.requirement("SCHED-11")
def test_observations_of__lockout__repeats_the_rate_before_the_last_days() -> None:
    assert observed(lockout=2) == [("02-12", 1), ("02-13", 1), ("02-14", 1), ("02-14", 1), ("02-14", 4)]
    assert observed(lockout=9) == [("02-12", 1), ("02-12", 1), ("02-12", 1), ("02-12", 1), ("02-12", 4)]


@pytest.mark.requirement("SCHED-11")
def test_observations_of__start_on_a_holiday__counts_from_it_at_the_rate_before() -> None:
    days = observations_of(date(2024, 2, 18), date(2024, 2, 21), fixing(), US)

    assert [(each.day, each.days) for each in days] == [(date(2024, 2, 16), 2), (date(2024, 2, 20), 1)]


@pytest.mark.requirement("SCHED-11")
def test_compounded__two_days_by_hand__is_the_product_less_one() -> None:
    days = observations_of(date(2024, 2, 15), NEXT, fixing(), US)
    daily = {date(2024, 2, 15): Fraction(5, 100), date(2024, 2, 16): Fraction(6, 100)}
    growth = (1 + Fraction(5, 36_000)) * (1 + Fraction(24, 36_000))

    assert compounded(days, daily, DayCount.ACT_360) == (growth - 1) * 360 / 5
    assert compounded(days, daily, DayCount.THIRTY_E_360) == (growth - 1) * 360 / 5
    on_365 = (1 + Fraction(5, 36_500)) * (1 + Fraction(24, 36_500))
    assert compounded(days, daily, DayCount.ACT_365F) == (on_365 - 1) * 365 / 5
    assert compounded(days, daily, DayCount.ACT_ACT_ICMA) == (on_365 - 1) * 365 / 5
    assert compounded(days, {date(2024, 2, 15): Fraction(5, 100)}, DayCount.ACT_360) is None


@pytest.mark.requirement("SCHED-11")
@given(
    start=st.dates(date(2024, 1, 2), date(2026, 6, 30)),
    life=st.integers(1, 100),
    lookback=st.integers(0, 5),
    shift=st.booleans(),
    lockout=st.integers(0, 4),
)
def test_observations_of__any_rule__has_weights_that_cover_the_days_once(
    start: date, life: int, lookback: int, lockout: int, *, shift: bool
) -> None:
    rule = fixing(lookback=lookback, observation_shift=shift, lockout=lockout)
    end = start + timedelta(days=life)
    days = observations_of(start, end, rule, US)

    assert all(US.is_business_day(each.day) for each in days)
    assert [each.day for each in days] == sorted(each.day for each in days)
    assert all(each.days >= 0 for each in days)
    if not (shift and lookback):
        assert sum(each.days for each in days) == life


@pytest.mark.requirement("SCHED-11", "SCHED-14")
def test_build_schedule__daily_rates__are_compounded_and_rounded_once() -> None:
    start = date(2024, 1, 15)
    daily = {start + timedelta(days=n): Fraction(531, 10_000) for n in range(-10, 91)}
    first, second, *_ = schedule(Observations(daily=daily), coupon=ARREARS, maturity_date="2025-01-15").periods

    assert first.rate is not None
    assert (first.rate * 10**7).denominator == 1
    growth = Fraction(1)
    day = start
    while day < date(2024, 4, 15):
        weight = 3 if day.weekday() == 4 else 1
        growth *= 1 + Fraction(531, 10_000) * weight / 360
        day += timedelta(days=weight)
    exact = (growth - 1) * 360 / 91
    assert abs(first.rate - exact) <= Fraction(1, 2 * 10**7)
    assert first.fixing_date == date(2024, 4, 15)
    assert (second.rate, second.interest_per_unit) == (None, None)


@pytest.mark.requirement("SCHED-11")
def test_build_schedule__compounded_rate_out_of_bounds__is_refused() -> None:
    daily = {date(2024, 1, 5) + timedelta(days=n): Fraction(25, 100) for n in range(110)}

    with pytest.raises(InputError, match="the compounded rate of coupon 1, 25.7"):
        schedule(Observations(daily=daily), coupon=ARREARS)
