"""Interest on one unit, and the ratio of a price index."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tenor.terms.vocabulary import Rounding
from tenor.units import round_half_up

if TYPE_CHECKING:
    from tenor.schedule.observations import Observations
    from tenor.terms.parts import Inflation


def nearest(value: Fraction) -> int:
    """Nearest whole number, a half upwards, of a negative value too."""
    return (value + Fraction(1, 2)).__floor__()


def rounded_interest(exact: Fraction, rounding: Rounding) -> int:
    """Whole minor units of one unit alone; exact is zero or more."""
    return round_half_up(exact) if rounding is Rounding.PER_UNIT_HALF_UP else int(exact)


def index_ratio(block: Inflation | None, number: int, observed: Observations) -> Fraction | None:
    """By what a coupon's interest grows: 1 where no index is followed, None until the index is observed."""
    if block is None:
        return Fraction(1)
    value = observed.coupons.get(number)
    if value is None:
        return None
    scale = 10**block.ratio_decimals
    return Fraction(round_half_up(value / block.base * scale), scale)


def indexed_principal(block: Inflation, amount: int, ratio: Fraction | None) -> int | None:
    """Principal repaid on one unit at maturity [minor]; None until the index is observed."""
    if ratio is None:
        return None
    indexed = round_half_up(amount * ratio)
    return max(amount, indexed) if block.par_floor else indexed
