"""What is not known at issue and was observed since: rates, index values and targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import Field

from tenor.errors import InputError
from tenor.files.fields import Figure, IsoDate, Line, SignedPercent, StrictModel, WholeNumber
from tenor.files.problems import Problem
from tenor.files.table import closest
from tenor.terms.vocabulary import CouponKind
from tenor.units import percent_text, share_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tenor.terms.terms import Terms


class ObservationsFile(StrictModel):
    """Observations as a person writes them."""

    coupons: dict[WholeNumber, Figure] = Field(
        default_factory=dict, description="coupon number and what was observed: percent a year, or an index value"
    )
    daily: dict[IsoDate, SignedPercent] = Field(
        default_factory=dict, description="day and rate in percent, to be compounded"
    )
    kpi: dict[Line, Figure] = Field(default_factory=dict, description="name of a target and the value observed")


@dataclass(frozen=True, slots=True)
class Observations:
    """The same in exact fractions; rates are a year's."""

    coupons: dict[int, Fraction] = field(default_factory=dict)  # rate, or index value
    daily: dict[date, Fraction] = field(default_factory=dict)
    targets: dict[str, Fraction] = field(default_factory=dict)


def to_observations(file: ObservationsFile, terms: Terms) -> Observations:
    """Observations that `check_observations` found in order."""
    scale = 1 if terms.inflation else 100
    return Observations(
        coupons={number: Fraction(value) / scale for number, value in file.coupons.items()},
        daily={day: share_of(rate) for day, rate in file.daily.items()},
        targets={name: Fraction(value) for name, value in file.kpi.items()},
    )


def check_observations(file: ObservationsFile, terms: Terms, coupons: int, days: Collection[date]) -> Iterator[Problem]:
    """What was observed for nothing, and what is outside the bounds of the terms.

    Args:
        file: what was observed.
        terms: of the bond.
        coupons: how many it has.
        days: whose rates are compounded, as `rates.compounded_days` has them.
    """
    fixing = terms.floating.fixing if terms.floating else None
    first = terms.floating.fixed_coupons + 1 if terms.floating else 1
    for number, value in file.coupons.items():
        place = ("coupons", str(number))
        if terms.kind is not CouponKind.FLOATING and terms.inflation is None:
            yield Problem(place, f"coupon {number} is not observed: it is known at issue", "Remove it")
        elif not first <= number <= coupons:
            what = f"coupon {number} is not observed: those from {first} to {coupons} are"
            yield Problem(place, what, "Correct the number, or remove it")
        bounds = terms.inflation or fixing
        scale = 1 if terms.inflation else 100
        if bounds is not None and not bounds.minimum <= Fraction(value) / scale <= bounds.maximum:
            what = f"{value} observed for coupon {number} is outside the bounds of the terms"
            yield Problem(place, what, "Correct the value")
    if file.daily and (fixing is None or not fixing.in_arrears):
        yield Problem(("daily",), "no coupon of these terms compounds daily rates", "Remove 'daily'")
    else:
        for day in file.daily:
            if day not in days:
                what = f"{day} is observed for no coupon: none compounds the rate of that day"
                yield Problem(("daily", str(day)), what, "Correct the day, or remove it")
    yield from _targets(file, terms)


def _targets(file: ObservationsFile, terms: Terms) -> Iterator[Problem]:
    known = {target.name: target for target in terms.targets}
    for name, value in file.kpi.items():
        if name not in known:
            yield Problem(("kpi", name), f"'{name}' is no target of these terms", closest(name, known))
        elif not known[name].minimum <= value <= known[name].maximum:
            what = f"{value} observed for '{name}' is outside the bounds of the terms"
            yield Problem(("kpi", name), what, "Correct the value")


def outside_bounds(terms: Terms, number: int, observed: Fraction) -> InputError:
    """The error about compounded rates outside the bounds of the terms."""
    what = f"the compounded rate of coupon {number}, {percent_text(observed)} percent, is outside the bounds"
    return InputError(terms.where("coupon", "fixing"), what, "Correct the daily rates")
