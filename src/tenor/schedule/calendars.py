"""Business days of named calendars, each with the horizon between which its holidays are known to be right.

QuantLib supplies the holidays. A rule cannot know lunar holidays that nobody has published, and a calendar that is
asked anyway answers "business day": beyond its horizon a calendar refuses instead. A holiday file moves the horizon,
and its facts go before the rule on the days that it covers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tenor.errors import InputError
from tenor.files.fields import FIRST_DAY, LAST_DAY
from tenor.terms.holidays import HolidayTable, read_holidays
from tenor.terms.vocabulary import BusinessDayRule, CalendarName

if TYPE_CHECKING:
    from tenor.terms.terms import Terms


@dataclass(frozen=True, slots=True)
class Horizon:
    """First and last day for which a calendar's holidays are known to be right."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.first <= day <= self.last


class BeyondHorizon(InputError):
    """Days lie beyond what a calendar knows.

    Args:
        days: which.
    """

    def __init__(self, where: str, what: str, remedy: str, days: Sequence[date]) -> None:
        super().__init__(where, what, remedy)
        self.days = days


HORIZONS = {
    # As far as QuantLib 1.44 lists the general holidays: holidays/HK.yaml.
    CalendarName.HK: Horizon(date(2023, 1, 1), date(2026, 12, 31)),
    # The six closing days of the ECB's long-term calendar, in force since 2002 until further notice.
    CalendarName.TARGET: Horizon(date(2002, 1, 1), LAST_DAY),
    # Banking and Financial Dealings Act 1971; a day by proclamation needs a holiday file.
    CalendarName.GB: Horizon(FIRST_DAY, LAST_DAY),
    # 5 U.S.C. 6103 as the Federal Reserve Banks keep it.
    CalendarName.US: Horizon(FIRST_DAY, LAST_DAY),
    # SIFMA decides each year anew, about Good Friday above all; 2026 is the last of which QuantLib 1.44 knows.
    CalendarName.US_GOVT: Horizon(date(2015, 1, 1), date(2026, 12, 31)),
    # Since the last new holiday of the Act (Mountain Day); the formula of the equinoxes holds to the century's end.
    CalendarName.JP: Horizon(date(2016, 1, 1), date(2099, 12, 31)),
    CalendarName.CH: Horizon(FIRST_DAY, LAST_DAY),
    # Lunar, Islamic and Hindu holidays: as far as QuantLib 1.44 lists all of them.
    CalendarName.SG: Horizon(date(2021, 1, 1), date(2027, 12, 31)),
    # The State Council's notice of each year.
    CalendarName.CN: Horizon(date(2015, 1, 1), date(2026, 12, 31)),
    # Election days and substitutes are decided year by year: QuantLib 1.44 lacks that of 3 June 2025.
    CalendarName.KR: Horizon(date(2016, 1, 1), date(2024, 12, 31)),
    CalendarName.AU: Horizon(FIRST_DAY, LAST_DAY),
    CalendarName.CA: Horizon(FIRST_DAY, LAST_DAY),
}

_SHIPPED = {CalendarName.HK: Path(__file__).parent / "holidays" / "HK.yaml"}
_DAY = timedelta(days=1)
_SATURDAY = 5
_FORWARD = frozenset({BusinessDayRule.FOLLOWING, BusinessDayRule.MODIFIED_FOLLOWING})
_MODIFIED = frozenset({BusinessDayRule.MODIFIED_FOLLOWING, BusinessDayRule.MODIFIED_PRECEDING})


