"""An embedded Anvil: one process on a free port, bounded in memory and disk, ended with the block that opened it."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tenor.artifacts.tools import anvil_path
from tenor.chain.development import DEVELOPMENT_CHAIN_ID, DEVELOPMENT_MNEMONIC
from tenor.errors import ConnectionFailed

HARDFORK = "osaka"  # the first fork that caps the gas of one transaction (EIP-7825), as live chains do

_KEPT_STATES = 64  # above the deepest reorg any test makes; without a bound every block's state stays
_START_WITHIN = 20.0  # [s]
_SETTLE = 0.05  # [s] more than Anvil takes to find its port taken


@contextmanager
def embedded_anvil(genesis: int, accounts: int) -> Iterator[str]:
    """Run Anvil for the length of a ``with`` block and yield its URL.

    Args:
        genesis: timestamp of block 0 [s]; Anvil refuses any earlier one later.
        accounts: number of development accounts that hold gas money.
    """
    port = _free_port()
    process = subprocess.Popen(  # noqa: S603 -- the program that tools located
        _command(anvil_path(), port, genesis, accounts),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_listening(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _command(anvil: Path, port: int, genesis: int, accounts: int) -> list[str]:
    return [
        str(anvil),
        *("--host", "127.0.0.1", "--port", str(port)),
        *("--chain-id", str(DEVELOPMENT_CHAIN_ID), "--hardfork", HARDFORK),
        *("--timestamp", str(genesis)),
        *("--accounts", str(accounts), "--mnemonic", DEVELOPMENT_MNEMONIC),
        *("--prune-history", str(_KEPT_STATES)),
        "--enable-tx-gas-limit",
        "--silent",
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_listening(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _START_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            listening = probe.connect_ex(("127.0.0.1", port)) == 0
        time.sleep(_SETTLE if listening else 0.01)
        # Another program may have taken the port in between; Anvil then ends, and whoever listens is not ours.
        if listening and process.poll() is None:
            return
    raise ConnectionFailed(f"anvil on port {port}", "the embedded chain did not start", "Run `tenor doctor`")
