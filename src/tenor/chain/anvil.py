"""An embedded Anvil: one process on a free port, bounded in memory and disk, ended with the block that opened it."""

from __future__ import annotations

import socket
import subprocess
import tempfile
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


@contextmanager
def embedded_anvil(genesis: int, accounts: int, chain_id: int = DEVELOPMENT_CHAIN_ID) -> Iterator[str]:
    """Run Anvil for the length of a ``with`` block and yield its URL.

    Args:
        genesis: timestamp of block 0 [s]; Anvil refuses any earlier one later.
        accounts: number of development accounts that hold gas money.
        chain_id: which of the development chains it is.
    """
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="tenor-") as folder:
        sign = Path(folder) / "anvil.ipc"
        process = subprocess.Popen(  # noqa: S603 -- the program that tools located
            [*_command(anvil_path(), port, genesis, accounts, chain_id), "--ipc", str(sign)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_until_up(process, port, sign)
            yield f"http://127.0.0.1:{port}"
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _command(anvil: Path, port: int, genesis: int, accounts: int, chain_id: int) -> list[str]:
    return [
        str(anvil),
        *("--host", "127.0.0.1", "--port", str(port)),
        *("--chain-id", str(chain_id), "--hardfork", HARDFORK),
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


def _wait_until_up(process: subprocess.Popen[bytes], port: int, sign: Path) -> None:
    """Wait until our Anvil listens: it opens its own socket file after the port, and not if another took the port."""
    deadline = time.monotonic() + _START_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        if sign.exists():
            return
        time.sleep(0.005)
    raise ConnectionFailed(f"anvil on port {port}", "the embedded chain did not start", "Run `tenor doctor`")
