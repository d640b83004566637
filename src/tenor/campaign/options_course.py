"""The course of a life whose issuer calls, or whose holders put: parts repaid, an early end, fewer units; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tenor.campaign.events import (
    CallNoticed,
    Ending,
    Event,
    PartCalled,
    PutNoticed,
    PutsPaid,
    ending_of,
    of_kind,
)
from tenor.deployment.bond_issue import day_of
from tenor.schedule.calendars import fixing_calendar_of
from tenor.schedule.day_count import Counting
from tenor.schedule.interest import indexed_principal, nearest, rounded_interest
from tenor.schedule.model import Period, Schedule
from tenor.schedule.observations import Observations
from tenor.schedule.pricing import make_whole_price
from tenor.schedule.rates import Span, observed_of, rate_of
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import CouponKind, Rounding

_NOTHING = Observations()


class PutAmounts(NamedTuple):
    """What a put repays on one unit [minor]: the principal at its price, and the interest accrued, exact."""

    principal: int
    interest: Fraction

    def interest_on(self, terms: Terms, units: int) -> int:
        """Interest on a holding, by the bond's rounding."""
        if terms.rounding is Rounding.PER_HOLDING_DOWN:
            return int(units * self.interest)
        return units * rounded_interest(self.interest, terms.rounding)


def with_options(schedule: Schedule, events: tuple[Event, ...], observed: Observations = _NOTHING) -> Schedule:
    """The schedule on what called parts leave, cut where the whole is called.

    Args:
        observed: what daily rates a coupon that is cut compounds.

    Raises:
        ValueError: the life cannot end then, or at no such price.
    """
    parts = {each.payment: each.share for each in of_kind(events, PartCalled)}
    whole = replace(schedule, periods=repaid_in_parts(schedule, parts)) if parts else schedule
    ending = ending_of(events)
    return whole if ending is None else replace(whole, periods=_cut(whole, ending, observed))


def running(schedule: Schedule, moment: int) -> Period | None:
    """The period whose record time comes next at a moment [s], the only one of a zero coupon; None after the last."""
    if schedule.terms.kind is CouponKind.ZERO:
        return schedule.periods[-1] if moment < schedule.periods[-1].pay_time else None
    return next((period for period in schedule.periods if period.record_time >= moment), None)


def repaid_in_parts(schedule: Schedule, parts: Mapping[int, Fraction]) -> tuple[Period, ...]:
    """The periods on what called parts leave.

    Args:
        parts: by the payment with which each is repaid, its share of what that leaves outstanding.
    """
    terms, outstanding, periods = schedule.terms, schedule.periods[0].outstanding_per_unit, []
    for period in schedule.periods:
        last = period is schedule.periods[-1]
        planned = outstanding if last else min(period.principal, outstanding)
        part = int((outstanding - planned) * parts.get(period.number, 0))
        repaid = planned + (nearest(part * price_of_call(terms, period.pay_time)) if part else 0)
        accrued = _accruing(terms, replace(period, outstanding_per_unit=outstanding), period.year_fraction)
        periods.append(replace(accrued, principal_per_unit=repaid))
        outstanding -= planned + part
    return tuple(periods)


def _cut(schedule: Schedule, ending: Ending, observed: Observations) -> tuple[Period, ...]:
    """The periods up to an early end: that in which it lies ends with it, and repays what is outstanding."""
    terms, moment = schedule.terms, int(ending.end.timestamp())
    period = running(schedule, moment)
    if period is None:
        raise ValueError("the life is over by then")
    day = max(min(day_of(terms, moment), period.accrual_end), period.accrual_start)
    fraction = Counting.of(terms).fraction(period.accrual_start, day)
    accrued = _accruing(terms, _observed_until(terms, period, day, observed), fraction)
    cut = replace(
        accrued,
        accrual_end=day,
        days=Counting.of(terms).days(period.accrual_start, day),
        year_fraction=fraction,
        record_date=ending.end.date(),
        record_time=moment,
        pay_date=ending.end.date(),
        pay_time=moment,
        ex_date=None,
        principal_per_unit=_principal_at(schedule, period, ending),
        is_cut=True,
    )
    return (*schedule.periods[: period.number - 1], cut)


