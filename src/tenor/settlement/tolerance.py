"""How far the amounts of two instructions may differ: a table of bands per currency, as in T2S."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Band:
    """The tolerance up to an amount.

    Args:
        up_to: the largest amount of the band [minor]; None for any above the band before.
        tolerance: the largest difference [minor].
    """

    up_to: int | None
    tolerance: int


Tolerance: TypeAlias = Mapping[str, tuple[Band, ...]]
"""The bands of each currency, by rising amounts; a currency that is not there has no tolerance."""

EXACT: Tolerance = {}
"""No tolerance in any currency."""

T2S: Tolerance = {"EUR": (Band(10_000_000, 200), Band(None, 2_500))}
"""EUR 2 up to an amount of EUR 100,000, EUR 25 above (T2S User Detailed Functional Specifications, matching)."""


def tolerance_of(amount: int, currency: str | None, table: Tolerance) -> int:
    """The largest difference [minor] at an amount, which is the deliverer's: it is the one that settles."""
    for band in table.get(currency or "", ()):
        if band.up_to is None or amount <= band.up_to:
            return band.tolerance
    return 0
