"""`tenor campaign`: one issuance from term sheet to redemption."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from tenor.cli.places import folder_of_issues, found_run, run_folder

app = typer.Typer(help="One issuance, from term sheet to redemption.", no_args_is_help=True)


@app.command("new")
def new_command(folder: Annotated[Path, typer.Argument(help="a new or empty folder")]) -> None:
    """Write a commented starter campaign that is in order as it stands."""
    from tenor.campaign.new import new_campaign  # noqa: PLC0415 -- keeps the start of every command fast

    new_campaign(folder)
    typer.echo(f"wrote {folder}; now try: tenor campaign validate {folder}")


_PATH = typer.Argument(help="a campaign's folder or file, or a folder of several campaigns")


@app.command("validate")
def validate_command(path: Annotated[Path, _PATH]) -> None:
    """Check campaigns, all of their files against each other, and print them in figures; nothing is sent."""
    from rich.console import Console  # noqa: PLC0415 -- as above
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from tenor.campaign.issues import issues_of  # noqa: PLC0415
    from tenor.campaign.load import load_campaign  # noqa: PLC0415
    from tenor.campaign.summary import summary  # noqa: PLC0415

    for folder in issues_of(path) or (path,):
        table = Table(show_header=False)
        for label, figures in summary(load_campaign(folder)):
            table.add_row(label, Text(figures))  # as it stands: a title may hold what rich takes for markup
        Console().print(table)
        typer.echo(f"{folder} is in order")


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
    path: Annotated[Path, _PATH],
    out: Annotated[
        Path | None,
        typer.Option(help="folder for report, journal and record; out/<campaign>, or out/<folder>/<campaign's folder>"),
    ] = None,
    rpc_url: Annotated[str | None, typer.Option(help="node to run on; without it an embedded Anvil is started")] = None,
) -> None:
    """Carry out a campaign from deployment to the last payment, reconcile it and write its report.

    The campaigns of a folder of several are all checked first, and then carried out in turn, each on its own chain.
    """
    from tenor.campaign.issues import issues_of  # noqa: PLC0415 -- as above
    from tenor.campaign.load import load_campaign  # noqa: PLC0415
    from tenor.cli.progress import Progress  # noqa: PLC0415
    from tenor.reports.session import require_reconciled, run_and_report  # noqa: PLC0415

    issues = issues_of(path)
    if issues and rpc_url:
        raise typer.BadParameter(
            "each campaign of a folder of several runs on a chain of its own", param_hint="rpc-url"
        )
    campaigns = [load_campaign(folder) for folder in issues or (path,)]
    above = folder_of_issues(path, out)
    folders = [above / issue.name for issue in issues] or [run_folder(campaigns[0].id, out)]
    reports = []
    for campaign, folder in zip(campaigns, folders, strict=True):
        with Progress(campaign.terms.timezone, brief=bool(issues)) as progress:
            report, files = run_and_report(campaign, rpc_url, folder, progress)
            progress.close(report, str(files.html))
        reports.append(report)
    for report in reports:  # only now: one that does not reconcile keeps none of the others from its run
        require_reconciled(report)


@app.command("statements")
def statements_command(  # noqa: PLR0913 -- the options of a command
    path: Annotated[Path, _PATH],
    *,
    holder: Annotated[list[str] | None, typer.Option(help="whose, by id or wallet, several by repetition; all")] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="first day; the issue date")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="last day; the last of the report")
    ] = None,
    name: Annotated[str | None, typer.Option(help="the holder's name, which no register holds; of one holder")] = None,
    report: Annotated[
        Path | None, typer.Option(help="folder that was given to the run; where it is if not given")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="folder to write into; statements/ in that of the report")] = None,
) -> None:
    """Write a statement of holdings and payments for each holder, as HTML and PDF, from the report of a run.

    Of a folder of several campaigns, for the holders of each.
    """
    from tenor.campaign.issues import issues_of  # noqa: PLC0415 -- as above
    from tenor.campaign.load import load_campaign  # noqa: PLC0415
    from tenor.reports.holder_export import Wanted, write_statements  # noqa: PLC0415

    issues, wanted = issues_of(path), Wanted(holder or (), _day(first), _day(last), name)
    for folder in issues or (path,):
        campaign = load_campaign(folder)
        run = folder_of_issues(path, report) / folder.name if issues else report or found_run(path, campaign.id)
        into = (out / folder.name if issues else out) if out else run / "statements"
        for file in write_statements(campaign, run, into, wanted):
            typer.echo(f"wrote {file}")


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
