from __future__ import annotations

from pathlib import Path

import pytest
from web3 import HTTPProvider

from bench.coverage import plugin
from bench.coverage.recorder import Record
from tenor.artifacts import compile as compiling
from tenor.artifacts.store import contracts
from tenor.artifacts.tools import anvil_path
from tenor.chain import anvil
from tenor.chain.connection import connect
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tests.contracts.world import World


class Config:
    """As much of pytest's own as the plugin asks for."""

    def __init__(self, folder: Path | None) -> None:
        self.stash, self.folder, self.cleanups = pytest.Stash(), folder, []

    def getoption(self, _name: str) -> str | None:
        return None if self.folder is None else str(self.folder)

    def add_cleanup(self, function: object) -> None:
        self.cleanups.append(function)


def state() -> tuple[object, ...]:
    return HTTPProvider.make_request, anvil._command, compiling.compiler_input  # noqa: SLF001 -- what the plugin changes


@pytest.mark.requirement("COV-2")
def test_pytest_configure__folder_given__records_until_it_ends(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, shipped = state(), contracts()
    monkeypatch.setattr(plugin, "contracts", lambda: shipped)  # the world is of the shipped build
    config = Config(tmp_path)
    plugin.pytest_configure(config)  # type: ignore[arg-type]
    chain = connect(world.chain.url, DEVELOPMENT_CHAIN_ID)
    chain.rpc("eth_call", {"to": world.cash.wallet, "data": "0x" + world.cash.data("totalSupply").hex()}, "latest")
    command = anvil._command(anvil_path(), 1, 0, 1, DEVELOPMENT_CHAIN_ID)  # noqa: SLF001 -- as above
    plugin.pytest_unconfigure(config)  # type: ignore[arg-type]
    for undo in config.cleanups:
        undo()
    record = Record()
    (written,) = tmp_path.iterdir()
    record.read(written)
    assert (record.builds, record.traced, record.lost) == ({shipped.key}, 1, [])
    assert ("CashToken", "deployed") in record.hits
    assert command[-1] == "--disable-code-size-limit"
    assert state() == before


def test_pytest_configure__no_folder__changes_and_writes_nothing() -> None:
    before, config = state(), Config(None)
    plugin.pytest_configure(config)  # type: ignore[arg-type]
    plugin.pytest_unconfigure(config)  # type: ignore[arg-type]
    assert (state(), config.cleanups) == (before, [])
