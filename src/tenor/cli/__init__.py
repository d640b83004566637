"""The command line: one file per stage, no logic. Heavy libraries are imported by the work, never by these files."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from tenor import __version__
from tenor.cli import (
    bond,
    campaign,
    compile,  # noqa: A004 -- the command's name
    doctor,
    interbank,
    money,
    prices,
    register,
    scenario,
    schedule,
    trade,
)
from tenor.errors import TenorError

app = typer.Typer(
    name="tenor",
    add_completion=False,
    pretty_exceptions_show_locals=False,  # locals may hold keys
)


def _show_version(asked: bool) -> None:  # noqa: FBT001 -- typer's signature
    if asked:
        typer.echo(f"tenor {__version__}")
        raise typer.Exit


@app.callback(no_args_is_help=True)
def tenor(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Tokenized bonds and tokenized deposits on EVM chains, from term sheet to redemption."""


app.add_typer(bond.app, name="bond")
app.add_typer(campaign.app, name="campaign")
app.add_typer(interbank.app, name="interbank")
app.add_typer(money.app, name="money")
app.add_typer(register.app, name="register")
app.add_typer(scenario.app, name="scenario")
app.add_typer(trade.app, name="trade")
app.command("compile")(compile.compile_command)
app.command("doctor")(doctor.doctor_command)
app.command("schedule")(schedule.schedule_command)
app.command("prices")(prices.prices_command)


def main() -> None:
    """Run a command; an error of Tenor becomes one line on standard error and its exit status."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _end)
    try:
        app()
    except TenorError as exc:
        typer.secho(f"error: {exc}", fg=typer.colors.RED, err=True)
        sys.exit(exc.exit_status)


def _end(number: int, _frame: FrameType | None) -> None:
    """End as after an error, so that what was started, an embedded chain above all, is stopped."""
    raise SystemExit(128 + number)
