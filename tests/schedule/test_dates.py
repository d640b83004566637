from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
import QuantLib
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.schedule.dates import months_from, notional_dates
from tests.bonds import bond, schedule

FREQUENCIES = {"annual": 12, "semi-annual": 6, "quarterly": 3, "monthly": 1}
DIRECTIONS = {"short-first": QuantLib.DateGeneration.Backward, "short-last": QuantLib.DateGeneration.Forward}


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def dates_of(start: str, maturity: str, stub: str = "none", frequency: str = "quarterly", **coupon: str) -> list[date]:
    rule = {"stub": stub, "frequency": frequency, **coupon}
    return notional_dates(bond(issue_date=start, maturity_date=maturity, coupon=rule))


def quantlib(day: date) -> QuantLib.Date:
    return QuantLib.Date(day.day, day.month, day.year)


@pytest.mark.requirement("SCHED-1", "SCHED-9")
@pytest.mark.parametrize("stub", DIRECTIONS)
@pytest.mark.parametrize("frequency", FREQUENCIES)
@given(start=st.dates(date(2001, 1, 1), date(2100, 1, 1)), life=st.integers(40, 4_000), month_end=st.booleans())
def test_notional_dates__any_life_with_a_short_stub__are_quantlibs(
    stub: str, frequency: str, start: date, life: int, *, month_end: bool
) -> None:
    maturity = start + timedelta(days=life)
    oracle = QuantLib.Schedule(
        quantlib(start), quantlib(maturity), QuantLib.Period(FREQUENCIES[frequency], QuantLib.Months),
        QuantLib.NullCalendar(), QuantLib.Unadjusted, QuantLib.Unadjusted, DIRECTIONS[stub], month_end,
    )  # fmt: skip
    rule = {"end_of_month": str(month_end).lower()}

    assert dates_of(str(start), str(maturity), stub, frequency, **rule) == [day.to_date() for day in oracle]


@pytest.mark.requirement("SCHED-9")
@pytest.mark.parametrize(
    ("stub", "expected"),
    [
        ("short-first", ["2024-01-20", "2024-03-15", "2024-06-15", "2024-09-15", "2024-12-15"]),
        ("long-first", ["2024-01-20", "2024-06-15", "2024-09-15", "2024-12-15"]),
        ("short-last", ["2024-01-20", "2024-04-20", "2024-07-20", "2024-10-20", "2024-12-15"]),
        ("long-last", ["2024-01-20", "2024-04-20", "2024-07-20", "2024-12-15"]),
    ],
)
def test_notional_dates__odd_life__is_divided_as_the_stub_says(stub: str, expected: list[str]) -> None:
    assert dates_of("2024-01-20", "2024-12-15", stub) == days(*expected)


@pytest.mark.requirement("SCHED-9")
@pytest.mark.parametrize("stub", ["none", "short-first", "long-first", "short-last", "long-last"])
def test_notional_dates__life_of_whole_periods__has_no_stub_whatever_the_rule(stub: str) -> None:
    assert dates_of("2024-01-15", "2024-10-15", stub) == days("2024-01-15", "2024-04-15", "2024-07-15", "2024-10-15")


@pytest.mark.requirement("SCHED-9")
@pytest.mark.parametrize("stub", ["short-first", "long-first", "short-last", "long-last"])
def test_notional_dates__life_shorter_than_a_period__is_one_period(stub: str) -> None:
    assert dates_of("2024-01-20", "2024-03-15", stub) == days("2024-01-20", "2024-03-15")


@pytest.mark.requirement("SCHED-9")
@pytest.mark.parametrize("stub", ["long-first", "long-last"])
def test_notional_dates__long_stub_of_a_life_with_one_notional_date__is_the_whole_life(stub: str) -> None:
    assert dates_of("2024-01-20", "2024-06-15", stub) == days("2024-01-20", "2024-06-15")


@pytest.mark.requirement("SCHED-7")
def test_notional_dates__odd_life_without_a_rule__is_refused_by_its_field() -> None:
    with pytest.raises(InputError, match="terms, maturity_date: the first coupon period would be a stub"):
        dates_of("2024-01-20", "2024-12-15")


@pytest.mark.requirement("SCHED-1")
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("false", ["2024-02-29", "2024-05-29", "2024-08-29", "2024-11-29", "2025-02-28"]),
        ("true", ["2024-02-29", "2024-05-31", "2024-08-31", "2024-11-30", "2025-02-28"]),
    ],
)
def test_notional_dates__anchor_at_a_months_end__stays_there_under_the_rule(rule: str, expected: list[str]) -> None:
    assert dates_of("2024-02-29", "2025-02-28", "short-last", end_of_month=rule) == days(*expected)


@pytest.mark.requirement("SCHED-1")
def test_notional_dates__anchor_not_at_a_months_end__is_left_alone_by_the_rule() -> None:
    dates = dates_of("2024-05-30", "2025-02-28", "short-last", end_of_month="true")

    assert dates == days("2024-05-30", "2024-08-30", "2024-11-30", "2025-02-28")


@given(st.dates(date(2010, 1, 1), date(2100, 1, 1)), st.integers(-100, 100))
def test_months_from__any_anchor__keeps_its_day_or_takes_the_months_last(anchor: date, months: int) -> None:
    moved = months_from(anchor, months, end_of_month=False)

    assert (moved.year * 12 + moved.month) - (anchor.year * 12 + anchor.month) == months
    assert moved.day == anchor.day or (moved.day < anchor.day and (moved + timedelta(days=1)).day == 1)


@pytest.mark.requirement("SCHED-4", "SCHED-9")
def test_build_schedule__long_last_stub_of_actual_actual_icma__is_split_from_the_anchor() -> None:
    rule = {"stub": "long-last", "frequency": "quarterly", "day_count": "ACT/ACT-ICMA", "rate_percent": "10"}
    (period,) = schedule(issue_date="2003-11-30", maturity_date="2004-04-30", coupon=rule).periods

    assert period.year_fraction.limit_denominator(10**6) == period.year_fraction
    assert f"{float(period.year_fraction):.5f}" == "0.41758"
    assert period.interest_per_unit == 41_76


@pytest.mark.requirement("SCHED-9")
@given(
    st.sampled_from(["short-first", "long-first", "short-last", "long-last"]),
    st.sampled_from(sorted(FREQUENCIES)),
    st.integers(1, 3_000),
)
def test_build_schedule__any_stub__has_periods_that_join_and_cover_the_life(
    stub: str, frequency: str, life: int
) -> None:
    start = date(2024, 1, 20)
    dates = dates_of(str(start), str(start + timedelta(days=life)), stub, frequency)

    assert (dates[0], dates[-1]) == (start, start + timedelta(days=life))
    assert all(earlier < later for earlier, later in pairwise(dates))
