"""Prices of one unit against a ladder of yields, as a plain document: for the command line and the report.

Accrued interest and the dirty price are rounded to whole minor units, a half upwards; the clean price of a unit is
their difference, so that the three agree in every row. The clean price in percent of the principal outstanding is
exact before its own rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from tenor.errors import InputError
from tenor.schedule.accrued import accrued, next_paid
from tenor.schedule.interest import nearest
from tenor.schedule.model import Schedule
from tenor.schedule.pricing import clean_price, dirty_price, yield_of
from tenor.units import Money, percent_text

SCHEMA = "tenor-prices/1"
COLUMNS = ("settlement_date", "yield_percent", "clean_percent", "clean_per_unit", "accrued_per_unit", "dirty_per_unit")

YIELD_DIGITS = 6  # of a yield in percent: enough for a price of a large unit to the cent
PRICE_DIGITS = 4  # of a price in percent
_BASIS_POINTS = 10_000


class Ladder(NamedTuple):
    """The yields of a table: the bond's own, and so many steps below and above it."""

    step: int = 25  # [basis points]
    reach: int = 200  # [basis points] either way

    def around(self, centre: Fraction) -> list[Fraction]:
        """The yields, a year, in rising order."""
        steps = self.reach // self.step
        return [centre + Fraction(self.step * number, _BASIS_POINTS) for number in range(-steps, steps + 1)]


class Deal(NamedTuple):
    """What a price that was paid comes to."""

    accrued: int  # [minor] on one unit
    clean_percent: str  # of the principal outstanding
    yield_percent: str | None  # None where no yield makes such a price


def first_settlement(schedule: Schedule) -> date:
    """The first day that has a price: the issue date, or the interest start where that is later."""
    return max(schedule.terms.issue_date, schedule.periods[0].accrual_start)


def issue_yield(schedule: Schedule) -> Fraction:
    """The yield a year at which the bond is issued, to so many digits as are shown; `ValueError` as of `yield_of`.

    What is paid at issue has no interest beside it: it is the dirty price.
    """
    terms, day = schedule.terms, first_settlement(schedule)
    scale = 100 * 10**YIELD_DIGITS
    exact = yield_of(schedule, day, terms.issue_price * terms.unit_face - accrued(schedule, day).exact)
    return Fraction(nearest(exact * scale), scale)


def deal_of(schedule: Schedule, day: date, dirty: Fraction) -> Deal:
    """Accrued interest, clean price and yield of a price paid on one unit [minor]; every payment is known."""
    interest = accrued(schedule, day)
    clean = dirty - interest.exact
    percent = _in_percent(clean, _principal(schedule, day))
    try:
        rate = _yield_text(yield_of(schedule, day, clean))
    except ValueError:  # nothing was paid, or a payment is left that no yield discounts
        rate = None
    return Deal(interest.minor, percent, rate)


def price_document(schedule: Schedule, days: Sequence[date], ladder: Ladder) -> dict[str, Any]:
    """Clean price, accrued interest and dirty price on days of settlement, in strings and whole numbers.

    Raises:
        InputError: a payment is not known yet, or nothing is due after one of the days.
    """
    terms = schedule.terms
    try:
        centre = issue_yield(schedule)
        settlements = [_settlement(schedule, day, ladder.around(centre)) for day in days]
    except ValueError as error:
        raise InputError(f"prices of {terms.issue_id}", str(error), _remedy(schedule)) from None
    return {
        "schema": SCHEMA,
        "issue_id": terms.issue_id,
        "currency": terms.currency,
        "unit": _money(terms.unit_face, schedule),
        "issue_price_percent": percent_text(terms.issue_price),
        "issue_yield_percent": _yield_text(centre),
        "settlements": settlements,
    }


def rows_of(document: Mapping[str, Any]) -> list[dict[str, str]]:
    """Every price of such a document as texts by column."""
    return [
        {"settlement_date": each["date"], "accrued_per_unit": each["accrued_per_unit"], **row}
        for each in document["settlements"]
        for row in each["rows"]
    ]


def _settlement(schedule: Schedule, day: date, yields: Sequence[Fraction]) -> dict[str, Any]:
    interest, principal = accrued(schedule, day).minor, _principal(schedule, day)
    rows = []
    for rate in yields:
        dirty = nearest(dirty_price(schedule, day, rate))
        rows.append(
            {
                "yield_percent": _yield_text(rate),
                "clean_percent": _in_percent(clean_price(schedule, day, rate), principal),
                "clean_per_unit": _money(dirty - interest, schedule),
                "dirty_per_unit": _money(dirty, schedule),
            }
        )
    return {
        "date": day.isoformat(),
        "outstanding_per_unit": _money(principal, schedule),
        "accrued_per_unit": _money(interest, schedule),
        "rows": rows,
    }


def _principal(schedule: Schedule, day: date) -> int:
    """What is outstanding on one unit on a day [minor]."""
    period = next_paid(schedule, day)
    if period is None:
        raise ValueError(f"nothing is due after {day}, or interest has not started by then")
    return period.outstanding_per_unit


def _remedy(schedule: Schedule) -> str:
    if any(period.interest_per_unit is None or period.principal_per_unit is None for period in schedule.periods):
        return "A price needs every payment that is still due: give what was observed, e.g. with --observations"
    first, last = first_settlement(schedule), schedule.periods[-1].pay_date
    return f"Name a day of settlement from {first} to the day before {last}"


def _in_percent(amount: Fraction, principal: int) -> str:
    return _text(100 * amount / principal, PRICE_DIGITS)


def _yield_text(rate: Fraction) -> str:
    return _text(100 * rate, YIELD_DIGITS)


def _text(percent: Fraction, digits: int) -> str:
    return f"{Decimal(nearest(percent * 10**digits)).scaleb(-digits):f}"


def _money(minor: int, schedule: Schedule) -> str:
    return str(Money(minor, schedule.terms.currency).amount)
