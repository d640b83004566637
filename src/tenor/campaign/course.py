"""The course of a life: the schedule as it is lived when payments are missed and holders accelerate; pure.

What is late grows by default interest up to the day on which it is funded. After acceleration the coupons of later
record times are no more, and the principal that redeems is what recoveries have left of the claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tenor.campaign.events import Acceleration, Event, Missed, Recovery, RestPaid, of_kind
from tenor.campaign.model import Timetable
from tenor.deployment.bond_issue import day_of
from tenor.schedule.day_count import Counting
from tenor.schedule.model import Overdue, Period, Redemption, Schedule
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import CouponKind, Rounding

_DAYS_OF_YEAR = 365  # ACT/365F


def lived_schedule(promised: Schedule, events: tuple[Event, ...], times: Timetable) -> Schedule:
    """The schedule with what the events make of it; the promised one where they change no payment.

    Raises:
        ValueError: all is accelerated although no record time is to come, or before a principal by an index is known.
    """
    missed = {each.payment: each.paid for each in of_kind(events, Missed)}
    accelerated = of_kind(events, Acceleration)
    closing: Redemption | None
    if accelerated:
        moment = int(accelerated[0].at.timestamp())
        kept = tuple(period for period in promised.periods if period.record_time < moment)
        closing = _closing(promised, moment, events)
    else:
        kept, closing = promised.periods, _late_redemption(promised, missed, times)
    periods = tuple(_paid(promised.terms, period, missed, times) for period in kept)
    return replace(promised, periods=periods, closing=closing) if missed or accelerated else promised


def claim_on_unit(schedule: Schedule, moment: int) -> int:
    """What acceleration at a moment [s] makes due on one unit [minor]: the outstanding and the interest accrued."""
    period = next((each for each in schedule.periods if each.record_time >= moment), None)
    if period is None:
        raise ValueError("every record time has passed: what is owed is due already")
    if schedule.terms.inflation is not None:
        raise ValueError("the claim of an indexed bond is not computed yet")
    day = min(day_of(schedule.terms, moment), period.accrual_end)
    accrued = Fraction(0)
    if day > period.accrual_start:
        fraction = Counting.of(schedule.terms).fraction(period.accrual_start, day)
        accrued = period.outstanding_per_unit * _rate(schedule.periods, period) * fraction
    return period.outstanding_per_unit + int(accrued)


def _rate(periods: Sequence[Period], period: Period) -> Fraction:
    """The rate of a period, or of the one before it while it is not fixed; nothing of a bond without coupons."""
    known = [each.rate for each in periods if each.number <= period.number and each.rate is not None]
    return known[-1] if known else Fraction(0)


def _paid(terms: Terms, period: Period, missed: Mapping[int, date | None], times: Timetable) -> Period:
    """A period that is paid late, or never; any other as it is."""
    if period.number not in missed or terms.kind is CouponKind.ZERO:
        return period
    paid = missed[period.number]
    if paid is None:
        return replace(period, overdue=Overdue(None, 0))
    funded = day_of(terms, int(times.moment(paid, times.coupon_funding).timestamp()))
    interest = period.interest_exact if terms.rounding is Rounding.PER_HOLDING_DOWN else Fraction(period.interest)
    due = (interest or 0) + period.principal
    return replace(
        period, overdue=Overdue(paid, _default_interest(terms, period, due, (funded - _day_due(terms, period)).days))
    )


def _late_redemption(promised: Schedule, missed: Mapping[int, date | None], times: Timetable) -> Redemption | None:
    """The principal at maturity where it is not paid on its day: alone, or with a last coupon that is late."""
    terms, last = promised.terms, promised.periods[-1]
    number = len(promised.coupons) + 1
    if not {number, last.number} & set(missed):
        return None
    coupon_paid = missed.get(last.number, last.pay_date) if promised.coupons else last.pay_date
    paid = missed.get(number, coupon_paid)
    planned = Redemption(last.pay_date, last.pay_time, last.principal)
    if paid is None or coupon_paid is None:
        return replace(planned, overdue=Overdue(None, 0))
    # What the last coupon was increased by counted the principal up to its day.
    counted = max(
        _day_due(terms, last), day_of(terms, int(times.moment(coupon_paid, times.coupon_funding).timestamp()))
    )
    funded = day_of(terms, int(times.moment(paid, times.coupon_payment).timestamp()))
    return replace(
        planned,
        overdue=Overdue(paid, _default_interest(terms, last, Fraction(last.principal), (funded - counted).days)),
    )


def _closing(promised: Schedule, moment: int, events: tuple[Event, ...]) -> Redemption:
    """The end after acceleration: the claim, less what is recovered of it."""
    claims = [(moment, claim_on_unit(promised, moment))]
    for recovery in of_kind(events, Recovery):
        claims.append((int(recovery.at.timestamp()), claims[-1][1] - recovery.per_unit))
    rest = of_kind(events, RestPaid)
    last, left = claims[-1]
    at = int(rest[0].at.timestamp()) if rest else last
    cut = tuple(period for period in promised.periods if period.record_time >= moment)
    closing = Redemption(day_of(promised.terms, at), at, left, claims=tuple(claims), cut=cut)
    return closing if rest else replace(closing, overdue=Overdue(None, 0))


def _day_due(terms: Terms, period: Period) -> date:
    return day_of(terms, period.pay_time)


def _default_interest(terms: Terms, period: Period, due: Fraction | int, days: int) -> int:
    """Default interest on one unit, rounded down [minor]; none where the terms have no rule for it."""
    if terms.default is None or days <= 0:
        return 0
    rate = (period.rate or 0) + terms.default.default_interest
    return int(due * rate * days / _DAYS_OF_YEAR)
