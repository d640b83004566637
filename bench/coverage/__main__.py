"""`make coverage`: run the tests of the contracts traced, write results.json, and fail below the gates."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bench.coverage.compiled import compile_with_maps, measured_input, sources_key
from bench.coverage.recorder import Record
from bench.coverage.tally import Tally, tally, total
from bench.tables import show, write_results
from tenor.artifacts.sources import input_key
from tenor.artifacts.tools import find_foundry, require_checkout

RESULTS = Path(__file__).with_name("results.json")
TESTS = ("tests/contracts", "tests/invariants", "tests/scenarios")
# They speak of the shipped bytecode, or are sized by what it costs.
OF_GAS = (
    "stays_below_the_mark or fit_in_one_transaction or costs_no_more_than or fits_the_limit_of_the_chain or "
    "too_little_gas or any_gas or gas_as_a_node_estimates_it or is_hardly_dearer"
)
# Millions of steps each, on lines that the other tests of prices run.
OF_MANY_STEPS = "most_coupons__is_exact or over_a_hundred_years or any_sheet_known_at_issue or monthly"
WITHOUT = f"{OF_GAS} or {OF_MANY_STEPS}"
# Lives of further campaigns and generated ones: every call traced, and no line that others miss.
LONG = ("tests/scenarios/test_examples.py", "tests/invariants/test_lives.py")
GATES = {"lines": 99, "branches": 95}  # [per cent] of what has code


def main() -> int:
    """Measure; 0 if the gates hold."""
    root = require_checkout()
    started = time.monotonic()
    record = Record()
    with tempfile.TemporaryDirectory(prefix="tenor-coverage-") as folder:
        if not _run_tests(root, Path(folder)):
            sys.stderr.write("error: tests fail on the build that is measured, so nothing is written. See above\n")
            return 1
        for path in Path(folder).glob("*.json"):
            record.read(path)
    if record.builds != {input_key(measured_input(root))}:
        sys.stderr.write("error: contracts changed while the tests ran, so nothing was measured. Run this again\n")
        return 1
    files = tally(compile_with_maps(root), record.hits)
    whole = total(files.values())
    write_results(RESULTS, {
        "sources": sources_key(root),
        "gates": GATES,
        "files": {unit: figures.to_json() for unit, figures in files.items()},
        "total": whole.to_json(named=False),
        "measured_with": {
            "tests": list(TESTS), "without": WITHOUT, "chain": f"Anvil {find_foundry('anvil').version}",
        },
        "measured": {
            "seconds": round(time.monotonic() - started), "traced": record.traced, "lost": Counter(record.lost),
        },
    })  # fmt: skip
    _show(files, whole)
    return below_gates(whole)


def _run_tests(root: Path, folder: Path) -> bool:
    pytest = (
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:ape_test",
        "-n",
        "auto",
        "-q",
        "-k",
        f"not ({WITHOUT})",
    )
    plugin = ("-p", "bench.coverage.plugin", "--solidity-hits", str(folder))
    command = [*pytest, *plugin, *TESTS, *(f"--ignore={each}" for each in LONG)]
    return subprocess.run(command, cwd=root, check=False).returncode == 0  # noqa: S603 -- our tests


def below_gates(whole: Tally) -> int:
    """1 if less is covered than a gate asks for, else 0."""
    counts = zip(GATES.values(), whole.covered, (whole.lines, whole.branches), strict=True)
    return int(any(100 * covered < gate * count for gate, covered, count in counts))


def per_cent(covered: int, count: int) -> str:
    """A share with two digits, never rounded up: 99.99 is not all."""
    hundredths = 10_000 * covered // count if count else 10_000
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _show(files: Mapping[str, Tally], whole: Tally) -> None:
    rows = []
    for unit, figures in [*files.items(), ("all", whole)]:
        lines, branches = figures.covered
        rows.append((
            unit.removeprefix("contracts/"),
            f"{lines}/{figures.lines}", per_cent(lines, figures.lines),
            f"{branches}/{figures.branches}", per_cent(branches, figures.branches),
        ))  # fmt: skip
    show("Solidity run by the tests", ("file", "lines", "%", "branches", "%"), rows)
    for unit, figures in files.items():
        for what, places in (("line", figures.missed_lines), ("branch", figures.missed_branches)):
            for place in places:
                sys.stdout.write(f"{what} not run: {unit}:{place}\n")
    gates = " and ".join(f"{gate} % of {what}" for what, gate in GATES.items())
    sys.stdout.write(f"the gates, {gates}, {'do not hold' if below_gates(whole) else 'hold'}\n")


if __name__ == "__main__":
    sys.exit(main())
