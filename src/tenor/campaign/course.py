"""The course of a life: the schedule as it is lived when payments are missed and holders accelerate; pure.

What is late grows by default interest up to the day on which it is funded. After acceleration the coupons of later
record times are no more, and the principal that redeems is what recoveries have left of the claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tenor.campaign.events import Acceleration, Event, Missed, Recovery, RestPaid, of_kind
from tenor.campaign.fixings import Fixing, fixings_of, known_by
from tenor.campaign.model import Timetable
from tenor.campaign.options_course import accrued_exact, principal_of, running, with_options
from tenor.deployment.bond_issue import day_of
from tenor.schedule.model import Overdue, Period, Redemption, Schedule
from tenor.schedule.observations import Observations
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import CouponKind, Rounding

_DAYS_OF_YEAR = 365  # ACT/365F
_NOTHING = Observations()


def lived_schedule(
    promised: Schedule, events: tuple[Event, ...], times: Timetable, observed: Observations = _NOTHING
) -> Schedule:
    """The schedule with what the events make of it; the promised one where they change no payment.

    Args:
        promised: by the terms, with what was observed.
        observed: the same observations, of which an early end and a claim take what is known by then.

    Raises:
        ValueError: the life cannot end as a notice says, or all is accelerated although no record time is to come.
    """
    promised = with_options(promised, events, observed)
    missed = {each.payment: each.paid for each in of_kind(events, Missed)}
    accelerated = of_kind(events, Acceleration)
    closing: Redemption | None
    if accelerated:
        moment = int(accelerated[0].at.timestamp())
        kept = tuple(period for period in promised.periods if period.record_time < moment)
        claim = claim_on_unit(promised, moment, fixings_of(promised, observed.targets, times.settlement))
        closing = _closing(promised, (moment, claim), events)
    else:
        kept, closing = promised.periods, _late_redemption(promised, missed, times)
    periods = tuple(_paid(promised.terms, period, missed, times) for period in kept)
    return replace(promised, periods=periods, closing=closing) if missed or accelerated else promised


def claim_on_unit(schedule: Schedule, moment: int, fixings: tuple[Fixing, ...]) -> int:
    """What acceleration at a moment [s] makes due on one unit [minor]: the outstanding and the interest accrued.

    A coupon that is not fixed by then counts at the rate and ratio of the coupon before it.
    """
    terms = schedule.terms
    period = None if terms.kind is CouponKind.ZERO else running(schedule, moment)
    if period is None:
        raise ValueError("every record time has passed: what is owed is due already")
    known = known_by(fixings, schedule, period, moment)
    rate, ratio = (known.rate, known.ratio) if known else (Fraction(0), Fraction(1))
    counted = replace(period, rate=rate, ratio=ratio)
    return principal_of(terms, counted) + int(accrued_exact(terms, counted, day_of(terms, moment)))


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


def _closing(promised: Schedule, claim: tuple[int, int], events: tuple[Event, ...]) -> Redemption:
    """The end after acceleration: the claim [minor] of a moment [s], less what is recovered of it."""
    claims, (moment, _) = [claim], claim
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
