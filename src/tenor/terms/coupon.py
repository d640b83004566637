"""What a term sheet can say about interest, one model for each kind of coupon."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from tenor.files.fields import (
    Amount,
    Figure,
    Hours,
    IsoDate,
    Line,
    Percent,
    SignedPercent,
    StrictModel,
    Switch,
    WholeNumber,
)
from tenor.terms.vocabulary import CalendarName, DayCount, Frequency, Rounding, Stub


class _PeriodicCoupon(StrictModel):
    """What every coupon that is paid says of its periods."""

    frequency: Frequency = Field(description="coupons a year")
    day_count: DayCount = Field(description="day count convention of accrued interest")
    rounding: Rounding = Field(description="where interest becomes whole minor units: per unit or per holding")
    stub: Stub = Field(default=Stub.NONE, description="where a life of no whole number of periods has its odd one")
    end_of_month: Switch = Field(
        default=False, description="whether dates counted from a month's last day are the last day of their month"
    )


class FixedCoupon(_PeriodicCoupon):
    """One rate for the whole life."""

    kind: Literal["fixed"] = Field(description="fixed: one rate for the whole life")
    rate_percent: Percent = Field(description="percent a year, e.g. 4.05")


class ZeroCoupon(StrictModel):
    """No interest: the price at issue is below the principal."""

    kind: Literal["zero"] = Field(description="zero: no coupon is paid")
    day_count: DayCount = Field(description="day count convention of yields")


class RateStep(StrictModel):
    """A rate and the day from which it holds."""

    from_: IsoDate = Field(alias="from", description="the interest start, or a later notional date")
    rate_percent: Percent = Field(description="percent a year from that day")


class StepUpCoupon(_PeriodicCoupon):
    """Rates that are known at issue and change at notional dates."""

    kind: Literal["step-up"] = Field(description="step-up: rates that change at given dates")
    steps: tuple[RateStep, ...] = Field(min_length=1, description="rates in the order of their dates")


class _Fixing(StrictModel):
    calendars: tuple[CalendarName, ...] | None = Field(
        default=None, description="calendars of the observations; those of the sheet if not given"
    )
    minimum_percent: SignedPercent = Field(description="least that may be fixed as observed; may be negative")
    maximum_percent: SignedPercent = Field(description="most that may be fixed as observed; may be negative")
    challenge_hours: Hours = Field(default=0, description="hours in which a fixing can be disputed")


class FixingInAdvance(_Fixing):
    """One observation before the period starts."""

    timing: Literal["in-advance"] = Field(description="in-advance: one observation before the period")
    business_days: WholeNumber = Field(description="business days between the observation and the accrual start")


class FixingInArrears(_Fixing):
    """Daily observations, compounded over the period."""

    timing: Literal["in-arrears"] = Field(description="in-arrears: daily observations, compounded")
    decimals: WholeNumber = Field(default=5, description="decimals of the compounded rate in percent")
    lookback: WholeNumber = Field(default=0, description="business days by which observations lie earlier")
    observation_shift: Switch = Field(default=False, description="whether the weights are those of the earlier days")
    lockout: WholeNumber = Field(default=0, description="last business days that take the observation before them")


class FixedFirst(StrictModel):
    """First coupons at a rate that is known at issue."""

    coupons: WholeNumber = Field(description="how many coupons, from the first")
    rate_percent: Percent = Field(description="their rate, percent a year")


class FloatingCoupon(_PeriodicCoupon):
    """A rate that is observed for each period."""

    kind: Literal["floating"] = Field(description="floating: a rate observed for each period, and a spread")
    index: Line = Field(description="what is observed, e.g. 6-month HIBOR or SOFR")
    spread_percent: SignedPercent = Field(default=Decimal(0), description="added to the observation; may be negative")
    cap_percent: Percent | None = Field(default=None, description="highest rate; none if not given")
    floor_percent: Percent = Field(default=Decimal(0), description="lowest rate, never below zero")
    fixed_first: FixedFirst | None = Field(default=None, description="first coupons at a fixed rate")
    fixing: Annotated[FixingInAdvance | FixingInArrears, Field(discriminator="timing")] = Field(
        description="when and how the index is observed"
    )


Coupon = Annotated[FixedCoupon | ZeroCoupon | StepUpCoupon | FloatingCoupon, Field(discriminator="kind")]
"""Interest, by `kind`."""


class Inflation(StrictModel):
    """Interest and principal that grow with a price index."""

    index: Line = Field(description="the price index, e.g. HICP excluding tobacco")
    base: Amount = Field(description="its value at the start")
    ratio_decimals: WholeNumber = Field(default=5, description="decimals to which value / base is rounded")
    principal_floor: Literal["par", "none"] = Field(description="par: at maturity at least the principal is repaid")
    business_days: WholeNumber = Field(description="business days before the payment date on which it is fixed")
    minimum: Amount = Field(description="least value that may be fixed")
    maximum: Amount = Field(description="greatest value that may be fixed")
    challenge_hours: Hours = Field(default=0, description="hours in which a fixing can be disputed")


class Target(StrictModel):
    """A target of the issuer whose miss raises the rate."""

    name: Line = Field(description="what is measured; observations name it")
    observed_from: IsoDate = Field(description="first day on which the value can be known")
    comparison: Literal["at-most", "at-least"] = Field(description="how the value compares with a target that is met")
    target: Figure = Field(description="the value to reach")
    step_percent: Percent = Field(description="added to the rate if the target is missed")
    applies_from: IsoDate = Field(description="notional date from which the step holds")
    minimum: Figure = Field(description="least value that may be observed")
    maximum: Figure = Field(description="greatest value that may be observed")
