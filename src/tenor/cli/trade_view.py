"""How instructions and what becomes of them show on a terminal: tables of so many lines, however long the file is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from tenor.settlement.instruction import is_money
from tenor.settlement.quantity import told

if TYPE_CHECKING:
    from rich.console import JustifyMethod

    from tenor.files.table import Table as Rows
    from tenor.settlement.due import Due
    from tenor.settlement.instruction import Instruction
    from tenor.settlement.summary import MatchedLine
    from tenor.settlement.unmatched import Unmatched

_WIDEST = 400
_NONE = "–"


def show_table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], shape: tuple[int, int]) -> None:
    """Print the first rows of a table; no amount is ever cut: a narrow terminal wraps the line.

    Args:
        title: above it.
        headings: of the columns; one that ends with a colon is of numbers, which stand to the right.
        rows: of which no more are drawn than are shown.
        shape: how many rows there are, and how many are shown at most.
    """
    total, most = shape
    table = Table(box=SIMPLE_HEAD, title=Text(title), title_justify="left")
    for heading in headings:
        justify: JustifyMethod = "right" if heading.endswith(":") else "left"
        table.add_column(heading.removesuffix(":"), justify=justify, no_wrap=True)
    for row in islice(rows, most):
        table.add_row(*map(Text, row))
    console = Console()
    needed = Measurement.get(console, console.options.update(max_width=_WIDEST), table).maximum
    Console(width=max(console.width, needed)).print(table)
    if total > most:
        typer.echo(f"  and {total - most:,} more\n")


def counted(number: int, word: str) -> str:
    """A number with its word: `1 trade`, `2,000 trades`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def due_line(due: Due, unmatched: int) -> str:
    """What is looked at, and what is not."""
    when = f" to settle by {due.by}" if due.by else ""
    left_out = f"{len(due.held):,} on hold, {counted(unmatched, 'instruction')} unmatched"
    return f"{counted(len(due.trades), 'trade')}{when}; left out: {left_out}"


def grouped(text: str, asset: str) -> str:
    """A quantity of a document as people are told it: ``HKD 10,041.78`` of money, ``1,500`` of a security."""
    amount = f"{Decimal(text):,}"
    return f"{asset} {amount}" if is_money(asset) else amount


def named(text: str, asset: str) -> str:
    """The same with the security: ``1,500 XS0000000009``."""
    amount = grouped(text, asset)
    return amount if is_money(asset) else f"{amount} {asset}"


def matched_rows(lines: Iterable[MatchedLine]) -> Iterator[list[str]]:
    """The cells of what matched by asset and currency."""
    for line in lines:
        paid = told(line.amount, line.currency) if line.currency else _NONE
        units = told(line.units, line.asset)
        yield [line.asset, line.currency or _NONE, f"{line.trades:,}", units, paid, f"{line.unmatched:,}"]


def unmatched_rows(unmatched: Iterable[Unmatched], table: Rows[Instruction]) -> Iterator[list[str]]:
    """The cells of instructions that match none, with a line within each cell for each field that differs."""
    lines = {(each.party, each.reference): row for row, each in enumerate(table.rows)}
    for each in unmatched:
        own = each.instruction
        first = [f"{table.line(lines[own.party, own.reference])}", f"{own.reference} of {own.party}"]
        if each.is_missing:
            yield [*first, f"none from {own.counterparty}", _NONE, _NONE, _NONE]
            continue
        other, found = each.candidates[0].instruction, each.candidates[0].differences
        fields = ("\n".join(getattr(one, name) for one in found) for name in ("field", "own", "other"))
        yield [*first, f"{other.reference} of {other.party}", *fields]


def waiting_rows(waiting: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    """The cells of trades that wait, with a line within the last for each thing that is wanting."""
    for each in waiting:
        against = named(each["amount"], each["currency"]) if each["currency"] else _NONE
        delivered = named(each["units"], each["asset"])
        yield [each["trade"], each["receiver"], str(each["priority"]), delivered, against, _wanting(each)]


def _wanting(waiting: Mapping[str, Any]) -> str:
    if "held_by" in waiting:
        return f"release by {' and '.join(waiting['held_by'])}"
    found = [f"{named(each['lacking'], each['asset'])} of {each['party']}" for each in waiting["wants"]]
    return "\n".join(found) or "its turn: it is covered now"
