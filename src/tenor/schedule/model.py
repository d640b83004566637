"""The schedule of one issue: every coupon with its days, its times and its minor units per unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tenor.units import round_half_up

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from tenor.terms.model import Terms


@dataclass(frozen=True, slots=True)
class Period:
    """One coupon, and at the last one the principal."""

    number: int  # 1-based
    accrual_start: date  # included
    accrual_end: date  # excluded
    days: int
    year_fraction: Fraction
    record_date: date
    record_time: int  # [s since epoch]
    pay_date: date
    pay_time: int  # [s since epoch]
    interest_per_unit: int  # [minor] fixed half-up, once per coupon
    principal_per_unit: int  # [minor] unit face at maturity, else 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """All periods of one issue in order of their dates. Money is in minor units of the terms' currency."""

    terms: Terms
    periods: tuple[Period, ...]

    def interest_total(self, period: Period) -> int:
        """What the issuer pays for a coupon [minor]: the unit amount times the units, without further rounding."""
        return period.interest_per_unit * self.terms.units

    def aggregate_interest(self, period: Period) -> Fraction:
        """Interest on the whole size, exact and unrounded [minor]."""
        return self.terms.size * self.terms.rate * period.year_fraction

    def drift(self, period: Period) -> int:
        """What rounding per unit leaves unpaid of the rounded aggregate interest [minor]; negative if it pays more."""
        return round_half_up(self.aggregate_interest(period)) - self.interest_total(period)
