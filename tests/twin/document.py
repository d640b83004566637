"""The periods of the twin's schedule as the document of the term sheet's page has them."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction
from typing import Any

from tests.twin.calendars import HOLIDAYS
from tests.twin.definitions import text
from tests.twin.rates import Observations
from tests.twin.schedule import MORE_DIGITS, Holidays, Period, Sheet, Terms, build


def schedule_of(terms: Terms, seen: Observations | None = None, holidays: Holidays = HOLIDAYS) -> list[dict[str, Any]]:
    """The periods of the document, from the dict that the product's function of the same name takes."""
    sheet = Sheet(terms, holidays)
    return [_period(sheet, period) for period in build(sheet, seen)]


def _period(sheet: Sheet, period: Period) -> dict[str, Any]:
    interest, repaid = period.interest, period.principal
    interest_total = None if interest is None else math.floor(interest * sheet.units)
    principal_total = None if repaid is None else repaid * sheet.units
    total = None if interest_total is None or principal_total is None else interest_total + principal_total
    return {
        "number": period.span.number,
        "accrual_start": period.span.first.isoformat(),
        "accrual_end": period.span.end.isoformat(),
        "days": period.days,
        "year_fraction": {"numerator": period.fraction.numerator, "denominator": period.fraction.denominator},
        "fixing_date": _day(period.fixing),
        "ex_date": _day(period.ex),
        "record_date": period.record.date().isoformat(),
        "record_time": period.record.isoformat(),
        "pay_date": period.pay.isoformat(),
        "rate_percent": None if sheet.zero or period.rate is None else decimal_text(period.rate * 100),
        "outstanding_per_unit": _money(sheet, period.outstanding),
        "interest_per_unit": _interest(sheet, interest),
        "principal_per_unit": _money(sheet, repaid),
        "interest_total": _money(sheet, interest_total),
        "principal_total": _money(sheet, principal_total),
        "total": _money(sheet, total),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _money(sheet: Sheet, minor: int | None) -> str | None:
    return None if minor is None else text(Fraction(minor, sheet.minor), sheet.digits)


def _interest(sheet: Sheet, interest: Fraction | None) -> str | None:
    """Of one unit; where it is not rounded, so many more digits and the rest cut off."""
    if interest is None or sheet.rounding != "per-holding-down":
        return _money(sheet, None if interest is None else math.floor(interest))
    digits = sheet.digits + MORE_DIGITS
    return text(Fraction(math.floor(interest * 10**MORE_DIGITS), 10**digits), digits)


def decimal_text(value: Fraction) -> str:
    """A decimal fraction with as many digits as it has."""
    for digits in range(60):
        if (value * 10**digits).denominator == 1:
            return text(value, digits)
    raise ValueError(f"{value} is no decimal fraction")
