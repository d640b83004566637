"""When trades settled, and why not in time, as a CSV file held against the trades that were to settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from tenor.errors import InputError
from tenor.files.fields import Identifier, IsoDate, StrictModel
from tenor.files.problems import Problem
from tenor.files.table import Table, read_table
from tenor.settlement.fails import Fail, causes_of
from tenor.settlement.matched import MatchedTrade

_SECURITIES, _CASH = ("securities", "both"), ("cash", "both")


class SettledRow(StrictModel):
    """One trade, by either party's instruction."""

    party: Identifier = Field(description="who instructed")
    reference: Identifier = Field(description="the party's own, of its instruction")
    settled: IsoDate | None = Field(description="when it settled; empty where it has not")
    cause: Literal["securities", "cash", "both"] | None = Field(
        default=None, description="what was lacking; empty where it settled in time or is on hold"
    )


def read_fails(path: Path, trades: Sequence[MatchedTrade], until: date) -> tuple[Fail, ...]:
    """The trades that were to settle by a day and did not settle in time, in their order.

    A trade on hold fails by its hold. One that is neither in the file nor on hold is refused: why it failed is not to
    be guessed.

    Raises:
        InputError: a row names no trade, or one that another row names, or contradicts it; or trades are missing.
    """
    table = read_table(path, SettledRow)
    rows, problems = _rows_by_trade(table, trades)
    due = [trade for trade in trades if trade.settlement_date <= until]
    for trade in due:
        row = rows.get(trade.reference)
        if row is not None:
            problems += [Problem((row, field), what, remedy) for field, what, remedy in _faults(trade, table.rows[row])]
    if problems:
        raise table.refusal(problems)
    missing = [trade.reference for trade in due if trade.reference not in rows and not trade.hold]
    if missing:
        what = f"{len(missing):,} trades to settle by {until} are not in it, the first is {missing[0]}"
        raise InputError(str(path), what, "Add a row for each, with the day on which it settled or the cause")
    told = ((trade, table.rows[rows[trade.reference]] if trade.reference in rows else None) for trade in due)
    return tuple(_fail(trade, row) for trade, row in told if row is None or row.settled != trade.settlement_date)


def _rows_by_trade(table: Table[SettledRow], trades: Sequence[MatchedTrade]) -> tuple[Mapping[str, int], list[Problem]]:
    """The row of each trade that has one, and a problem for each row that has no trade of its own."""
    known = {(each.party, each.reference): trade for trade in trades for each in (trade.delivery, trade.receipt)}
    rows: dict[str, int] = {}
    problems = []
    for index, row in enumerate(table.rows):
        trade = known.get((row.party, row.reference))
        if trade is None:
            what = f"no matched trade has the instruction {row.reference} of {row.party}"
            problems.append(Problem((index, "reference"), what, "Correct it, or leave the row out"))
        elif rows.setdefault(trade.reference, index) != index:
            what = f"trade {trade.reference} stands on line {table.line(rows[trade.reference])} already"
            problems.append(Problem((index, "reference"), what, "Keep one row for each trade"))
    return rows, problems


def _faults(trade: MatchedTrade, row: SettledRow) -> Iterator[tuple[str, str, str]]:
    intended = trade.settlement_date
    if row.settled is not None and row.settled < intended:
        what = f"trade {trade.reference} settled on {row.settled}, before its settlement date {intended}"
        yield "settled", what, "Correct the day"
    elif row.settled == intended:
        if row.cause is not None:
            yield "cause", f"trade {trade.reference} settled in time, and there is a cause", "Leave the cause out"
    elif trade.hold and row.cause is not None:
        yield "cause", f"trade {trade.reference} is on hold, which is its cause", "Leave the cause out"
    elif not trade.hold and row.cause is None:
        what = f"trade {trade.reference} did not settle in time, and there is no cause"
        yield "cause", what, "Write securities, cash or both"
    elif row.cause in _CASH and trade.delivery.currency is None:
        yield "cause", f"trade {trade.reference} is free of payment and can lack no cash", "Write securities"


def _fail(trade: MatchedTrade, row: SettledRow | None) -> Fail:
    cause = row.cause if row else None
    causes = causes_of(trade, lacks_securities=cause in _SECURITIES, lacks_cash=cause in _CASH)
    return Fail(trade, causes, row.settled if row else None)
