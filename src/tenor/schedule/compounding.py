"""Daily rates compounded in arrears, with look-back, observation shift and lock-out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from tenor.terms.vocabulary import DayCount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tenor.schedule.calendars import BusinessCalendar
    from tenor.terms.parts import Fixing

_BASIS_360 = frozenset(
    {
        DayCount.ACT_360,
        DayCount.THIRTY_360,
        DayCount.THIRTY_360_US,
        DayCount.THIRTY_E_360,
        DayCount.THIRTY_E_360_ISDA,
    }
)


@dataclass(frozen=True, slots=True)
class Observation:
    """The rate of one day and the days that it counts for."""

    day: date  # whose rate it is
    days: int


def observations_of(start: date, end: date, fixing: Fixing, calendar: BusinessCalendar) -> list[Observation]:
    """What is observed for interest from `start` (included) to `end` (excluded); `InputError` beyond the horizon."""

    def moved(day: date) -> date:
        return calendar.business_day_before(day, fixing.lookback) if fixing.lookback else day

    days = _business_days(start, end, calendar)
    if fixing.observation_shift and fixing.lookback:
        days, end = [moved(day) for day in days], moved(end)
        observed, first = days, days[0]
    else:
        observed, first = [moved(day) for day in days], max(start, days[0])
    if fixing.lockout > 0:
        locked = max(len(observed) - fixing.lockout, 1)
        observed = [*observed[:locked], *[observed[locked - 1]] * (len(observed) - locked)]
    weights = [(later - day).days for day, later in pairwise([first, *days[1:], end])]
    return [Observation(day, weight) for day, weight in zip(observed, weights, strict=True)]


def compounded(observations: list[Observation], daily: Mapping[date, Fraction], day_count: DayCount) -> Fraction | None:
    """The rate a year that the daily rates come to, exact; None while one of them is missing."""
    if any(each.day not in daily for each in observations):
        return None
    basis = 360 if day_count in _BASIS_360 else 365
    growth = Fraction(1)
    for each in observations:
        growth *= 1 + daily[each.day] * each.days / basis
    return (growth - 1) * basis / sum(each.days for each in observations)


def _business_days(start: date, end: date, calendar: BusinessCalendar) -> list[date]:
    """The business days up to the end, the first of them on or before the start."""
    days = [calendar.business_day_before(start, 0)]
    day = max(start, days[0] + timedelta(days=1))
    while day < end:
        if calendar.is_business_day(day):
            days.append(day)
        day += timedelta(days=1)
    return days
