"""Builds the schedule: notional dates moved to business days, with their rates and amounts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tenor.errors import InputError
from tenor.schedule.calendars import BeyondHorizon, BusinessCalendar, calendar_of, fixing_calendar_of
from tenor.schedule.dates import notional_dates
from tenor.schedule.day_count import Counting
from tenor.schedule.final import refuse_late_fixings
from tenor.schedule.interest import index_ratio, indexed_principal, rounded_interest
from tenor.schedule.model import Period, Schedule
from tenor.schedule.observations import Observations
from tenor.schedule.principal import outstanding, repayments
from tenor.schedule.rates import (
    Span,
    fixing_date_of,
    observed_of,
    rate_of,
    refuse_odd_steps,
    spans_of,
    stated_rate,
)
from tenor.terms.vocabulary import CouponKind, Rounding
from tenor.units import timestamp

if TYPE_CHECKING:
    from tenor.terms.terms import Terms


MOST_COUPONS = 600
MOST_PRINCIPAL = 2**64 - 1  # [minor]
MOST_INTEREST = 2**56 - 1  # [minor] over the life, on all units

_NOTHING = Observations()


class _Days(NamedTuple):
    """The days of one payment, moved to business days."""

    span: Span
    record: date
    ex: date | None
    pay: date
    fixing: date | None


class _Money(NamedTuple):
    """What one payment is made of, on one unit."""

    fraction: Fraction
    outstanding: int  # [minor]
    repaid: int  # [minor]
    observed: Fraction | None
    rate: Fraction | None
    ratio: Fraction | None  # of the price index


def build_schedule(terms: Terms, observed: Observations = _NOTHING) -> Schedule:
    """The schedule that the terms promise, with what was observed since the issue.

    Raises:
        InputError: a life that is no whole number of periods without a rule for the stub, dates beyond a calendar's
            horizon, a record date outside its period, a coupon of a stated rate that rounds to zero, an instalment or
            a step on no notional date, a fixing that is final only after its payment, or more than the contracts can
            hold. `where` is the line of the term sheet.
    """
    notional = notional_dates(terms)
    _refuse_too_many(terms, len(notional) - 1)
    refuse_odd_steps(terms, notional)
    fixings = fixing_calendar_of(terms)
    days = _moved(terms, notional, calendar_of(terms), fixings)
    counting = Counting.of(terms)
    fractions = [counting.fraction(each.span.accrual_start, each.span.accrual_end) for each in days]
    repaid = repayments(terms, notional[1:], fractions)
    periods = []
    for each, fraction, left, part in zip(days, fractions, outstanding(terms, repaid), repaid, strict=True):
        value = observed_of(terms, each.span, observed, fixings)
        rate = rate_of(terms, each.span, value, observed)
        ratio = index_ratio(terms.inflation, each.span.number, observed)
        count = counting.days(each.span.accrual_start, each.span.accrual_end)
        periods.append(_period(terms, each, count, _Money(fraction, left, part, value, rate, ratio)))
    _refuse_too_much(terms, periods)
    refuse_late_fixings(terms, periods)
    return Schedule(terms, tuple(periods))


def _moved(terms: Terms, notional: list[date], calendar: BusinessCalendar, fixings: BusinessCalendar) -> list[_Days]:
    starts = notional[:-1] if terms.floating and not terms.floating.fixing.in_arrears else []
    needed = {*notional[1:], *_beyond(terms, notional[1:], calendar)}
    if fixings.horizon == calendar.horizon:
        calendar.require(sorted({*needed, *starts}))
    else:
        calendar.require(sorted(needed))
        fixings.require(starts)
    paid = [calendar.roll(day, terms.roll) for day in notional[1:]]
    accrual = [notional[0], *paid] if terms.accrual_adjusted else notional
    record = [calendar.business_day_before(day, terms.record_lag) for day in paid]
    ex = [None if terms.ex_lag is None else calendar.business_day_before(day, terms.ex_lag) for day in paid]
    settled = [terms.issue_date, *paid]
    _refuse_early(terms, ("record", "business_days_before"), record, settled)
    _refuse_early(terms, ("record", "ex_business_days_before"), ex, settled)
    _refuse_empty(terms, accrual)
    spans = spans_of(notional, accrual)
    fixed = [fixing_date_of(terms, span, pay, (calendar, fixings)) for span, pay in zip(spans, paid, strict=True)]
    return [_Days(*each) for each in zip(spans, record, ex, paid, fixed, strict=True)]


def _beyond(terms: Terms, ends: list[date], calendar: BusinessCalendar) -> set[date]:
    """The days beyond the horizon that payment, record and ex-dates need, besides the dates themselves."""
    days = set[date]()
    for end in filter(calendar.horizon.holds, ends):
        for lag in (terms.record_lag, terms.ex_lag or 0):
            try:
                calendar.business_day_before(calendar.roll(end, terms.roll), lag)
            except BeyondHorizon as error:
                days.update(error.days)
    return days


def _refuse_empty(terms: Terms, accrual: list[date]) -> None:
    """A first period that ends on a moved date may end before interest starts."""
    if accrual[1] <= accrual[0]:
        what = f"coupon 1 would accrue from {accrual[0]} to {accrual[1]}, its payment date as moved"
        raise InputError(terms.where("business_days", "roll"), what, "Write another roll, stub or interest start")


def _refuse_early(terms: Terms, place: tuple[str, str], days: list[date] | list[date | None], paid: list[date]) -> None:
    """A record date comes after the payment before it, the first one after the issue: else its register is not yet."""
    name = "record date" if place[1] == "business_days_before" else "ex-date"
    for number, (day, bound) in enumerate(zip(days, paid[:-1], strict=True), start=1):
        if day is not None and day <= bound:
            what = f"{name} {day} of coupon {number} is not after {bound}, the issue or payment date before it"
            remedy = f"Write fewer business days between {name} and payment date"
            raise InputError(terms.where(*place), what, remedy)


def _refuse_too_many(terms: Terms, coupons: int) -> None:
    """What the bond's code and a cash account can hold: see BondFactory.sol."""
    if coupons > MOST_COUPONS:
        what = f"{coupons} coupons are more than the {MOST_COUPONS} that a bond can have"
        raise InputError(terms.where("coupon", "frequency"), what, "Write a lower frequency or an earlier maturity")
    if terms.size > MOST_PRINCIPAL:
        what = f"the principal, {terms.size:,} minor units, is more than a cash account can hold"
        raise InputError(terms.where("size"), what, f"Split the issue: at most {MOST_PRINCIPAL:,} minor units each")


