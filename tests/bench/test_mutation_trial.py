from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.mutation import trial
from bench.mutation.mutants import Mutant
from bench.mutation.trial import INVALID, KILLED, SURVIVED, complaint, copy_tree, stages, try_mutant

MUTANT = Mutant("contracts/money/Till.sol", 1, 0, 4, "operator", "good", "bad!")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    (tmp_path / "contracts" / "money").mkdir(parents=True)
    (tmp_path / MUTANT.unit).write_text("good code")
    return tmp_path


@pytest.mark.parametrize(
    ("complaints", "outcome"),
    [
        (["no"], (INVALID, "compiler")),
        ([None, "tests/a.py::test_b"], (KILLED, "tests/a.py::test_b")),
        ([None, None, "tests/c.py::test_d"], (KILLED, "tests/c.py::test_d")),
        ([None, None, None, "testFuzz_e"], (KILLED, "testFuzz_e")),
        ([None, None, None, None], (SURVIVED, "")),
    ],
)
def test_try_mutant__first_command_that_fails__decides(
    copy: Path, monkeypatch: pytest.MonkeyPatch, complaints: list[str | None], outcome: tuple[str, str]
) -> None:
    seen: list[str] = []

    def complaint(where: Path, _: Sequence[str]) -> str | None:
        seen.append((where / MUTANT.unit).read_text())
        return complaints[len(seen) - 1]

    monkeypatch.setattr(trial, "complaint", complaint)
    assert try_mutant(copy, MUTANT) == outcome
    assert seen == ["bad! code"] * len(complaints)
    assert (copy / MUTANT.unit).read_text() == "good code"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("FAILED tests/a.py::test_b[1] - assert", "tests/a.py::test_b[1]"),
        ("ERROR tests/a.py::test_b", "tests/a.py::test_b"),
        ("[FAIL: assertion failed: 0 != 1; args=[1, [2]]] testFuzz_x(uint256) (runs: 5)", "testFuzz_x"),
        ("[FAIL: x]\n\t[Sequence]\n invariant_y__z() (runs: 1)", "invariant_y__z"),
        ("killed", "no test by name"),
    ],
)
def test_complaint__command_that_fails__names_the_test(copy: Path, said: str, named: str) -> None:
    assert complaint(copy, (sys.executable, "-c", f"print({said!r}); raise SystemExit(1)")) == named


def test_complaint__command_that_ends_well__is_none(copy: Path) -> None:
    assert complaint(copy, (sys.executable, "-c", "print('FAILED tests/a.py::test_b')")) is None


def test_complaint__run_that_does_not_end__is_ended_with_what_it_started(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "PATIENCE", 2)
    start = (
        "import subprocess, sys; child = subprocess.Popen(['sleep', '60']); open('child', 'w').write(str(child.pid))"
    )
    assert complaint(copy, (sys.executable, "-c", f"{start}; child.wait()")) == "out of time"
    child = Path("/proc") / (copy / "child").read_text() / "stat"
    deadline = time.monotonic() + 10  # a process that was killed takes a moment to end
    while not _has_ended(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _has_ended(child)


def _has_ended(stat: Path) -> bool:
    try:
        return stat.read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_stages__every_folder_of_contracts__begins_with_tests_that_are_there() -> None:
    root = Path(__file__).parents[2]
    folders = {path.parent.name for path in (root / "contracts").glob("*/*.sol")} - {"interfaces", "mocks"}
    for folder in folders:
        first, everything = stages(f"contracts/{folder}/Any.sol")
        assert [test for test in (*first, *everything) if not (root / test).is_dir()] == []


def test_copy_tree__tools__are_those_of_the_tree(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for name in ("contracts", "node_modules", ".solc", ".git", ".artifacts"):
        (root / name).mkdir(parents=True)
    copy_tree(root, tmp_path / "copy")
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == [".solc", "contracts", "node_modules"]
    assert (tmp_path / "copy" / "node_modules").resolve() == root / "node_modules"
