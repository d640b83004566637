"""`make gas`: measure, write results.json and docs/gas.md, print ours beside the marks.

``--check`` holds the gas against what is committed; ``--page`` writes docs/gas.md anew without measuring.
"""

from __future__ import annotations

import json
import sys

from bench.gas.measure import Meter, measure
from bench.gas.operations import OPERATIONS, TRANSACTION_LIMIT
from bench.gas.table import RESULTS, write_page
from bench.gas.world import open_world
from bench.tables import show, write_results
from tenor.artifacts.solc import SOLC_BUILD
from tenor.artifacts.sources import EVM_VERSION, OPTIMIZER_RUNS
from tenor.artifacts.tools import find_foundry
from tenor.chain.anvil import HARDFORK


def main() -> None:
    """Measure all operations on an embedded chain; with ``--check``, end with 1 where one is dearer than committed."""
    if sys.argv[1:] == ["--page"]:
        write_page()
        return
    with open_world() as world:
        meter = measure(world)
    if sys.argv[1:] == ["--check"]:
        sys.exit(_dearer(meter))
    measured_with: dict[str, object] = {operation.key: operation.how for operation in OPERATIONS}
    measured_with["chain"] = f"Anvil {find_foundry('anvil').version}, {HARDFORK}"
    measured_with["compiler"] = f"solc {SOLC_BUILD}, optimizer {OPTIMIZER_RUNS} runs, via-IR, for {EVM_VERSION}"
    once = {what.removeprefix("deploy "): gas for what, gas in meter.once.items()}
    what, largest = meter.largest
    beside = {"spent_on": meter.spent, "once_per_chain": once, "largest_transaction": {"what": what, "gas": largest}}
    write_results(RESULTS, {**meter.gas, **beside, "measured_with": measured_with})
    write_page()
    _show(meter)


def _dearer(meter: Meter) -> int:
    """How many operations cost more than their committed figure, each told."""
    committed = json.loads(RESULTS.read_text())
    rows = [
        (key, f"{gas:,}", f"{committed.get(key, 0):,}") for key, gas in meter.gas.items() if gas > committed.get(key, 0)
    ]
    if rows:
        show("Dearer than committed: make it cheaper, or run `make gas`", ("operation", "gas", "committed"), rows)
    return int(bool(rows))


def _show(meter: Meter) -> None:
    marks = {operation.key: operation.mark_beside(meter.gas) for operation in OPERATIONS}
    rows = [
        (key, f"{meter.gas[key]:,}", f"{mark:,}", f"{meter.gas[key] - mark:+,}", f"{meter.gas[key] / mark:.2f}")
        for key, mark in marks.items()
    ]
    show("Gas of one operation", ("operation", "gas", "mark", "above", "of mark"), rows)
    show("Once per chain", ("what", "gas"), [(what, f"{gas:,}") for what, gas in meter.once.items()])
    what, gas = meter.largest
    show("Largest transaction", ("what", "gas", "limit"), [(what, f"{gas:,}", f"{TRANSACTION_LIMIT:,}")])


if __name__ == "__main__":
    main()
