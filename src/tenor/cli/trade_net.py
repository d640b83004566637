"""`tenor trade net`: what is left of matched trades net."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenor.cli.schedule import CSV, csv_text
from tenor.cli.trade_options import SHOWN, AmountTolerance, By, Instructions, Most, ToleranceName, due_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_STAGES = ("gross", "bilateral", "multilateral")


def net_command(  # noqa: PLR0913 -- the options of a command
    file: Instructions,
    *,
    tolerance: AmountTolerance = ToleranceName.EXACT,
    by: By = None,
    as_csv: Annotated[bool, CSV] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print positions, movements and liquidity")] = False,
    show: Most = SHOWN,
) -> None:
    """Net the matched trades: positions of each party, movements before and after netting, the liquidity both need.

    Trades that a party holds are left out. In CSV the positions alone; what a party gives is below zero.
    """
    from tenor.cli.trade_view import due_line  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.settlement.net_document import POSITION_COLUMNS, net_document  # noqa: PLC0415

    if as_csv and as_json:
        raise typer.BadParameter("--csv and --json exclude each other")
    due, unmatched = due_of(file, tolerance, by)
    document = net_document(due)
    if as_json:
        import json  # noqa: PLC0415 -- as above

        typer.echo(json.dumps(document, indent=2))
    elif as_csv:
        typer.echo(csv_text(POSITION_COLUMNS, document["positions"]), nl=False)
    else:
        typer.echo(due_line(due, unmatched))
        if due.trades:
            _print(document, show)


def _print(document: Mapping[str, Any], most: int) -> None:
    from tenor.cli.trade_view import grouped, show_table  # noqa: PLC0415 -- as above

    positions, movements, money = document["positions"], document["movements"], document["liquidity"]
    rows = ([each["party"], each["asset"], grouped(each["net"], each["asset"])] for each in positions)
    show_table("net positions", ("party", "asset", "receives, or gives (-):"), rows, (len(positions), most))
    headings = ["asset", *(each for name in _STAGES for each in (f"{name}:", "moving:"))]
    rows = ([each["asset"], *_stages(each)] for each in movements)
    show_table("movements", headings, rows, (len(movements), most))
    rows = ([each["currency"], *(grouped(each[name], each["currency"]) for name in ("gross", "net"))] for each in money)
    show_table("liquidity needed", ("currency", "gross:", "net:"), rows, (len(money), most))


def _stages(movements: Mapping[str, Any]) -> list[str]:
    from tenor.cli.trade_view import grouped  # noqa: PLC0415 -- as above

    asset, stages = movements["asset"], (movements[name] for name in _STAGES)
    return [cell for each in stages for cell in (f"{each['count']:,}", grouped(each["quantity"], asset))]
