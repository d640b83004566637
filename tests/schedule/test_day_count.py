from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
import QuantLib
from hypothesis import given
from hypothesis import strategies as st

from tenor.schedule.day_count import year_fraction
from tenor.terms.model import DayCount

DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31))


@pytest.mark.requirement("SCHED-4")
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2023, 2, 16), date(2023, 8, 16), Fraction(181, 365)),
        (date(2023, 8, 16), date(2024, 2, 16), Fraction(184, 365)),
        (date(2023, 2, 16), date(2024, 2, 16), Fraction(1)),
        (date(2024, 2, 16), date(2025, 2, 16), Fraction(366, 365)),  # a leap year is longer than one
        (date(2024, 2, 28), date(2024, 3, 1), Fraction(2, 365)),
        (date(2024, 2, 28), date(2024, 2, 28), Fraction(0)),
    ],
)
def test_year_fraction__actual_365_fixed__is_days_over_365(start: date, end: date, expected: Fraction) -> None:
    assert year_fraction(start, end, DayCount.ACT_365F) == expected


@pytest.mark.requirement("SCHED-4")
@given(start=DAYS, end=DAYS)
def test_year_fraction__actual_365_fixed__agrees_with_quantlib(start: date, end: date) -> None:
    start, end = sorted((start, end))
    first, last = (QuantLib.Date(day.day, day.month, day.year) for day in (start, end))
    convention = QuantLib.Actual365Fixed()

    assert year_fraction(start, end, DayCount.ACT_365F) == Fraction(convention.dayCount(first, last), 365)
    assert float(year_fraction(start, end, DayCount.ACT_365F)) == convention.yearFraction(first, last)


@pytest.mark.parametrize("convention", DayCount)
def test_year_fraction__every_convention__is_there_and_refuses_a_reversed_period(convention: DayCount) -> None:
    assert year_fraction(date(2023, 1, 1), date(2023, 7, 1), convention) > 0
    with pytest.raises(ValueError, match="2023-07-01 to 2023-01-01 ends before it starts"):
        year_fraction(date(2023, 7, 1), date(2023, 1, 1), convention)
