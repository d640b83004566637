"""`tenor schedule`: when a bond pays, and how much."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SHOWN = {
    "number": "",
    "accrual_start": "from",
    "accrual_end": "to",
    "days": "days",
    "fixing_date": "fixing",
    "ex_date": "ex",
    "record_date": "record",
    "pay_date": "payment",
    "rate_percent": "rate %",
    "outstanding_per_unit": "outstanding a unit",
    "interest_per_unit": "interest a unit",
    "principal_per_unit": "principal a unit",
    "total": "paid in total",
}
_WIDEST = 400
_OPTIONAL = ("fixing_date", "ex_date")  # shown only where the bond has them

SHEET = typer.Argument(help="a term sheet, a campaign file or a campaign's folder")
SHEETS = typer.Argument(help="a term sheet, a campaign file, a campaign's folder, or a folder of several")
CSV = typer.Option("--csv", help="print CSV with a heading")
JSON = typer.Option("--json", help="print the document that docs/terms.md describes")
OBSERVATIONS = typer.Option(help="YAML file of what was observed: coupons, daily, kpi")


def schedule_command(
    file: Annotated[Path, SHEETS],
    *,
    as_csv: Annotated[bool, CSV] = False,
    as_json: Annotated[bool, JSON] = False,
    observations: Annotated[Path | None, OBSERVATIONS] = None,
) -> None:
    """Show every payment of a bond with its dates and amounts; nothing is sent and no chain is needed.

    Of a folder of several campaigns, of each: in JSON as a list, in CSV with the issue in the first column.
    """
    from tenor.campaign.issues import issues_of  # noqa: PLC0415 -- fast
    from tenor.schedule.document import observed_schedule, read_observations, schedule_document  # noqa: PLC0415 -- fast
    from tenor.schedule.table import COLUMNS, rows_of  # noqa: PLC0415

    if as_csv and as_json:
        raise typer.BadParameter("--csv and --json exclude each other")
    issues = issues_of(file)
    if issues and observations:
        raise typer.BadParameter("what was observed is of one bond, and this folder has several")
    every = [terms_of_file(each) for each in issues or (file,)]
    documents = [schedule_document(observed_schedule(terms, read_observations(observations, terms))) for terms in every]
    if as_json:
        import json  # noqa: PLC0415 -- as above

        typer.echo(json.dumps(documents if issues else documents[0], indent=2))
    elif as_csv:
        first = [({"issue_id": document["issue_id"]} if issues else {}) for document in documents]
        rows = [named | row for named, document in zip(first, documents, strict=True) for row in rows_of(document)]
        typer.echo(csv_text(("issue_id", *COLUMNS) if issues else COLUMNS, rows), nl=False)
    else:
        for terms, document in zip(every, documents, strict=True):
            _print(document, terms.name)


def terms_of_file(file: Path) -> Any:  # noqa: ANN401 -- `Terms`, whose import is slow
    """The terms of a sheet, or of the campaign whose file or folder is given."""
    from tenor.files.source import read_source  # noqa: PLC0415 -- as above
    from tenor.terms.load import load_terms  # noqa: PLC0415

    path = file / "campaign.yaml" if file.is_dir() else file
    fields = read_source(path).tree
    if "campaign" in fields and "terms" in fields:
        from tenor.campaign.files import CampaignFile  # noqa: PLC0415
        from tenor.files.document import read_document  # noqa: PLC0415

        path = path.parent / read_document(path, CampaignFile).value.terms
    return load_terms(path)


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as CSV under a heading."""
    import csv  # noqa: PLC0415 -- as above
    import io  # noqa: PLC0415

    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _print(document: Mapping[str, Any], name: str) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 -- as above
    from rich.console import Console  # noqa: PLC0415
    from rich.measure import Measurement  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from tenor.schedule.table import rows_of, totals_of  # noqa: PLC0415

    rows, totals = rows_of(document), totals_of(document)
    shown = [column for column in _SHOWN if column not in _OPTIONAL or any(row[column] for row in rows)]
    size = f"{grouped(document['size'])} in {document['units']:,} units of {grouped(document['unit'])}"
    table = Table(box=SIMPLE_HEAD, title=Text(f"{name}: {document['currency']} {size}"), title_justify="left")
    for column in shown:
        dated = column.endswith(("_date", "_start", "_end"))
        table.add_column(_SHOWN[column], justify="left" if dated else "right", no_wrap=True)
    for row in rows:
        table.add_row(*(_cell(column, row[column]) for column in shown))
    console = Console()
    needed = Measurement.get(console, console.options.update(max_width=_WIDEST), table).maximum
    Console(width=max(console.width, needed)).print(table)  # no amount is ever cut: a narrow terminal wraps the line
    for label, column in (("interest", "interest_total"), ("principal", "principal_total"), ("in all", "total")):
        amount = f"{document['currency']} {grouped(totals[column])}" if totals[column] else "not known until observed"
        typer.echo(f"  {label:<10}{amount}")


def _cell(column: str, value: str) -> str:
    return grouped(value) if column.endswith(("unit", "total")) else value


def grouped(amount: str) -> str:
    """An amount with its thousands set apart; what is not known as a dash."""
    whole, _, rest = amount.partition(".")
    return f"{int(whole):,}.{rest}" if rest else (f"{int(whole):,}" if whole else "–")
