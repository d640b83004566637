"""The schedule of a bond from the plain dict of its terms, and the document of it, in exact fractions.

Money is in minor units of the currency; `document` writes it as the term sheet's page says.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tests.twin import day_counts, principal, rates
from tests.twin.calendars import HOLIDAYS
from tests.twin.dates import Closed, Grid, Refused, anchor_of, bounds, business_days_before, closed_on, moved
from tests.twin.definitions import half_up

MONTHS = {"annual": 12, "semi-annual": 6, "quarterly": 3, "monthly": 1}
MINOR_DIGITS = {"EUR": 2, "HKD": 2, "USD": 2, "CNY": 2, "GBP": 2, "JPY": 0, "KRW": 0}  # ISO 4217
MORE_DIGITS = 12  # of unrounded interest
PLAIN_DAYS = {"calendars": [], "roll": "none", "accrual": "unadjusted"}

Terms = Mapping[str, Any]
Holidays = Mapping[str, Collection[date]]


@dataclass(frozen=True)
class Period:
    """One period; `interest` is of one unit and exact under per-holding-down, None what nobody has observed yet."""

    span: rates.Span
    days: int
    fraction: Fraction
    fixing: date | None
    ex: date | None
    record: datetime
    pay: date
    rate: Fraction | None
    ratio: Fraction | None
    outstanding: int
    interest: Fraction | None
    principal: int | None


class Sheet:
    """The terms, read; `holidays` are by name of calendar."""

    def __init__(self, terms: Terms, holidays: Holidays = HOLIDAYS) -> None:
        self.terms, self.coupon, self.holidays = terms, terms["coupon"], holidays
        self.digits = MINOR_DIGITS[terms["currency"]]
        self.minor = 10**self.digits
        self.face = _whole(Fraction(terms["unit"]) * self.minor)
        self.units = _whole(Fraction(terms["size"]) / Fraction(terms["unit"]))
        self.maturity = date.fromisoformat(terms["maturity_date"])
        self.start = date.fromisoformat(terms.get("interest_start_date", terms["issue_date"]))
        self.zero = self.coupon["kind"] == "zero"
        self.rounding = self.coupon.get("rounding", "per-unit-half-up")
        self.grid = Grid(self.maturity, 12) if self.zero else self._grid()
        days = terms.get("business_days", PLAIN_DAYS)
        self.roll, self.adjusted = days["roll"], days["accrual"] == "adjusted"
        self.closed = closed_on(days["calendars"], holidays)
        fixing = self.coupon.get("fixing", {})
        self.fixing_closed: Closed = closed_on(fixing.get("calendars", days["calendars"]), holidays)

    def _grid(self) -> Grid:
        months, stub = MONTHS[self.coupon["frequency"]], self.coupon.get("stub", "none")
        anchor = anchor_of(stub, self.start, self.maturity)
        return Grid(anchor, months, rates.is_true(self.coupon.get("end_of_month", "false")))

    def bounds(self) -> list[date]:
        """The notional starts of the periods, and maturity."""
        if self.zero:
            return [self.start, self.maturity]
        return bounds(self.coupon.get("stub", "none"), self.start, self.maturity, self.grid)

    def spans(self) -> list[rates.Span]:
        """The periods as far as dates go: with adjusted accrual their ends are moved, the interest start never is."""
        notional = self.bounds()
        ends = [moved(day, self.roll, self.closed) if self.adjusted else day for day in notional[1:]]
        starts = [self.start, *ends[:-1]]
        spans = [
            rates.Span(number, *dates)
            for number, dates in enumerate(zip(notional[:-1], starts, ends, strict=True), start=1)
        ]
        if any(span.first >= span.end for span in spans):
            raise Refused("a period has no day")
        return spans

    def fraction(self, first: date, end: date) -> Fraction:
        """Of a year, by the bond's day count."""
        return day_counts.year_fraction(self.coupon["day_count"], first, end, self.maturity, self.grid)

    def days(self, first: date, end: date) -> int:
        """Days by the bond's day count."""
        return day_counts.days(self.coupon["day_count"], first, end, self.maturity)

    def rounded(self, interest: Fraction) -> Fraction:
        """Interest on one unit by the bond's rule; per-holding-down leaves it as it is."""
        if self.rounding == "per-holding-down":
            return interest
        return half_up(interest, 0) if self.rounding == "per-unit-half-up" else Fraction(math.floor(interest))


