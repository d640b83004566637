"""A run that is told to end stops the chain that it started."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenor.artifacts.store import contracts

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _interrupts_arrive() -> Iterator[None]:
    """A process inherits that SIGINT is ignored, e.g. from a shell that runs the tests in its background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def _compiled() -> None:
    """Contracts that have changed are compiled here, not by the run that is to be ended."""
    assert contracts().artifacts


@pytest.mark.requirement("CHAIN-1")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_main__told_to_end_midway__takes_its_chain_along(tmp_path: Path, ending: signal.Signals) -> None:
    tenor = Path(sys.executable).with_name("tenor")
    command = [str(tenor), "campaign", "run", "campaigns/hksar-2023", "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:
        journal = tmp_path / "out" / "journal.jsonl"
        deadline = time.monotonic() + 300  # a busy machine is slow, not wrong
        while not journal.exists() and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        run.send_signal(signal.SIGSTOP)  # it goes no further until it is told to end
        (chain,) = children(run.pid)
        run.send_signal(ending)
        run.send_signal(signal.SIGCONT)
        _, said = run.communicate(timeout=60)
        assert run.returncode != 0, said
    assert journal.exists(), said
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
