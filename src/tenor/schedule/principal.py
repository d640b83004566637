"""Principal repaid on one unit at each payment; it comes to the face exactly."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from tenor.errors import InputError
from tenor.schedule.interest import rounded_interest
from tenor.terms.vocabulary import AmortisationKind
from tenor.units import round_half_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tenor.terms.parts import Amortisation
    from tenor.terms.terms import Terms


def repayments(terms: Terms, ends: Sequence[date], fractions: Sequence[Fraction]) -> list[int]:
    """Minor units repaid on one unit at each payment date.

    Args:
        terms: of the bond.
        ends: notional end date of each period.
        fractions: year fraction of each period.

    Raises:
        InputError: an instalment stands on a day that ends no period, or nothing is left for the last payment.
    """
    block = terms.amortisation
    if block is None:
        parts = [0] * (len(ends) - 1)
    elif block.kind is AmortisationKind.ANNUITY:
        parts = _annuity(terms, fractions)
    else:
        _refuse_odd_dates(terms, block, ends)
        parts = _sinking(block, ends) if block.kind is AmortisationKind.SINKING else _listed(block, ends)
    left = terms.unit_face - sum(parts)
    if left <= 0:
        what = f"the instalments before maturity_date come to {sum(parts):,} of {terms.unit_face:,} minor units"
        remedy = "Leave something for the last payment: write smaller instalments, a larger unit or an earlier maturity"
        raise InputError(terms.where("amortisation"), what, remedy)
    return [*parts, left]


def outstanding(terms: Terms, repaid: Sequence[int]) -> list[int]:
    """What is outstanding on one unit before each payment [minor]."""
    return [terms.unit_face - before for before in accumulate([0, *repaid[:-1]])]


def _listed(block: Amortisation, ends: Sequence[date]) -> list[int]:
    amounts = {instalment.day: instalment.amount for instalment in block.instalments}
    return [amounts.get(end, 0) for end in ends[:-1]]


def _sinking(block: Amortisation, ends: Sequence[date]) -> list[int]:
    (first,) = block.instalments
    return [first.amount if end >= first.day else 0 for end in ends[:-1]]


def _annuity(terms: Terms, fractions: Sequence[Fraction]) -> list[int]:
    """Level payments less their interest; the last repays what is left of the face."""
    level = round_half_up(terms.unit_face / sum(_discounts(terms.rate, fractions), Fraction(0)))
    left, parts = terms.unit_face, []
    for fraction in fractions[:-1]:
        interest = rounded_interest(left * terms.rate * fraction, terms.rounding)
        parts.append(min(left, max(0, level - interest)))
        left -= parts[-1]
    return parts


def _discounts(rate: Fraction, fractions: Sequence[Fraction]) -> list[Fraction]:
    return list(accumulate((1 / (1 + rate * fraction) for fraction in fractions), lambda before, one: before * one))


def _refuse_odd_dates(terms: Terms, block: Amortisation, ends: Sequence[date]) -> None:
    for index, instalment in enumerate(block.instalments):
        if instalment.day not in ends:
            sinking = block.kind is AmortisationKind.SINKING
            place = ("amortisation", "first") if sinking else ("amortisation", "instalments", index, "date")
            after = min((end for end in ends if end > instalment.day), default=ends[-1])
            what = f"{instalment.day} is not the notional end of a period"
            raise InputError(terms.where(*place), what, f"Write such a day, e.g. {after}")
