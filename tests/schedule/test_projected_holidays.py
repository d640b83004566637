"""The projected Hong Kong holidays of the 2025 tranches, against what is known of them from elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import QuantLib

from tenor.schedule.calendars import HORIZONS
from tenor.terms.holidays import read_holidays
from tenor.terms.vocabulary import CalendarName, ProvenanceStatus

FILE = Path(__file__).parents[2] / "campaigns" / "hksar-2025" / "hong-kong-2027-2030.yaml"
TABLE = read_holidays(FILE)
SUNDAY = 6
LISTED_2027 = [
    *("01-01", "02-08", "02-09", "03-26", "03-29", "04-05", "05-13"),
    *("06-09", "07-01", "09-16", "10-01", "10-08", "12-27"),
]
NEW_YEARS = [date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13), date(2030, 2, 3)]
# 8th of the 4th lunar month, 5th of the 5th, 16th of the 8th, 9th of the 9th, from the new moons at UTC+8.
LUNAR = {
    2027: ["05-13", "06-09", "09-16", "10-08"],
    2028: ["05-02", "05-28", "10-04", "10-26"],
    2029: ["05-20", "06-16", "09-23", "10-16"],
    2030: ["05-09", "06-05", "09-13", "10-05"],
}


def moved(day: date) -> date:
    """A Sunday's holiday is kept on the next day that is none."""
    return day + timedelta(days=1) if day.weekday() == SUNDAY else day


def test_file__what_it_claims__is_a_projection_that_joins_on_to_the_published_table() -> None:
    assert (TABLE.calendar, TABLE.status) == (CalendarName.HK, ProvenanceStatus.ILLUSTRATIVE)
    assert "not gazetted" in TABLE.source
    assert TABLE.first == HORIZONS[CalendarName.HK].last + timedelta(days=1)
    assert TABLE.last == date(2030, 12, 31)


def test_days__each_year__are_seventeen_and_no_sunday() -> None:
    assert [sum(day.year == year for day in TABLE.holidays) for year in range(2027, 2031)] == [17] * 4
    assert all(day.weekday() != SUNDAY for day in TABLE.holidays)


def test_days__weekdays_of_2027__are_those_of_public_listings() -> None:
    weekdays = sorted(f"{day:%m-%d}" for day in TABLE.holidays if day.year == 2027 and day.weekday() < 5)
    assert weekdays == LISTED_2027


@pytest.mark.parametrize("first", NEW_YEARS)
def test_days__lunar_new_year__are_three_with_the_fourth_for_a_sunday(first: date) -> None:
    days = [first + timedelta(days=step) for step in range(4)]
    kept = [day for day in days[:3] if day.weekday() != SUNDAY]
    expected = kept if len(kept) == 3 else [*kept, days[3]]
    assert [day for day in days if day in TABLE.holidays] == expected


@pytest.mark.parametrize("year", LUNAR)
def test_days__lunar_festivals__are_kept_on_their_day_or_the_monday_after(year: int) -> None:
    days = [date.fromisoformat(f"{year}-{day}") for day in LUNAR[year]]
    assert [day for day in days if moved(day) not in TABLE.holidays] == []


def test_days__that_quantlib_knows__are_all_in_the_file() -> None:
    first, last = (QuantLib.Date(day.day, day.month, day.year) for day in (TABLE.first, TABLE.last))
    known = {day.to_date() for day in QuantLib.HongKong().holidayList(first, last, False)}  # noqa: FBT003
    assert known - TABLE.holidays == set()
    assert len(known) >= 16
