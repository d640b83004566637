"""The invariants of `Life.t.sol` find what they are for: each bug of `bugs.py`, by the check that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.solidity.bugs import BUGS
from tests.solidity.planted import CONTROL, plant, run

ROOT = Path(__file__).parents[2]
ACTS = ROOT / "tests" / "solidity" / "life"


@pytest.mark.requirement("ASR-1")
def test_invariants__each_bug_planted_in_turn__find_it_and_nothing_without_one(tmp_path: Path) -> None:
    plant(ROOT, tmp_path)
    outcomes = run(tmp_path)
    assert outcomes.pop(CONTROL) == dict.fromkeys({bug.found_by for bug in BUGS}, "")
    found = {number: [check for check, reason in checks.items() if reason] for number, checks in outcomes.items()}
    assert found == {number: [bug.found_by] for number, bug in enumerate(BUGS, 1)}


@pytest.mark.requirement("ASR-1")
def test_bugs__checks_of_the_acts__have_one_each_at_least() -> None:
    lines = [line for path in ACTS.glob("*.sol") for line in path.read_text().splitlines()]
    checks = {line.split()[1].split("(")[0] for line in lines if " function check" in line}
    assert {bug.found_by for bug in BUGS} == checks


def test_plant__code_that_is_not_there__is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = BUGS[0].__class__("odd", BUGS[0].place, "no such code", "", "checkUnits")
    monkeypatch.setattr("tests.solidity.planted.BUGS", (odd,))
    with pytest.raises(LookupError, match="odd: 'no such code' does not stand once"):
        plant(ROOT, tmp_path)
