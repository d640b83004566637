"""Year fractions on chain, held against the vectors that Python meets too."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.support import Deployed, reverts
from tests.vectors.year_fraction import (
    ACTUAL,
    FILE,
    ICMA,
    THIRTY,
    Case,
    case_of,
    days_by_definition,
    fraction_by_definition,
    vector_cases,
)

EPOCH = date(1970, 1, 1)
ON_CHAIN = {name: number for number, name in enumerate((*ACTUAL, *THIRTY))}
"""The contracts' enum has the conventions in the order in which the vectors name them."""
DATES = st.dates(date(1990, 1, 1), date(2110, 12, 31))
CASES = st.builds(
    lambda start, days, **fields: Case("any", start=start, end=start + timedelta(days=days), **fields),
    start=DATES,
    days=st.integers(0, 1_500),
    day_count=st.sampled_from([*ACTUAL, *THIRTY]),
    months=st.sampled_from([12, 6, 3, 1]),
    end_of_month=st.booleans(),
    anchor=DATES,
    maturity=DATES,
)


def day_number(day: date) -> int:
    """Days since 1970-01-01, as the contracts count."""
    return (day - EPOCH).days


def period(case: Case) -> dict[str, Any]:
    """The case as the contracts take it."""
    counting = {
        "dayCount": ON_CHAIN[case.day_count],
        "months": case.months,
        "endOfMonth": case.end_of_month,
        "anchor": day_number(case.anchor),
        "maturity": day_number(case.maturity),
    }
    return {"counting": counting, "start": day_number(case.start), "end": day_number(case.end)}


def on_chain(harness: Deployed, cases: list[Case]) -> list[tuple[Fraction, int]]:
    """Year fraction and days of each case by the contracts' library, in one call."""
    found = harness.counted([period(case) for case in cases])
    return [(Fraction(numerator, denominator), days) for numerator, denominator, days in found]


@pytest.mark.requirement("SCHED-20")
def test_vectors__as_committed__are_what_the_definition_says() -> None:
    assert json.loads(FILE.read_text())["cases"] == vector_cases()


@pytest.mark.requirement("SCHED-20")
@pytest.mark.parametrize("convention", ON_CHAIN)
def test_year_fraction__vectors__agree(harness: Deployed, convention: str) -> None:
    rows = [row for row in json.loads(FILE.read_text())["cases"] if row["day_count"] == convention]
    assert len(rows) > 70
    found = on_chain(harness, [case_of(row) for row in rows])
    expected = [(Fraction(row["numerator"], row["denominator"]), row["days"]) for row in rows]
    assert [(row, got) for row, got, want in zip(rows, found, expected, strict=True) if got != want] == []


@pytest.mark.requirement("SCHED-20")
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(CASES, min_size=40, max_size=40))
def test_year_fraction__any_case__is_what_the_definition_says(harness: Deployed, cases: list[Case]) -> None:
    expected = [(fraction_by_definition(case), days_by_definition(case)) for case in cases]
    assert on_chain(harness, cases) == expected


@pytest.mark.requirement("SCHED-21")
@pytest.mark.parametrize("convention", ON_CHAIN)
@pytest.mark.parametrize(("start", "end"), [(10, 9), (2**24 - 2, 2**24), (2**256 - 2, 2**256 - 1)])
def test_year_fraction__no_such_dates__reverts(harness: Deployed, convention: str, start: int, end: int) -> None:
    case = period(Case("none", convention, EPOCH, EPOCH))
    assert harness.counted([{**case, "start": 2**24 - 2, "end": 2**24 - 1}])
    with reverts("InvalidDates", start=start, end=end):
        harness.counted([{**case, "start": start, "end": end}])


@pytest.mark.requirement("SCHED-21")
def test_year_fraction__icma_without_a_period__reverts(harness: Deployed) -> None:
    with reverts("Panic", code=0x12):
        on_chain(harness, [Case("none", ICMA, date(2025, 1, 1), date(2025, 7, 1), months=0)])
