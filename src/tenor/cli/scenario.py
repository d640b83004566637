"""`tenor scenario`: market stories, each run on embedded chains and told on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Market stories over several campaigns and generated days.", no_args_is_help=True)


@app.command("list")
def list_command() -> None:
    """The scenarios, each with a line on what it is about."""
    from tenor.scenarios.catalogue import SCENARIOS  # noqa: PLC0415 -- keeps the start of every command fast

    width = max(map(len, SCENARIOS))
    for name, scenario in SCENARIOS.items():
        typer.echo(f"{name:<{width}}  {scenario.summary}")


@app.command("run")
def run_command(
    name: Annotated[str, typer.Argument(help="which scenario; `list` names them")],
    out: Annotated[Path, typer.Option(help="folder, in which one of the scenario's name is written")] = Path("out"),
    seed: Annotated[int | None, typer.Option(min=0, help="of what is drawn; the scenario's own if not given")] = None,
) -> None:
    """Live through a scenario, hold its books against each other and write its report: report.html and report.json.

    Exit status 1 where its own checks do not agree; the report is written all the same.
    """
    from tenor.cli.progress import Progress  # noqa: PLC0415 -- as above
    from tenor.scenarios.catalogue import find_scenario  # noqa: PLC0415
    from tenor.scenarios.run import require_agreement, run_scenario  # noqa: PLC0415

    scenario = find_scenario(name)
    with Progress("UTC") as progress:
        told, page = run_scenario(scenario, out, seed, progress)
    verdict = told.page.verdict
    result = "all agree" if verdict.ok else verdict.difference
    typer.echo(f"{scenario.name}: {verdict.checks} checks, {verdict.compared:,} values compared, {result}; {page}")
    require_agreement(scenario, told)
