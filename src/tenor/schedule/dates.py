"""Notional dates: where periods end before any of them moves to a business day.

Each is counted from one anchor and never from its neighbour, which keeps the day of the month: 31 August, 28 February,
31 August and not 28 August.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from tenor.errors import InputError
from tenor.terms.vocabulary import CouponKind, Stub

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenor.terms.terms import Terms

_COUNTED_FORWARD = frozenset({Stub.SHORT_LAST, Stub.LONG_LAST})


def months_from(anchor: date, months: int, *, end_of_month: bool) -> date:
    """The anchor so many months on or back: its day of the month, or that month's last day where it is shorter.

    With `end_of_month` an anchor that is its month's last day leads to last days only.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if end_of_month and anchor.day == monthrange(anchor.year, anchor.month)[1]:
        return date(year, month + 1, last)
    return date(year, month + 1, min(anchor.day, last))


def anchor_of(terms: Terms) -> date:
    """The date that all notional dates are counted from."""
    return terms.interest_start if terms.stub in _COUNTED_FORWARD else terms.maturity_date


def notional_date(terms: Terms, periods: int) -> date:
    """The notional date so many periods after the anchor; before it where `periods` is negative."""
    return months_from(anchor_of(terms), periods * 12 // terms.frequency, end_of_month=terms.end_of_month)


def notional_dates(terms: Terms) -> list[date]:
    """Every notional date from the interest start to the maturity date, both included.

    Raises:
        InputError: the life is no whole number of periods, and the sheet has no rule for a stub.
    """
    start, maturity = terms.interest_start, terms.maturity_date
    if terms.kind is CouponKind.ZERO:
        return [start, maturity]
    if terms.stub in _COUNTED_FORWARD:
        dates, regular = _counted(terms, 1, lambda day: day < maturity)
        inner, stub_is_long = dates[1:], terms.stub is Stub.LONG_LAST
        kept = inner[:-1] if stub_is_long and not regular else inner
    else:
        dates, regular = _counted(terms, -1, lambda day: day > start)
        inner, stub_is_long = dates[:0:-1], terms.stub is Stub.LONG_FIRST
        kept = inner[1:] if stub_is_long and not regular else inner
    if not regular and terms.stub is Stub.NONE:
        raise _stub_refused(terms, len(dates))
    return [start, *kept, maturity]


def _counted(terms: Terms, step: int, within: Callable[[date], bool]) -> tuple[list[date], bool]:
    """The anchor and the notional dates within the life, and whether the next one is its other end."""
    dates = [anchor_of(terms)]
    while within(day := notional_date(terms, step * len(dates))):
        dates.append(day)
    return dates, day in {terms.interest_start, terms.maturity_date}


def _stub_refused(terms: Terms, periods: int) -> InputError:
    earlier, later = notional_date(terms, -periods), notional_date(terms, 1 - periods)
    what = (
        f"the first coupon period would be a stub: {terms.frequency} coupons a year up to maturity_date"
        f" {terms.maturity_date} start on {earlier} or {later}, and interest starts on {terms.interest_start}"
    )
    remedy = "Choose dates a whole number of coupon periods apart, or write 'stub:' under coupon"
    return InputError(terms.where("maturity_date"), what, remedy)
