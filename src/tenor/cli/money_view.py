"""How money and payments show on a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from tenor.cli import bond_view
from tenor.cli.money_options import Form
from tenor.files.cells import render_cells

if TYPE_CHECKING:
    from tenor.chain.intent import Outcome
    from tenor.reports.check import Check

_AMOUNTS = {
    *("amount", "balance", "change", "opening", "closing", "liability", "supply", "booked", "withdrawn", "sent"),
    *("interest", "lent", "repaid", "received", "correspondent", "reserves", "net", "transfer", "forced"),
}
_WIDTH = 200  # an address is never broken: a narrow terminal wraps it, and it can be copied whole


def show_sent(sent: Iterable[tuple[str, Outcome | None]]) -> None:
    """Print each transaction as it is done; what needed none too."""
    none = True
    for what, outcome in sent:
        none = False
        if outcome is None:
            typer.echo(what)
        else:
            bond_view.show_sent(what, outcome)
    if none:
        typer.echo("nothing to do")


def show_records(records: Sequence[Mapping[str, Any]], form: Form) -> None:
    """Print records of one kind."""
    if form is Form.JSON:
        typer.echo(json.dumps(list(records), indent=2))
        return
    columns = list(records[0]) if records else []
    if form is Form.CSV:
        typer.echo(render_cells(columns, ([str(record[name]) for name in columns] for record in records)), nl=False)
        return
    table = Table(box=SIMPLE_HEAD, highlight=False)
    for name in columns:
        is_amount = name in _AMOUNTS
        table.add_column(name.replace("_", " "), justify="right" if is_amount else "left", no_wrap=is_amount)
    for record in records:
        table.add_row(*(str(record[name]) for name in columns))
    Console(width=_WIDTH).print(table)


def show_statement(told: Mapping[str, Any], form: Form) -> None:
    """Print a statement: its lines between its balances."""
    if form is Form.JSON:
        typer.echo(json.dumps(told, indent=2))
        return
    if form is Form.TABLE:
        typer.echo(f"{told['holder']} at {told['bank']}, {told['currency']}")
        typer.echo(f"opening balance {told['opening']}")
    left_out = {"transaction", "reference"} if form is Form.TABLE else set()
    show_records([{key: line[key] for key in line if key not in left_out} for line in told["lines"]], form)
    if form is Form.TABLE:
        typer.echo(f"closing balance {told['closing']}")


def show_checks(checks: Sequence[Check], form: Form) -> None:
    """Print what was held against what; with CSV or JSON the exit status alone tells."""
    if form is Form.TABLE:
        for check in checks:
            typer.echo(f"{check.name}: {check.difference or 'agrees'} ({check.compared:,} looked at)")


def show_payments(told: Sequence[Mapping[str, Any]], form: Form) -> None:
    """Print payments: whole as JSON; as CSV without their steps; as a table what fits."""
    if form is Form.JSON:
        show_records(told, form)
        return
    shown = ("uetr", "made", "state", "method", "payer_bank", "payee_bank", "amount", "purpose", "reason")
    columns = [key for key in told[0] if key != "steps"] if told and form is Form.CSV else shown
    show_records([{key: each[key] for key in columns} for each in told], form)


def show_payment(told: Mapping[str, Any], *, as_json: bool) -> None:
    """Print one payment with all its steps."""
    if as_json:
        typer.echo(json.dumps(told, indent=2))
        return
    for key, value in told.items():
        if key != "steps" and value:
            typer.echo(f"{key.replace('_', ' '):<16}{value}")
    for step in told["steps"]:
        typer.echo(f"{step['at']:<28}{step['what']}{' ' + step['code'] if step['code'] else ''}")
