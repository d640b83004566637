"""`tenor doctor`: is everything here that this installation needs?"""

from __future__ import annotations

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from tenor.artifacts.doctor import examine

_WIDTH = 240  # a path is never broken: the terminal wraps it, and it can be copied whole


def doctor_command() -> None:
    """Show each tool, its version and where it came from, and what to do about one that is missing."""
    table = Table(box=SIMPLE)
    for heading in ("tool", "version", "from"):
        table.add_column(heading, no_wrap=True)
    table.add_column("path or remedy", overflow="fold")
    findings = examine()
    for finding in findings:
        if finding.tool is None:
            table.add_row(finding.name, "missing", "", finding.where, style="red")
        else:
            table.add_row(finding.name, finding.tool.version, finding.tool.origin, finding.where)
    Console(width=_WIDTH).print(table)
    missing = [finding.name for finding in findings if finding.tool is None]
    if missing:
        typer.secho(f"missing: {', '.join(missing)}", fg=typer.colors.RED, err=True)
        raise typer.Exit(2)
    typer.echo("everything needed is here")
