"""The term sheet as a person writes it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tenor.files.fields import (
    Amount,
    ChainText,
    Currency,
    FileName,
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
from tenor.terms.amortisation import Amortisation
from tenor.terms.coupon import Coupon, Inflation, Target
from tenor.terms.options import Call, Consent, Default, MakeWhole, Prescription, Put, Withholding
from tenor.terms.vocabulary import BusinessDayRule, CalendarName, ProvenanceStatus


class BusinessDays(StrictModel):
    """What happens to dates that are not business days."""

    calendars: tuple[CalendarName, ...] = Field(
        description="a holiday in any of them is no business day; with none only weekends are not"
    )
    holiday_files: tuple[FileName, ...] = Field(
        default=(), description="files, here or in the folder above, that carry calendars on beyond their published end"
    )
    roll: BusinessDayRule = Field(description="where a payment date goes that is no business day")
    accrual: Literal["adjusted", "unadjusted"] = Field(description="whether interest runs to the moved date")


class RecordRule(StrictModel):
    """When the register is read for a payment."""

    business_days_before: WholeNumber = Field(description="business days between record date and payment date")
    ex_business_days_before: WholeNumber | None = Field(
        default=None, description="business days between ex-date and payment date; none if not given"
    )
    time: LocalTime = Field(description="time of the record date at which the register is read")


class ProvenanceNote(StrictModel):
    """Where a fact of the term sheet comes from."""

    field: Line = Field(description="the field concerned, dotted, e.g. coupon.frequency")
    status: ProvenanceStatus = Field(description="how sure the fact is")
    source: Line | None = Field(default=None, description="document or address; needed for confirmed and press")
    note: Line = Field(description="what was found, or what it was inferred from")


def _empty_block(value: object) -> object:
    """A block that is written and left empty takes its defaults."""
    return {} if value is None else value


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
    maturity_date: IsoDate = Field(description="day on which the principal is due")
    coupon: Coupon = Field(description="interest")
    business_days: BusinessDays = Field(description="calendars and what they do to dates")
    record: RecordRule = Field(description="when the register is read for a payment")
    payment_time: LocalTime = Field(description="time of the payment date from which payment may be made")
    timezone: TimeZoneName = Field(description="zone of every time of the issue")
    dual_control: Switch = Field(
        default=False, description="whether forced transfers, burns and recoveries need a second person, for good"
    )
    amortisation: Amortisation | None = Field(default=None, description="principal repaid before maturity")
    inflation: Inflation | None = Field(default=None, description="price index that interest and principal follow")
    kpi: tuple[Target, ...] = Field(default=(), description="targets whose miss raises the rate")
    call: Call | None = Field(default=None, description="early repayment by the issuer")
    put: Put | None = Field(default=None, description="early repayment at a holder's wish")
    make_whole: MakeWhole | None = Field(default=None, description="early repayment at the present value")
    default: Default | None = Field(default=None, description="what follows a missed payment")
    consent: Consent | None = Field(default=None, description="how holders change the terms")
    prescription: Annotated[Prescription | None, BeforeValidator(_empty_block)] = Field(
        default=None, description="when unclaimed money returns to the issuer; 5 and 10 years in an empty block"
    )
    withholding: tuple[Withholding, ...] = Field(default=(), description="tax kept back from interest")
    provenance: tuple[ProvenanceNote, ...] = Field(default=(), description="where the facts above come from")

    @property
    def interest_start(self) -> date:
        """First day of interest."""
        return self.interest_start_date or self.issue_date
