"""`make mutation`: try mutants of the contracts one by one and write what the tests noticed into results.json.

The choice follows from the seed, and every outcome is written at once: a run that is stopped goes on where it was, and
a larger count adds to a smaller one. When a contract changes, the outcomes begin anew.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.coverage.compiled import sources_key
from bench.mutation.mutants import Mutant, find_mutants, sample
from bench.mutation.trial import INVALID, KILLED, SURVIVED, copy_tree, passes, try_mutant
from bench.tables import show, write_results
from tenor.artifacts.tools import require_checkout

RESULTS = Path(__file__).with_name("results.json")


def main(arguments: Sequence[str]) -> int:
    """Try; 0 if all was tried, whatever survived."""
    options = _options(arguments)
    os.nice(options.nice)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that the tests that run are stopped, too
    root = require_checkout()
    mutants = find_mutants(root)
    key = sources_key(root)
    outcomes = known(RESULTS, key)
    chosen = sample(mutants, options.count, options.seed)
    waiting = [mutant for mutant in chosen if mutant.name not in outcomes]
    with tempfile.TemporaryDirectory(prefix="tenor-mutation-") as folder:
        copy = Path(folder) / "tenor"
        copy_tree(root, copy)
        if waiting and not passes(copy):
            sys.stderr.write("error: tests fail without any mutant, so none was tried. Run the tests\n")
            return 1
        for mutant in waiting:
            outcomes[mutant.name] = outcome(mutant, *try_mutant(copy, mutant))
            _write(key, len(mutants), options.seed, outcomes)
            sys.stdout.write(
                f"{outcomes[mutant.name]['became']}: {mutant.name}: {mutant.before!r} -> {mutant.after!r}\n"
            )
            sys.stdout.flush()
    _write(key, len(mutants), options.seed, outcomes)
    _show(outcomes)
    return 0


def known(path: Path, key: str) -> dict[str, dict[str, str]]:
    """Outcomes of the same sources that were written before."""
    if not path.is_file():
        return {}
    document = json.loads(path.read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = document["mutants"] if document["sources"] == key else {}
    return found


def outcome(mutant: Mutant, became: str, noticed_by: str) -> dict[str, str]:
    """One mutant's row."""
    row = {"kind": mutant.kind, "before": mutant.before, "after": mutant.after, "became": became}
    return {**row, "noticed_by": noticed_by} if noticed_by else row


def summary(outcomes: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Counts, and the survivors by file and line."""
    counts = Counter(row["became"] for row in outcomes.values())
    survivors = sorted(name for name, row in outcomes.items() if row["became"] == SURVIVED)
    return {KILLED: counts[KILLED], SURVIVED: counts[SURVIVED], INVALID: counts[INVALID], "survivors": survivors}


def _write(key: str, possible: int, seed: int, outcomes: Mapping[str, Mapping[str, str]]) -> None:
    write_results(RESULTS, {
        "sources": key, "seed": seed, "possible": possible, "total": summary(outcomes), "mutants": outcomes,
    })  # fmt: skip


def _show(outcomes: Mapping[str, Mapping[str, str]]) -> None:
    rows = Counter((row["kind"], row["became"]) for row in outcomes.values())
    kinds = sorted({kind for kind, _ in rows})
    states = (KILLED, SURVIVED, INVALID)
    show("mutants", ("kind", *states), [(kind, *(str(rows[kind, state]) for state in states)) for kind in kinds])
    for name in summary(outcomes)["survivors"]:
        row = outcomes[name]
        sys.stdout.write(f"survived: {name}: {row['before']!r} -> {row['after']!r}\n")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.mutation", description=__doc__)
    parser.add_argument("--count", type=int, default=50, help="how many mutants of all, chosen by the seed")
    parser.add_argument("--seed", type=int, default=1, help="of the choice")
    parser.add_argument("--nice", type=int, default=10, help="how far behind other work")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
