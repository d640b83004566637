from __future__ import annotations

from datetime import date, timedelta

import pytest
import QuantLib
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.schedule.calendars import HORIZONS, BusinessCalendar
from tenor.terms.model import BusinessDayRule, CalendarName

# General holidays on weekdays as gazetted by the Hong Kong Government: what QuantLib is held against.
HK_GAZETTED = {
    2023: "01-02 01-23 01-24 01-25 04-05 04-07 04-10 05-01 05-26 06-22 10-02 10-23 12-25 12-26",
    2024: "01-01 02-12 02-13 03-29 04-01 04-04 05-01 05-15 06-10 07-01 09-18 10-01 10-11 12-25 12-26",
    2025: "01-01 01-29 01-30 01-31 04-04 04-18 04-21 05-01 05-05 07-01 10-01 10-07 10-29 12-25 12-26",
    2026: "01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25",
}
TARGET_2024 = "01-01 03-29 04-01 05-01 12-25 12-26"

QUANTLIB_RULES = {
    BusinessDayRule.FOLLOWING: QuantLib.Following,
    BusinessDayRule.MODIFIED_FOLLOWING: QuantLib.ModifiedFollowing,
    BusinessDayRule.PRECEDING: QuantLib.Preceding,
    BusinessDayRule.MODIFIED_PRECEDING: QuantLib.ModifiedPreceding,
    BusinessDayRule.NONE: QuantLib.Unadjusted,
}
DAYS = st.dates(date(2023, 3, 1), date(2026, 11, 30))

HK = BusinessCalendar([CalendarName.HK], "terms.yaml:22")
JOINT = BusinessCalendar([CalendarName.HK, CalendarName.TARGET], "terms.yaml:22")


def quantlib(day: date) -> QuantLib.Date:
    return QuantLib.Date(day.day, day.month, day.year)


def weekdays_off(calendar: BusinessCalendar, year: int) -> str:
    days = (date(year, 1, 1) + timedelta(offset) for offset in range(366))
    off = (day for day in days if day.year == year and day.weekday() < 5 and not calendar.is_business_day(day))
    return " ".join(f"{day:%m-%d}" for day in off)


@pytest.mark.requirement("SCHED-3")
@pytest.mark.parametrize("year", HK_GAZETTED)
def test_is_business_day__hong_kong_within_horizon__is_off_on_the_gazetted_holidays(year: int) -> None:
    assert weekdays_off(HK, year) == HK_GAZETTED[year]


def test_is_business_day__target__is_off_on_the_six_closing_days() -> None:
    assert weekdays_off(BusinessCalendar([CalendarName.TARGET], "x"), 2024) == TARGET_2024


def test_is_business_day__two_calendars__is_off_where_either_is() -> None:
    expected = sorted({*HK_GAZETTED[2024].split(), *TARGET_2024.split()})

    assert weekdays_off(JOINT, 2024).split() == expected
    assert not JOINT.is_business_day(date(2024, 2, 12))  # Lunar New Year, TARGET open
    assert not JOINT.is_business_day(date(2026, 5, 1))


@pytest.mark.parametrize("day", [date(2024, 2, 10), date(2024, 2, 11)])
def test_is_business_day__weekend__is_not_one(day: date) -> None:
    assert not HK.is_business_day(day)
    assert HK.is_business_day(date(2024, 2, 14))


def test_horizons__every_calendar_name__has_one() -> None:
    assert set(HORIZONS) == set(CalendarName)
    for name in CalendarName:
        assert BusinessCalendar([name], "x").is_business_day(date(2024, 11, 20))


@pytest.mark.requirement("SCHED-3")
@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2027, 1, 1), date(2027, 2, 8)])
def test_is_business_day__beyond_the_horizon__is_refused(day: date) -> None:
    with pytest.raises(InputError) as caught:
        HK.is_business_day(day)

    assert caught.value.where == "terms.yaml:22"
    assert caught.value.what == (
        f"holidays of HK are known from 2023-01-01 to 2026-12-31, and the schedule needs them for {day}"
    )
    assert "add a holiday file" in caught.value.remedy


