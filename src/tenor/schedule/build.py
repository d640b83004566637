"""Builds the schedule: coupon dates from the maturity date backwards, moved to business days, with their amounts."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tenor.errors import InputError
from tenor.schedule.calendars import BusinessCalendar
from tenor.schedule.day_count import year_fraction
from tenor.schedule.model import Period, Schedule
from tenor.units import round_half_up, timestamp

if TYPE_CHECKING:
    from tenor.terms.model import Terms


MOST_COUPONS = 600
MOST_PRINCIPAL = 2**64 - 1  # [minor]
MOST_INTEREST = 2**56 - 1  # [minor] over the life, on all units


class _Dates(NamedTuple):
    """The dates of one coupon, moved to business days."""

    accrual_start: date
    accrual_end: date
    record: date
    pay: date


def build_schedule(terms: Terms) -> Schedule:
    """The schedule of regular coupons that the terms promise.

    Raises:
        InputError: the dates need a stub period or holidays beyond a calendar's horizon, a record date is not within
            its period, a coupon rounds to zero, or the contracts cannot hold so many or so much. `where` is the line
            of the term sheet.
    """
    periods = [_period(terms, number, dates) for number, dates in enumerate(_moved_dates(terms), start=1)]
    _refuse_too_much(terms, periods)
    periods[-1] = replace(periods[-1], principal_per_unit=terms.unit_face)
    return Schedule(terms, tuple(periods))


def coupon_dates(terms: Terms) -> list[date]:
    """Unadjusted dates from the interest start to the maturity date, each counted from the maturity date.

    Counting each from the anchor, not from its neighbour, keeps the day of the month: 31 August, 28 February,
    31 August and not 28 August.
    """
    dates = [terms.maturity_date]
    while dates[-1] > terms.interest_start:
        dates.append(_months_before(terms.maturity_date, len(dates) * 12 // terms.frequency))
    if dates[-1] != terms.interest_start:
        what = (
            f"the first coupon period would be a stub: {terms.frequency} coupons a year up to maturity_date"
            f" {terms.maturity_date} start on {dates[-1]} or {dates[-2]}, and interest starts on {terms.interest_start}"
        )
        remedy = "Choose dates a whole number of coupon periods apart; stub periods are not supported"
        raise InputError(terms.where("maturity_date"), what, remedy)
    return dates[::-1]


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _moved_dates(terms: Terms) -> list[_Dates]:
    calendar = BusinessCalendar(terms.calendars, terms.where("business_days", "calendars"))
    regular = coupon_dates(terms)
    calendar.require(regular[1:])
    paid = [calendar.roll(day, terms.roll) for day in regular[1:]]
    accrual = [regular[0], *paid] if terms.accrual_adjusted else regular
    record = [calendar.business_day_before(day, terms.record_lag) for day in paid]
    _refuse_early_records(terms, record, [terms.issue_date, *paid])
    return [_Dates(*dates) for dates in zip(accrual[:-1], accrual[1:], record, paid, strict=True)]


def _refuse_early_records(terms: Terms, record: list[date], settled: list[date]) -> None:
    """A record date comes after the payment before it, the first one after the issue: else its register is not yet."""
    for number, (day, bound) in enumerate(zip(record, settled[:-1], strict=True), start=1):
        if day <= bound:
            what = f"record date {day} of coupon {number} is not after {bound}, the issue or payment date before it"
            remedy = "Write fewer business days between record date and payment date"
            raise InputError(terms.where("record", "business_days_before"), what, remedy)


def _refuse_too_much(terms: Terms, periods: list[Period]) -> None:
    """What the bond's code and a holder's word can hold: see BondFactory.sol and HolderAccounts.sol."""
    if len(periods) > MOST_COUPONS:
        what = f"{len(periods)} coupons are more than the {MOST_COUPONS} that a bond can have"
        raise InputError(terms.where("coupon", "frequency"), what, "Write a lower frequency or an earlier maturity")
    if terms.size > MOST_PRINCIPAL:
        what = f"the principal, {terms.size:,} minor units, is more than a cash account can hold"
        raise InputError(terms.where("size"), what, f"Split the issue: at most {MOST_PRINCIPAL:,} minor units each")
    interest = sum(period.interest_per_unit for period in periods) * terms.units
    if interest > MOST_INTEREST:
        what = f"the interest over the life, {interest:,} minor units, is more than a bond can owe one holder"
        raise InputError(terms.where("size"), what, f"Split the issue: at most {MOST_INTEREST:,} minor units each")


def _period(terms: Terms, number: int, dates: _Dates) -> Period:
    start, end = dates.accrual_start, dates.accrual_end
    fraction = year_fraction(start, end, terms.day_count)
    interest_per_unit = round_half_up(terms.unit_face * terms.rate * fraction)
    if interest_per_unit == 0:
        what = f"coupon {number} ({start} to {end}) rounds to zero minor units on one unit"
        raise InputError(terms.where("coupon", "rate_percent"), what, "Write a larger unit or a higher rate")
    return Period(
        number=number,
        accrual_start=start,
        accrual_end=end,
        days=(end - start).days,
        year_fraction=fraction,
        record_date=dates.record,
        record_time=timestamp(dates.record, terms.record_at, terms.timezone),
        pay_date=dates.pay,
        pay_time=timestamp(dates.pay, terms.pay_at, terms.timezone),
        interest_per_unit=interest_per_unit,
        principal_per_unit=0,
    )
