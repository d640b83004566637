"""`tenor trade settle`: a day of instructions settled on a chain of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenor.cli.trade_options import SHOWN, AmountTolerance, By, Instructions, Most, ToleranceName, due_of

if TYPE_CHECKING:
    from tenor.scenarios.settled_day import SettledDay


def settle_command(  # noqa: PLR0913 -- the options of a command
    file: Instructions,
    *,
    balances: Annotated[Path, typer.Option(help="CSV: party,asset,amount; no token goes below zero")],
    gross: Annotated[bool, typer.Option("--gross", help="one by one in each account's order, not in cycles")] = False,
    tolerance: AmountTolerance = ToleranceName.EXACT,
    by: By = None,
    out: Annotated[Path | None, typer.Option(help="folder for settled.csv, failed.csv, settled.json")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print what settled and what failed, and why")] = False,
    show: Most = SHOWN,
) -> None:
    """Settle the matched trades on an embedded chain: bonds, money, members and venue, both parties' signatures.

    What the search finds settles in cycles of up to 200 trades, each by what every member gives and takes in all; the
    rest fails, each trade with what it lacks or why the chain refuses it. Afterwards every account of the chain is held
    against the search off chain. Exit status 1 where they differ, 0 also if trades fail.
    """
    from tenor.cli.trade_live import LiveTable  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.cli.trade_view import due_line  # noqa: PLC0415
    from tenor.errors import ReconciliationFailed  # noqa: PLC0415
    from tenor.reports.export import check_writable  # noqa: PLC0415
    from tenor.scenarios.settled_day import settle_day, settled_document  # noqa: PLC0415
    from tenor.settlement.balances_file import read_balances  # noqa: PLC0415

    opening = read_balances(balances)
    due, unmatched = due_of(file, tolerance, by)
    if out is not None:
        check_writable(out)
    if not as_json:
        typer.echo(due_line(due, unmatched))
    if not due.trades:
        return
    with LiveTable(len(due.trades), "trade" if gross else "cycle", shown=not as_json) as table:
        day = settle_day(due, opening, table.watch, gross=gross)
    document = settled_document(day)
    if out is not None:
        _write(document, out, quiet=as_json)
    if as_json:
        import json  # noqa: PLC0415 -- as above

        typer.echo(json.dumps(document, indent=2))
    else:
        _print(day, document, show)
    if not day.check.ok:
        raise ReconciliationFailed(str(file), f"the books differ: {day.check.difference}", "Trace the account's trades")


def _write(document: dict[str, Any], out: Path, *, quiet: bool) -> None:
    from tenor.reports.export import render_csv, render_json, write_files  # noqa: PLC0415 -- as above
    from tenor.scenarios.settled_day import FAILED_COLUMNS, SETTLED_COLUMNS  # noqa: PLC0415

    texts = {
        out / "settled.csv": render_csv(SETTLED_COLUMNS, document["settled"]),
        out / "failed.csv": render_csv(FAILED_COLUMNS, document["failed"]),
        out / "settled.json": render_json(document),
    }
    write_files(texts, out, "what settled")
    for path in () if quiet else texts:
        typer.echo(f"wrote {path}")


def _print(day: SettledDay, document: dict[str, Any], most: int) -> None:
    from tenor.cli.trade_view import counted, named, show_table  # noqa: PLC0415 -- as above

    failed = document["failed"]
    if failed:
        rows = (
            [
                *(each[name] for name in ("trade", "receiver")),
                named(each["units"], each["asset"]),
                named(each["amount"], each["currency"]) if each["currency"] else "–",
                each["why"].replace("; ", "\n"),
            ]
            for each in failed
        )
        show_table("failed", ("trade", "receiver", "delivers", "against:", "why"), rows, (len(failed), most))
    settled, sent, gas = len(document["settled"]), document["transactions"], document["gas"]
    each = f", {gas // settled:,} gas a trade" if settled else ""
    typer.echo(
        f"{settled:,} of {counted(len(day.due.trades), 'trade')} settled in {counted(sent, 'transaction')}{each}"
    )
    result = "chain and search agree" if day.check.ok else f"they differ: {day.check.difference}"
    typer.echo(f"{counted(day.check.compared, 'account')}: {result}")
