"""Bugs planted into a copy of the contracts, each with the invariant that must find it.

All stand in one copy, so that it is compiled once. Each is on only in a chain where its address has code of its number,
which one test contract a bug puts there: `PlantedTest7` runs the invariant of bug 7, in the same way as `Life.t.sol`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tenor.artifacts.tools import locate_foundry
from tests.solidity.bugs import BUGS

SWITCH = "address(0xB06)"
CONTROL = 0  # no bug is on

_RUNS = {
    "FOUNDRY_INVARIANT_RUNS": "256",
    "FOUNDRY_INVARIANT_DEPTH": "128",
    "FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT": "0",
    "FOUNDRY_FUZZ_SEED": "0x7e40",  # the same acts every time
}
_CONTROL_RUNS = {**_RUNS, "FOUNDRY_INVARIANT_RUNS": "4"}
_FAST = {"FOUNDRY_PROFILE": "fast", "FOUNDRY_OUT": ".forge/out", "FOUNDRY_CACHE_PATH": ".forge/cache"}


def plant(root: Path, copy: Path) -> None:
    """Copy what forge needs and no more, with every bug in the contracts and one test contract for each."""
    shutil.copytree(root / "contracts", copy / "contracts", ignore=shutil.ignore_patterns(".cache", "mocks"))
    tests = Path("tests", "solidity")
    shutil.copytree(root / tests / "life", copy / tests / "life")
    shutil.copy(root / tests / "Fuzz.sol", copy / tests)
    shutil.copy(root / "foundry.toml", copy)
    for name in ("node_modules", ".solc"):
        (copy / name).symlink_to(root / name)
    for number, bug in enumerate(BUGS, 1):
        path = copy / "contracts" / bug.place
        text = path.read_text()
        if text.count(bug.right) != 1:
            raise LookupError(f"{bug.name}: {bug.right!r} does not stand once in contracts/{bug.place}; say what does")
        path.write_text(text.replace(bug.right, bug.wrong.replace("ON", f"{SWITCH}.code.length == {number}")))
    (copy / "tests" / "solidity" / "Planted.t.sol").write_text("\n".join(_contracts()))


def run(copy: Path) -> dict[int, dict[str, str]]:
    """For each bug's number the checks that its invariants ran, with why each failed ("" where it held)."""
    found = _forge(copy, "PlantedTest[1-9]", _RUNS)
    return found | _forge(copy, f"PlantedTest{CONTROL}$", _CONTROL_RUNS)


def _forge(copy: Path, contracts: str, settings: Mapping[str, str]) -> dict[int, dict[str, str]]:
    command = (locate_foundry("forge")[0], "test", "--json", "--match-contract", contracts)
    environment = {**os.environ, **_FAST, **settings}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{") and "test_results" in line]
    if len(lines) != 1:
        raise RuntimeError(f"forge ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return {
        int(suite.rpartition("PlantedTest")[2]): _reasons(result["test_results"])
        for suite, result in json.loads(lines[0]).items()
    }


def _reasons(results: Mapping[str, Any]) -> dict[str, str]:
    return {test.removeprefix("invariant_").removesuffix("()"): _reason(result) for test, result in results.items()}


def _reason(result: Mapping[str, Any]) -> str:
    return "" if result["status"] == "Success" else str(result["reason"] or "without a reason")


def _contracts() -> Iterator[str]:
    yield "// SPDX-License-Identifier: Apache-2.0\npragma solidity 0.8.37;\n"
    yield 'import {Planted} from "./life/Planted.sol";\n'
    checks = sorted({bug.found_by for bug in BUGS})
    yield _contract(CONTROL, checks)
    for number, bug in enumerate(BUGS, 1):
        yield _contract(number, [bug.found_by])


def _contract(number: int, checks: list[str]) -> str:
    tests = "".join(
        f"    function invariant_{check}() external view {{\n        _handler.{check}();\n    }}\n" for check in checks
    )
    return f"contract PlantedTest{number} is Planted({number}) {{\n{tests}}}\n"
