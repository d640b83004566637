"""A run that is told to end stops the chain that it started."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.requirement("CHAIN-1")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_main__told_to_end_midway__takes_its_chain_along(tmp_path: Path, ending: signal.Signals) -> None:
    tenor = Path(sys.executable).with_name("tenor")
    command = [str(tenor), "campaign", "run", "campaigns/hksar-2023", "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        journal = tmp_path / "out" / "journal.jsonl"
        deadline = time.monotonic() + 60
        while not journal.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert journal.exists()
        (chain,) = children(run.pid)
        run.send_signal(ending)
        assert run.wait(timeout=30) != 0
    assert not Path(f"/proc/{chain}").exists()


def children(parent: int) -> list[int]:
    """Anvil processes that a process started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # a process that ended meanwhile
            name, _, rest = status.read_text().rpartition(")")
            if "anvil" in name and int(rest.split()[1]) == parent:
                found.append(int(status.parent.name))
    return found
