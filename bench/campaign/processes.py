"""Commands watched from outside: wall time, peak memory of each process of theirs, what Anvil keeps on disk.

Linux only: memory peaks are read from ``/proc``, where the kernel keeps them for every process.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_POLL = 0.02  # [s]
_ANVIL_FOLDER = Path(".foundry/anvil/tmp")  # below the home folder: states that Anvil does not keep in memory


@dataclass(frozen=True, slots=True)
class Observed:
    """What one command took.

    Args:
        seconds: wall time.
        peak: peak resident memory by program name [KiB].
        disk: most that Anvil had on disk at any time [KiB].
    """

    seconds: float
    peak: dict[str, int]
    disk: int


def best_seconds(command: list[str], runs: int) -> float:
    """Shortest wall time of a command over several runs; raises CalledProcessError where it fails."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 -- the product's own command
        times.append(time.perf_counter() - started)
    return min(times)


def observe(command: list[str], home: Path) -> Observed:
    """Run a command with a home folder of its own, so that nobody else's files count, and watch its processes.

    A process's peak is the kernel's own figure, so polling loses only what a process adds in its last moments.
    """
    peak: dict[str, int] = {}
    disk = 0
    started = time.perf_counter()
    environment = {**os.environ, "HOME": str(home)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:  # noqa: S603 -- as above
        while process.poll() is None:
            for name, resident in _peaks(process.pid):
                peak[name] = max(peak.get(name, 0), resident)
            disk = max(disk, _size(home / _ANVIL_FOLDER))
            time.sleep(_POLL)
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Observed(seconds, peak, max(disk, _size(home / _ANVIL_FOLDER)))


def _peaks(pid: int) -> Iterator[tuple[str, int]]:
    """Program name and peak memory [KiB] of a process and of all that it started."""
    try:
        status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return  # it has ended
    if "VmHWM" in status:
        yield status["Name"].strip(), int(status["VmHWM"].split()[0])
    for child in children:
        yield from _peaks(int(child))


def _size(folder: Path) -> int:
    """Size of a folder's files [KiB]; one that vanishes meanwhile counts nothing."""
    size = 0
    for path in folder.rglob("*"):
        try:
            size += path.stat().st_size
        except FileNotFoundError:
            continue
    return size // 1024
