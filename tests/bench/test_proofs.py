from __future__ import annotations

import json
from typing import Any

import pytest

from bench.coverage.compiled import sources_key
from bench.fuzz import __main__ as fuzz
from bench.proofs.__main__ import CONTROL, RESULTS, RUNS, holds, verdicts
from tenor.artifacts.tools import require_checkout


def entry(exitcode: int, bounded: int = 0) -> dict[str, Any]:
    return {"name": "check_x(uint256)", "exitcode": exitcode, "num_bounded_loops": bounded}


@pytest.mark.requirement("ASR-2")
@pytest.mark.parametrize(
    ("found", "verdict"),
    [(entry(0), "proved"), (entry(0, 1), "cut short"), (entry(1), "refuted"), (entry(2), "undecided")],
)
def test_verdicts__what_halmos_says__is_proved_only_where_all_paths_ended(found: dict[str, Any], verdict: str) -> None:
    assert verdicts({"test_results": {"a/B.sol:AProof": [found]}}) == {"AProof": {"check_x": verdict}}


@pytest.mark.requirement("ASR-2")
@pytest.mark.parametrize(
    ("properties", "controls", "held"),
    [
        ({"x": "proved"}, {"y": "refuted"}, True),
        ({"x": "proved", "z": "undecided"}, {"y": "refuted"}, False),
        ({"x": "proved"}, {"y": "proved"}, False),
        ({"x": "proved"}, {}, False),
        ({}, {"y": "refuted"}, False),
    ],
)
def test_holds__false_sentences__must_be_refuted_beside_the_proofs(
    properties: dict[str, str], controls: dict[str, str], *, held: bool
) -> None:
    assert holds({"AProof": properties, f"A{CONTROL}": controls}) is held


@pytest.mark.release
@pytest.mark.requirement("ASR-2")
@pytest.mark.parametrize("run", ["proofs", "fuzz", "mutation"])
def test_results__as_committed__are_of_the_contracts_as_they_stand(run: str) -> None:
    results = json.loads((RESULTS.parents[1] / run / RESULTS.name).read_text(encoding="utf-8"))
    assert results["sources"] == sources_key(require_checkout()), f"contracts changed since {run} was run: run it again"


@pytest.mark.requirement("ASR-2")
def test_results__as_committed__prove_all_there_is_to_prove() -> None:
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert [profile for profile in RUNS if not holds(results["by_profile"][profile])] == []


def test_outcomes__each_kind_of_test__has_its_runs_and_reason() -> None:
    kinds = {"a()": {"Fuzz": {"runs": 9}}, "b(uint256)": {"Invariant": {"calls": 8}}, "c()": {"Unit": {"gas": 7}}}
    tests = {name: {"kind": kind, "status": "Success", "reason": None} for name, kind in kinds.items()}
    tests["c()"] |= {"status": "Failure"}
    assert fuzz.outcomes({"a/B.sol:BTest": {"test_results": tests}}) == {
        "BTest.a": {"runs": 9, "reason": None},
        "BTest.b": {"runs": 8, "reason": None},
        "BTest.c": {"runs": 1, "reason": "without a reason"},
    }
