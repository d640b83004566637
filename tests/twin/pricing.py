"""Accrued interest, present value and make-whole prices of one unit, as exact ratios of minor units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.twin.principal import nearest
from tests.twin.schedule import Period, Sheet

Periods = Sequence[Period]


def accrued_of(sheet: Sheet, period: Period, day: date, outstanding: int) -> Fraction:
    """Interest of one period on so much principal from its accrual start to a day, unrounded; never past its end."""
    if day <= period.span.first or period.rate is None or period.ratio is None:
        return Fraction(0)
    fraction = sheet.fraction(period.span.first, min(day, period.span.end))
    return outstanding * period.rate * fraction * period.ratio


def is_ex(period: Period, day: date) -> bool:
    """Whether a trade that settles on a day is without a period's coupon: from its ex-date on, or once it was paid."""
    return (period.ex or period.pay) <= day


def accrued_interest(sheet: Sheet, periods: Periods, day: date) -> Fraction:
    """What a buyer who settles on a day owes the seller: what is accrued of the coupons that it gets.

    Of a coupon that it does not get the seller keeps days that are not over yet, and the buyer is paid for them
    (U.K. DMO, Formulae for Calculating Gilt Prices from Yields, section 3: the ex-dividend rebate).
    """
    if not sheet.start <= day < periods[-1].pay:
        return Fraction(0)
    owed = Fraction(0)
    for period in periods:
        owed += accrued_of(sheet, period, day, period.outstanding)
        if is_ex(period, day):
            owed -= accrued_of(sheet, period, period.span.end, period.outstanding)
    return owed


def current(periods: Periods, day: date) -> Period:
    """The period of the first payment after a day."""
    return next(period for period in periods if period.pay > day)


def left(sheet: Sheet, period: Period, day: date) -> Fraction:
    """The part of a period that is left: its days less those accrued (never a fresh count), over its days."""
    if day <= period.span.first:
        return Fraction(1)
    if day >= period.span.end:
        return Fraction(0)
    return Fraction(period.days - sheet.days(period.span.first, day), period.days)


def dirty_price(sheet: Sheet, periods: Periods, day: date, annual_yield: Fraction) -> Fraction:
    """What is due after a day on one unit, each divided by (1 + w y / f) (1 + y / f)^(k - 1).

    A coupon that a trade on the day settles without is not among it.
    """
    if sheet.zero:
        return _zero_price(sheet, periods, day, annual_yield)
    due = [period for period in periods if period.pay > day]
    step = annual_yield / sheet.grid.periods_a_year
    discount = 1 + left(sheet, due[0], day) * step
    total = Fraction(0)
    for period in due:
        if period.interest is None or period.principal is None:
            raise ValueError(f"coupon {period.span.number} is not fixed")
        # From the ex-date on, the payment is the seller's; but what is repaid last goes to whoever redeems.
        due = period.principal + period.interest
        if is_ex(period, day):
            due = period.principal if period is periods[-1] else 0
        total += due / discount
        discount *= 1 + step
    return total


def _zero_price(sheet: Sheet, periods: Periods, day: date, annual_yield: Fraction) -> Fraction:
    """A zero coupon: on the yearly periods that count back from its maturity date."""
    first, last = sheet.grid.containing(min(day, sheet.maturity - timedelta(days=1)))
    whole = sheet.days(first, last)
    discount = 1 + Fraction(whole - sheet.days(first, min(day, last)), whole) * annual_yield
    while last < sheet.maturity:
        discount *= 1 + annual_yield
        last = sheet.grid.containing(last)[1]
    return Fraction(periods[-1].principal or 0) / discount


def clean_price(sheet: Sheet, periods: Periods, day: date, annual_yield: Fraction) -> Fraction:
    """The same less interest accrued, which is negative in an ex-coupon period."""
    return dirty_price(sheet, periods, day, annual_yield) - accrued_interest(sheet, periods, day)


def make_whole(sheet: Sheet, periods: Periods, day: date, annual_yield: Fraction) -> int:
    """The greater of par and the present value of what is still due, without interest accrued; rounded once."""
    return max(current(periods, day).outstanding, nearest(clean_price(sheet, periods, day, annual_yield)))


def accrued_due(sheet: Sheet, period: Period, day: date, outstanding: int) -> Fraction:
    """Interest accrued that is paid with an early repayment: by the bond's rounding rule, as a coupon is."""
    return sheet.rounded(accrued_of(sheet, period, day, outstanding))


def coupon_on(sheet: Sheet, period: Period, outstanding: int) -> Fraction | None:
    """The coupon of a period on another outstanding than planned, after an early repayment of a part."""
    if outstanding == period.outstanding:
        return period.interest
    if period.rate is None or period.ratio is None:
        return None
    return sheet.rounded(outstanding * period.rate * period.fraction * period.ratio)
