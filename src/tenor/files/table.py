"""The reader of every CSV file: a strict header, one model per row, and the line of every row.

Rows come from other people's spreadsheets, so nothing is repaired: a byte order mark, a NUL, a cell that a spreadsheet
would run as a formula, a ragged row or an unknown column is refused with its line. All bad rows of a file are reported
in one error.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from tenor.errors import InputError
from tenor.files.cells import MAX_CELL, cell_fault
from tenor.files.problems import Problem, explain, refusal, shown
from tenor.files.source import FieldPath, Source
from tenor.files.text import decode, read_bytes

MAX_BYTES = 64_000_000
"""Largest file read; an order book of half a million lines is under 30 MB."""

MAX_PROBLEMS = 1_000
"""Problems looked for in one file: a file that is wrong all over is refused at once."""

MAX_COMPARED = 1_000
"""Longest list of known names in which the closest to an unknown one is sought."""

T = TypeVar("T")
U = TypeVar("U")
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """The rows of a file, which still know on which line each of them stands."""

    rows: tuple[T, ...]
    source: Source

    def where(self, row: int) -> str:
        """``path:line`` of a row, counted from 0."""
        return self.source.where((row,))

    def line(self, row: int) -> int:
        """The line of a row, counted from 0."""
        return self.source.lines[row,]

    def refusal(self, problems: Iterable[Problem]) -> InputError:
        """One error for all the problems that a later rule found; the first part of their `field` is the row."""
        return refusal(self.source, problems)

    def map(self, convert: Callable[[T], U]) -> Table[U]:
        """The same lines with each row converted."""
        return Table(tuple(convert(row) for row in self.rows), self.source)

    def repeated(self, column: str, key: Callable[[T], str]) -> list[Problem]:
        """A problem for each row whose value in a column stands on an earlier line already."""
        first: dict[str, int] = {}
        problems = []
        for row, item in enumerate(self.rows):
            earlier = first.setdefault(key(item), row)
            if earlier != row:
                value, lines = shown(getattr(item, column)), (self.line(earlier), self.line(row))
                what = f"{column} {value} stands on line {lines[0]} and again on line {lines[1]}"
                problems.append(Problem((row, column), what, "Keep one of the two rows, or correct the other"))
        return problems


def read_table(path: Path, model: type[M]) -> Table[M]:
    """Read a CSV file whose columns are the fields of a model; an empty cell is None.

    A column may be left out where its field has a default.

    Raises:
        InputError: the file cannot be taken at its word. `where` is ``path:line`` of the first problem; the text lists
            each problem on a line of its own.
    """
    content = read_bytes(path, MAX_BYTES, "Split it, or check what it holds")
    records = _records(path, decode(path, content))
    if not records:
        raise InputError(f"{path}:1", "the file is empty", f"Start it with the line {_header(model)}")
    (header_line, columns), body = records[0], records[1:]
    lines: dict[FieldPath, int] = {(): header_line} | {(row,): line for row, (line, _) in enumerate(body)}
    source = Source(path, {}, lines, hashlib.sha256(content).hexdigest())
    if problems := _header_problems(columns, model):
        raise refusal(source, problems)
    rows: list[M] = []
    for row, (line, cells) in enumerate(body):
        if len(problems) >= MAX_PROBLEMS:
            break
        here = Source(path, {}, {(): line} | {(name,): line for name in columns}, source.sha256)
        read = _read_row(columns, cells, model, here)
        if isinstance(read, list):
            problems += [replace(problem, field=(row, *problem.field)) for problem in read]
        else:
            rows.append(read)
    if problems:
        raise refusal(source, problems)
    return Table(tuple(rows), source)


def closest(name: str, known: Collection[str]) -> str:
    """What to do about a name that is not known: the one that is probably meant, or those that are."""
    if len(known) > MAX_COMPARED:
        return "Check the name"
    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f"Write '{close[0]}' if that is meant" if close else f"Known here: {', '.join(sorted(known)[:10])}"


def _records(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """Every record that is not blank, with the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records = []
    line = 1
    try:
        for cells in reader:
            if cells:
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        remedy = "Close every quote, double a quote inside quotes, and keep cells short"
        raise InputError(f"{path}:{line}", f"this is not CSV: {error}", remedy) from error
    return records


def _header(model: type[BaseModel]) -> str:
    return ",".join(name for name, info in model.model_fields.items() if info.is_required())


def _header_problems(columns: Sequence[str], model: type[BaseModel]) -> list[Problem]:
    problems, known = [], list(model.model_fields)
    for column in dict.fromkeys(columns):
        if column not in known:
            problems.append(Problem((), f"{shown(column)} is not a known column", closest(column, known)))
        elif columns.count(column) > 1:
            problems.append(Problem((), f"column '{column}' stands twice", "Keep the one that is meant"))
    missing = [name for name, info in model.model_fields.items() if info.is_required() and name not in columns]
    return problems + [Problem((), f"column '{column}' is missing", f"Add '{column}'") for column in missing]


def _read_row(columns: Sequence[str], cells: Sequence[str], model: type[M], here: Source) -> M | list[Problem]:
    """The row as its model, or what is wrong with it."""
    if len(cells) != len(columns):
        what = f"the row has {len(cells)} cells and the header {len(columns)}"
        return [Problem((), what, "Write one cell for each column, and quote a cell that holds a comma")]
    named = dict(zip(columns, cells, strict=True))
    if hostile := [Problem((name,), *why) for name, cell in named.items() if (why := _hostile(name, cell, model))]:
        return hostile
    try:
        return model.model_validate({name: cell or None for name, cell in named.items()})
    except ValidationError as error:
        return explain(error, here, model)


def _hostile(column: str, cell: str, model: type[BaseModel]) -> tuple[str, str] | None:
    """What no cell of the column may hold, whatever it means: (what is wrong, what to do)."""
    may_be_empty = type(None) in get_args(model.model_fields[column].annotation)
    found = cell_fault(cell, may_be_empty=may_be_empty, plain=False)
    if found is None:
        return None
    what, remedy = found
    return f"{column} {shown(cell)} {what}" if 0 < len(cell) <= MAX_CELL else f"{column} {what}", remedy
