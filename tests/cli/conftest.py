"""Commands of `tenor register`, as a person starts them at the world's contracts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenor.cli import main
from tests.cli.starting import Tenor, act_options
from tests.contracts.world import World


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start a command; exit status, standard output and standard error."""

    def start(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["tenor", "register", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", "250")
        with pytest.raises(SystemExit) as end:
            main()
        output = capsys.readouterr()
        return int(end.value.code or 0), output.out, output.err

    return start


@pytest.fixture
def place(world: World) -> tuple[str, ...]:
    return "--rpc", world.chain.url, "--registry", world.registry.wallet


@pytest.fixture
def acting(world: World, tmp_path: Path) -> tuple[str, ...]:
    """What every act on the world's bond names."""
    return act_options(world, tmp_path)
