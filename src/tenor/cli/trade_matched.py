"""`tenor trade affirm`, `withdraw`, `hold`, `cancel`, `complete`, `expire`, `show`: one trade on a node of yours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tenor.chain.intent import Outcome

TradeFile = Annotated[Path, typer.Argument(metavar="TRADE", help="YAML of the trade, the same at both parties")]
Node = Annotated[str, typer.Option("--rpc", help="node")]
Party = Annotated[str, typer.Option("--key", help="reference of the seller's or the buyer's key, e.g. dev:3")]
Anybody = Annotated[str, typer.Option("--key", help="reference of the key that sends it; anybody's will do")]


def affirm_command(trade: TradeFile, *, rpc: Node, key: Party) -> None:
    """As a party: consent to a trade on chain; the second consent matches it, and locks what is to be locked."""
    _act("affirm", trade, rpc, key)


def withdraw_command(trade: TradeFile, *, rpc: Node, key: Party) -> None:
    """As a party: take the consent back while the other party has not given its own."""
    _act("withdraw", trade, rpc, key)


def expire_command(trade: TradeFile, *, rpc: Node, key: Anybody) -> None:
    """End a matched trade that was not settled in time, or whose locks have not lasted."""
    _act("expire", trade, rpc, key)


def hold_command(
    trade: TradeFile,
    *,
    rpc: Node,
    key: Party,
    release: Annotated[bool, typer.Option("--release", help="release it instead")] = False,
) -> None:
    """As a party: hold the settlement of a matched trade back, or release it."""
    from tenor.settlement.trade_desk import hold, open_trade  # noqa: PLC0415 -- keeps the start of every command fast

    _show(hold(open_trade(rpc, trade, key), held=not release))


def cancel_command(
    trade: TradeFile,
    *,
    rpc: Node,
    key: Party,
    revoke: Annotated[bool, typer.Option("--revoke", help="no longer ask for it")] = False,
) -> None:
    """As a party: ask for a matched trade to be cancelled; when both have asked, it is."""
    from tenor.settlement.trade_desk import cancel, open_trade  # noqa: PLC0415 -- as above

    _show(cancel(open_trade(rpc, trade, key), asked=not revoke))


def complete_command(
    trade: TradeFile,
    *,
    rpc: Node,
    key: Anybody,
    units: Annotated[int | None, typer.Option(min=1, help="settle a part only, as a party; all that is left")] = None,
) -> None:
    """Settle a matched trade: what is left of it, or a part as agreed."""
    from tenor.settlement.trade_desk import complete, open_trade  # noqa: PLC0415 -- as above

    _show(complete(open_trade(rpc, trade, key), units))


def show_command(trade: TradeFile, *, rpc: Node) -> None:
    """Where a trade stands: affirmed by whom, matched, settled how far, held, cancelled or expired."""
    from tenor.settlement.trade import trade_digest  # noqa: PLC0415 -- as above
    from tenor.settlement.trade_desk import open_trade  # noqa: PLC0415

    opened = open_trade(rpc, trade)
    standing, given = opened.standing(), opened.trade
    for label, told in (
        ("trade", given.reference),
        ("status", standing.status.name.lower()),
        ("affirmed on chain by", ", ".join(standing.affirmed)),
        ("settled", f"{standing.settled_units:,} of {given.units:,} units"),
        ("held by", ", ".join(standing.holds)),
        ("cancellation asked by", ", ".join(standing.cancels)),
        ("venue", opened.venue.dvp),
        ("digest", "0x" + trade_digest(opened.venue, given).hex()),
    ):
        typer.echo(f"{label:<22}{told or '-'}")


def _act(name: str, trade: Path, rpc: str, key: str) -> None:
    from tenor.settlement.trade_desk import ACTS, open_trade  # noqa: PLC0415 -- as above

    _show(ACTS[name](open_trade(rpc, trade, key)))


def _show(done: tuple[str, Outcome]) -> None:
    from tenor.cli.bond_view import show_sent  # noqa: PLC0415 -- as above

    show_sent(*done)


COMMANDS: dict[str, Callable[..., None]] = {
    "affirm": affirm_command,
    "withdraw": withdraw_command,
    "hold": hold_command,
    "cancel": cancel_command,
    "complete": complete_command,
    "expire": expire_command,
    "show": show_command,
}
