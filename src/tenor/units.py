"""Money, rates, dates and rounding direction: the only place where an amount becomes an integer.

Money is an ``int`` of minor units (cents) or a ``Decimal`` at the edges; a ``float`` is refused everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact
from fractions import Fraction
from zoneinfo import ZoneInfo

# ISO 4217 minor-unit exponents of the currencies the toolkit knows.
MINOR_DIGITS = {
    "AUD": 2, "CAD": 2, "CHF": 2, "CNY": 2, "EUR": 2, "GBP": 2, "HKD": 2, "JPY": 0, "KRW": 0, "SGD": 2, "USD": 2,
}  # fmt: skip

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact])  # shifts the point, never rounds

_EXACT_RATIO = Context(prec=40, traps=[Inexact])  # a decimal rate has far fewer digits

RATE_SCALE = 1_000_000_000
"""Rates stand on chain as integers in units of 1e-9 (4.05 % is 40_500_000)."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency in integer minor units, e.g. ``Money(1_004_178, "HKD")`` is HKD 10,041.78."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            raise TypeError(f"money is an integer of minor units, not {self.minor!r}")
        if self.currency not in MINOR_DIGITS:
            raise ValueError(f"unknown currency {self.currency!r}; known are {', '.join(MINOR_DIGITS)}")

    @classmethod
    def of(cls, amount: Decimal | str, currency: str) -> Money:
        """Money from a decimal amount; refuses a fraction of a minor unit and a float."""
        if isinstance(amount, float):
            raise TypeError("money is never a float")
        scaled = Decimal(amount).scaleb(MINOR_DIGITS[currency], _EXACT)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{amount} is not a whole number of {currency} minor units")
        return cls(int(scaled), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units with all its minor digits, e.g. ``Decimal("10041.78")``."""
        return Decimal(self.minor).scaleb(-MINOR_DIGITS[self.currency], _EXACT)

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:,}"


def round_half_up(value: Fraction) -> int:
    """Nearest integer of a non-negative value, a half upwards."""
    if value < 0:
        raise ValueError(f"round_half_up takes a non-negative value, not {value}")
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def rate_to_chain(rate: Fraction) -> int:
    """A rate as the contracts hold it [1e-9]; refuses one that needs more digits."""
    scaled = rate * RATE_SCALE
    if scaled.denominator != 1:
        raise ValueError(f"rate {rate} has more than nine decimal places")
    return scaled.numerator


def share_of(percent: Decimal) -> Fraction:
    """An exact fraction of a number in percent: 4.05 % is 81/2000."""
    return Fraction(percent) / 100


def percent_text(rate: Fraction) -> str:
    """A rate in percent as a term sheet writes it, e.g. ``4.05``; its decimals are finite."""
    return f"{_EXACT_RATIO.divide(Decimal(rate.numerator * 100), Decimal(rate.denominator)):f}"


def percent_nearest(rate: Fraction, decimals: int) -> str:
    """A rate in percent, rounded to the nearest with so many decimals, a half upwards: ``4.0500``."""
    scaled = (rate * 100 * 10**decimals + Fraction(1, 2)).__floor__()
    return f"{Decimal(scaled).scaleb(-decimals, _EXACT):f}"


def epoch_day(day: date) -> int:
    """Days since 1 January 1970, as the contracts count days."""
    return (day - date(1970, 1, 1)).days


def epoch_date(days: int) -> date:
    """The date of a day as the contracts count days."""
    return date(1970, 1, 1) + timedelta(days=days)


def share_from_chain(value: int) -> Fraction:
    """A share or a rate of the contracts [1e-9] as a fraction."""
    return Fraction(value, 10**9)


def timestamp(day: date, at: time, zone: str) -> int:
    """Seconds since the epoch of a local wall-clock time."""
    return int(datetime.combine(day, at, ZoneInfo(zone)).timestamp())


def utc(seconds: int) -> datetime:
    """A chain timestamp as an aware UTC datetime."""
    return datetime.fromtimestamp(seconds, UTC)
