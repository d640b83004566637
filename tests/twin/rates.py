"""The rate of a period: fixed, stepped, or observed (once, or daily and compounded), and the steps of missed targets.

Rates are exact fractions a year; None is a rate that nobody has observed yet.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tests.twin.dates import Closed, Refused, business_days_before, moved_back
from tests.twin.definitions import half_up

BASIS_360 = ("ACT/360", "30/360", "30/360-US", "30E/360", "30E/360-ISDA")
Observations = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Span:
    """A period as far as dates go."""

    number: int
    notional_start: date
    first: date
    end: date


def percent(text: str) -> Fraction:
    """A rate from its percents."""
    return Fraction(text) / 100


def is_true(text: str) -> bool:
    """Of a field that is true or false."""
    return {"true": True, "false": False}[text]


def rate_of(terms: Mapping[str, Any], seen: Observations, span: Span, closed: Closed) -> Fraction | None:
    """The rate of a period, with the steps of every target that was missed; `closed` is the fixing calendars'."""
    rate = stated(terms["coupon"], span)
    if rate is None and terms["coupon"]["kind"] == "floating":
        rate = _floating(terms["coupon"], seen, span, closed)
    return None if rate is None else rate + _steps_of_targets(terms, seen, span)


def stated(coupon: Mapping[str, Any], span: Span) -> Fraction | None:
    """The rate that the sheet itself gives for a period, before any step of a target; None where it gives none."""
    if coupon["kind"] == "fixed":
        return percent(coupon["rate_percent"])
    if coupon["kind"] == "step-up":  # the last step whose `from` is on or before the period's notional start
        reached = [step for step in coupon["steps"] if date.fromisoformat(step["from"]) <= span.notional_start]
        return percent(max(reached, key=lambda step: str(step["from"]))["rate_percent"])
    return percent(coupon["fixed_first"]["rate_percent"]) if is_fixed_first(coupon, span.number) else None


def _floating(coupon: Mapping[str, Any], seen: Observations, span: Span, closed: Closed) -> Fraction | None:
    """min(cap, max(floor, observed + spread)), of a period whose rate is observed."""
    observed = observation_of(coupon, seen, span, closed)
    if observed is None:
        return None
    _within(observed, coupon["fixing"])
    rate = max(percent(coupon.get("floor_percent", "0")), observed + percent(coupon.get("spread_percent", "0")))
    return min(rate, percent(coupon["cap_percent"])) if "cap_percent" in coupon else rate


def is_fixed_first(coupon: Mapping[str, Any], number: int) -> bool:
    """Whether a floating bond's coupon is one of the first at a fixed rate."""
    return number <= int(coupon.get("fixed_first", {"coupons": "0"})["coupons"])


def _within(observed: Fraction, fixing: Mapping[str, str]) -> None:
    low, high = fixing.get("minimum_percent"), fixing.get("maximum_percent")
    if (low is not None and observed < percent(low)) or (high is not None and observed > percent(high)):
        raise Refused(f"{observed} is outside what may be fixed")


def observation_of(coupon: Mapping[str, Any], seen: Observations, span: Span, closed: Closed) -> Fraction | None:
    """What a period's rate rests on: one observation, or the daily ones compounded; None until all are there."""
    if coupon["fixing"]["timing"] == "in-advance":
        value = seen.get("coupons", {}).get(str(span.number))
        return None if value is None else percent(value)
    return compounded(coupon, seen.get("daily", {}), span, closed)


def fixing_date(fixing: Mapping[str, str], span: Span, closed: Closed) -> date:
    """In advance so many business days before the accrual start; in arrears where the observation ends."""
    if fixing["timing"] == "in-advance":
        return business_days_before(span.first, int(fixing["business_days"]), closed)
    return moved_back(span.end, int(fixing.get("lookback", "0")), closed)


def compounded(coupon: Mapping[str, Any], daily: Mapping[str, str], span: Span, closed: Closed) -> Fraction | None:
    """(product of (1 + r n / B) - 1) x B / sum of n, in percent rounded half up to its decimals."""
    basis = 360 if coupon["day_count"] in BASIS_360 else 365
    growth, days = Fraction(1), 0
    for observation, weight in weights(coupon["fixing"], span, closed):
        if observation.isoformat() not in daily:
            return None
        growth *= 1 + percent(daily[observation.isoformat()]) * weight / basis
        days += weight
    in_percent = (growth - 1) * basis / days * 100
    return half_up(in_percent, int(coupon["fixing"].get("decimals", "5"))) / 100


def weights(fixing: Mapping[str, str], span: Span, closed: Closed) -> list[tuple[date, int]]:
    """For every business day of the period: the day whose observation counts for it, and for how many days."""
    lookback, lockout = int(fixing.get("lookback", "0")), int(fixing.get("lockout", "0"))
    counted = business_days_of(span, closed)
    seen_on = [moved_back(day, lookback, closed) for day in counted]
    if lookback and is_true(fixing.get("observation_shift", "false")):
        marks = [*seen_on, moved_back(span.end, lookback, closed)]
    else:
        marks = [max(counted[0], span.first), *counted[1:], span.end]
    if lockout:
        before = max(0, len(counted) - lockout - 1)
        seen_on[before:] = [seen_on[before]] * (len(counted) - before)
    lengths = [(after - before).days for before, after in itertools.pairwise(marks)]
    return list(zip(seen_on, lengths, strict=True))


def business_days_of(span: Span, closed: Closed) -> list[date]:
    """From the accrual start, or the business day before it, up to but excluding the accrual end."""
    first = business_days_before(span.first, 0, closed)
    days = (date.fromordinal(number) for number in range(first.toordinal(), span.end.toordinal()))
    return [day for day in days if not closed(day)]


def _steps_of_targets(terms: Mapping[str, Any], seen: Observations, span: Span) -> Fraction:
    """A target that was missed, or never observed, adds its step to every period from `applies_from` on."""
    applying = [
        each for each in terms.get("kpi", []) if date.fromisoformat(each["applies_from"]) <= span.notional_start
    ]
    missed = [each for each in applying if not _met(each, seen.get("kpi", {}).get(each["name"]))]
    return sum((percent(each["step_percent"]) for each in missed), Fraction(0))


def _met(kpi: Mapping[str, str], value: str | None) -> bool:
    if value is None:
        return False
    found, target = Fraction(value), Fraction(kpi["target"])
    return found <= target if kpi["comparison"] == "at-most" else found >= target
