"""Rules between the fields of amortisation; pure. Whether a date is a notional one is seen where the schedule is."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from tenor.files.problems import Problem
from tenor.terms.amortisation import AmountAmortisation, PercentAmortisation, SinkingAmortisation
from tenor.terms.coupon import FixedCoupon, ZeroCoupon
from tenor.terms.rules import rounded_per_unit
from tenor.units import MINOR_DIGITS, round_half_up, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from tenor.files.source import FieldPath
    from tenor.terms.sheet import TermSheet

_PLACE = ("amortisation", "instalments")


def amounts_of_principal(sheet: TermSheet) -> Iterator[tuple[FieldPath, Decimal]]:
    """Place and value of every instalment that is written in money."""
    if isinstance(sheet.amortisation, AmountAmortisation):
        for index, instalment in enumerate(sheet.amortisation.instalments):
            yield (*_PLACE, index, "amount"), instalment.amount


def check_principal(sheet: TermSheet) -> Iterator[Problem]:
    """Every rule about amortisation that the sheet breaks."""
    block = sheet.amortisation
    if block is None:
        return
    if isinstance(sheet.coupon, ZeroCoupon):
        what = "a zero coupon has one payment, at maturity, and the sheet has 'amortisation'"
        yield Problem(("amortisation",), what, "Remove 'amortisation', or write another coupon")
    if isinstance(block, PercentAmortisation):
        yield from _percents(sheet, block)
    elif isinstance(block, AmountAmortisation):
        rows = [(each.date, each.amount) for each in block.instalments]
        yield from _instalments(sheet, rows, sheet.unit, "the unit")
    elif isinstance(block, SinkingAmortisation):
        yield from _rounds_to_nothing(sheet, ("amortisation", "percent"), block.percent)
    else:
        yield from _annuity(sheet)


def _percents(sheet: TermSheet, block: PercentAmortisation) -> Iterator[Problem]:
    rows = [(each.date, each.percent) for each in block.instalments]
    yield from _instalments(sheet, rows, type(rows[0][1])(100), "100 percent")
    for index, (_, percent) in enumerate(rows):
        yield from _rounds_to_nothing(sheet, (*_PLACE, index, "percent"), percent)


def _instalments(sheet: TermSheet, rows: list[tuple[date, Decimal]], whole: Decimal, words: str) -> Iterator[Problem]:
    for index, ((before, _), (day, _)) in enumerate(pairwise(rows), start=1):
        if day <= before:
            what = f"instalment {index + 1} on {day} is not after instalment {index} on {before}"
            yield Problem((*_PLACE, index, "date"), what, "Write the instalments in the order of their dates")
    total, last = sum(amount for _, amount in rows), rows[-1][0]
    if total > whole:
        yield Problem(_PLACE, f"the instalments come to {total}, more than {words}", "Write less")
    elif last == sheet.maturity_date and total < whole:
        what = f"the instalments up to maturity_date come to {total}, less than {words}"
        yield Problem(_PLACE, what, "Let them come to the whole, or leave out the last: it repays what is left")
    elif last < sheet.maturity_date and total == whole:
        what = f"the instalments come to {words} before maturity_date and leave nothing for the last payment"
        yield Problem(_PLACE, what, "Write less, or an earlier maturity")


def _rounds_to_nothing(sheet: TermSheet, place: FieldPath, percent: Decimal) -> Iterator[Problem]:
    face = Fraction(sheet.unit.scaleb(MINOR_DIGITS[sheet.currency]))
    if round_half_up(face * share_of(percent)) == 0:
        what = f"{percent} percent of a unit of {sheet.unit} rounds to zero minor units"
        yield Problem(place, what, "Write a larger percentage or a larger unit")


def _annuity(sheet: TermSheet) -> Iterator[Problem]:
    if not isinstance(sheet.coupon, FixedCoupon):
        what = f"an annuity needs a fixed coupon, and this one is {sheet.coupon.kind}"
        yield Problem(("amortisation",), what, "Write 'kind: fixed' under coupon, or another amortisation")
    else:
        yield from rounded_per_unit(("amortisation",), "an annuity", sheet.coupon.rounding)
    if sheet.kpi:
        what = "the payments of an annuity are level, and 'kpi' may change the rate"
        yield Problem(("amortisation",), what, "Remove one of the two")
