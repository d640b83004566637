"""The twin's day counts against printed numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin import day_counts
from tests.twin.dates import Grid
from tests.twin.generate import DAY_COUNTS

LATER = date(2050, 1, 1)


def fraction(name: str, first: str, end: str, grid: Grid | None = None) -> Fraction:
    return day_counts.year_fraction(name, date.fromisoformat(first), date.fromisoformat(end), LATER, grid)


@pytest.mark.parametrize(
    ("name", "to_february", "from_february"),
    [("30/360", 178, 183), ("30/360-US", 178, 180), ("30E/360", 178, 182), ("30E/360-ISDA", 180, 180)],
)
def test_days__four_rules_of_thirty__differ_at_the_end_of_february(
    name: str, to_february: int, from_february: int
) -> None:
    assert day_counts.days(name, date(2022, 8, 31), date(2023, 2, 28), LATER) == to_february
    assert day_counts.days(name, date(2023, 2, 28), date(2023, 8, 31), LATER) == from_february


def test_days__end_is_maturity_at_the_end_of_february__stays_the_twenty_eighth() -> None:
    maturity = date(2023, 2, 28)
    assert day_counts.days("30E/360-ISDA", date(2022, 8, 31), maturity, maturity) == 178


@pytest.mark.parametrize(
    ("first", "end", "basis", "us", "european", "isda"),
    [  # dates as in ISDA's published sheet of 30/360 examples, days worked out by hand
        ("2007-01-15", "2007-01-30", 15, 15, 15, 15),
        ("2007-01-15", "2007-02-15", 30, 30, 30, 30),
        ("2007-09-30", "2008-03-31", 180, 180, 180, 180),
        ("2007-09-30", "2007-10-31", 30, 30, 30, 30),
        ("2007-01-15", "2007-01-31", 16, 16, 15, 15),
        ("2007-01-31", "2007-02-28", 28, 28, 28, 30),
        ("2007-02-28", "2007-03-31", 33, 30, 32, 30),
        ("2006-08-31", "2007-02-28", 178, 178, 178, 180),
        ("2007-02-28", "2007-08-31", 183, 180, 182, 180),
        ("2007-02-14", "2007-02-28", 14, 14, 14, 16),
        ("2008-02-29", "2009-02-28", 359, 360, 359, 360),
        ("2008-02-29", "2008-03-30", 31, 30, 31, 30),
        ("2008-02-29", "2008-03-31", 32, 30, 31, 30),
        ("2008-02-15", "2008-03-31", 46, 46, 45, 45),
    ],
)
def test_days__worked_examples__are_the_printed_ones(
    first: str, end: str, basis: int, us: int, european: int, isda: int
) -> None:
    dates = date.fromisoformat(first), date.fromisoformat(end)
    names = ["30/360", "30/360-US", "30E/360", "30E/360-ISDA"]
    assert [day_counts.days(name, *dates, LATER) for name in names] == [basis, us, european, isda]


@pytest.mark.parametrize(
    ("end_of_month", "printed"), [(False, "0.41758"), (True, "0.41576")], ids=["no rule", "end of month"]
)
def test_year_fraction__icma_from_the_anchor__is_not_that_of_rolled_dates(
    end_of_month: bool,  # noqa: FBT001 -- of a table
    printed: str,
) -> None:
    found = fraction("ACT/ACT-ICMA", "1999-11-30", "2000-04-30", Grid(date(1999, 11, 30), 3, end_of_month))
    assert abs(found - Fraction(printed)) < Fraction(1, 200_000)


def test_year_fraction__icma_regular_and_stubs__are_those_of_the_isda_paper() -> None:
    """ISDA, "The Actual/Actual Day Count Fraction" (1999): its semi-annual, short first and long first examples."""
    assert fraction("ACT/ACT-ICMA", "2003-11-01", "2004-05-01", Grid(date(2004, 5, 1), 6)) == Fraction(1, 2)
    annual = Grid(date(2000, 7, 1), 12)
    assert fraction("ACT/ACT-ICMA", "1999-02-01", "1999-07-01", annual) == Fraction(150, 365)
    half = Grid(date(2004, 1, 15), 6)
    assert fraction("ACT/ACT-ICMA", "2002-08-15", "2003-07-15", half) == Fraction(1, 2) + Fraction(153, 184 * 2)
    last = Grid(date(2000, 1, 30), 6)
    assert fraction("ACT/ACT-ICMA", "2000-01-30", "2000-06-30", last) == Fraction(152, 182 * 2)


def test_year_fraction__isda_paper__splits_at_the_new_year() -> None:
    assert fraction("ACT/ACT-ISDA", "2003-11-01", "2004-05-01") == Fraction(61, 365) + Fraction(121, 366)
    assert fraction("ACT/ACT-ISDA", "1999-02-01", "2000-07-01") == Fraction(334, 365) + Fraction(182, 366)


@given(first=st.dates(date(1999, 1, 1), date(2031, 1, 1)), length=st.integers(1, 800), name=st.sampled_from(DAY_COUNTS))
def test_year_fraction__any_period__is_near_its_days_over_365(first: date, length: int, name: str) -> None:
    end = date.fromordinal(first.toordinal() + length)
    found = day_counts.year_fraction(name, first, end, LATER, Grid(date(2010, 8, 31), 6, end_of_month=True))
    assert found >= 0
    assert abs(found * 365 - length) <= 4 + Fraction(length, 60)


@given(first=st.dates(date(1999, 1, 1), date(2031, 1, 1)), cut=st.integers(0, 400), length=st.integers(400, 800))
def test_year_fraction__actual_days__add_up_however_they_are_cut(first: date, cut: int, length: int) -> None:
    middle, end = (date.fromordinal(first.toordinal() + days) for days in (cut, length))
    grid = Grid(date(2010, 8, 31), 3)
    for name in DAY_COUNTS[:4]:
        parts = [day_counts.year_fraction(name, *dates, LATER, grid) for dates in ((first, middle), (middle, end))]
        assert sum(parts) == day_counts.year_fraction(name, first, end, LATER, grid)
