"""The blocks of the terms in integers and exact fractions. Rates are a year's: 4.05 % is 81/2000."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tenor.terms.vocabulary import AmortisationKind, CalendarName, ProvenanceStatus


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one fact of the terms comes from, for reports; it binds nobody and is not on chain."""

    field: str
    status: ProvenanceStatus
    note: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A rate and the day from which it holds."""

    first: date
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Fixing:
    """When and how the index of a floating coupon is observed."""

    in_arrears: bool
    calendars: tuple[CalendarName, ...]
    minimum: Fraction
    maximum: Fraction
    challenge_hours: int
    business_days: int = 0  # in advance: before the accrual start
    decimals: int = 0  # in arrears: of the compounded rate in percent
    lookback: int = 0  # in arrears [business days]
    observation_shift: bool = False  # in arrears
    lockout: int = 0  # in arrears [business days]


@dataclass(frozen=True, slots=True)
class Floating:
    """A rate that is observed for each period."""

    index: str
    spread: Fraction
    cap: Fraction | None
    floor: Fraction
    fixed_coupons: int  # so many first coupons pay `fixed_rate`
    fixed_rate: Fraction
    fixing: Fixing


@dataclass(frozen=True, slots=True)
class Instalment:
    """Principal repaid on one unit [minor]."""

    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class Amortisation:
    """Principal repaid before maturity."""

    kind: AmortisationKind
    instalments: tuple[Instalment, ...]  # percent, amount; of sinking the first only


@dataclass(frozen=True, slots=True)
class Inflation:
    """A price index that interest and principal follow."""

    index: str
    base: Fraction
    ratio_decimals: int
    par_floor: bool
    business_days: int  # before the payment date
    minimum: Fraction
    maximum: Fraction
    challenge_hours: int


@dataclass(frozen=True, slots=True)
class Target:
    """A target whose miss raises the rate."""

    name: str
    observed_from: date
    at_most: bool  # otherwise at least
    target: Fraction
    step: Fraction
    applies_from: date
    minimum: Fraction
    maximum: Fraction

    def met_by(self, value: Fraction) -> bool:
        """Whether a value meets the target."""
        return value <= self.target if self.at_most else value >= self.target


@dataclass(frozen=True, slots=True)
class CallWindow:
    """Days on which the issuer may repay."""

    first: date
    last: date
    price: Fraction  # of the outstanding; 1 is par


@dataclass(frozen=True, slots=True)
class Call:
    """Early repayment by the issuer."""

    windows: tuple[CallWindow, ...]
    notice_days: int
    partial: bool


@dataclass(frozen=True, slots=True)
class PutDate:
    """A day on which holders may be repaid."""

    day: date
    price: Fraction  # of the outstanding; 1 is par


@dataclass(frozen=True, slots=True)
class Put:
    """Early repayment at a holder's wish."""

    dates: tuple[PutDate, ...]
    opens_days_before: int
    closes_days_before: int


@dataclass(frozen=True, slots=True)
class MakeWhole:
    """Early repayment at the present value."""

    until: date
    spread: Fraction
    notice_days: int
    minimum: Fraction
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class Default:
    """What follows a missed payment."""

    grace_days: int
    acceleration: Fraction  # of the units in issue
    default_interest: Fraction


@dataclass(frozen=True, slots=True)
class Consent:
    """How holders change the terms."""

    quorum: Fraction  # of the units in issue
    majority: Fraction  # of the votes cast
    notice_days: int


@dataclass(frozen=True, slots=True)
class Prescription:
    """When money that nobody claims returns to the issuer."""

    interest_years: int
    principal_years: int


@dataclass(frozen=True, slots=True)
class Withholding:
    """Tax kept back from the interest of the holders of a country or a class."""

    country: str | None
    investor_class: str | None
    share: Fraction
