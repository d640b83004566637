"""What is generated covers what the term sheet's page allows, and holds what every schedule must."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings

from tests.twin.document import schedule_of
from tests.twin.generate import Observations, Terms, sheets
from tests.twin.schedule import Sheet, build


@given(sheet=sheets())
def test_build__any_sheet__repays_the_face_and_pays_in_order(sheet: tuple[Terms, Observations]) -> None:
    read = Sheet(sheet[0])
    periods = build(read, sheet[1])
    known = [period.principal for period in periods if period.principal is not None]
    if "inflation" not in sheet[0]:
        assert sum(known) == read.face
        assert [before.outstanding - after.outstanding for before, after in pairwise(periods)] == known[:-1]
    assert all(before.span.end == after.span.first for before, after in pairwise(periods))
    assert all(before.pay < after.pay for before, after in pairwise(periods))
    assert all(period.record.date() <= period.pay for period in periods)


@settings(max_examples=50)
@given(sheet=sheets())
def test_schedule_of__any_sheet__totals_are_those_of_the_units(sheet: tuple[Terms, Observations]) -> None:
    units = Sheet(sheet[0]).units
    for period in schedule_of(*sheet):
        if period["total"] is None:
            continue
        assert Fraction(period["interest_total"]) + Fraction(period["principal_total"]) == Fraction(period["total"])
        assert Fraction(period["principal_per_unit"]) * units == Fraction(period["principal_total"])
        rest = Fraction(period["interest_per_unit"]) * units - Fraction(period["interest_total"])
        assert rest == 0 or (sheet[0]["coupon"]["rounding"] == "per-holding-down" and -1 < rest < 1)