class BusinessCalendar:
    """Days on which every one of the named calendars is open, and which are no Saturday and no Sunday.

    Args:
        names: the calendars; a holiday in any of them is not a business day. With none only weekends are not.
        where: the place in the term sheet that names them, for errors.
        tables: holiday files; those of other calendars are left aside.

    Raises:
        InputError: a holiday file does not join on to what is known, or two of them cover the same day.
    """

    def __init__(self, names: Sequence[CalendarName], where: str, tables: Sequence[HolidayTable] = ()) -> None:
        self._where = where
        own = [table for table in tables if table.calendar in names]
        self._horizons = {
            name: self._joined(name, [table for table in own if table.calendar is name]) for name in names
        }
        self.horizon = _common(self._horizons.values())
        self._closed = [_closed_days(name, tuple(table for table in own if table.calendar is name)) for name in names]

    def require(self, days: Iterable[date]) -> None:
        """Refuse days beyond the horizon, by one error that names them all and the calendars that end before."""
        beyond = [day for day in days if not self.horizon.holds(day)]
        if beyond:
            ending = {name: each for name, each in self._horizons.items() if not all(map(each.holds, beyond))}
            names, known = ", ".join(ending) or "weekends", _common(ending.values())
            what = f"holidays of {names} are known from {known.first} to {known.last}, and the schedule needs them for "
            remedy = "Choose dates within the horizon, or add a holiday file that carries the calendar on"
            raise BeyondHorizon(self._where, what + ", ".join(map(str, beyond)), remedy, beyond)

    def is_business_day(self, day: date) -> bool:
        """Whether every calendar is open; refuses a day beyond the horizon."""
        if not self.horizon.holds(day):
            self.require([day])
        return day.weekday() < _SATURDAY and not any(closed(day) for closed in self._closed)

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

    def _joined(self, name: CalendarName, tables: list[HolidayTable]) -> Horizon:
        """The horizon of a calendar with its files."""
        first, last = HORIZONS[name].first, HORIZONS[name].last
        before: HolidayTable | None = None
        for table in sorted(tables, key=lambda table: table.first):
            if before is not None and table.first <= before.last:
                what = f"two holiday files of {name} cover {table.first}"
                raise InputError(self._where, what, "Keep one of the two, or shorten one")
            if table.first > last + _DAY or table.last < first - _DAY:
                what = f"a holiday file of {name} covers {table.first} to {table.last}, and {name} is known to {last}"
                raise InputError(self._where, what, "Add the days between, so that none is guessed")
            first, last, before = min(first, table.first), max(last, table.last), table
        return Horizon(first, last)


def calendar_of(terms: Terms) -> BusinessCalendar:
    """The business days of a bond's payments."""
    return BusinessCalendar(terms.calendars, terms.where("business_days", "calendars"), terms.holiday_tables)


def fixing_calendar_of(terms: Terms) -> BusinessCalendar:
    """The business days on which the index of a floating coupon is observed."""
    if terms.floating is None or terms.floating.fixing.calendars == terms.calendars:
        return calendar_of(terms)
    place = terms.where("coupon", "fixing", "calendars")
    return BusinessCalendar(terms.floating.fixing.calendars, place, terms.holiday_tables)


def _common(horizons: Collection[Horizon]) -> Horizon:
    """What several calendars all know."""
    first = max((horizon.first for horizon in horizons), default=FIRST_DAY)
    return Horizon(first, min((horizon.last for horizon in horizons), default=LAST_DAY))


@cache
def _closed_days(name: CalendarName, tables: tuple[HolidayTable, ...]) -> Callable[[date], bool]:
    """Whether a weekday is a holiday: as the files say where they cover it, otherwise by the rule."""
    published = (*tables, *_shipped(name))
    rule_of = None if name in _SHIPPED else _holidays_by_rule(name)

    def is_closed(day: date) -> bool:
        for table in published:
            if table.first <= day <= table.last:
                return day in table.holidays
        return rule_of is not None and day in rule_of(day.year)

    return is_closed


@cache
def _shipped(name: CalendarName) -> tuple[HolidayTable, ...]:
    return (read_holidays(_SHIPPED[name]),) if name in _SHIPPED else ()


@cache
def _holidays_by_rule(name: CalendarName) -> Callable[[int], frozenset[date]]:
    """Year -> its holidays on weekdays."""
    import QuantLib  # noqa: PLC0415  (takes a tenth of a second, and only a schedule needs it)

    states, kingdom = QuantLib.UnitedStates, QuantLib.UnitedKingdom
    calendars: dict[CalendarName, Callable[[], Any]] = {
        CalendarName.TARGET: QuantLib.TARGET,
        CalendarName.GB: lambda: kingdom(kingdom.Settlement),
        CalendarName.US: lambda: states(states.FederalReserve),
        CalendarName.US_GOVT: lambda: states(states.GovernmentBond),
        CalendarName.JP: QuantLib.Japan,
        CalendarName.CH: QuantLib.Switzerland,
        CalendarName.SG: QuantLib.Singapore,
        CalendarName.CN: lambda: QuantLib.China(QuantLib.China.IB),
        CalendarName.KR: lambda: QuantLib.SouthKorea(QuantLib.SouthKorea.Settlement),
        CalendarName.AU: QuantLib.Australia,
        CalendarName.CA: QuantLib.Canada,
    }
    calendar = calendars[name]()

    @cache
    def of_year(year: int) -> frozenset[date]:
        first, last, weekends = QuantLib.Date(1, 1, year), QuantLib.Date(31, 12, year), False
        return frozenset(day.to_date() for day in calendar.holidayList(first, last, weekends))

    return of_year
