"""`tenor trade`: what becomes of settlement instructions, without a chain and on one of their own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tenor.cli import trade_fails, trade_matched, trade_net, trade_queue, trade_settle
from tenor.cli.trade_options import SHOWN, AmountTolerance, Instructions, Most, ToleranceName, matching_of

app = typer.Typer(
    help="Settlement instructions as CSV: matching, netting, queues, what fails cost; settled on an embedded chain.",
    no_args_is_help=True,
)


@app.command("day")
def day_command(  # noqa: PLR0913 -- the options of a command
    *,
    out: Annotated[Path, typer.Option(help="file of instructions to write")],
    balances: Annotated[Path | None, typer.Option(help="file of opening balances to write, for `queue`")] = None,
    seed: Annotated[int, typer.Option(min=0, help="another one is another day of the same kind")] = 1,
    trades: Annotated[int, typer.Option(min=0, help="deliveries against payment")] = 1_000,
    members: Annotated[int, typer.Option(min=2, help="parties")] = 40,
    bonds: Annotated[int, typer.Option(min=1, help="securities")] = 60,
    currencies: Annotated[str, typer.Option(help="of the payments, in turn by security")] = "HKD,CNY",
    settles: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="settlement date; 2026-03-04")
    ] = None,
) -> None:
    """Write a generated business day: both parties' instructions as they arrive, some of them wrong.

    Nothing in it is of a real market. The same options give the same day.
    """
    from dataclasses import replace  # noqa: PLC0415 -- keeps the start of every command fast

    from tenor.cli.trade_view import counted  # noqa: PLC0415
    from tenor.reports.export import write_files  # noqa: PLC0415
    from tenor.settlement.balances_file import Opening, render_balances  # noqa: PLC0415
    from tenor.settlement.day import DayPlan, generate_day  # noqa: PLC0415
    from tenor.settlement.instruction_file import render_instructions  # noqa: PLC0415

    plan = DayPlan(trades, members, bonds, tuple(currencies.split(",")), seed=seed)
    day = generate_day(plan if settles is None else replace(plan, settles=settles.date()))
    write_files({out: render_instructions(day.instructions)}, out.parent, "the day")
    typer.echo(f"wrote {out}: {counted(len(day.instructions), 'instruction')} of {counted(trades, 'trade')}")
    if balances is not None:
        write_files({balances: render_balances(Opening(day.balances, {}))}, balances.parent, "the balances")
        typer.echo(f"wrote {balances}: {counted(len(day.balances), 'account')}")


@app.command("match")
def match_command(
    file: Instructions,
    *,
    tolerance: AmountTolerance = ToleranceName.EXACT,
    out: Annotated[Path | None, typer.Option(help="folder to write matched.csv and unmatched.csv into")] = None,
    show: Most = SHOWN,
) -> None:
    """Match instructions: what agrees, by asset and currency, and why the others do not, with what is nearest to each.

    A row that is not in order stops the file; one error names all such rows. Exit status 0 also if some are unmatched.
    """
    from tenor.cli.trade_view import counted, matched_rows, show_table, unmatched_rows  # noqa: PLC0415 -- as above
    from tenor.reports.export import write_files  # noqa: PLC0415
    from tenor.settlement.matching_file import render_trades, render_unmatched  # noqa: PLC0415
    from tenor.settlement.summary import matched_lines  # noqa: PLC0415

    table, matching = matching_of(file, tolerance)
    lines, trades, unmatched = matched_lines(matching), matching.trades, matching.unmatched
    found = f"{counted(len(trades), 'trade')} matched, {counted(len(unmatched), 'instruction')} unmatched"
    typer.echo(f"{counted(len(table.rows), 'instruction')}: {found}")
    if lines:
        headings = ("asset", "currency", "trades:", "units:", "value matched:", "unmatched:")
        show_table("by asset and currency", headings, matched_rows(lines), (len(lines), show))
    if unmatched:
        headings = ("line:", "instruction", "nearest", "field", "here", "there")
        show_table("unmatched", headings, unmatched_rows(unmatched, table), (len(unmatched), show))
    if out is not None:
        texts = {"matched.csv": render_trades(trades), "unmatched.csv": render_unmatched(unmatched)}
        write_files({out / name: text for name, text in texts.items()}, out, "what matched")
        for name in texts:
            typer.echo(f"wrote {out / name}")


app.command("net")(trade_net.net_command)
app.command("queue")(trade_queue.queue_command)
app.command("fails")(trade_fails.fails_command)
app.command("settle")(trade_settle.settle_command)
for name, command in trade_matched.COMMANDS.items():
    app.command(name)(command)
