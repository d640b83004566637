"""The course of a life whose issuer calls, or whose holders put: parts repaid, an early end, fewer units; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from tenor.campaign.events import CallNoticed, Event, PartCalled, PutNoticed, PutsPaid, of_kind
from tenor.deployment.bond_issue import day_of
from tenor.schedule.day_count import Counting
from tenor.schedule.interest import nearest, rounded_interest
from tenor.schedule.model import Period, Schedule
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import Rounding


class PutAmounts(NamedTuple):
    """What a put repays on one unit [minor]: the principal at its price, and the interest accrued, exact."""

    principal: int
    interest: Fraction

    def interest_on(self, terms: Terms, units: int) -> int:
        """Interest on a holding, by the bond's rounding."""
        if terms.rounding is Rounding.PER_HOLDING_DOWN:
            return int(units * self.interest)
        return units * rounded_interest(self.interest, terms.rounding)


def with_options(schedule: Schedule, events: tuple[Event, ...]) -> Schedule:
    """The schedule on what called parts leave, cut where the whole is called."""
    parts = {each.payment: each.share for each in of_kind(events, PartCalled)}
    periods = _repaid_in_parts(schedule, parts) if parts else schedule.periods
    for call in of_kind(events, CallNoticed):
        periods = _cut(schedule.terms, periods, call.end)
    return replace(schedule, periods=periods)


def _repaid_in_parts(schedule: Schedule, parts: Mapping[int, Fraction]) -> tuple[Period, ...]:
    terms, outstanding, periods = schedule.terms, schedule.periods[0].outstanding_per_unit, []
    for period in schedule.periods:
        last = period is schedule.periods[-1]
        planned = outstanding if last else min(period.principal, outstanding)
        part = int((outstanding - planned) * parts.get(period.number, 0))
        repaid = planned + (nearest(part * price_of_call(terms, period.pay_time)) if part else 0)
        accrued = _interest(terms, period, outstanding, period.year_fraction)
        periods.append(replace(accrued, outstanding_per_unit=outstanding, principal_per_unit=repaid))
        outstanding -= planned + part
    return tuple(periods)


def _cut(terms: Terms, periods: tuple[Period, ...], end: datetime) -> tuple[Period, ...]:
    """The periods up to an early end: that in which it lies ends with it, and repays what is outstanding."""
    moment = int(end.timestamp())
    index = next(i for i, period in enumerate(periods) if period.record_time >= moment)
    period, counting = periods[index], Counting.of(terms)
    day = max(min(day_of(terms, moment), period.accrual_end), period.accrual_start)
    accrued = _interest(terms, period, period.outstanding_per_unit, counting.fraction(period.accrual_start, day))
    cut = replace(
        accrued,
        accrual_end=day,
        days=counting.days(period.accrual_start, day),
        year_fraction=counting.fraction(period.accrual_start, day),
        record_date=end.date(),
        record_time=moment,
        pay_date=end.date(),
        pay_time=moment,
        ex_date=None,
        principal_per_unit=nearest(period.outstanding_per_unit * price_of_call(terms, moment)),
        is_cut=True,
    )
    return (*periods[:index], cut)


def _interest(terms: Terms, period: Period, outstanding: int, fraction: Fraction) -> Period:
    """A period with the interest on what is outstanding over a year fraction; as it is while its rate is not known."""
    if period.rate is None:
        return period
    exact = outstanding * period.rate * fraction
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
    """What puts of a day repay on one unit."""
    terms = schedule.terms
    period = next(each for each in schedule.periods if each.record_time >= int(puts.at.timestamp()))
    principal = nearest(period.outstanding_per_unit * price_of_put(terms, puts.on))
    day = min(max(puts.on, period.accrual_start), period.accrual_end)
    fraction = Counting.of(terms).fraction(period.accrual_start, day)
    return PutAmounts(principal, period.outstanding_per_unit * (period.rate or 0) * fraction)


def puts_of(events: tuple[Event, ...], day: date) -> dict[str, int]:
    """Units that each holder put for a day, by investor id."""
    found: dict[str, int] = {}
    for notice in of_kind(events, PutNoticed):
        if notice.on == day:
            found[notice.by] = found.get(notice.by, 0) + notice.units
    return found
