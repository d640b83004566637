"""Clone the committed tree into a scratch folder with an empty home, time what a new user runs, and write the results.

Package settings of the machine (``~/.npmrc``) are kept, since without them a machine behind a mirror reaches nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from bench.tables import show, write_results
from tenor.artifacts.tools import require_checkout

RESULTS = Path(__file__).with_name("results.json")

# Measure -> command and the bound it must keep [s].
COMMANDS = {
    "demo_first_seconds": (["make", "demo"], 240),
    "demo_again_seconds": (["make", "demo"], 30),
    "test_seconds": (["make", "test"], 240),
    "check_seconds": (["make", "check"], None),
}


def main() -> None:
    """Measure on this machine."""
    with tempfile.TemporaryDirectory(prefix="tenor-first-") as scratch:
        clone, home = Path(scratch) / "tenor", Path(scratch) / "home"
        home.mkdir()
        if (settings := Path.home() / ".npmrc").is_file():
            shutil.copy(settings, home)
        _run(["git", "clone", "--quiet", str(require_checkout()), str(clone)], Path(scratch), home)
        measured = {name: _run(command, clone, home) for name, (command, _) in COMMANDS.items()}
    results = {"machine": {"cores": os.cpu_count()}, "measured": measured}
    write_results(RESULTS, results)
    rows = [(name, f"{measured[name]:g}", str(bound or "")) for name, (_, bound) in COMMANDS.items()]
    show("a fresh clone with empty caches", ("measure", "here [s]", "bound [s]"), rows)


def _run(command: list[str], folder: Path, home: Path) -> float:
    environment = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache")}
    started = time.monotonic()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return round(time.monotonic() - started, 1)


if __name__ == "__main__":
    main()
