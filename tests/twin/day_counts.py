"""The eight day counts, counted day by day; each with the text of its definition. Nothing here is fast on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tests.twin.dates import Grid

THIRTY_DAY_COUNTS = ("30/360", "30/360-US", "30E/360", "30E/360-ISDA")
_ONE_DAY = timedelta(days=1)
_FEBRUARY = 2


def days_from(first: date, end: date) -> Iterator[date]:
    """Every day from the first, which counts, to the end, which does not."""
    day = first
    while day < end:
        yield day
        day += _ONE_DAY


def days(name: str, first: date, end: date, maturity: date) -> int:
    """Days of a period: actual ones, or those of a calendar whose months all have thirty."""
    if name in THIRTY_DAY_COUNTS:
        return _thirty_days(first, end, *_day_numbers(name, first, end, maturity))
    return sum(1 for _ in days_from(first, end))


def year_fraction(name: str, first: date, end: date, maturity: date, grid: Grid | None = None) -> Fraction:
    """The fraction of a year by the named day count; the grid of notional dates is ACT/ACT-ICMA's alone."""
    if name in THIRTY_DAY_COUNTS:
        return Fraction(days(name, first, end, maturity), 360)
    if name == "ACT/ACT-ISDA":
        return _act_act_isda(first, end)
    if name == "ACT/ACT-ICMA":
        if grid is None:
            raise ValueError("ACT/ACT-ICMA has no year without notional periods")
        return _act_act_icma(first, end, grid)
    basis = {"ACT/365F": 365, "ACT/360": 360}[name]  # ISDA 2006 section 4.16(d) and (e)
    return sum((Fraction(1, basis) for _ in days_from(first, end)), Fraction(0))


def _act_act_isda(first: date, end: date) -> Fraction:
    """ISDA 2006 section 4.16(b).

    The sum of the actual number of days in that portion of the period falling in a leap year divided by 366, and the
    actual number of days in that portion falling in a non-leap year divided by 365.
    """
    return sum((Fraction(1, _days_of_year(day.year)) for day in days_from(first, end)), Fraction(0))


def _days_of_year(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def _act_act_icma(first: date, end: date, grid: Grid) -> Fraction:
    """ICMA Rule 251.1 (iii): every day is worth one over (days of the notional period it falls in x periods a year)."""
    total = Fraction(0)
    start = stop = first  # of the notional period of the day
    for day in days_from(first, end):
        if not start <= day < stop:
            start, stop = grid.containing(day)
        total += Fraction(1, (stop - start).days * grid.periods_a_year)
    return total


def is_last_of_month(day: date) -> bool:
    """Whether tomorrow is another month."""
    return (day + _ONE_DAY).month != day.month


def _is_last_of_february(day: date) -> bool:
    return day.month == _FEBRUARY and is_last_of_month(day)


def _day_numbers(name: str, first: date, end: date, maturity: date) -> tuple[int, int]:
    """The numbers D1 and D2 of the four 30-day counts."""
    d1, d2 = first.day, end.day
    if name == "30/360-US":  # with the February rules of the U.S. municipal and corporate markets (SIFMA)
        if _is_last_of_february(first):
            d2 = 30 if _is_last_of_february(end) else d2
            d1 = 30
    elif name == "30E/360-ISDA":  # 4.16(h)
        d1 = 30 if is_last_of_month(first) else d1
        kept = _is_last_of_february(end) and end == maturity
        d2 = 30 if is_last_of_month(end) and not kept else d2
    elif name == "30E/360":  # 4.16(g)
        return min(d1, 30), min(d2, 30)
    if name in ("30/360", "30/360-US"):  # 4.16(f)
        d1 = min(d1, 30)
        d2 = 30 if d2 > 30 and d1 == 30 else d2
    return d1, d2


def _thirty_days(first: date, end: date, d1: int, d2: int) -> int:
    """Steps from D1 to D2 in a calendar whose months have thirty days; a D2 of 31 is one step past the thirtieth."""
    year, month, day, steps = first.year, first.month, d1, 0
    while (year, month, day) != (end.year, end.month, min(d2, 30)):
        day, steps = day + 1, steps + 1
        if day > 30:
            year, month, day = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    return steps + max(0, d2 - 30)