def _observed_until(terms: Terms, period: Period, day: date, observed: Observations) -> Period:
    """A period whose rate is compounded of daily rates, with those of the days until its early end."""
    compounded = terms.floating is not None and terms.floating.fixing.in_arrears and observed.daily
    if not compounded or period.number in observed.coupons or day <= period.accrual_start:
        return period
    span = Span(period.number, period.notional_start, period.accrual_start, day)
    value = observed_of(terms, span, observed, fixing_calendar_of(terms))
    return replace(period, observed=value, rate=rate_of(terms, span, value, observed))


def _principal_at(schedule: Schedule, period: Period, ending: Ending) -> int | None:
    """What one unit is repaid at an early end [minor]; None until the index is observed."""
    moment = int(ending.end.timestamp())
    if period.ratio is None:
        return None
    if isinstance(ending, CallNoticed):
        return nearest(principal_of(schedule.terms, period) * price_of_call(schedule.terms, moment))
    return make_whole_price(schedule, day_of(schedule.terms, moment), ending.reference)


def principal_of(terms: Terms, period: Period) -> int:
    """Principal of one unit as it is repaid in a period: what is outstanding, by the index where one is followed."""
    if terms.inflation is None:
        return period.outstanding_per_unit
    indexed = indexed_principal(terms.inflation, period.outstanding_per_unit, period.ratio)
    if indexed is None:
        raise ValueError(f"the index of coupon {period.number} is not observed yet")
    return indexed


def accrued_exact(terms: Terms, period: Period, day: date) -> Fraction:
    """Interest on one unit from a period's accrual start to a day, before any rounding [minor]; no more after its end.

    Nothing while its rate is not observed, and of a zero coupon.
    """
    day = min(max(day, period.accrual_start), period.accrual_end)
    fraction = Counting.of(terms).fraction(period.accrual_start, day)
    return period.outstanding_per_unit * (period.rate or 0) * fraction * (period.ratio or 0)


def _accruing(terms: Terms, period: Period, fraction: Fraction) -> Period:
    """A period with the interest over a year fraction; as it is while its rate is not known and something accrues."""
    if (period.rate is None or period.ratio is None) and fraction:
        return period
    exact = period.outstanding_per_unit * (period.rate or 0) * fraction * (period.ratio or 0)
    return replace(period, interest_exact=exact, interest_per_unit=rounded_interest(exact, terms.rounding))


def price_of_call(terms: Terms, moment: int) -> Fraction:
    """At which share of the outstanding the issuer may call on the day of a moment [s]; `ValueError` where not."""
    day = day_of(terms, moment)
    for window in terms.call.windows if terms.call else ():
        if window.first <= day <= window.last:
            return window.price
    raise ValueError(f"the terms let the issuer call on no {day}")


def price_of_put(terms: Terms, day: date) -> Fraction:
    """At which share of the outstanding holders may put for a day; `ValueError` where not."""
    for each in terms.put.dates if terms.put else ():
        if each.day == day:
            return each.price
    raise ValueError(f"the terms let holders put on no {day}")


def put_amounts(schedule: Schedule, puts: PutsPaid) -> PutAmounts:
    """What puts of a day repay on one unit; `ValueError` after the end."""
    terms = schedule.terms
    period = running(schedule, int(puts.at.timestamp()))
    if period is None:
        raise ValueError("the life is over by then")
    principal = nearest(principal_of(terms, period) * price_of_put(terms, puts.on))
    return PutAmounts(principal, accrued_exact(terms, period, puts.on))


def puts_of(events: tuple[Event, ...], day: date) -> dict[str, int]:
    """Units that each holder put for a day, by investor id."""
    found: dict[str, int] = {}
    for notice in of_kind(events, PutNoticed):
        if notice.on == day:
            found[notice.by] = found.get(notice.by, 0) + notice.units
    return found
