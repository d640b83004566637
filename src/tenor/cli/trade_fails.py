"""`tenor trade fails`: what trades cost that did not settle in time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenor.cli.schedule import CSV, csv_text
from tenor.cli.trade_options import SHOWN, AmountTolerance, Instructions, Most, ToleranceName, calendar_of, matching_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUMS = ("pays", "receives", "net")


def fails_command(  # noqa: PLR0913 -- the options of a command
    file: Instructions,
    *,
    settled: Annotated[Path, typer.Option(help="CSV: party,reference,settled,cause (securities, cash or both)")],
    rates: Annotated[Path, typer.Option(help="CSV: asset,percent_a_day; of a currency where cash is lacking")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="last day that counts")],
    calendars: Annotated[str, typer.Option(help="of business days, e.g. HK,CN; without them Monday to Friday")] = "",
    tolerance: AmountTolerance = ToleranceName.EXACT,
    as_csv: Annotated[bool, CSV] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print each penalty, and totals")] = False,
    show: Most = SHOWN,
) -> None:
    """Penalties of matched trades that did not settle in time: each business day a rate of the trade's amount.

    Every trade that was to settle by the last day stands in --settled by either party's reference, or is on hold. In
    CSV each penalty; parties' totals are in the table and in JSON.
    """
    from tenor.settlement.penalty_document import PENALTY_COLUMNS, penalty_document  # noqa: PLC0415 -- fast
    from tenor.settlement.rates_file import read_rates, require_rates  # noqa: PLC0415
    from tenor.settlement.settled_file import read_fails  # noqa: PLC0415

    if as_csv and as_json:
        raise typer.BadParameter("--csv and --json exclude each other")
    table = read_rates(rates, calendar_of(calendars).is_business_day)
    fails = read_fails(settled, matching_of(file, tolerance)[1].trades, until.date())
    require_rates(rates, table, fails)
    document = penalty_document(fails, table, until.date())
    if as_json:
        import json  # noqa: PLC0415 -- as above

        typer.echo(json.dumps(document, indent=2))
    elif as_csv:
        typer.echo(csv_text(PENALTY_COLUMNS, document["penalties"]), nl=False)
    else:
        _print(document, show)


def _print(document: Mapping[str, Any], most: int) -> None:
    from tenor.cli.trade_view import counted, grouped, show_table  # noqa: PLC0415 -- as above

    found = f"{counted(document['fails'], 'fail')} until {document['until']}"
    typer.echo(f"{found}, {document['free_of_payment']:,} of them free of payment and without a penalty")
    totals, owed = document["totals"], document["penalties"]
    if not owed:
        return
    rows = (
        [each["currency"], each["party"], *(grouped(each[name], each["currency"]) for name in _SUMS)] for each in totals
    )
    show_table("by party", ("currency", "party", *(f"{name}:" for name in _SUMS)), rows, (len(totals), most))
    rows = (
        [
            *(each[name] for name in ("trade", "day", "cause", "payer", "payee")),
            grouped(each["amount"], each["currency"]),
        ]
        for each in owed
    )
    headings = ("trade", "day", "cause", "paid by", "to", "amount:")
    show_table("day by day", headings, rows, (len(owed), most))
    for each in document["in_all"]:
        typer.echo(f"  in all    {grouped(each['amount'], each['currency'])}")
