"""Amounts per unit, computed three times: from the definition here, by the product, and by the contracts."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenor.units import round_half_up
from tests.contracts.support import Deployed, reverts
from tests.vectors.amount_per_unit import FILE, RATE_SCALE, Case, amount_by_definition, vector_cases

CASES = st.fixed_dictionaries(
    {
        "unit_face": st.integers(1, 2**64 - 1),
        "rate": st.integers(0, 2**64 - 1),
        "start": st.integers(0, 2**23),
        "days": st.integers(1, 2**23 - 1),
    }
)


def on_chain(harness: Deployed, cases: list[Case]) -> list[int]:
    """What the contracts' library makes of the cases, in one call."""
    found: list[int] = harness.amountsPerUnitHalfUp(
        [
            {"unitFace": c["unit_face"], "rate": c["rate"], "start": c["start"], "end": c["start"] + c["days"]}
            for c in cases
        ]
    )
    return list(found)


@pytest.fixture(scope="module")
def vectors() -> list[dict[str, Any]]:
    return json.loads(FILE.read_text())["cases"]  # type: ignore[no-any-return]


@pytest.mark.requirement("BOND-14")
def test_vectors__as_committed__are_what_the_definition_says(vectors: list[dict[str, Any]]) -> None:
    assert vectors == vector_cases()


@pytest.mark.requirement("BOND-14")
def test_amount_per_unit_half_up__vectors__agree(harness: Deployed, vectors: list[dict[str, Any]]) -> None:
    assert on_chain(harness, vectors) == [case["amount"] for case in vectors]


@pytest.mark.requirement("BOND-14")
def test_round_half_up__vectors__agree(vectors: list[dict[str, Any]]) -> None:
    exact = [Fraction(c["unit_face"] * c["rate"] * c["days"], RATE_SCALE * 365) for c in vectors]
    assert [round_half_up(value) for value in exact] == [case["amount"] for case in vectors]


@pytest.mark.requirement("BOND-14")
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(CASES, min_size=40, max_size=40))
def test_amount_per_unit_half_up__any_case__is_what_the_definition_says(harness: Deployed, cases: list[Case]) -> None:
    assert on_chain(harness, cases) == [amount_by_definition(case) for case in cases]


def test_year_fraction__end_before_start__reverts(harness: Deployed) -> None:
    with reverts("Panic", code=0x11):
        on_chain(harness, [{"unit_face": 1, "rate": 1, "start": 10, "days": -1}])
