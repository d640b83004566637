"""`make nightly`: the fuzz tests and invariants of tests/solidity with the profile `nightly`, into results.json."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.coverage.compiled import sources_key
from bench.tables import show, write_results
from tenor.artifacts.tools import find_foundry, locate_foundry, require_checkout

RESULTS = Path(__file__).with_name("results.json")


def main() -> int:
    """Fuzz; 0 if nothing was found. What was is told, and the results then stay as they were."""
    root = require_checkout()
    key, started = sources_key(root), time.monotonic()
    tests = outcomes(_run(root))
    failures = {name: test["reason"] for name, test in tests.items() if test["reason"] is not None}
    for name, reason in failures.items():
        sys.stdout.write(f"{name} failed: {reason}\n")
    if failures:
        return 1
    write_results(RESULTS, {
        "sources": key,
        "fuzzed_with": f"forge {find_foundry('forge').version}",
        "runs": {name: test["runs"] for name, test in tests.items()},
        "measured": {"seconds": round(time.monotonic() - started)},
    })  # fmt: skip
    show("nothing found", ("test", "runs"), [(name, f"{test['runs']:,}") for name, test in tests.items()])
    return 0


def outcomes(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """By test how many runs it had, and why it failed (None where it held)."""
    return {
        f"{suite.rpartition(':')[2]}.{name.partition('(')[0]}": {
            "runs": _runs(test["kind"]),
            "reason": None if test["status"] == "Success" else test["reason"] or "without a reason",
        }
        for suite, result in sorted(document.items())
        for name, test in sorted(result["test_results"].items())
    }


def _runs(kind: Mapping[str, Any]) -> int:
    """Runs of a fuzz test, calls of an invariant, one of any other test."""
    return int(kind["Fuzz"]["runs"] if "Fuzz" in kind else kind["Invariant"]["calls"] if "Invariant" in kind else 1)


def _run(root: Path) -> dict[str, Any]:
    command = (locate_foundry("forge")[0], "test", "--json")
    environment = {**os.environ, "FOUNDRY_PROFILE": "nightly"}
    done = subprocess.run(command, cwd=root, env=environment, check=False, capture_output=True, text=True)  # noqa: S603
    lines = [line for line in done.stdout.splitlines() if line.startswith("{") and "test_results" in line]
    if len(lines) != 1:
        raise RuntimeError(f"forge ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    document: dict[str, Any] = json.loads(lines[0])
    return document


if __name__ == "__main__":
    sys.exit(main())
