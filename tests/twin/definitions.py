"""The definitions of the market that the twin computes from, each with its text. Amounts are exact fractions."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction

from tests.twin.hong_kong import following, preceding


def actual_365_fixed(first: date, end: date) -> Fraction:
    """ISDA 2006 Definitions, section 4.16(d), "Actual/365 (Fixed)".

    The actual number of days in the period in respect of which payment is being made, divided by 365.
    """
    days = sum(1 for _ in range(first.toordinal(), end.toordinal()))
    return Fraction(days) / 365


def business_day(day: date, convention: str) -> date:
    """ISDA 2006 Definitions, section 4.12(a), for a date that is not a Business Day.

    (i) "Following": the first following day that is a Business Day. (ii) "Modified Following": the same, unless that
    day falls in the next calendar month, then the first preceding day that is a Business Day. (iii) "Preceding": the
    first preceding day that is a Business Day. Modified preceding mirrors (ii); with none the date stands.
    """
    later, earlier = following(day), preceding(day)
    by_convention = {
        "following": later,
        "modified-following": later if later.month == day.month else earlier,
        "preceding": earlier,
        "modified-preceding": earlier if earlier.month == day.month else later,
        "none": day,
    }
    return by_convention[convention]


def business_days_before(day: date, count: int) -> date:
    """The record date: the so-many-th business day before a day; with none, the day itself or the one before it."""
    if count == 0:
        return preceding(day)
    while count:
        day = preceding(day - timedelta(days=1))
        count -= 1
    return day


def months_before(anchor: date, months: int) -> date:
    """The day of the anchor in an earlier month, or that month's last day where it has no such day."""
    months_since_year_0 = anchor.year * 12 + (anchor.month - 1) - months
    first = date(months_since_year_0 // 12, months_since_year_0 % 12 + 1, 1)
    day = anchor.day
    while True:
        try:
            return first.replace(day=day)
        except ValueError:
            day -= 1


def half_up(amount: Fraction, decimals: int) -> Fraction:
    """ICMA practice for calculation amounts: rounded to the nearest minor unit of the currency, halves upwards."""
    minor = 10**decimals
    return Fraction(math.floor(amount * minor + Fraction(1, 2)), minor)


def text(amount: Fraction, decimals: int = 2) -> str:
    """An amount as people write it, e.g. ``16066848.00``; refuses one that needs more decimals."""
    minor = amount * 10**decimals
    if minor.denominator != 1:
        raise ValueError(f"{amount} is not a whole number of minor units")
    sign, digits = "-" if minor < 0 else "", str(abs(minor.numerator)).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"
