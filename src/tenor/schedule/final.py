"""Whether what a coupon is fixed by can be final when the coupon is to be paid."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from tenor.errors import InputError
from tenor.units import timestamp, utc

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tenor.schedule.model import Period
    from tenor.terms.terms import Terms

_AN_HOUR = 3_600  # [s]


def refuse_late_fixings(terms: Terms, periods: Sequence[Period], *, without_challenge: bool = False) -> None:
    """Refuse a challenge time that ends after a payment that waits for it: the payment would be missed for sure.

    Args:
        terms: of the bond.
        periods: of its schedule.
        without_challenge: whether what is observed after its payment is refused too where nothing can be challenged:
            such a schedule can be computed, and no bond can keep it.
    """
    rule = terms.floating.fixing if terms.floating else terms.inflation
    if rule is None or not (rule.challenge_hours or without_challenge):
        return
    place = ("coupon", "fixing", "challenge_hours") if terms.floating else ("inflation", "challenge_hours")
    for period in periods:
        start = _observed_from(terms, period)
        if start is None:
            continue
        room = period.pay_time - timestamp(start, time(0), terms.timezone)
        if rule.challenge_hours * _AN_HOUR > room:
            what = (
                f"coupon {period.number} is observed from {start} on and final {rule.challenge_hours} hours later,"
                f" after its payment at {utc(period.pay_time):%Y-%m-%d %H:%M} UTC"
            )
            raise InputError(terms.where(*place), what, _remedy(room))


def _observed_from(terms: Terms, period: Period) -> date | None:
    """The first day on which all that a coupon depends on can be observed; None where nothing is."""
    targets = [each.observed_from for each in terms.targets if each.applies_from <= period.notional_start]
    if period.fixing_date is None:
        return max(targets, default=None)
    return max(period.fixing_date, period.notional_start) if targets else period.fixing_date


def _remedy(room: int) -> str:
    earlier = "let it be observed earlier"
    return f"Write at most {room // _AN_HOUR}, or {earlier}" if room >= 0 else earlier.capitalize()
