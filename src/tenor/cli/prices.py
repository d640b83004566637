"""`tenor prices`: what a unit of a bond is worth at which yield."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenor.cli.schedule import CSV, JSON, OBSERVATIONS, SHEET, csv_text, grouped, terms_of_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN = {
    "yield_percent": "yield %",
    "clean_percent": "clean price %",
    "clean_per_unit": "clean a unit",
    "accrued_per_unit": "accrued a unit",
    "dirty_per_unit": "dirty a unit",
}


def prices_command(  # noqa: PLR0913 -- one for each option
    file: Annotated[Path, SHEET],
    *,
    on: Annotated[
        list[datetime] | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="settlement date, several by repetition; the issue date"),
    ] = None,
    step_bp: Annotated[int, typer.Option(min=1, max=1_000, help="basis points from one yield to the next")] = 25,
    reach_bp: Annotated[int, typer.Option(min=0, max=2_000, help="basis points below and above the issue yield")] = 200,
    as_csv: Annotated[bool, CSV] = False,
    as_json: Annotated[bool, JSON] = False,
    observations: Annotated[Path | None, OBSERVATIONS] = None,
) -> None:
    """Show clean price, accrued interest and dirty price of a unit against yields around the issue yield.

    By the convention of docs/terms.md; a bond whose payments are not all known has a price only with --observations.
    """
    from tenor.schedule.document import observed_schedule, read_observations  # noqa: PLC0415 -- fast
    from tenor.schedule.price_table import COLUMNS, Ladder, first_settlement, price_document, rows_of  # noqa: PLC0415

    if as_csv and as_json:
        raise typer.BadParameter("--csv and --json exclude each other")
    terms = terms_of_file(file)
    schedule = observed_schedule(terms, read_observations(observations, terms))
    days: list[date] = [moment.date() for moment in on or ()] or [first_settlement(schedule)]
    document = price_document(schedule, days, Ladder(step_bp, reach_bp))
    if as_json:
        import json  # noqa: PLC0415 -- as above

        typer.echo(json.dumps(document, indent=2))
    elif as_csv:
        typer.echo(csv_text(COLUMNS, rows_of(document)), nl=False)
    else:
        _print(document, terms.name)
        if early := [word for word, block in (("called", terms.call), ("put", terms.put)) if block]:
            typer.echo(f"yields are to maturity: the bond may be {' or '.join(early)} before")


def _print(document: Mapping[str, Any], name: str) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 -- as above
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from tenor.schedule.price_table import rows_of  # noqa: PLC0415

    issued = f"issued at {document['issue_price_percent']} % to yield {document['issue_yield_percent']} %"
    typer.echo(f"{name}: {document['currency']}, units of {grouped(document['unit'])}, {issued}")
    for settlement in document["settlements"]:
        left = grouped(settlement["outstanding_per_unit"])
        title = Text(f"settled on {settlement['date']}, {left} of principal outstanding a unit")
        table = Table(box=SIMPLE_HEAD, title=title, title_justify="left")
        for heading in _SHOWN.values():
            table.add_column(heading, justify="right", no_wrap=True)
        for row in rows_of({"settlements": [settlement]}):
            own = row["yield_percent"] == document["issue_yield_percent"]
            cells = (grouped(row[column]) if column.endswith("unit") else row[column] for column in _SHOWN)
            table.add_row(*cells, style="bold" if own else None)
        Console().print(table)