def build(sheet: Sheet, seen: rates.Observations | None = None) -> list[Period]:
    """Every period with what is known of its rate, interest and principal."""
    seen, spans, notional = seen or {}, sheet.spans(), sheet.bounds()
    found = [
        Fraction(0) if sheet.zero else rates.rate_of(sheet.terms, seen, span, sheet.fixing_closed) for span in spans
    ]
    fractions = [sheet.fraction(span.first, span.end) for span in spans]
    amortisation, level = sheet.terms.get("amortisation"), 0
    if amortisation and amortisation["kind"] == "annuity":
        level = principal.level_payment(sheet.face, [rate for rate in found if rate is not None], fractions)
        amortisation = None
    plan = principal.planned(amortisation, sheet.face, notional[1:], sheet.minor)
    periods: list[Period] = []
    outstanding = sheet.face
    for span, end, rate, fraction, due in zip(spans, notional[1:], found, fractions, plan, strict=True):
        pay, ratio = moved(end, sheet.roll, sheet.closed), ratio_of(sheet.terms, seen, span.number)
        _check_stated(sheet, span, outstanding, fraction)
        interest = interest_on(sheet, outstanding, rate, fraction, ratio)
        repaid: int | None = due
        if level and interest is not None:
            repaid = principal.annuity_part(level, interest, outstanding, last=span is spans[-1])
        if "inflation" in sheet.terms and span is spans[-1]:
            repaid = indexed(sheet.terms["inflation"], outstanding, ratio)
        days = sheet.days(span.first, span.end)
        marks = _marks(sheet, span, pay)
        periods.append(Period(span, days, fraction, *marks, pay, rate, ratio, outstanding, interest, repaid))
        outstanding -= repaid or 0
    return periods


def _marks(sheet: Sheet, span: rates.Span, pay: date) -> tuple[date | None, date | None, datetime]:
    """Fixing date, ex-date and record time of a period."""
    record = sheet.terms.get("record", {"business_days_before": "1", "time": "17:00"})
    on = business_days_before(pay, int(record["business_days_before"]), sheet.closed)
    zone = ZoneInfo(sheet.terms.get("timezone", "UTC"))
    ex = None
    if "ex_business_days_before" in record:
        ex = business_days_before(pay, int(record["ex_business_days_before"]), sheet.closed)
    return _fixing(sheet, span, pay), ex, datetime.combine(on, time.fromisoformat(record["time"]), zone)


def _fixing(sheet: Sheet, span: rates.Span, pay: date) -> date | None:
    if "inflation" in sheet.terms:
        return business_days_before(pay, int(sheet.terms["inflation"]["business_days"]), sheet.closed)
    if sheet.coupon["kind"] != "floating" or rates.is_fixed_first(sheet.coupon, span.number):
        return None
    return rates.fixing_date(sheet.coupon["fixing"], span, sheet.fixing_closed)


def ratio_of(terms: Terms, seen: rates.Observations, number: int) -> Fraction | None:
    """Index value over its base, rounded half up; one for a bond without an index, None until observed."""
    if "inflation" not in terms:
        return Fraction(1)
    value = seen.get("coupons", {}).get(str(number))
    if value is None:
        return None
    index = terms["inflation"]
    return half_up(Fraction(value) / Fraction(index["base"]), int(index.get("ratio_decimals", "5")))


def indexed(index: Terms, outstanding: int, ratio: Fraction | None) -> int | None:
    """Principal at maturity of a bond linked to an index; with a floor of par at least the outstanding."""
    if ratio is None:
        return None
    repaid = principal.nearest(outstanding * ratio)
    return max(repaid, outstanding) if index["principal_floor"] == "par" else repaid


def interest_on(
    sheet: Sheet, outstanding: int, rate: Fraction | None, fraction: Fraction, ratio: Fraction | None
) -> Fraction | None:
    """Outstanding x rate x year fraction x ratio, by the rounding rule."""
    return None if rate is None or ratio is None else sheet.rounded(outstanding * rate * fraction * ratio)


def _check_stated(sheet: Sheet, span: rates.Span, outstanding: int, fraction: Fraction) -> None:
    """A rate that the sheet gives makes no coupon of nothing; what is observed later may."""
    rate = None if sheet.zero else rates.stated(sheet.coupon, span)
    if rate is None or sheet.rounding == "per-holding-down":
        return
    if not sheet.rounded(outstanding * rate * fraction):
        raise Refused("a coupon comes to nothing")


def _whole(amount: Fraction) -> int:
    if amount.denominator != 1:
        raise Refused(f"{amount} is no whole number")
    return amount.numerator
