from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.mutation.__main__ import RESULTS, known, outcome, summary
from bench.mutation.mutants import Mutant
from bench.mutation.trial import INVALID, KILLED, SURVIVED

MUTANT = Mutant("contracts/money/Till.sol", 3, 0, 1, "operator", "<", "<=")


@pytest.mark.parametrize(("key", "left"), [("same", {"a": {"became": KILLED}}), ("other", {})])
def test_known__sources__outcomes_are_of_the_same_ones_only(
    tmp_path: Path, key: str, left: dict[str, dict[str, str]]
) -> None:
    path = tmp_path / "results.json"
    path.write_text(json.dumps({"sources": "same", "mutants": {"a": {"became": KILLED}}}))
    assert known(path, key) == left


def test_known__no_results__are_none(tmp_path: Path) -> None:
    assert known(tmp_path / "results.json", "any") == {}


def test_outcome__killed__names_the_tests_that_noticed() -> None:
    assert outcome(MUTANT, KILLED, "tests/a")["noticed_by"] == "tests/a"
    assert "noticed_by" not in outcome(MUTANT, SURVIVED, "")


@pytest.mark.requirement("ASR-4")
def test_summary__outcomes__counts_them_and_names_survivors() -> None:
    rows = {"b": {"became": SURVIVED}, "a": {"became": SURVIVED}, "c": {"became": KILLED}, "d": {"became": INVALID}}
    assert summary(rows) == {KILLED: 1, SURVIVED: 2, INVALID: 1, "survivors": ["a", "b"]}


def test_results__as_committed__add_up() -> None:
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert results["total"] == summary(results["mutants"])
    assert len(results["mutants"]) <= results["possible"]
