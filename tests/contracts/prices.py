"""Bonds of all kinds to price, the days and yields to price them at, and what the chain says as fractions."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tenor.schedule.model import Schedule
from tenor.units import epoch_day
from tests.contracts.kinds import PER_HOLDING, STEP_UP
from tests.contracts.world import World
from tests.twin.generate import DAY_COUNTS

ATTO = 10**18  # a minor unit, as prices have it
YIELD = 10**9  # a whole, as yields have it
YIELDS = (-500_000_000, -1, 0, 1, 41_234_567, 1_000_000_000)  # from -50 % to 100 %

_LATE_MONTH = {"issue_date": "2024-08-31", "maturity_date": "2027-02-28"}
_DAYS = {"calendars": [], "roll": "modified-following", "accrual": "adjusted"}
_EX = {"business_days_before": "2", "time": "17:00", "ex_business_days_before": "8"}
_ANNUAL = {"kind": "zero", "day_count": "ACT/ACT-ICMA"}

KINDS: dict[str, dict[str, Any]] = {
    **{f"{name} with a stub": {**_LATE_MONTH, "maturity_date": "2026-12-31", "coupon": {
        "day_count": name, "stub": "short-first", "end_of_month": "true"}} for name in DAY_COUNTS},
    "long stub at the end": {**_LATE_MONTH, "coupon": {"day_count": "30E/360-ISDA", "stub": "long-last"}},
    "long stub at the start": {"maturity_date": "2027-03-01", "coupon": {"stub": "long-first"}},
    "moved dates": {"business_days": _DAYS, "coupon": {"day_count": "ACT/360"}},
    "payments before their day": {"business_days": {**_DAYS, "roll": "preceding", "accrual": "unadjusted"}},
    "payments after their day": {"business_days": {**_DAYS, "accrual": "unadjusted"}, "timezone": "America/New_York"},
    "ex-date": {"record": _EX, "business_days": {**_DAYS, "roll": "following", "accrual": "unadjusted"}},
    "monthly": {"coupon": {"frequency": "monthly", "rate_percent": "7.125"}, "timezone": "Asia/Hong_Kong"},
    "step-up": {"coupon": STEP_UP},
    "per holding": {"coupon": {**PER_HOLDING, "day_count": "ACT/360"}, "record": _EX},
    "sinking": {"amortisation": {"kind": "sinking", "first": "2025-01-15", "percent": "11"}, "record": _EX},
    "annuity": {"amortisation": {"kind": "annuity"}},
    "later start": {"interest_start_date": "2024-07-15"},
    "zero": {"coupon": _ANNUAL},
    "zero, paid later": {
        "coupon": {"kind": "zero", "day_count": "30E/360-ISDA"}, "issue_date": "2024-02-29",
        "maturity_date": "2027-02-28", "business_days": {**_DAYS, "roll": "following"},
    },
}  # fmt: skip

CALLABLE: dict[str, Any] = {
    "coupon": {
        "kind": "floating", "index": "a rate", "frequency": "semi-annual", "day_count": "30E/360",
        "rounding": "per-unit-half-up", "fixed_first": {"coupons": "6", "rate_percent": "5"},
        "fixing": {
            "timing": "in-advance", "business_days": "2", "minimum_percent": "-5", "maximum_percent": "20",
        },
    },
    "call": {
        "windows": [{"from": "2024-07-15", "to": "2026-07-15", "price_percent": "102"}], "notice_days": "5",
        "partial": "true",
    },
}  # fmt: skip
"""Part of every unit may be called, so no coupon is fixed at issue; all their rates are known."""


def days_of(schedule: Schedule) -> list[date]:
    """Days before, in and after the life, all around where anything changes."""
    steps = [day for each in schedule.periods for day in (each.accrual_start, each.accrual_end, each.pay_date)]
    steps += [each.ex_date for each in schedule.periods if each.ex_date] + [schedule.terms.issue_date]
    around = {day + timedelta(days=away) for day in steps for away in (-1, 0, 1, 40)}
    return sorted(around)


def priced(schedule: Schedule, day: date) -> bool:
    """Whether a day is from the interest start to before the last payment."""
    return schedule.periods[0].accrual_start <= day < schedule.periods[-1].pay_date


def accrued(world: World, day: date) -> Fraction:
    """Interest accrued on a unit, as the chain says in lowest terms."""
    numerator, denominator = world.bond.accruedInterest(epoch_day(day))
    assert math.gcd(numerator, denominator) == 1
    return Fraction(numerator, denominator)


def attos(value: Fraction) -> int:
    """A price as the chain gives it: to the nearest 1e-18, a half upwards."""
    return math.floor(value * ATTO + Fraction(1, 2))


def dirty(world: World, day: date, rate: int) -> int:
    """The price with accrued interest [1e-18 minor] at a yield [1e-9]."""
    price: int = world.bond.dirtyPrice(epoch_day(day), rate)
    return price


def clean(world: World, day: date, rate: int) -> int:
    """The price without accrued interest [1e-18 minor] at a yield [1e-9]."""
    price: int = world.bond.cleanPrice(epoch_day(day), rate)
    return price
