"""How tests start a command: arguments in; exit status, standard output and standard error out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tenor.cli import main
from tests.contracts.world import World

Tenor = Callable[..., tuple[int, str, str]]


def starter(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, columns: int) -> Tenor:
    """What starts a command of `tenor` in a terminal so wide."""

    def start(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["tenor", command, *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", str(columns))
        with pytest.raises(SystemExit) as end:
            main()
        output = capsys.readouterr()
        return int(end.value.code or 0), output.out, output.err

    return start


def act_options(world: World, folder: Path) -> tuple[str, ...]:
    """What every act on the world's bond names: node, token, and a reason with its document."""
    (folder / "order.pdf").write_bytes(b"an order")
    reason = ("--reason-code", "7", "--document", str(folder / "order.pdf"))
    return "--rpc", world.chain.url, "--token", world.bond.wallet, *reason
