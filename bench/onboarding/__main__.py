"""`make bench-onboarding`: bring 10,000 wallets onto a new register, watch it, write results.json, print a table."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.campaign.processes import observe
from bench.machine import machine
from bench.onboarding.wallet_list import write_list
from bench.tables import show, write_results
from tenor.artifacts.tools import find_foundry

RESULTS = Path(__file__).with_name("results.json")
TENOR = str(Path(sys.executable).with_name("tenor"))
ROWS = 10_000
RUNS = 3

MEASURES = (
    "rows",
    "seconds",
    "rows_per_second",
    "transactions",
    "gas",
    "gas_each",
    "python_peak_mib",
    "anvil_peak_mib",
)


def main() -> None:
    """Measure the onboarding of a long list on this machine."""
    machine = {"load_before": round(os.getloadavg()[0], 2), **_machine()}
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "wallets.csv"
        write_list(listed, ROWS)
        runs = [_run(listed, Path(folder) / f"run-{number}") for number in range(RUNS)]
    fastest = min(runs, key=lambda run: run["seconds"])
    peaks = {name: max(run[name] for run in runs) for name in ("python_peak_mib", "anvil_peak_mib", "anvil_disk_mib")}
    measured = fastest | peaks
    write_results(RESULTS, {"machine": machine, "measured": measured})
    title = f"tenor register add, {machine['cores']} cores, load {machine['load_before']}"
    show(title, ("measure", "here"), ((name, f"{measured[name]:,}") for name in MEASURES))


def _run(listed: Path, home: Path) -> dict[str, Any]:
    home.mkdir()
    out = home / "out.json"
    observed = observe([TENOR, "register", "add", str(listed), "--bench-out", str(out)], home)
    told = json.loads(out.read_text(encoding="utf-8"))
    if told["sent"] != ROWS:
        raise RuntimeError(f"{told['sent']} of {ROWS} rows were sent")
    return {
        "rows": told["sent"],
        "seconds": round(observed.seconds, 2),
        "rows_per_second": round(told["sent"] / observed.seconds),
        "transactions": told["transactions"],
        "gas": told["gas"],
        "gas_each": -(-told["gas"] // told["sent"]),
        "python_peak_mib": round(observed.peak["tenor"] / 1024, 1),
        "anvil_peak_mib": round(observed.peak["anvil"] / 1024, 1),
        "anvil_disk_mib": round(observed.disk / 1024, 1),
    }


def _machine() -> dict[str, object]:
    """What the figures depend on; nothing that tells whose machine it is."""
    return {
        **machine(),
        "anvil": find_foundry("anvil").version,
        "packages": {name: version(name) for name in ("coincurve", "eth-account", "pydantic", "web3")},
    }


if __name__ == "__main__":
    main()
