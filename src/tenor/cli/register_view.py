"""How the work on a register shows on a terminal: a bar a phase, closing lines, and the register as a table."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from tenor.onboarding.listing import Listed

if TYPE_CHECKING:
    from tenor.chain.intent import Outcome
    from tenor.onboarding.bulk import Brought


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """So much a second."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} {task.fields['unit']}/s" if speed else "")


class Bars:
    """Shows each phase as a bar on standard error, with its rate and what remains; used as a context manager."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:,.0f} of {task.total:,.0f} {task.fields[unit]}"),
            _Rate(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task = TaskID(0)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def phase(self, what: str, total: int, unit: str) -> None:
        """Begin a phase."""
        self._task = self._progress.add_task(what, total=total, unit=unit)

    def reached(self, done: int) -> None:
        """So much of the phase is done."""
        self._progress.update(self._task, completed=done)


def brought_lines(brought: Brought, registry: str, *, embedded: bool) -> Iterator[str]:
    """What became of a list, in words."""
    yield (
        f"{brought.rows:,} rows: {brought.sent:,} sent in {brought.transactions:,} transactions ({brought.gas:,} gas), "
        f"{brought.there:,} on the register already, {brought.refused:,} refused"
    )
    if brought.rejects is not None:
        yield f"the refused rows stand in {brought.rejects}"
    yield f"register: {registry}" + (", on a chain that ended with this command" if embedded else "")


def renewed_lines(contracts: int, lapsed: Sequence[str]) -> Iterator[str]:
    """What became of identity contracts, in words."""
    yield f"{contracts:,} identity contracts verified again, {len(lapsed):,} of them do not prove what is required"
    yield from lapsed


def done_line(outcome: Outcome) -> str:
    """Where an act stands on the chain."""
    return f"done in transaction {outcome.hash}, block {outcome.block}"


def show_register(rows: Sequence[Listed], form: str) -> None:
    """Print a register as a table, as CSV or as JSON."""
    columns = [field.name for field in fields(Listed)]
    if not rows or rows[0].units is None:
        columns = columns[: columns.index("units")]
    records = [{name: value for name, value in asdict(row).items() if name in columns} for row in rows]
    if form == "json":
        print(json.dumps(records, indent=2))  # noqa: T201 -- as it stands, for a file or another program
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in record.items()} for record in records)
    else:
        Console().print(_table(columns, records))


def _table(columns: Sequence[str], records: Sequence[Mapping[str, object]]) -> Table:
    """The register for a terminal: days without their time, nothing cut off."""
    table = Table(box=SIMPLE_HEAD, highlight=False)
    for name in columns:
        heading = {"investor_class": "class"}.get(name, name.replace("_", " "))
        table.add_column(heading, no_wrap=name in {"wallet", "valid_until"}, overflow="fold")
    for record in records:
        shown = {**record, "valid_until": str(record["valid_until"]).partition("T")[0]}
        table.add_row(*(str(_cell(shown[name])) for name in columns))
    return table


def _cell(value: object) -> object:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
