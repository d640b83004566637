"""Interest accrued on one unit: the share of the coupon that a buyer pays the seller for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tenor.schedule.day_count import Counting
from tenor.schedule.interest import nearest
from tenor.schedule.model import Period, Schedule


@dataclass(frozen=True, slots=True)
class Accrued:
    """Interest accrued on one unit [minor]; negative from the ex-date on, when the buyer does not get the coupon."""

    exact: Fraction
    minor: int  # nearest, a half upwards


def accrued(schedule: Schedule, day: date) -> Accrued:
    """Interest accrued by the start of a day on coupons that go to the buyer, less what a seller keeps unearned.

    Nothing before the interest start and from the last payment on.

    Raises:
        ValueError: the coupon of a period that the day falls in is not observed yet.
    """
    exact = Fraction(0)
    if next_paid(schedule, day) is not None:
        exact = sum((_accrued_in(schedule, period, day) for period in schedule.periods), exact)
    return Accrued(exact, nearest(exact))


def next_paid(schedule: Schedule, day: date) -> Period | None:
    """The period of the first payment after a day; None before the interest start and from the last payment on."""
    if day < schedule.periods[0].accrual_start:
        return None
    return next((each for each in schedule.periods if each.pay_date > day), None)


def goes_to_buyer(period: Period, day: date) -> bool:
    """Whether a trade that settles on a day is with a period's coupon: before its ex-date and before it is paid."""
    return day < (period.ex_date or period.pay_date)


def _accrued_in(schedule: Schedule, period: Period, day: date) -> Fraction:
    part = _part_accrued(schedule, period, day) - (0 if goes_to_buyer(period, day) else 1)
    return part * schedule.exact_interest(period) if part else Fraction(0)


def _part_accrued(schedule: Schedule, period: Period, day: date) -> Fraction:
    """The share of a period's interest that a day has reached, from 0 to 1, by the bond's day count."""
    if not period.accrual_start < day < period.accrual_end:
        return Fraction(day >= period.accrual_end)
    return Counting.of(schedule.terms).fraction(period.accrual_start, day) / period.year_fraction
