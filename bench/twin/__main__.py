"""`make nightly`: the product and the chain against the tests' own calculator, into results.json.

The product on many random term sheets; the contracts on whole lives of random bonds.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from rich.markup import escape

from bench.tables import show, write_results
from tenor.artifacts.tools import require_checkout

RESULTS = Path(__file__).with_name("results.json")
SHEETS = 20_000  # of any kind; the tests of one kind and of prices take a share of it each
LIVES = 1_000
TESTS = ("tests/twin/test_schedules_agree.py", "tests/twin/test_prices_agree.py", "tests/invariants/test_lives.py")

_COMMAND = ("-m", "pytest", "-p", "no:ape_test", "-q", "-n", "auto", "--hypothesis-show-statistics", *TESTS)
_ROW = re.compile(r"^\S+::(\S+):$|^ +- (\d+) passing", re.MULTILINE)


def main() -> int:
    """Compare; 0 if they agreed on all. Where they did not the results stay as they were."""
    started = time.monotonic()
    environment = {**os.environ, "TENOR_TWIN_EXAMPLES": str(SHEETS), "TENOR_LIVES": str(LIVES)}
    command = (sys.executable, *_COMMAND)
    done = subprocess.run(  # noqa: S603 -- itself
        command, cwd=require_checkout(), env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.stdout.write(done.stdout + done.stderr)
        return 1
    counts = compared(done.stdout)
    write_results(RESULTS, {"compared": counts, "measured": {"seconds": round(time.monotonic() - started)}})
    show("the same of both", ("test", "compared"), [(escape(name), f"{count:,}") for name, count in counts.items()])
    return 0


def compared(statistics: str) -> dict[str, int]:
    """By test on how many examples it held, from what Hypothesis says at the end of a run."""
    counts: dict[str, int] = {}
    test = ""
    for name, passing in _ROW.findall(statistics):
        test = name or test
        if passing:
            counts[test] = counts.get(test, 0) + int(passing)  # remembered examples, and those drawn anew
    return dict(sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main())
