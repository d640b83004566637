"""`make prove`: Halmos proves the properties in tests/solidity/proofs, and finds the false sentences among them false.

It runs compiled code with symbols for every argument: that of the shipped compiler settings, but for the proofs of
access, which need the profile `fast`. (The optimizer calculates places in storage beforehand, which Halmos then takes
for others; a false sentence found that out.) A proof counts only where all paths were followed to their end.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.coverage.compiled import sources_key
from bench.tables import show, write_results
from tenor.artifacts.tools import locate_foundry, require_checkout

RESULTS = Path(__file__).with_name("results.json")
CONTROL = "ControlProof"  # ends the names of contracts whose sentences are false
RUNS = {"default": "^(?!Access).*Proof$", "fast": "^Access.*Proof$"}  # profile of foundry.toml -> contracts

_PROVED, _REFUTED = 0, 1  # as Halmos says it
_OUT = ".forge/proofs"  # made anew: what a build before has left is no sentence of this one
_OPTIONS = ("--function", "check_", "--loop", "9", "--solver-timeout-assertion", "60000")


def main(program: str) -> int:
    """Prove; 0 if every property is proved and every false sentence is refuted."""
    root = require_checkout()
    started = time.monotonic()
    outcomes = {profile: _run(program, root, profile) for profile in RUNS}
    write_results(RESULTS, {
        "sources": sources_key(root),
        "proved_with": _version(program),
        "by_profile": outcomes,
        "measured": {"seconds": round(time.monotonic() - started)},
    })  # fmt: skip
    found = [(contract, *row) for run in outcomes.values() for contract, rows in run.items() for row in rows.items()]
    show("for all inputs", ("sentence", "verdict"), [(f"{contract}.{name}", said) for contract, name, said in found])
    return int(not all(holds(run) for run in outcomes.values()))


def holds(outcomes: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether there are properties, all of them proved, and false sentences, all of them refuted."""
    properties, controls = set[str](), set[str]()
    for contract, found in outcomes.items():
        (controls if contract.endswith(CONTROL) else properties).update(found.values())
    return properties == {"proved"} and controls == {"refuted"}


def verdicts(document: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """By contract and property what Halmos' JSON says of it."""
    return {
        contract.rpartition(":")[2]: {entry["name"].partition("(")[0]: _verdict(entry) for entry in entries}
        for contract, entries in document["test_results"].items()
    }


def _verdict(entry: Mapping[str, Any]) -> str:
    if entry["exitcode"] == _PROVED:
        return "cut short" if entry["num_bounded_loops"] else "proved"
    return "refuted" if entry["exitcode"] == _REFUTED else "undecided"


def _run(program: str, root: Path, profile: str) -> dict[str, dict[str, str]]:
    """Run Halmos; its own exit status only says that there are false sentences."""
    shutil.rmtree(root / _OUT, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="tenor-proofs-") as folder:
        path = Path(folder) / "outcomes.json"
        what = ("--contract", RUNS[profile], "--forge-build-out", _OUT, "--json-output", str(path))
        done = subprocess.run(  # noqa: S603 -- the program of our own environment
            (program, *_OPTIONS, *what),
            cwd=root, env=_environment(profile),
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        if not path.is_file():
            raise RuntimeError(f"Halmos ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return verdicts(json.loads(path.read_text()))


def _environment(profile: str) -> dict[str, str]:
    paths = os.pathsep.join((str(Path(locate_foundry("forge")[0]).parent), os.environ["PATH"]))
    return {
        **os.environ,
        "PATH": paths,
        "FOUNDRY_PROFILE": profile,
        "FOUNDRY_OUT": _OUT,
        "FOUNDRY_CACHE_PATH": f"{_OUT}/cache",
    }


def _version(program: str) -> str:
    return subprocess.run((program, "--version"), check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
