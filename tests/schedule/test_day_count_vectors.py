"""The vectors of year fractions, which the contracts meet too, held against the product and against QuantLib."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import QuantLib

from tenor.schedule.day_count import Counting
from tenor.terms.model import DayCount
from tests.vectors.year_fraction import (
    BOND,
    EUROPEAN,
    FILE,
    GERMAN,
    ICMA,
    ISDA,
    US,
    Case,
    case_of,
    fraction_by_definition,
    notional_dates,
)

ROWS: list[dict[str, Any]] = json.loads(FILE.read_text())["cases"]
QUANTLIB_KNOWS = (date(1901, 1, 1), date(2199, 12, 31))
QUANTLIB_DIFFERS = {
    # By the letter of 4.16(h) the start becomes the 30th and the maturity stays on the 28th: -2 days. No days are none.
    (GERMAN, "no days at the end of February"): Fraction(-2, 360),
}


def by_product(case: Case) -> Fraction:
    """The year fraction as the product has it, from what it knows of the case."""
    convention = DayCount(case.day_count)
    counting = Counting(convention, case.anchor, case.months, case.end_of_month, case.maturity)
    return counting.fraction(case.start, case.end)


def quantlib_date(day: date) -> Any:  # noqa: ANN401 -- QuantLib has no types
    return QuantLib.Date(day.day, day.month, day.year)


def quantlib_counter(case: Case) -> Any:  # noqa: ANN401 -- as above
    """QuantLib's own convention; ACT/ACT-ICMA is given the notional dates, since without them it guesses."""
    if case.day_count == ICMA:
        dates = [quantlib_date(day) for day in notional_dates(case)]
        unmoved = (QuantLib.NullCalendar(), QuantLib.Unadjusted, QuantLib.Unadjusted)
        tenor = QuantLib.Period(case.months, QuantLib.Months)
        rule = (QuantLib.DateGeneration.Backward, case.end_of_month, [True] * (len(dates) - 1))
        return QuantLib.ActualActual(QuantLib.ActualActual.ISMA, QuantLib.Schedule(dates, *unmoved, tenor, *rule))
    if case.day_count == GERMAN:
        return QuantLib.Thirty360(QuantLib.Thirty360.ISDA, quantlib_date(case.maturity))
    return {
        "ACT/365F": QuantLib.Actual365Fixed(),
        "ACT/360": QuantLib.Actual360(),
        ISDA: QuantLib.ActualActual(QuantLib.ActualActual.ISDA),
        BOND: QuantLib.Thirty360(QuantLib.Thirty360.BondBasis),
        US: QuantLib.Thirty360(QuantLib.Thirty360.USA),
        EUROPEAN: QuantLib.Thirty360(QuantLib.Thirty360.European),
    }[case.day_count]


def by_quantlib(case: Case) -> float:
    found: float = quantlib_counter(case).yearFraction(quantlib_date(case.start), quantlib_date(case.end))
    return found


@pytest.mark.requirement("SCHED-20")
@pytest.mark.parametrize("convention", DayCount)
def test_year_fraction__vectors_of_a_convention__agree(convention: DayCount) -> None:
    rows = [row for row in ROWS if row["day_count"] == convention]
    assert rows
    found = [by_product(case_of(row)) for row in rows]
    expected = [Fraction(row["numerator"], row["denominator"]) for row in rows]
    assert [(row, got) for row, got, want in zip(rows, found, expected, strict=True) if got != want] == []


@pytest.mark.requirement("SCHED-20")
def test_vectors__all_that_quantlib_knows__agree_but_for_the_named() -> None:
    first, last = QUANTLIB_KNOWS
    known = [case for case in map(case_of, ROWS) if first <= case.start and max(notional_dates(case)) <= last]
    assert len(known) > 0.9 * len(ROWS)
    differing = {
        (case.day_count, case.case): Fraction(round(by_quantlib(case) * 360), 360)
        for case in known
        if by_quantlib(case) != pytest.approx(float(fraction_by_definition(case)), rel=1e-13, abs=1e-13)
    }
    assert differing == QUANTLIB_DIFFERS
