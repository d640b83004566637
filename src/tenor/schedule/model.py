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
class Overdue:
    """A payment that was not made on its day.

    Args:
        paid: day on which it was made after all; None where it never was.
        per_unit: default interest on one unit, paid with it [minor].
    """

    paid: date | None
    per_unit: int


@dataclass(frozen=True, slots=True)
class Redemption:
    """How the life ends: what a unit is repaid at, and when.

    Args:
        day: on which it is due, or after acceleration repaid.
        time: from which on it may be paid [s since epoch].
        per_unit: principal, or what is left of an accelerated claim [minor].
        overdue: where it is not made on that day.
        units: that are left to be redeemed; None for all that the terms have.
        claims: after acceleration, the claim on one unit from each moment on [s since epoch, minor].
        cut: the periods that acceleration left unlived.
    """

    day: date
    time: int
    per_unit: int
    overdue: Overdue | None = None
    units: int | None = None
    claims: tuple[tuple[int, int], ...] = ()
    cut: tuple[Period, ...] = ()

    @property
    def paid_on(self) -> date | None:
        """The day of the payment; None where it never is."""
        return self.overdue.paid if self.overdue else self.day

    @property
    def late(self) -> int:
        """Default interest on one unit [minor]."""
        return self.overdue.per_unit if self.overdue else 0


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
    overdue: Overdue | None = None
    units: int | None = None  # in issue at the record time; None for all that the terms have
    is_cut: bool = False  # ends early, with the life
    ratio: Fraction | None = Fraction(1)  # of index values; 1 where no index is followed, None until observed

    @property
    def paid_on(self) -> date | None:
        """The day of the payment: its date unless it is late; None where it never is."""
        return self.overdue.paid if self.overdue else self.pay_date

    @property
    def late(self) -> int:
        """Default interest on one unit, paid with the coupon [minor]."""
        return self.overdue.per_unit if self.overdue else 0

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
    """All periods of one issue in order of their dates. Money is in minor units of the terms' currency.

    Args:
        terms: of the bond.
        periods: as the terms promise them, or as they were lived: what was paid late, and no more after acceleration.
        closing: how the life ended where it did not end with the last period as promised.
    """

    terms: Terms
    periods: tuple[Period, ...]
    closing: Redemption | None = None

    @property
    def redemption(self) -> Redemption:
        """How the life ends: with the last period, unless it ended otherwise."""
        if self.closing is not None:
            return self.closing
        last = self.periods[-1]
        return Redemption(last.pay_date, last.pay_time, last.principal, units=last.units)

    @property
    def accelerated(self) -> bool:
        """Whether holders made everything due before maturity."""
        return self.closing is not None and bool(self.closing.claims)

    @property
    def coupons(self) -> tuple[Period, ...]:
        """The periods that pay a coupon: all of them, or none of a zero-coupon bond."""
        return () if self.terms.kind is CouponKind.ZERO else self.periods

    @property
    def promised(self) -> Schedule:
        """What the schedule was before acceleration."""
        return Schedule(self.terms, (*self.periods, *self.redemption.cut)) if self.accelerated else self

    @property
    def final_coupon(self) -> Period | None:
        """The coupon that is paid with the redemption; None where each is paid by itself."""
        if not self.coupons or self.accelerated:
            return None
        last, paid = self.coupons[-1], self.redemption.paid_on
        return last if paid is not None and last.paid_on == paid else None

    def units_of(self, payment: Period | Redemption) -> int:
        """Units that a payment is made on."""
        return self.terms.units if payment.units is None else payment.units

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

    def interest_on(self, period: Period, units: int) -> int:
        """Interest on a holding with default interest, before tax [minor]; `ValueError` while it is not observed."""
        return int(units * self.unit_interest(period)) + units * period.late

    def coupon_on(self, period: Period, units: int) -> int:
        """What a coupon pays on a holding, interest and instalment [minor]; `ValueError` while it is not observed."""
        return self.interest_on(period, units) + units * self.instalment(period)

    def coupon_total(self, period: Period) -> int:
        """What the issuer funds for a coupon, interest and instalments [minor]."""
        return self.coupon_on(period, self.units_of(period))

    def instalment(self, period: Period) -> int:
        """Principal repaid on one unit with a coupon [minor]; none with the last, which redemption follows.

        After acceleration no scheduled redemption follows, and the last coupon that was recorded repays its instalment.
        """
        return 0 if period is self.periods[-1] and not self.accelerated else period.principal

    def interest_total(self, period: Period) -> int:
        """What the issuer funds for a coupon [minor]: interest on one unit times the units, rounded down at the end.

        `ValueError` while it is not observed.
        """
        return self.interest_on(period, self.units_of(period))

    def principal_total(self, period: Period) -> int:
        """Principal repaid on all units [minor]; `ValueError` while it is not observed."""
        return period.principal * self.units_of(period)

    def aggregate_interest(self, period: Period) -> Fraction:
        """Interest on the whole size with default interest, exact [minor]; `ValueError` while it is not observed."""
        return self.units_of(period) * (self.exact_interest(period) + period.late)

    def drift(self, period: Period) -> int:
        """What rounding leaves unpaid of the rounded aggregate interest [minor]; negative if it pays more."""
        return round_half_up(self.aggregate_interest(period)) - self.interest_total(period)
