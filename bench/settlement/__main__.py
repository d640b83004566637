"""`make bench-settlement`: match, net and settle a day of 100,000 trades, part of it on Anvil; write results.json."""

from __future__ import annotations

import os
import resource
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.machine import machine
from bench.settlement.on_chain import settle_on_chain
from bench.settlement.stages import run
from bench.tables import show, write_results
from tenor.settlement.day import DayPlan

RESULTS = Path(__file__).with_name("results.json")
PLAN = DayPlan(trades=100_000)
ALL_WRONG = DayPlan(trades=100_000, wrong_per_mille=1_000)
MOST_MATCHING, MOST_NETTING, MOST_MEMORY = 20.0, 60.0, 2_000  # [s], [s], [MB]


def main() -> None:
    """Measure on this machine; fails where it takes more than the requirement allows."""
    load = round(os.getloadavg()[0], 2)
    measured = run(PLAN, ALL_WRONG)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024  # Linux counts KiB
    results = {
        "machine": {"load_before": load, **machine()},
        "plan": {name: str(value) if name == "settles" else value for name, value in asdict(PLAN).items()},
        "peak_mb": memory,
        **measured,
        "on_chain": settle_on_chain(PLAN),
    }
    write_results(RESULTS, results)
    seconds = measured["seconds"]
    title = f"a day of {PLAN.trades:,} trades, one of {os.cpu_count()} cores, load {load}, {memory:,} MB"
    show(title, ("stage", "seconds"), ((name, f"{value:.2f}") for name, value in seconds.items()))
    show("what settles", ("count", "here"), ((name, f"{value:,}") for name, value in measured["counts"].items()))
    headings = ("opening, % of gross needs", "one by one", "at once", "overtaking")
    for name, curve in measured["curves"].items():
        rows = (tuple(map(str, point.values())) for point in curve)
        show(f"settled by value, per mille: {name.replace('_', ' ')}", headings, rows)
    _show_chain(results["on_chain"])
    matching = max(seconds["match"], seconds["match where all are wrong"])
    if matching > MOST_MATCHING or seconds["net"] > MOST_NETTING or memory > MOST_MEMORY:
        raise SystemExit(f"more than {MOST_MATCHING} s of matching, {MOST_NETTING} s of netting or {MOST_MEMORY} MB")


def _show_chain(measured: dict[str, Any]) -> None:
    ways = {name: measured[name] for name in ("one_by_one", "in_cycles")}
    title = f"{measured['instructions']:,} of these instructions on Anvil"
    rows = [
        (label, *(f"{way[key]:,}" for way in ways.values()))
        for label, key in (
            ("transactions", "transactions"),
            ("gas per trade", "gas_per_trade"),
            ("seconds", "seconds"),
            ("instructions a second", "instructions_per_second"),
        )
    ]
    parts = dict.fromkeys(name for way in ways.values() for name in way["split"])
    rows += [(f"  of it {name}, s", *(f"{way['split'].get(name, 0):,}" for way in ways.values())) for name in parts]
    show(title, ("measure", *(name.replace("_", " ") for name in ways)), rows)


if __name__ == "__main__":
    main()
