"""A period as an exact fraction of a year: integer ratios, because a float is wrong in the last cent."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tenor.terms.model import DayCount

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


def year_fraction(start: date, end: date, convention: DayCount) -> Fraction:
    """The year fraction from `start` (included) to `end` (excluded), e.g. 181/365.

    Raises:
        ValueError: the period ends before it starts.
    """
    if end < start:
        raise ValueError(f"a period from {start} to {end} ends before it starts")
    return _CONVENTIONS[convention](start, end)


def _actual_365_fixed(start: date, end: date) -> Fraction:
    """ISDA 2006, 4.16(d): actual days divided by 365, in leap years too."""
    return Fraction((end - start).days, 365)


_CONVENTIONS: dict[DayCount, Callable[[date, date], Fraction]] = {DayCount.ACT_365F: _actual_365_fixed}
