"""The rate of each period, by the kind of its coupon."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tenor.errors import InputError
from tenor.schedule.compounding import compounded, observations_of
from tenor.schedule.interest import nearest
from tenor.schedule.observations import Observations, outside_bounds
from tenor.terms.vocabulary import CouponKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tenor.files.source import FieldPath
    from tenor.schedule.calendars import BusinessCalendar
    from tenor.terms.parts import Floating
    from tenor.terms.terms import Terms


class Span(NamedTuple):
    """The days of one period: notional ones, and those that interest accrues on."""

    number: int  # 1-based
    notional_start: date
    accrual_start: date
    accrual_end: date


def rate_of(terms: Terms, span: Span, value: Fraction | None, observed: Observations) -> Fraction | None:
    """The rate of a period, a year; None until it is observed, and where no coupon is paid.

    Args:
        terms: of the bond.
        span: the period.
        value: what was observed for it, as `observed_of` has it.
        observed: all observations, for the targets.
    """
    rate = _base_rate(terms, span, value)
    return None if rate is None else rate + _steps_of_targets(terms, span, observed)


def observed_of(terms: Terms, span: Span, observed: Observations, calendar: BusinessCalendar) -> Fraction | None:
    """What a coupon is fixed by: a rate a year or an index value; None until observed, and of one known at issue."""
    if terms.floating is not None and span.number > terms.floating.fixed_coupons:
        return _observed_rate(terms, terms.floating, span, observed, calendar)
    return observed.coupons.get(span.number) if terms.inflation is not None else None


def stated_rate(terms: Terms, span: Span) -> tuple[FieldPath, Fraction] | None:
    """The rate that the sheet itself states for a period, without steps of targets, and where; None where none is."""
    if terms.kind is CouponKind.FIXED:
        return ("coupon", "rate_percent"), terms.rate
    if terms.kind is CouponKind.STEP_UP:
        index = max(index for index, step in enumerate(terms.steps) if step.first <= span.notional_start)
        return ("coupon", "steps", index, "rate_percent"), terms.steps[index].rate
    if terms.floating is not None and span.number <= terms.floating.fixed_coupons:
        return ("coupon", "fixed_first", "rate_percent"), terms.floating.fixed_rate
    return None


def fixing_date_of(terms: Terms, span: Span, pay_date: date, calendars: Sequence[BusinessCalendar]) -> date | None:
    """The day on which what a coupon depends on is observed; None for a coupon that is known at issue.

    Args:
        terms: of the bond.
        span: the period.
        pay_date: of its coupon.
        calendars: of payments, and of fixings.
    """
    payments, fixings = calendars
    if terms.inflation is not None:
        return payments.business_day_before(pay_date, terms.inflation.business_days)
    if terms.floating is None or span.number <= terms.floating.fixed_coupons:
        return None
    fixing = terms.floating.fixing
    if not fixing.in_arrears:
        return fixings.business_day_before(span.accrual_start, fixing.business_days)
    return fixings.business_day_before(span.accrual_end, fixing.lookback) if fixing.lookback else span.accrual_end


def compounded_days(terms: Terms, spans: Iterable[Span], calendar: BusinessCalendar) -> set[date]:
    """The days whose rates coupons compound; none of a bond that compounds none."""
    floating = terms.floating
    if floating is None or not floating.fixing.in_arrears:
        return set()
    return {
        each.day
        for span in spans
        if span.number > floating.fixed_coupons
        for each in observations_of(span.accrual_start, span.accrual_end, floating.fixing, calendar)
    }


def refuse_odd_steps(terms: Terms, notional: Sequence[date]) -> None:
    """Refuse a step of the coupon or of a target that does not hold from the start of a period."""
    starts = set(notional[:-1])
    places: list[tuple[FieldPath, date]] = []
    places += [(("coupon", "steps", index, "from"), step.first) for index, step in enumerate(terms.steps)]
    places += [(("kpi", index, "applies_from"), target.applies_from) for index, target in enumerate(terms.targets)]
    for place, day in places:
        if day not in starts:
            before = max((start for start in starts if start < day), default=notional[0])
            what = f"{day} is not the notional start of a period"
            raise InputError(terms.where(*place), what, f"Write such a day, e.g. {before}")


def _base_rate(terms: Terms, span: Span, value: Fraction | None) -> Fraction | None:
    if stated := stated_rate(terms, span):
        return stated[1]
    return None if terms.floating is None else _floating_rate(terms.floating, value)


def _floating_rate(floating: Floating, value: Fraction | None) -> Fraction | None:
    if value is None:
        return None
    rate = max(floating.floor, value + floating.spread)
    return rate if floating.cap is None else min(floating.cap, rate)


def _observed_rate(
    terms: Terms, floating: Floating, span: Span, observed: Observations, calendar: BusinessCalendar
) -> Fraction | None:
    value = observed.coupons.get(span.number)
    if value is None and floating.fixing.in_arrears and observed.daily:
        return _compounded_rate(terms, floating, span, observed, calendar)
    return value


def _compounded_rate(
    terms: Terms, floating: Floating, span: Span, observed: Observations, calendar: BusinessCalendar
) -> Fraction | None:
    fixing = floating.fixing
    daily = observations_of(span.accrual_start, span.accrual_end, fixing, calendar)
    exact = compounded(daily, observed.daily, terms.day_count)
    if exact is None:
        return None
    scale = 100 * 10**fixing.decimals
    rate = Fraction(nearest(exact * scale), scale)
    if not fixing.minimum <= rate <= fixing.maximum:
        raise outside_bounds(terms, span.number, rate)
    return rate


def _steps_of_targets(terms: Terms, span: Span, observed: Observations) -> Fraction:
    """What missed targets add: one that is not observed counts as missed."""
    missed = (
        target.step
        for target in terms.targets
        if span.notional_start >= target.applies_from
        and not (target.name in observed.targets and target.met_by(observed.targets[target.name]))
    )
    return sum(missed, Fraction(0))


def spans_of(notional: Sequence[date], accrual: Sequence[date]) -> list[Span]:
    """The periods between notional dates, with the days that interest accrues on."""
    return [
        Span(number, start, *days)
        for number, (start, days) in enumerate(zip(notional[:-1], pairwise(accrual), strict=True), start=1)
    ]
