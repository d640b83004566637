"""The port of the embedded chain, when another program was quicker."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tenor.chain import anvil
from tenor.chain.anvil import embedded_anvil
from tenor.chain.connection import connect
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.errors import ConnectionFailed

GENESIS = 1_600_000_000


@pytest.fixture
def listener() -> Iterator[int]:
    """Port of another program that listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(64)
        yield other.getsockname()[1]


@pytest.mark.requirement("CHAIN-1")
def test_embedded_anvil__another_program_took_the_port__is_not_used(
    listener: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anvil, "_free_port", lambda: listener)
    with (
        pytest.raises(ConnectionFailed, match=f"anvil on port {listener}: the embedded chain did not start"),
        embedded_anvil(GENESIS, accounts=1),
    ):
        pytest.fail("somebody else's port was taken for the embedded chain")


@pytest.mark.requirement("CHAIN-1")
def test_embedded_anvil__another_chain_took_the_port__is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would answer as if it were ours."""
    with embedded_anvil(GENESIS, accounts=1) as first:
        monkeypatch.setattr(anvil, "_free_port", lambda: int(first.rsplit(":", 1)[1]))
        with pytest.raises(ConnectionFailed, match="did not start"), embedded_anvil(GENESIS + 1, accounts=1):
            pytest.fail("somebody else's chain was taken for the embedded one")
        assert connect(first, DEVELOPMENT_CHAIN_ID).web3.eth.get_block(0)["timestamp"] == GENESIS
