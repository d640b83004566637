"""The term sheet as a person writes it (`TermSheet`), and the terms as every later stage takes them (`Terms`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from tenor.files.fields import (
    Amount,
    ChainText,
    Currency,
    Identifier,
    Isin,
    IsoDate,
    Line,
    LocalTime,
    Percent,
    StrictModel,
    Switch,
    TimeZoneName,
    WholeNumber,
)
from tenor.files.source import Source, dotted
from tenor.units import Money

if TYPE_CHECKING:
    from datetime import date, time


class Frequency(StrEnum):
    """How often interest is paid."""

    ANNUAL = "annual"
    SEMI_ANNUAL = "semi-annual"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"

    @property
    def coupons_a_year(self) -> int:
        """1, 2, 4 or 12."""
        return {"annual": 1, "semi-annual": 2, "quarterly": 4, "monthly": 12}[self]


class DayCount(StrEnum):
    """How a period becomes a fraction of a year."""

    ACT_365F = "ACT/365F"


class Rounding(StrEnum):
    """Where interest becomes whole minor units."""

    PER_UNIT_HALF_UP = "per-unit-half-up"


class CalendarName(StrEnum):
    """Published calendars of business days."""

    HK = "HK"
    TARGET = "TARGET"


class BusinessDayRule(StrEnum):
    """Where a date goes that is not a business day."""

    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified-following"
    PRECEDING = "preceding"
    MODIFIED_PRECEDING = "modified-preceding"
    NONE = "none"


class ProvenanceStatus(StrEnum):
    """How sure a fact of the term sheet is."""

    CONFIRMED = "confirmed"
    PRESS = "press"
    INFERRED = "inferred"
    ILLUSTRATIVE = "illustrative"


class FixedCoupon(StrictModel):
    """A fixed rate, paid at regular dates that count back from the maturity date."""

    kind: Literal["fixed"] = Field(description="fixed: one rate for the whole life")
    rate_percent: Percent = Field(description="percent a year, e.g. 4.05")
    frequency: Frequency = Field(description="coupons a year")
    day_count: DayCount = Field(description="day count convention of accrued interest")
    rounding: Rounding = Field(description="per-unit-half-up: whole minor units for one unit, fixed once a coupon")


class BusinessDays(StrictModel):
    """What happens to dates that are not business days."""

    calendars: tuple[CalendarName, ...] = Field(min_length=1, description="a holiday in any of them is no business day")
    roll: BusinessDayRule = Field(description="where a payment date goes that is no business day")
    accrual: Literal["adjusted", "unadjusted"] = Field(description="whether interest runs to the moved date")


class RecordRule(StrictModel):
    """When the register is read for a payment."""

    business_days_before: WholeNumber = Field(description="business days between record date and payment date")
    time: LocalTime = Field(description="time of the record date at which the register is read")


class ProvenanceNote(StrictModel):
    """Where a fact of the term sheet comes from."""

    field: Line = Field(description="the field concerned, dotted, e.g. coupon.frequency")
    status: ProvenanceStatus = Field(description="how sure the fact is")
    source: Line | None = Field(default=None, description="document or address; needed for confirmed and press")
    note: Line = Field(description="what was found, or what it was inferred from")


class TermSheet(StrictModel):
    """What the issuer promises, in the shape of the YAML file."""

    issue_id: Identifier = Field(description="business key of the issue; never changes")
    name: ChainText = Field(description="name of the security, at most 31 ASCII characters")
    symbol: ChainText = Field(description="short name of the security, at most 31 ASCII characters")
    isin: Isin | None = Field(description="ISIN, or null where none is published")
    issuer: Identifier = Field(description="id of the issuing party in the parties file")
    governing_law: Line = Field(description="law that governs the issue")
    currency: Currency = Field(description="currency of principal and interest (ISO 4217)")
    size: Amount = Field(description="aggregate principal amount")
    unit: Amount = Field(description="principal of one unit, the smallest transferable amount")
    minimum_denomination: Amount = Field(description="smallest principal amount a holder may hold")
    issue_price_percent: Percent = Field(description="price paid at issue, in percent of principal")
    pricing_date: IsoDate = Field(description="day on which the terms and the allotments are fixed")
    issue_date: IsoDate = Field(description="day of delivery against payment")
    interest_start_date: IsoDate | None = Field(default=None, description="first day of interest if not the issue date")
    maturity_date: IsoDate = Field(description="day on which the principal is due; coupon dates count back from it")
    coupon: FixedCoupon = Field(description="interest")
    business_days: BusinessDays = Field(description="calendars and what they do to dates")
    record: RecordRule = Field(description="when the register is read for a payment")
    payment_time: LocalTime = Field(description="time of the payment date from which payment may be made")
    timezone: TimeZoneName = Field(description="zone of every time of the issue")
    dual_control: Switch = Field(
        default=False, description="whether forced transfers, burns and recoveries need a second person, for good"
    )
    provenance: tuple[ProvenanceNote, ...] = Field(default=(), description="where the facts above come from")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one fact of the terms comes from, for reports; it binds nobody and is not on chain."""

    field: str
    status: ProvenanceStatus
    note: str
    source: str | None


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
    rate: Fraction  # a year; 4.05 % is 81/2000
    frequency: int  # coupons a year: 1, 2, 4 or 12
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
    source: Source | None = field(default=None, compare=False, repr=False)

    def where(self, *place: str) -> str:
        """Where a field of the term sheet is written (``path:line``), for errors of later stages."""
        return self.source.where(place) if self.source else f"terms of {self.issue_id}, {dotted(place)}"


def to_terms(sheet: TermSheet, document_hash: str, source: Source | None = None) -> Terms:
    """The terms of a sheet that `validate.check_terms` found in order."""
    unit_face = Money.of(sheet.unit, sheet.currency).minor
    size = Money.of(sheet.size, sheet.currency).minor
    return Terms(
        issue_id=sheet.issue_id,
        name=sheet.name,
        symbol=sheet.symbol,
        isin=sheet.isin,
        issuer=sheet.issuer,
        governing_law=sheet.governing_law,
        currency=sheet.currency,
        size=size,
        unit_face=unit_face,
        min_units=Money.of(sheet.minimum_denomination, sheet.currency).minor // unit_face,
        units=size // unit_face,
        issue_price=Fraction(sheet.issue_price_percent) / 100,
        pricing_date=sheet.pricing_date,
        issue_date=sheet.issue_date,
        maturity_date=sheet.maturity_date,
        interest_start=sheet.interest_start_date or sheet.issue_date,
        rate=Fraction(sheet.coupon.rate_percent) / 100,
        frequency=sheet.coupon.frequency.coupons_a_year,
        day_count=sheet.coupon.day_count,
        rounding=sheet.coupon.rounding,
        calendars=sheet.business_days.calendars,
        roll=sheet.business_days.roll,
        accrual_adjusted=sheet.business_days.accrual == "adjusted",
        record_lag=sheet.record.business_days_before,
        record_at=sheet.record.time,
        pay_at=sheet.payment_time,
        timezone=sheet.timezone,
        dual_control=sheet.dual_control,
        document_hash=document_hash,
        provenance=tuple(Provenance(note.field, note.status, note.note, note.source) for note in sheet.provenance),
        source=source,
    )
