"""Amounts per unit, computed three times: from the definition here, by the product, and by the contracts."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenor.units import round_half_up
from tests.contracts.support import Deployed, reverts
from tests.vectors.amount_per_unit import FILE, RATE_SCALE, Case, amounts_by_definition, vector_cases

CASES = st.fixed_dictionaries(
    {
        "unit_face": st.integers(1, 2**64 - 1),
        "rate": st.integers(0, 2**64 - 1),
        "numerator": st.integers(0, 2**64 - 1),
        "denominator": st.integers(1, 2**64 - 1),
    }
)


def on_chain(harness: Deployed, cases: list[Case]) -> list[dict[str, int]]:
    """What the contracts' library makes of the cases, in one call."""
    names = {"unit_face": "unitFace", "rate": "rate", "numerator": "numerator", "denominator": "denominator"}
    half_up, down = harness.amountsPerUnit([{new: c[old] for old, new in names.items()} for c in cases])
    return [{"amount": amount, "amount_down": less} for amount, less in zip(half_up, down, strict=True)]


def amounts(case: Case) -> dict[str, int]:
    return {key: case[key] for key in ("amount", "amount_down")}


@pytest.fixture(scope="module")
def vectors() -> list[Case]:
    return json.loads(FILE.read_text())["cases"]  # type: ignore[no-any-return]


@pytest.mark.requirement("BOND-14")
def test_vectors__as_committed__are_what_the_definition_says(vectors: list[Case]) -> None:
    assert vectors == vector_cases()


@pytest.mark.requirement("BOND-14", "SCHED-22")
def test_amount_per_unit__vectors__agree(harness: Deployed, vectors: list[Case]) -> None:
    assert on_chain(harness, vectors) == [amounts(case) for case in vectors]


@pytest.mark.requirement("BOND-14")
def test_round_half_up__vectors__agree(vectors: list[Case]) -> None:
    exact = [Fraction(c["unit_face"] * c["rate"] * c["numerator"], RATE_SCALE * c["denominator"]) for c in vectors]
    assert [round_half_up(value) for value in exact] == [case["amount"] for case in vectors]


@pytest.mark.requirement("BOND-14", "SCHED-22")
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(CASES, min_size=40, max_size=40))
def test_amount_per_unit__any_case__is_what_the_definition_says(harness: Deployed, cases: list[Case]) -> None:
    assert on_chain(harness, cases) == [amounts_by_definition(case) for case in cases]


def test_amount_per_unit__no_year__reverts(harness: Deployed) -> None:
    with reverts("Panic", code=0x12):
        on_chain(harness, [{"unit_face": 1, "rate": 1, "numerator": 1, "denominator": 0}])


@pytest.mark.requirement("SCHED-22")
@pytest.mark.parametrize("field", ["unit_face", "rate", "numerator", "denominator"])
def test_amount_per_unit__field_of_more_than_64_bits__reverts(harness: Deployed, field: str) -> None:
    case = {"unit_face": 0, "rate": 0, "numerator": 0, "denominator": 1}
    on_chain(harness, [{**case, field: 2**64 - 1}])
    with reverts("FieldOverflow", value=2**64 + 1, bits=64):
        on_chain(harness, [{**case, field: 2**64 + 1}])
