"""The trades that all three arrangements settle: three generated days, each trade with the moment of its agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tenor.scenarios.market import ZONE
from tenor.schedule.calendars import BusinessCalendar
from tenor.settlement.day import DayPlan, generate_day
from tenor.settlement.liquidity import gross_needs, net_needs, share_of_needs
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.matching import match
from tenor.settlement.obligation import Account, obligations_of
from tenor.terms.vocabulary import CalendarName

CURRENCY = "HKD"
CALENDAR = BusinessCalendar([CalendarName.HK], "t2-versus-t0")
FIRST = date(2026, 3, 2)
DAYS = 3
TRADES_A_DAY, MEMBERS, BONDS = 120, 20, 4
OPENING_PERCENT = 70
"""What accounts open with, in percent of what the trades need gross; what they need net at least."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A trade as it was agreed.

    Args:
        trade: to settle on the day of agreement.
        at: moment of agreement: when both instructions were there [s].
    """

    trade: MatchedTrade
    at: int

    def settling_after(self, business_days: int) -> MatchedTrade:
        """The same trade, intended to settle so many business days later."""
        intended = later(self.trade.settlement_date, business_days)
        sides = (replace(each, settlement_date=intended) for each in (self.trade.delivery, self.trade.receipt))
        return MatchedTrade(*sides)


@dataclass(frozen=True, slots=True)
class Trading:
    """What was agreed, in the order in which it was, and what accounts open with [units] or [minor]."""

    agreed: tuple[Agreed, ...]
    opening: Mapping[Account, int]


def trade_days(seed: int) -> Trading:
    """The trades of a seed; nothing in them is of a real market."""
    agreed = tuple(each for number in range(DAYS) for each in _day(seed * DAYS + number, later(FIRST, number)))
    obligations = obligations_of(each.trade for each in agreed)
    gross, net = gross_needs(obligations), net_needs(obligations)
    some = share_of_needs(gross, OPENING_PERCENT)
    return Trading(agreed, {account: max(some[account], net[account]) for account in gross})


def later(day: date, business_days: int) -> date:
    """The business day in Hong Kong so many after another."""
    for _ in range(business_days):
        day += timedelta(1)
        while not CALENDAR.is_business_day(day):
            day += timedelta(1)
    return day


def moment(day: date, at: time) -> int:
    """A time of a day in Hong Kong [s]."""
    return int(datetime.combine(day, at, ZoneInfo(ZONE)).timestamp())


def _day(seed: int, day: date) -> list[Agreed]:
    """The trades of one day, all of which match; references say of which day they are."""
    plan = DayPlan(TRADES_A_DAY, MEMBERS, BONDS, (CURRENCY,), 0, 0, 0, seed=seed, settles=day)
    generated = generate_day(plan)
    midnight = moment(day, time(0))
    named = [
        replace(each, reference=f"{day:%m%d}-{each.reference}", trade_date=day, common_reference=None)
        for each in generated.instructions
    ]
    at = {(each.party, each.reference): midnight + second for each, second in zip(named, generated.times, strict=True)}
    trades = match(named).trades
    return [
        Agreed(trade, max(at[each.party, each.reference] for each in (trade.delivery, trade.receipt)))
        for trade in trades
    ]
