"""`tenor trade queue`: what of matched trades settles with what accounts open with."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenor.cli.trade_options import SHOWN, AmountTolerance, By, Instructions, Most, ToleranceName, due_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def queue_command(  # noqa: PLR0913 -- the options of a command
    file: Instructions,
    *,
    balances: Annotated[Path, typer.Option(help="CSV: party,asset,amount[,limit]")],
    tolerance: AmountTolerance = ToleranceName.EXACT,
    by: By = None,
    as_json: Annotated[bool, typer.Option("--json", help="print each trade that settles and each that waits")] = False,
    show: Most = SHOWN,
) -> None:
    """Settle the matched trades from opening balances: one by one, then the others at once, then with overtaking.

    At once settles the largest set that keeps every account's order; overtaking settles that and more. What waits even
    then is shown with what it wants. A limit is how far an account may go below zero. Currencies are not converted.
    """
    from tenor.cli.trade_view import due_line  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.settlement.balances_file import read_balances  # noqa: PLC0415
    from tenor.settlement.queue_document import queue_document  # noqa: PLC0415

    opening = read_balances(balances)
    due, unmatched = due_of(file, tolerance, by)
    document = queue_document(due, opening)
    if as_json:
        import json  # noqa: PLC0415 -- as above

        typer.echo(json.dumps(document, indent=2))
        return
    typer.echo(due_line(due, unmatched))
    if due.trades or due.held:
        _print(document, show)


def _print(document: Mapping[str, Any], most: int) -> None:
    from tenor.cli.trade_view import named, show_table, waiting_rows  # noqa: PLC0415 -- as above

    settled = document["settled"]
    currencies = [each["currency"] for each in settled[0]["values"]]
    rows = [
        [each["means"], f"{each['number']:,}", *(named(value["value"], value["currency"]) for value in each["values"])]
        for each in settled
    ]
    whole = [named(value["of_value"], value["currency"]) for value in settled[0]["values"]]
    rows.append(["of", f"{settled[0]['of_number']:,}", *whole])
    show_table("settles", ("", "trades:", *(f"{each}:" for each in currencies)), rows, (len(rows), len(rows)))
    waiting, held = document["waiting"], document["held"]
    if waiting or held:
        headings = ("trade", "receiver", "priority:", "delivers", "against:", "waits for")
        total = len(waiting) + len(held)
        show_table("waiting after that", headings, waiting_rows(chain(waiting, held)), (total, most))
