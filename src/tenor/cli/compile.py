"""`tenor compile`: compile the contracts, or say that nothing changed."""

from __future__ import annotations

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from tenor.artifacts.artifact import SIZE_LIMIT, Build
from tenor.artifacts.compile import compile_contracts, require_deployable
from tenor.artifacts.tools import require_checkout


def compile_command() -> None:
    """Compile the contracts and show the size of each; an unchanged tree is answered from the cache."""
    build, cached = compile_contracts(require_checkout())
    for warning in build.warnings:
        typer.secho(f"warning: {warning}", fg=typer.colors.YELLOW)
    Console().print(_size_table(build))
    state = "unchanged, from the cache" if cached else "compiled"
    typer.echo(f"{len(build.artifacts)} contracts and interfaces {state} (solc {build.compiler}, {build.origin})")
    require_deployable(build)


def _size_table(build: Build) -> Table:
    table = Table(title="Deployed code", box=SIMPLE)
    table.add_column("contract", no_wrap=True)
    table.add_column("source", overflow="fold")
    table.add_column("bytes", justify="right")
    table.add_column(f"of {SIZE_LIMIT:,}", justify="right")
    for artifact in build.artifacts.values():
        if artifact.is_deployable:
            share = f"{artifact.size * 100 // SIZE_LIMIT} %"
            style = "red" if artifact.size > SIZE_LIMIT else None
            table.add_row(artifact.name, artifact.source, f"{artifact.size:,}", share, style=style)
    return table
