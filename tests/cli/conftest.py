"""Commands of `tenor register`, as a person starts them at the world's contracts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.starting import Tenor, act_options, starter
from tests.contracts.world import World


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start a command; exit status, standard output and standard error."""
    return starter(monkeypatch, capsys, "register", 250)


@pytest.fixture
def place(world: World) -> tuple[str, ...]:
    return "--rpc", world.chain.url, "--registry", world.registry.wallet


@pytest.fixture
def acting(world: World, tmp_path: Path) -> tuple[str, ...]:
    """What every act on the world's bond names."""
    return act_options(world, tmp_path)


@pytest.fixture
def bond(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start a command of `tenor bond`."""
    return starter(monkeypatch, capsys, "bond", 250)
