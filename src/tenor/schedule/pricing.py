"""Price and yield of one unit by the U.S. Treasury convention: interest within the current period is simple.

Prices are exact minor units of one unit, yields a year's: 4.05 % is 81/2000.
"""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from tenor.schedule.accrued import accrued, goes_to_buyer, next_paid
from tenor.schedule.dates import notional_date
from tenor.schedule.day_count import Counting
from tenor.schedule.interest import nearest
from tenor.schedule.model import Period, Schedule
from tenor.terms.vocabulary import CouponKind
from tenor.units import round_half_up

YIELD_DECIMALS = 12
_STEPS = 120  # halvings, far below the last decimal of a yield
_CONTEXT = Context(prec=60)


class _Flows(NamedTuple):
    """What is due after a day: `amounts[k]` stands `left + k` periods after it."""

    left: Fraction  # of the current period, 0 to 1
    amounts: list[Fraction]  # [minor]
    frequency: int


def dirty_price(schedule: Schedule, day: date, rate: Fraction) -> Fraction:
    """Present value of what is due after a day, accrued interest included [minor].

    Args:
        schedule: of the bond; every payment after the day is known.
        day: of settlement, from the interest start to the day before the last payment.
        rate: the yield a year, compounded as often as interest is paid.

    Raises:
        ValueError: a payment is not observed yet, or the day or the yield is out of range.
    """
    left, amounts, frequency = _flows(schedule, day)
    periodic = rate / frequency
    if periodic <= -1 or 1 + left * periodic <= 0:
        raise ValueError(f"a yield of {rate} a year leaves nothing to discount by")
    value, factor = Fraction(0), 1 / (1 + left * periodic)
    for amount in amounts:
        value += amount * factor
        factor /= 1 + periodic
    return value


def clean_price(schedule: Schedule, day: date, rate: Fraction) -> Fraction:
    """The dirty price less the interest accrued, both exact [minor]; `ValueError` as of `dirty_price`."""
    return dirty_price(schedule, day, rate) - accrued(schedule, day).exact


def yield_of(schedule: Schedule, day: date, clean: Fraction) -> Fraction:
    """The yield a year at which a clean price [minor] is the present value, to twelve decimals.

    Raises:
        ValueError: as of `dirty_price`, or the price with accrued interest is not more than what no yield discounts:
            nothing, or a payment that only waits for a business day.
    """
    flows = _flows(schedule, day)
    dirty = clean + accrued(schedule, day).exact
    at_once = Fraction(0) if flows.left else flows.amounts[0]
    if dirty <= at_once or at_once == sum(flows.amounts):
        raise ValueError(f"a price with accrued interest is more than zero and than what is paid at once: {dirty}")
    target = _decimal(dirty)
    low, high = Decimal("-0.99") * flows.frequency, Decimal(1)
    while _value(flows, high) > target:
        high *= 2
    for _ in range(_STEPS):
        middle = _CONTEXT.divide(low + high, Decimal(2))
        low, high = (middle, high) if _value(flows, middle) > target else (low, middle)
    scale = 10**YIELD_DECIMALS
    return Fraction(nearest(Fraction(low) * scale), scale)


def make_whole_price(schedule: Schedule, day: date, reference: Fraction) -> int:
    """What the issuer repays on one unit, without accrued interest [minor]: the greater of par and present value.

    Raises:
        ValueError: the terms have no such option on the day, the reference yield is outside their bounds, or as of
            `dirty_price`.
    """
    block, period = schedule.terms.make_whole, next_paid(schedule, day)
    if block is None or period is None or day > block.until:
        raise ValueError(f"the terms have no make-whole on {day}")
    if not block.minimum <= reference <= block.maximum:
        raise ValueError(f"a reference yield of {reference} is outside the bounds of the terms")
    return max(period.outstanding_per_unit, round_half_up(clean_price(schedule, day, reference + block.spread)))


def _flows(schedule: Schedule, day: date) -> _Flows:
    period = next_paid(schedule, day)
    if period is None:
        raise ValueError(f"nothing is due after {day}, or interest has not started by then")
    if schedule.terms.kind is CouponKind.ZERO:
        return _flows_of_zero(schedule, day)
    amounts = [_due(schedule, each, day) for each in schedule.periods[period.number - 1 :]]
    left = _left(schedule, (period.accrual_start, period.accrual_end), day)
    return _Flows(left, amounts, schedule.terms.frequency)


def _due(schedule: Schedule, period: Period, day: date) -> Fraction:
    if goes_to_buyer(period, day):
        return schedule.unit_interest(period) + period.principal
    # An instalment is paid as its coupon is, to whoever held at the record time; the last to whoever redeems.
    return Fraction(period.principal if period is schedule.periods[-1] else 0)


def _left(schedule: Schedule, bounds: tuple[date, date], day: date) -> Fraction:
    """The part of a period that is left on a day, from 0 to 1: its days less those accrued, over its days."""
    first, last = bounds
    if not first < day < last:
        return Fraction(day <= first)
    counting = Counting.of(schedule.terms)
    whole = counting.days(first, last)
    return Fraction(whole - counting.days(first, day), whole)


def _flows_of_zero(schedule: Schedule, day: date) -> _Flows:
    """On the yearly periods that count back from the maturity date."""
    terms, periods = schedule.terms, 1
    while notional_date(terms, -periods) > day:
        periods += 1
    left = _left(schedule, (notional_date(terms, -periods), notional_date(terms, 1 - periods)), day)
    return _Flows(left, [Fraction(0)] * (periods - 1) + [Fraction(schedule.periods[-1].principal)], 1)


def _value(flows: _Flows, rate: Decimal) -> Decimal:
    """`dirty_price` to sixty digits, which a search can afford."""
    periodic = _CONTEXT.divide(rate, Decimal(flows.frequency))
    step = 1 + periodic
    factor = 1 + _CONTEXT.multiply(_decimal(flows.left), periodic)
    value = Decimal(0)
    for amount in flows.amounts:
        value = _CONTEXT.add(value, _CONTEXT.divide(_decimal(amount), factor))
        factor = _CONTEXT.multiply(factor, step)
    return value


def _decimal(value: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
