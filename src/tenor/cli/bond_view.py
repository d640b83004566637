"""How the work on a bond shows on a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from tenor.chain.intent import Intent, Outcome
    from tenor.servicing.desk import BondDesk, Done
    from tenor.servicing.prices import Price
    from tenor.servicing.runs import Signed

_WIDTH = 160  # an address is never broken: a narrow terminal wraps it, and it can be copied whole


def show_done(done: Iterable[Done], nothing: str = "nothing to do") -> None:
    """Print each transaction as it is done: what, where on the chain, its gas, and what changed."""
    none = True
    for each in done:
        none = False
        show_sent(each.what, each.outcome)
        for change in each.changes:
            typer.echo(f"  {change}")
    if none:
        typer.echo(nothing)


def show_sent(what: str, outcome: Outcome) -> None:
    """Print one transaction."""
    typer.echo(f"{what}: done in transaction {outcome.hash}, block {outcome.block}, {outcome.gas:,} gas")


def sent(intent: Intent, outcome: Outcome) -> None:
    """The same, as a deployment tells of it."""
    show_sent(intent.what, outcome)


def hand_over(desk: BondDesk, signed: Signed, out: Path) -> None:
    """Write what was signed as a file for the paying agent, and print it."""
    from tenor.servicing.desk import moment  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.servicing.runs import write_approval  # noqa: PLC0415

    write_approval(desk, signed, out)
    run = signed.run
    for label, figures in (
        ("run", f"{run.number}: {signed.name}"),
        ("amount per unit", desk.exact(signed.per_unit)),
        ("units", f"{run.units:,}"),
        ("total", str(desk.money(run.total))),
        ("money", desk.cash),
        ("may be funded until", moment(run.deadline)),
        ("approver", signed.approver),
        ("signed digest (EIP-712)", "0x" + signed.digest.hex()),
    ):
        typer.echo(f"{label:<24}{figures}")
    typer.echo(f"wrote {out}")


def show_bond(told: Mapping[str, Any], *, as_json: bool) -> None:
    """Print a bond as JSON or as a table of its facts."""
    if as_json:
        typer.echo(json.dumps(told, indent=2))
        return
    table = Table(box=SIMPLE_HEAD, show_header=False, highlight=False)
    table.add_column("", no_wrap=True)
    table.add_column("", overflow="fold")
    for label, value in _lines(told, ""):
        table.add_row(label, Text(value))
    Console(width=_WIDTH).print(table)


def show_prices(desk: BondDesk, prices: Sequence[Price]) -> None:
    """Print figures of one unit, from the chain and where known from the terms."""
    from tenor.servicing.prices import digits, rounded  # noqa: PLC0415 -- as above

    table = Table(box=SIMPLE_HEAD, highlight=False)
    compared = prices[0].own is not None
    for heading in ("on one unit", "rounded", "from the chain", *(("from the terms", "") if compared else ())):
        table.add_column(heading, no_wrap=True, justify="left" if heading == "on one unit" else "right")
    for price in prices:
        cells = [price.name, rounded(desk, price.chain), digits(desk, price.chain)]
        if price.own is not None:
            cells += [digits(desk, price.own), "agree" if price.agrees else "DIFFER"]
        table.add_row(*cells)
    Console(width=_WIDTH).print(table)


def _lines(told: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for key, value in told.items():
        label = f"{above}{key.replace('_', ' ')}"
        if isinstance(value, dict) and value:
            yield from _lines(value, f"{label}: ")
        else:
            yield label, _word(value)


def _word(value: object) -> str:
    if value == {}:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "–"}[value]
    return f"{value:,}" if isinstance(value, int) else str(value)
