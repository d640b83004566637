"""Business days of named calendars, each with the horizon between which its holidays are known to be right.

QuantLib supplies the holidays. A rule cannot know lunar holidays that nobody has published, and a calendar that is
asked anyway answers "business day": beyond its horizon a calendar refuses instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from tenor.errors import InputError
from tenor.files.fields import LAST_DAY
from tenor.terms.model import BusinessDayRule, CalendarName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Horizon:
    """First and last day for which a calendar's holidays are known to be right."""

    first: date
    last: date


HORIZONS = {
    # QuantLib 1.44 has the gazetted general holidays of 2023 to 2026. From 2027 it has no lunar holidays; before 2023
    # it misses substitute days (6 April and 27 December 2021, 27 December 2022).
    CalendarName.HK: Horizon(date(2023, 1, 1), date(2026, 12, 31)),
    # The six closing days of the ECB's long-term calendar, in force since 2002 until further notice.
    CalendarName.TARGET: Horizon(date(2002, 1, 1), LAST_DAY),
}

_DAY = timedelta(days=1)
_FORWARD = frozenset({BusinessDayRule.FOLLOWING, BusinessDayRule.MODIFIED_FOLLOWING})
_MODIFIED = frozenset({BusinessDayRule.MODIFIED_FOLLOWING, BusinessDayRule.MODIFIED_PRECEDING})


class BusinessCalendar:
    """Days on which every one of the named calendars is open.

    Args:
        names: the calendars; a holiday in any of them is not a business day.
        where: the place in the term sheet that names them, for errors.
    """

    def __init__(self, names: Sequence[CalendarName], where: str) -> None:
        self._open: list[Callable[[date], bool]] = [_open_days(name) for name in names]
        self._names = ", ".join(names)
        self._where = where
        self.horizon = Horizon(max(HORIZONS[name].first for name in names), min(HORIZONS[name].last for name in names))

    def require(self, days: Iterable[date]) -> None:
        """Refuse days beyond the horizon, by one error that names them all."""
        first, last = self.horizon.first, self.horizon.last
        beyond = [day for day in days if not first <= day <= last]
        if beyond:
            what = f"holidays of {self._names} are known from {first} to {last}, and the schedule needs them for "
            remedy = "Choose dates within the horizon, or calendars whose holidays are published that far"
            raise InputError(self._where, what + ", ".join(map(str, beyond)), remedy)

    def is_business_day(self, day: date) -> bool:
        """Whether every calendar is open; refuses a day beyond the horizon."""
        self.require([day])
        return all(is_open(day) for is_open in self._open)

    def business_day_before(self, day: date, count: int) -> date:
        """The business day that lies `count` business days before a day; with 0 the day itself unless it is none."""
        for _ in range(count):
            day = self._nearest(day - _DAY, -_DAY)
        return self._nearest(day, -_DAY)

    def roll(self, day: date, rule: BusinessDayRule) -> date:
        """The business day to which the rule moves a day; "modified" turns back at the end of the month."""
        if rule is BusinessDayRule.NONE:
            return day
        step = _DAY if rule in _FORWARD else -_DAY
        moved = self._nearest(day, step)
        return self._nearest(day, -step) if rule in _MODIFIED and moved.month != day.month else moved

    def _nearest(self, day: date, step: timedelta) -> date:
        while not self.is_business_day(day):
            day += step
        return day


@cache
def _open_days(name: CalendarName) -> Callable[[date], bool]:
    import QuantLib  # noqa: PLC0415  (takes a tenth of a second, and only a schedule needs it)

    calendars: dict[CalendarName, Callable[[], Any]] = {
        CalendarName.HK: QuantLib.HongKong,
        CalendarName.TARGET: QuantLib.TARGET,
    }
    calendar = calendars[name]()
    return lambda day: bool(calendar.isBusinessDay(QuantLib.Date(day.day, day.month, day.year)))
