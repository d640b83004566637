"""The committed measure: the gates hold in it, and it is of the contracts as they stand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bench.coverage.__main__ import GATES, RESULTS, below_gates, per_cent
from bench.coverage.compiled import sources_key
from bench.coverage.tally import Tally, total
from tenor.artifacts.tools import require_checkout


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    return json.loads(RESULTS.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def tally_of(row: dict[str, Any]) -> Tally:
    lines, branches = row["lines_missed"], row["branches_missed"]
    assert row["lines_covered"] == row["lines"] - len(lines)
    assert row["branches_covered"] == row["branches"] - len(branches)
    return Tally(row["lines"], row["branches"], lines, branches, row["lines_without_code"])


@pytest.mark.release
@pytest.mark.requirement("COV-3")
def test_results__as_committed__are_of_the_contracts_as_they_stand(results: dict[str, Any]) -> None:
    assert results["sources"] == sources_key(require_checkout()), (
        "contracts changed: run `make coverage`, commit its results"
    )


@pytest.mark.requirement("COV-1")
def test_results__as_committed__keep_the_gates(results: dict[str, Any]) -> None:
    whole = total(tally_of(row) for row in results["files"].values())
    assert results["gates"] == GATES == {"lines": 99, "branches": 95}
    assert results["total"] == whole.to_json(named=False)
    assert whole.lines > 300
    assert below_gates(whole) == 0


@pytest.mark.requirement("COV-1")
@pytest.mark.parametrize(("lines", "branches", "status"), [(1, 5, 0), (0, 0, 0), (2, 5, 1), (1, 6, 1)])
def test_below_gates__places_missed_of_a_hundred__fails_above_one_line_or_five_branches(
    lines: int, branches: int, status: int
) -> None:
    assert below_gates(Tally(100, 100, ["1: x"] * lines, ["1: x"] * branches)) == status


@pytest.mark.parametrize(
    ("covered", "count", "shown"), [(99_999, 100_000, "99.99"), (2, 3, "66.66"), (3, 3, "100.00"), (0, 0, "100.00")]
)
def test_per_cent__share__is_never_rounded_up(covered: int, count: int, shown: str) -> None:
    assert per_cent(covered, count) == shown