def _refuse_too_much(terms: Terms, periods: list[Period]) -> None:
    """What a holder's word can hold: see HolderAccounts.sol."""
    interest = sum(period.interest_per_unit or 0 for period in periods) * terms.units
    if interest > MOST_INTEREST:
        what = f"the interest over the life, {interest:,} minor units, is more than a bond can owe one holder"
        raise InputError(terms.where("size"), what, f"Split the issue: at most {MOST_INTEREST:,} minor units each")


def _period(terms: Terms, days: _Days, count: int, money: _Money) -> Period:
    exact = _exact_interest(terms, money)
    interest = None if exact is None else rounded_interest(exact, terms.rounding)
    _refuse_nothing(terms, days.span, money)
    principal: int | None = money.repaid
    if terms.inflation is not None and money.repaid:
        principal = indexed_principal(terms.inflation, money.repaid, money.ratio)
    return Period(
        number=days.span.number,
        notional_start=days.span.notional_start,
        accrual_start=days.span.accrual_start,
        accrual_end=days.span.accrual_end,
        days=count,
        year_fraction=money.fraction,
        record_date=days.record,
        record_time=timestamp(days.record, terms.record_at, terms.timezone),
        pay_date=days.pay,
        pay_time=timestamp(days.pay, terms.pay_at, terms.timezone),
        interest_per_unit=interest,
        principal_per_unit=principal,
        rate=money.rate,
        outstanding_per_unit=money.outstanding,
        interest_exact=exact,
        observed=money.observed,
        fixing_date=days.fixing,
        ratio=money.ratio,
        ex_date=days.ex,
    )


def _exact_interest(terms: Terms, money: _Money) -> Fraction | None:
    if terms.kind is CouponKind.ZERO:
        return Fraction(0)
    if money.rate is None or money.ratio is None:
        return None
    return money.outstanding * money.rate * money.fraction * money.ratio


def _refuse_nothing(terms: Terms, span: Span, money: _Money) -> None:
    """A coupon that is nothing as the sheet states it; what is observed later refuses no bond that is alive."""
    stated = stated_rate(terms, span)
    if stated is None or terms.rounding is Rounding.PER_HOLDING_DOWN:
        return
    place, rate = stated
    if rounded_interest(money.outstanding * rate * money.fraction, terms.rounding) == 0:
        days = f"{span.accrual_start} to {span.accrual_end}"
        what = f"coupon {span.number} ({days}) rounds to zero minor units on one unit"
        raise InputError(terms.where(*place), what, "Write a larger unit or a higher rate")
