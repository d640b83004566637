"""The words of a term sheet that stand for one rule each."""

from __future__ import annotations

from enum import StrEnum


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
    ACT_360 = "ACT/360"
    ACT_ACT_ISDA = "ACT/ACT-ISDA"
    ACT_ACT_ICMA = "ACT/ACT-ICMA"
    THIRTY_360 = "30/360"
    THIRTY_360_US = "30/360-US"
    THIRTY_E_360 = "30E/360"
    THIRTY_E_360_ISDA = "30E/360-ISDA"


class Rounding(StrEnum):
    """Where interest becomes whole minor units."""

    PER_UNIT_HALF_UP = "per-unit-half-up"
    PER_UNIT_DOWN = "per-unit-down"
    PER_HOLDING_DOWN = "per-holding-down"


class Stub(StrEnum):
    """Where a life that is no whole number of periods has its odd one."""

    NONE = "none"
    SHORT_FIRST = "short-first"
    LONG_FIRST = "long-first"
    SHORT_LAST = "short-last"
    LONG_LAST = "long-last"


class CouponKind(StrEnum):
    """How the rate of a period comes about."""

    FIXED = "fixed"
    ZERO = "zero"
    STEP_UP = "step-up"
    FLOATING = "floating"


class AmortisationKind(StrEnum):
    """How principal is repaid before maturity."""

    PERCENT = "percent"
    AMOUNT = "amount"
    SINKING = "sinking"
    ANNUITY = "annuity"


class CalendarName(StrEnum):
    """Published calendars of business days."""

    HK = "HK"  # Hong Kong, general holidays
    TARGET = "TARGET"  # euro, T2
    GB = "GB"  # London
    US = "US"  # New York, Federal Reserve
    US_GOVT = "US-GOVT"  # U.S. government securities (SIFMA)
    JP = "JP"  # Tokyo
    CH = "CH"  # Zurich
    SG = "SG"  # Singapore
    CN = "CN"  # China, interbank market
    KR = "KR"  # Seoul
    AU = "AU"  # Sydney
    CA = "CA"  # Toronto


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
