"""How tests start a command: arguments in; exit status, standard output and standard error out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.contracts.world import World

Tenor = Callable[..., tuple[int, str, str]]


def act_options(world: World, folder: Path) -> tuple[str, ...]:
    """What every act on the world's bond names: node, token, and a reason with its document."""
    (folder / "order.pdf").write_bytes(b"an order")
    reason = ("--reason-code", "7", "--document", str(folder / "order.pdf"))
    return "--rpc", world.chain.url, "--token", world.bond.wallet, *reason
