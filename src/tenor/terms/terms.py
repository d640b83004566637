"""The terms as every later stage takes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction

from tenor.files.source import Source, dotted
from tenor.terms.holidays import HolidayTable
from tenor.terms.parts import (
    Amortisation,
    Call,
    Consent,
    Default,
    Floating,
    Inflation,
    MakeWhole,
    Prescription,
    Provenance,
    Put,
    Step,
    Target,
    Withholding,
)
from tenor.terms.vocabulary import BusinessDayRule, CalendarName, CouponKind, DayCount, Rounding, Stub


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one issue in integers and exact fractions. Money is in minor units of `currency`."""

    issue_id: str
    name: str
    symbol: str
    isin: str | None
    issuer: str  # party id
    governing_law: str
    currency: str
    size: int  # [minor] aggregate principal
    unit_face: int  # [minor] principal of one unit
    min_units: int  # [units] minimum denomination
    units: int  # [units] size / unit_face
    issue_price: Fraction  # 1 is par
    pricing_date: date
    issue_date: date
    maturity_date: date
    interest_start: date
    rate: Fraction  # a year; 4.05 % is 81/2000; nothing unless the coupon is fixed
    frequency: int  # coupons a year: 1, 2, 4 or 12; 1 where no coupon is paid
    day_count: DayCount
    rounding: Rounding
    calendars: tuple[CalendarName, ...]
    roll: BusinessDayRule
    accrual_adjusted: bool  # interest runs to the moved payment date
    record_lag: int  # [business days] before the pay date
    record_at: time
    pay_at: time
    timezone: str
    dual_control: bool  # forced acts need a second person
    document_hash: str  # 0x + SHA-256 of the term sheet's bytes; stands on chain
    provenance: tuple[Provenance, ...] = ()
    kind: CouponKind = CouponKind.FIXED
    stub: Stub = Stub.NONE
    end_of_month: bool = False
    steps: tuple[Step, ...] = ()  # of a step-up coupon
    floating: Floating | None = None  # of a floating coupon
    ex_lag: int | None = None  # [business days] before the pay date
    holiday_tables: tuple[HolidayTable, ...] = ()
    amortisation: Amortisation | None = None
    inflation: Inflation | None = None
    targets: tuple[Target, ...] = ()
    call: Call | None = None
    put: Put | None = None
    make_whole: MakeWhole | None = None
    default: Default | None = None
    consent: Consent | None = None
    prescription: Prescription | None = None
    withholding: tuple[Withholding, ...] = ()
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def counts_by_coupon(self) -> bool:
        """Whether what a holder earned is counted coupon by coupon: sums would be rounded or taxed otherwise."""
        return self.rounding is Rounding.PER_HOLDING_DOWN or bool(self.withholding)

    def where(self, *place: str | int) -> str:
        """Where a field of the term sheet is written (``path:line``), for errors of later stages."""
        return self.source.where(place) if self.source else f"terms of {self.issue_id}, {dotted(place)}"
