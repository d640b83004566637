"""A period as an exact fraction of a year: integer ratios, because a float is wrong in the last cent.

Paragraph numbers are those of the 2006 ISDA Definitions; ICMA is Rule 251 of its rule book.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from tenor.schedule.dates import anchor_of, months_from
from tenor.terms.vocabulary import DayCount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenor.terms.terms import Terms

_ACTUAL = {DayCount.ACT_365F: 365, DayCount.ACT_360: 360}
_THIRTY = frozenset({DayCount.THIRTY_360, DayCount.THIRTY_360_US, DayCount.THIRTY_E_360, DayCount.THIRTY_E_360_ISDA})
_FEBRUARY, _LONGEST = 2, 31


@dataclass(frozen=True, slots=True)
class Counting:
    """A day count with all that it needs to know of the bond.

    Args:
        convention: the rule.
        anchor: the date that notional dates are counted from.
        months: of a regular period.
        end_of_month: whether an anchor at a month's end leads to month ends only.
        maturity: the notional maturity date, which 30E/360-ISDA leaves on the last of February.
    """

    convention: DayCount
    anchor: date
    months: int
    end_of_month: bool
    maturity: date

    @classmethod
    def of(cls, terms: Terms) -> Counting:
        """The counting of a bond."""
        months = 12 // terms.frequency
        return cls(terms.day_count, anchor_of(terms), months, terms.end_of_month, terms.maturity_date)

    @property
    def counts_thirty_days(self) -> bool:
        """Whether every month counts 30 days."""
        return self.convention in _THIRTY

    def days(self, start: date, end: date) -> int:
        """Days from `start` (included) to `end` (excluded): actual ones, or as 30-day months count them."""
        _require_order(start, end)
        return self._thirty(start, end) if self.counts_thirty_days else (end - start).days

    def fraction(self, start: date, end: date) -> Fraction:
        """The year fraction from `start` (included) to `end` (excluded), e.g. 181/365.

        Raises:
            ValueError: the period ends before it starts.
        """
        days = self.days(start, end)
        if self.counts_thirty_days:
            return Fraction(days, 360)
        if self.convention is DayCount.ACT_ACT_ISDA:
            return _actual_actual_isda(start, end)
        if self.convention is DayCount.ACT_ACT_ICMA:
            return self._actual_actual_icma(start, end)
        return Fraction(days, _ACTUAL[self.convention])

    def _actual_actual_icma(self, start: date, end: date) -> Fraction:
        """ICMA Rule 251: each part over its notional period's days times the periods a year."""
        return sum(
            (
                Fraction((min(end, last) - max(start, first)).days * self.months, (last - first).days * 12)
                for first, last in self._notional_periods(start, end)
            ),
            Fraction(0),
        )

    def _notional_periods(self, start: date, end: date) -> Iterator[tuple[date, date]]:
        """The notional periods that the days from `start` to `end` fall in."""
        apart = (start.year - self.anchor.year) * 12 + start.month - self.anchor.month
        number = apart // self.months + 1
        while (first := self._notional(number)) > start:
            number -= 1
        while first < end:
            number += 1
            last = self._notional(number)
            yield first, last
            first = last

    def _notional(self, number: int) -> date:
        return months_from(self.anchor, number * self.months, end_of_month=self.end_of_month)

    def _thirty(self, start: date, end: date) -> int:
        """4.16(f), (g), (h), and the bond basis with its February rule as used in the United States."""
        if start == end:
            return 0  # of 30E/360-ISDA: only the second of the two may stay the 28th or 29th
        first, last = self._thirty_days(start, end)
        return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first

    def _thirty_days(self, start: date, end: date) -> tuple[int, int]:
        """Day of the month of both dates, as the rule counts them."""
        first, last = start.day, end.day
        if self.convention is DayCount.THIRTY_E_360_ISDA:
            if _is_month_end(start):
                first = 30
            if _is_month_end(end) and not (end.month == _FEBRUARY and end == self.maturity):
                last = 30
            return first, last
        if self.convention is DayCount.THIRTY_360_US and _is_february_end(start):
            last = 30 if _is_february_end(end) else last
            first = 30
        first = min(first, 30)
        if last == _LONGEST and (self.convention is DayCount.THIRTY_E_360 or first == 30):  # noqa: PLR2004
            last = 30
        return first, last


def _require_order(start: date, end: date) -> None:
    if end < start:
        raise ValueError(f"a period from {start} to {end} ends before it starts")


def _actual_actual_isda(start: date, end: date) -> Fraction:
    """4.16(b): days in leap years over 366 and days in other years over 365."""
    fraction = Fraction(end.year - start.year)
    fraction -= Fraction((start - date(start.year, 1, 1)).days, 366 if isleap(start.year) else 365)
    return fraction + Fraction((end - date(end.year, 1, 1)).days, 366 if isleap(end.year) else 365)


def _is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _is_february_end(day: date) -> bool:
    return day.month == _FEBRUARY and _is_month_end(day)
