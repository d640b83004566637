"""The schedule of one issue: every payment with its days, its times and its minor units per unit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tenor.terms.vocabulary import CouponKind, Rounding
from tenor.units import round_half_up

if TYPE_CHECKING:
    from datetime import date

    from tenor.terms.terms import Terms


@dataclass(frozen=True, slots=True)
class Period:
    """One coupon, and the principal that is repaid with it."""

    number: int  # 1-based
    notional_start: date  # before it moves to a business day
    accrual_start: date  # included
    accrual_end: date  # excluded
    days: int  # as the day count has them
    year_fraction: Fraction
    record_date: date
    record_time: int  # [s since epoch]
    pay_date: date
    pay_time: int  # [s since epoch]
    interest_per_unit: int | None  # [minor] whole minor units of one unit alone; None until observed
    principal_per_unit: int | None  # [minor] None until observed
    rate: Fraction | None = None  # a year; None until observed, and where no coupon is paid
    outstanding_per_unit: int = 0  # [minor] before the payment
    interest_exact: Fraction | None = None  # [minor] before any rounding; None until observed
    observed: Fraction | None = None  # a rate a year or an index value; of coupons that are not known at issue
    fixing_date: date | None = None
    ex_date: date | None = None

    @property
    def interest(self) -> int:
        """Interest on one unit [minor]; `ValueError` while it is not observed."""
        return _known(self.interest_per_unit, "interest", self.number)

    @property
    def principal(self) -> int:
        """Principal repaid on one unit [minor]; `ValueError` while it is not observed."""
        return _known(self.principal_per_unit, "principal", self.number)


def _known(amount: int | None, what: str, number: int) -> int:
    if amount is None:
        raise ValueError(f"the {what} of coupon {number} is not observed yet")
    return amount


@dataclass(frozen=True, slots=True)
class Schedule:
    """All periods of one issue in order of their dates. Money is in minor units of the terms' currency."""

    terms: Terms
    periods: tuple[Period, ...]

    @property
    def coupons(self) -> tuple[Period, ...]:
        """The periods that pay a coupon: all of them, or none of a zero-coupon bond."""
        return () if self.terms.kind is CouponKind.ZERO else self.periods

    def exact_interest(self, period: Period) -> Fraction:
        """Interest on one unit before any rounding [minor]; `ValueError` while it is not observed."""
        if period.interest_exact is None:
            raise ValueError(f"the interest of coupon {period.number} is not observed yet")
        return period.interest_exact

    def unit_interest(self, period: Period) -> Fraction:
        """Interest on one unit before a holding's is rounded: whole minor units, but exact under per-holding-down.

        `ValueError` while it is not observed.
        """
        exact = self.terms.rounding is Rounding.PER_HOLDING_DOWN
        return self.exact_interest(period) if exact else Fraction(period.interest)

    def coupon_on(self, period: Period, units: int) -> int:
        """What a coupon pays on a holding, interest and instalment [minor]; `ValueError` while it is not observed."""
        return int(units * self.unit_interest(period)) + units * self.instalment(period)

    def coupon_total(self, period: Period) -> int:
        """What the issuer funds for a coupon, interest and instalments [minor]."""
        return self.coupon_on(period, self.terms.units)

    def instalment(self, period: Period) -> int:
        """Principal repaid on one unit with a coupon [minor]; none with the last, which redemption follows."""
        return 0 if period is self.periods[-1] else period.principal

    def interest_total(self, period: Period) -> int:
        """What the issuer funds for a coupon [minor]: interest on one unit times the units, rounded down at the end.

        `ValueError` while it is not observed.
        """
        return int(self.terms.units * self.unit_interest(period))

    def principal_total(self, period: Period) -> int:
        """Principal repaid on all units [minor]; `ValueError` while it is not observed."""
        return period.principal * self.terms.units

    def aggregate_interest(self, period: Period) -> Fraction:
        """Interest on the whole size, exact and unrounded [minor]; `ValueError` while it is not observed."""
        return self.terms.units * self.exact_interest(period)

    def drift(self, period: Period) -> int:
        """What rounding leaves unpaid of the rounded aggregate interest [minor]; negative if it pays more."""
        return round_half_up(self.aggregate_interest(period)) - self.interest_total(period)
