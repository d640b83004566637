"""`make slither`: every finding in the contracts is answered in answers.toml, and every answer is to a finding."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.slither.answers import Answer, Finding, read_answers, read_findings, stale, unanswered
from tenor.artifacts.tools import locate_foundry, require_checkout

ANSWERS = Path(__file__).with_name("answers.toml")
OTHERS = "node_modules|contracts/mocks|tests/"


def main(program: str) -> int:
    """Run Slither; 1 if a finding has no answer or an answer no finding, else 0."""
    with tempfile.TemporaryDirectory(prefix="tenor-slither-") as folder:
        found = _findings(program, Path(folder) / "findings.json")
    answers = read_answers(ANSWERS)
    return report(unanswered(found, answers), stale(found, answers), len(found))


def report(open_: list[Finding], unused: list[Answer], count: int) -> int:
    """Say what is open; 1 if anything is."""
    for finding in open_:
        sys.stdout.write(f"no answer: {finding.place}: {finding.impact} {finding.check} of {finding.element}\n")
        sys.stdout.write(f"    {finding.words}\n")
    for answer in unused:
        sys.stdout.write(f"no finding: {ANSWERS.name} answers {answer.check} of {', '.join(answer.of)}\n")
    sys.stdout.write(
        f"Slither: {count} findings, {len(open_)} without an answer, {len(unused)} answers without a finding\n"
    )
    return int(bool(open_ or unused))


def _findings(program: str, results: Path) -> list[Finding]:
    """Run Slither over the contracts; its own exit status only says that there are findings."""
    forge = Path(locate_foundry("forge")[0]).parent
    environment = {**os.environ, "FOUNDRY_PROFILE": "fast", "PATH": f"{forge}{os.pathsep}{os.environ['PATH']}"}
    command = (program, ".", "--filter-paths", OTHERS, "--json", str(results))
    done = subprocess.run(  # noqa: S603 -- the program of our own environment
        command, cwd=require_checkout(), env=environment, check=False, capture_output=True, text=True
    )
    if not results.is_file():
        raise RuntimeError(f"Slither ended with {done.returncode} and found nothing: {done.stderr[-2000:]}")
    return read_findings(results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
