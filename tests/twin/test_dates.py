"""The twin's notional dates, stubs and business days against answers worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin.calendars import HOLIDAYS
from tests.twin.dates import Grid, Refused, anchor_of, bounds, business_days_before, closed_on, moved, moved_back

WEEKENDS = closed_on([], HOLIDAYS)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("stub", "expected"),
    [
        ("short-first", "2024-01-20 2024-02-29 2024-05-31 2024-08-31"),
        ("long-first", "2024-01-20 2024-05-31 2024-08-31"),
        ("short-last", "2024-01-20 2024-04-20 2024-07-20 2024-08-31"),
        ("long-last", "2024-01-20 2024-04-20 2024-08-31"),
    ],
)
def test_bounds__stub__stands_where_its_name_says(stub: str, expected: str) -> None:
    start, maturity = day("2024-01-20"), day("2024-08-31")
    grid = Grid(anchor_of(stub, start, maturity), 3)
    assert bounds(stub, start, maturity, grid) == [day(each) for each in expected.split()]


@pytest.mark.parametrize("stub", ["none", "short-first", "long-first", "short-last", "long-last"])
def test_bounds__whole_number_of_periods__has_no_stub(stub: str) -> None:
    start, maturity = day("2024-02-15"), day("2024-08-15")
    assert bounds(stub, start, maturity, Grid(anchor_of(stub, start, maturity), 3)) == [
        start,
        day("2024-05-15"),
        maturity,
    ]


@pytest.mark.parametrize("stub", ["short-first", "long-first", "short-last", "long-last"])
def test_bounds__life_shorter_than_a_period__is_one_stub(stub: str) -> None:
    start, maturity = day("2024-02-15"), day("2024-03-20")
    assert bounds(stub, start, maturity, Grid(anchor_of(stub, start, maturity), 3)) == [start, maturity]


def test_bounds__no_stub_and_a_broken_life__is_refused() -> None:
    with pytest.raises(Refused, match="no notional date"):
        bounds("none", day("2024-02-14"), day("2024-08-15"), Grid(day("2024-08-15"), 3))


def test_grid__month_end_anchor__takes_the_rule_only_where_it_is_asked_for() -> None:
    assert Grid(day("2023-02-28"), 6).at(1) == day("2023-08-28")
    assert Grid(day("2023-02-28"), 6, end_of_month=True).at(1) == day("2023-08-31")
    assert Grid(day("2023-02-27"), 6, end_of_month=True).at(1) == day("2023-08-27")


@given(anchor=st.dates(date(1999, 1, 1), date(2031, 1, 1)), months=st.sampled_from([1, 3, 6, 12]), rule=st.booleans())
def test_grid__any_anchor__never_drifts_from_its_day(anchor: date, months: int, rule: bool) -> None:  # noqa: FBT001
    grid = Grid(anchor, months, rule)
    in_a_month_of_31_days = [grid.at(k) for k in range(-60, 61) if grid.at(k).month in (1, 3, 5, 7, 8, 10, 12)]
    assert {each.day for each in in_a_month_of_31_days} <= {anchor.day, 31 if rule else anchor.day}
    assert [grid.at(k) for k in range(-60, 61)] == sorted({grid.at(k) for k in range(-60, 61)})
    assert grid.containing(grid.at(-7)) == (grid.at(-7), grid.at(-6))


@pytest.mark.parametrize(
    ("roll", "of_february", "of_august", "of_september"),
    [  # Saturdays at the end, Sundays at the end and at the start of a month
        ("none", "2026-02-07", "2025-08-31", "2024-09-01"),
        ("following", "2026-02-09", "2025-09-01", "2024-09-02"),
        ("modified-following", "2026-02-09", "2025-08-29", "2024-09-02"),
        ("preceding", "2026-02-06", "2025-08-29", "2024-08-30"),
        ("modified-preceding", "2026-02-06", "2025-08-29", "2024-09-02"),
    ],
)
def test_moved__weekend__goes_as_the_rule_says(roll: str, of_february: str, of_august: str, of_september: str) -> None:
    before = ["2026-02-07", "2025-08-31", "2024-09-01"]
    assert [moved(day(each), roll, WEEKENDS) for each in before] == [
        day(each) for each in (of_february, of_august, of_september)
    ]


def test_moved__two_calendars__a_holiday_of_either_is_none() -> None:
    both = closed_on(["TARGET", "HK"], HOLIDAYS)
    assert moved(day("2026-04-03"), "following", both) == day("2026-04-08")  # Easter, and Ching Ming and its day after
    assert moved(day("2026-04-03"), "following", closed_on(["TARGET"], HOLIDAYS)) == day("2026-04-07")


def test_closed_on__beyond_the_calendar__is_refused() -> None:
    with pytest.raises(Refused, match="no calendar reaches 2027-01-01"):
        closed_on(["HK"], HOLIDAYS)(day("2027-01-01"))


def test_business_days_before__none__is_the_day_or_the_business_day_before() -> None:
    assert business_days_before(day("2026-02-07"), 0, WEEKENDS) == day("2026-02-06")
    assert business_days_before(day("2026-02-07"), 1, WEEKENDS) == day("2026-02-06")
    assert business_days_before(day("2026-02-09"), 1, WEEKENDS) == day("2026-02-06")
    assert moved_back(day("2026-02-07"), 0, WEEKENDS) == day("2026-02-07")


def test_holidays__hong_kong__are_seventeen_a_year_and_no_sunday() -> None:
    for year in range(2023, 2027):
        days = [each for each in HOLIDAYS["HK"] if each.year == year]
        assert len(days) == 17
        assert all(each.weekday() != 6 for each in days)
