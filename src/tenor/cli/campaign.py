"""`tenor campaign`: one issuance from term sheet to redemption."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="One issuance, from term sheet to redemption.", no_args_is_help=True)


@app.command("new")
def new_command(folder: Annotated[Path, typer.Argument(help="a new or empty folder")]) -> None:
    """Write a commented starter campaign that is in order as it stands."""
    from tenor.campaign.new import new_campaign  # noqa: PLC0415 -- keeps the start of every command fast

    new_campaign(folder)
    typer.echo(f"wrote {folder}; now try: tenor campaign validate {folder}")


@app.command("validate")
def validate_command(path: Annotated[Path, typer.Argument(help="the campaign's folder, or its campaign file")]) -> None:
    """Check a campaign, all of its files against each other, and print it in figures; nothing is sent."""
    from rich.console import Console  # noqa: PLC0415 -- as above
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from tenor.campaign.load import load_campaign  # noqa: PLC0415
    from tenor.campaign.summary import summary  # noqa: PLC0415

    table = Table(show_header=False)
    for label, figures in summary(load_campaign(path)):
        table.add_row(label, Text(figures))  # as it stands: a title may hold what rich takes for markup
    Console().print(table)
    typer.echo(f"{path} is in order")


@app.command("schema")
def schema_command(
    out: Annotated[
        Path | None, typer.Option(help="folder to write the schemas into; without it they are printed")
    ] = None,
) -> None:
    """JSON Schemas of campaign.yaml, parties.yaml and terms.yaml, for editors."""
    from tenor.campaign.schema import schemas_as_one, write_schemas  # noqa: PLC0415 -- as above

    if out is None:
        typer.echo(schemas_as_one())
        return
    for file in write_schemas(out):
        typer.echo(f"wrote {file}")


@app.command("run")
def run_command(
    path: Annotated[Path, typer.Argument(help="the campaign's folder, or its campaign file")],
    out: Annotated[
        Path | None, typer.Option(help="folder for report, journal and record; out/<campaign> if not given")
    ] = None,
    rpc_url: Annotated[str | None, typer.Option(help="node to run on; without it an embedded Anvil is started")] = None,
) -> None:
    """Carry out a campaign from deployment to the last payment, reconcile it and write its report."""
    from tenor.campaign.load import load_campaign  # noqa: PLC0415 -- as above
    from tenor.cli.progress import Progress  # noqa: PLC0415
    from tenor.reports.session import require_reconciled, run_and_report  # noqa: PLC0415

    campaign = load_campaign(path)
    with Progress(campaign.terms.timezone) as progress:
        report, files = run_and_report(campaign, rpc_url, out or Path("out") / campaign.id, progress)
        progress.close(report, str(files.html))
    require_reconciled(report)
