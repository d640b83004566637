"""What a term sheet can say about early repayment, trouble, tax and unclaimed money."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tenor.files.fields import CountryCode, Days, IsoDate, Percent, SignedPercent, StrictModel, Switch, Years


class CallWindow(StrictModel):
    """Days on which the issuer may repay, and at which price."""

    from_: IsoDate = Field(alias="from", description="first day")
    to: IsoDate = Field(description="last day; the same for a single day")
    price_percent: Percent = Field(description="percent of the outstanding principal")


class Call(StrictModel):
    """The issuer may repay early."""

    windows: tuple[CallWindow, ...] = Field(min_length=1, description="in the order of their dates")
    notice_days: Days = Field(description="days between notice and repayment")
    partial: Switch = Field(description="whether part of the issue may be repaid")


class PutDate(StrictModel):
    """A day on which a holder may be repaid, and at which price."""

    date: IsoDate = Field(description="day of repayment")
    price_percent: Percent = Field(description="percent of the outstanding principal")


class Put(StrictModel):
    """A holder may ask to be repaid early."""

    dates: tuple[PutDate, ...] = Field(min_length=1, description="in their order")
    opens_days_before: Days = Field(description="days before the date from which notice is taken")
    closes_days_before: Days = Field(description="days before the date until which notice is taken")


class MakeWhole(StrictModel):
    """The issuer may repay early at the present value of what is still due."""

    until: IsoDate = Field(description="last day")
    spread_percent: Percent = Field(description="added to the reference yield")
    notice_days: Days = Field(description="days between notice and repayment")
    minimum_percent: SignedPercent = Field(description="least reference yield that may be fixed")
    maximum_percent: SignedPercent = Field(description="greatest reference yield that may be fixed")


class Default(StrictModel):
    """What follows a missed payment."""

    grace_days: Days = Field(description="days after a missed payment until it is an event of default")
    acceleration_percent: Percent = Field(description="percent of the units in issue that must vote to accelerate")
    default_interest_percent: Percent = Field(description="added to the rate of what is overdue")


class Consent(StrictModel):
    """How holders change the terms."""

    quorum_percent: Percent = Field(description="percent of the units in issue that must vote")
    majority_percent: Percent = Field(description="percent of the votes cast that must agree")
    notice_days: Days = Field(description="days between the proposal and the end of the vote")


class Prescription(StrictModel):
    """When money that nobody claims returns to the issuer."""

    interest_years: Years = Field(default=5, description="years after interest was due")
    principal_years: Years = Field(default=10, description="years after principal was due")


class Withholding(StrictModel):
    """Tax kept back from the interest of some holders; one of country and class says whose."""

    country: CountryCode | None = Field(default=None, description="country of residence, two letters (ISO 3166-1)")
    investor_class: Literal["retail", "professional", "institutional"] | None = Field(
        default=None, description="class of the investor"
    )
    percent: Percent = Field(description="percent of the interest")
