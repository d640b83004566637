"""Notional dates, stubs and business days, from the definitions of the term sheet's page."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Closed = Callable[[date], bool]
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class Refused(ValueError):
    """Terms that the term sheet's page refuses."""


def closed_on(names: Iterable[str], holidays: Mapping[str, Collection[date]]) -> Closed:
    """Saturdays, Sundays, and the holidays of any of the calendars."""
    days = {day for name in names for day in holidays[name]}
    years = {day.year for day in days}

    def closed(day: date) -> bool:
        if years and day.year not in years:
            raise Refused(f"no calendar reaches {day}")
        return day.weekday() >= _SATURDAY or day in days

    return closed


@dataclass(frozen=True)
class Grid:
    """The notional dates: without end in both directions, each counted from the anchor and never from its neighbour."""

    anchor: date
    months: int
    end_of_month: bool = False

    @property
    def periods_a_year(self) -> int:
        """How many notional periods make a year."""
        return 12 // self.months

    def at(self, k: int) -> date:
        """The anchor plus k periods: its day of the month, or the last that the month has."""
        year, month = divmod(self.anchor.year * 12 + self.anchor.month - 1 + k * self.months, 12)
        last_day = self._is_last(self.anchor) and self.end_of_month
        day = 31 if last_day else self.anchor.day
        while True:
            try:
                return date(year, month + 1, day)
            except ValueError:
                day -= 1

    def containing(self, day: date) -> tuple[date, date]:
        """The notional period that a day falls in, searched outwards from the anchor."""
        step = 1 if day >= self.anchor else -1
        for k in itertools.count(0, step):
            if self.at(k) <= day < self.at(k + 1):
                return self.at(k), self.at(k + 1)
        raise AssertionError("the notional dates have no end")

    @staticmethod
    def _is_last(day: date) -> bool:
        return (day + _ONE_DAY).month != day.month


def anchor_of(stub: str, start: date, maturity: date) -> date:
    """Dates are counted back from maturity, with a last stub on from the start."""
    return start if stub in ("short-last", "long-last") else maturity


def bounds(stub: str, start: date, maturity: date, grid: Grid) -> list[date]:
    """The notional starts of all periods, and maturity."""
    if stub in ("short-last", "long-last"):
        inner = list(itertools.takewhile(lambda day: day < maturity, map(grid.at, itertools.count(0))))
        if grid.at(len(inner)) == maturity or stub == "short-last" or len(inner) == 1:
            return [*inner, maturity]
        return [*inner[:-1], maturity]
    inner = list(itertools.takewhile(lambda day: day > start, map(grid.at, itertools.count(0, -1))))[::-1]
    if grid.at(-len(inner)) == start or stub == "short-first" or (len(inner) == 1 and stub == "long-first"):
        return [start, *inner]
    if stub == "none":
        raise Refused(f"the interest start {start} is no notional date")
    return [start, *inner[1:]]


def moved(day: date, roll: str, closed: Closed) -> date:
    """ISDA 2006 section 4.12(a), for a day that is no business day; the modified rules stay in the day's month."""
    later = earlier = day
    if roll != "none":
        while closed(later):
            later += _ONE_DAY
        while closed(earlier):
            earlier -= _ONE_DAY
    if roll in ("following", "modified-following"):
        return earlier if roll == "modified-following" and later.month != day.month else later
    return later if roll == "modified-preceding" and earlier.month != day.month else earlier


def business_days_before(day: date, count: int, closed: Closed) -> date:
    """The so-many-th business day before a day; with none the day itself, or the business day before it."""
    if count == 0:
        while closed(day):
            day -= _ONE_DAY
        return day
    while count:
        day -= _ONE_DAY
        count -= not closed(day)
    return day


def moved_back(day: date, count: int, closed: Closed) -> date:
    """A day moved back by so many business days: with none it stays."""
    return business_days_before(day, count, closed) if count else day
