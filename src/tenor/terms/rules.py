"""Rules that more than one block of a term sheet is held to; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tenor.files.problems import Problem
from tenor.files.source import dotted
from tenor.terms.vocabulary import Rounding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from tenor.files.source import FieldPath
    from tenor.terms.vocabulary import CalendarName


def named_once(place: FieldPath, names: Sequence[CalendarName]) -> Iterator[Problem]:
    """A list of calendars that names one of them twice."""
    if len(set(names)) < len(names):
        yield Problem(place, f"{dotted(place)} names a calendar twice: {', '.join(names)}", "Name each calendar once")


def bounds_in_order(place: FieldPath, minimum: Decimal, maximum: Decimal, unit: str = "") -> Iterator[Problem]:
    """A block whose `minimum` is above its `maximum`; `unit` ends the names of both fields."""
    if minimum > maximum:
        what = f"minimum{unit} {minimum} is above maximum{unit} {maximum}"
        yield Problem((*place, f"minimum{unit}"), what, "Write the smaller one as the minimum")


def rounded_per_unit(place: FieldPath, whose: str, rounding: Rounding) -> Iterator[Problem]:
    """A block that needs whole minor units of interest on one unit."""
    if rounding is Rounding.PER_HOLDING_DOWN:
        what = f"{whose} needs interest rounded per unit, and coupon.rounding is per-holding-down"
        yield Problem(place, what, "Write per-unit-half-up or per-unit-down")