@pytest.mark.requirement("SCHED-3")
def test_require__several_dates_beyond_the_horizon__names_them_all() -> None:
    days = [date(2026, 12, 31), date(2027, 6, 30), date(2027, 12, 31)]

    with pytest.raises(InputError, match="needs them for 2027-06-30, 2027-12-31") as caught:
        JOINT.require(days)

    assert caught.value.what.startswith("holidays of HK are known from 2023-01-01 to 2026-12-31, ")  # TARGET goes on
    JOINT.require(days[:1])


def test_horizon__quantlib_beyond_it__indeed_misses_lunar_new_year() -> None:
    """The reason for the horizon: when this fails, QuantLib has learnt 2027 and the horizon may move."""
    assert QuantLib.HongKong().isBusinessDay(quantlib(date(2027, 2, 8)))


@pytest.mark.requirement("SCHED-2")
@pytest.mark.parametrize(
    ("day", "rule", "expected"),
    [
        (date(2024, 2, 10), "following", date(2024, 2, 14)),  # Saturday; Lunar New Year to Tuesday 13 February
        (date(2024, 2, 10), "modified-following", date(2024, 2, 14)),
        (date(2024, 2, 13), "preceding", date(2024, 2, 9)),
        (date(2024, 2, 12), "none", date(2024, 2, 12)),
        (date(2023, 9, 30), "following", date(2023, 10, 3)),  # Saturday; National Day moved to Monday 2 October
        (date(2023, 9, 30), "modified-following", date(2023, 9, 29)),
        (date(2024, 4, 1), "preceding", date(2024, 3, 28)),  # Easter Monday
        (date(2024, 4, 1), "modified-preceding", date(2024, 4, 2)),
        (date(2024, 2, 14), "modified-preceding", date(2024, 2, 14)),
    ],
)
def test_roll__holiday__goes_where_the_rule_says(day: date, rule: str, expected: date) -> None:
    assert HK.roll(day, BusinessDayRule(rule)) == expected


@pytest.mark.requirement("SCHED-2")
@given(day=DAYS, rule=st.sampled_from(BusinessDayRule))
def test_roll__any_day_and_rule__agrees_with_quantlib(day: date, rule: BusinessDayRule) -> None:
    oracle = QuantLib.JointCalendar(QuantLib.HongKong(), QuantLib.TARGET())

    assert JOINT.roll(day, rule) == oracle.adjust(quantlib(day), QUANTLIB_RULES[rule]).to_date()


@pytest.mark.requirement("SCHED-6")
@given(day=DAYS, count=st.integers(1, 10))
def test_business_day_before__any_day__agrees_with_quantlib(day: date, count: int) -> None:
    expected = QuantLib.HongKong().advance(quantlib(day), -count, QuantLib.Days).to_date()

    assert HK.business_day_before(day, count) == expected


@pytest.mark.requirement("SCHED-6")
@pytest.mark.parametrize(("count", "expected"), [(0, date(2024, 2, 9)), (1, date(2024, 2, 9)), (2, date(2024, 2, 8))])
def test_business_day_before__holiday__counts_business_days_only(count: int, expected: date) -> None:
    assert HK.business_day_before(date(2024, 2, 13), count) == expected


def test_business_day_before__business_day_and_no_lag__is_the_day_itself() -> None:
    assert HK.business_day_before(date(2024, 2, 14), 0) == date(2024, 2, 14)


@pytest.mark.requirement("SCHED-3")
def test_business_day_before__step_over_the_horizon__is_refused() -> None:
    assert HK.business_day_before(date(2023, 1, 4), 1) == date(2023, 1, 3)
    with pytest.raises(InputError, match="needs them for 2022-12-31"):
        HK.business_day_before(date(2023, 1, 4), 2)
