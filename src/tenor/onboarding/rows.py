"""The reader of investor and wallet lists: row by row, in memory that does not grow with the file.

Every line is a row of its own, so a quote left open spoils its line and no other. Nothing is repaired: what is wrong
with a row is said with its line. A value is never repeated in what is said: an error ends up in logs, and what stands
in the wrong column may be somebody's name.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Generic, Self, TypeVar, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from tenor.errors import InputError
from tenor.files.cells import cell_fault
from tenor.files.fields import StrictModel
from tenor.files.problems import shown
from tenor.files.table import closest
from tenor.files.text import decode

MAX_LINE = 65_536
"""Longest line read [bytes]; a row of a list is under 200."""

M = TypeVar("M", bound=StrictModel)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a row: what, and what to do. Never holds a value of the row.

    Args:
        column: the column concerned, None for the row as a whole.
    """

    column: str | None
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Row(Generic[M]):
    """One row of a file: its model, or what is wrong with it.

    Args:
        line: the line it stands on.
        cells: as they stand; the whole line as one cell where it is not CSV.
        value: the row as its model, None if it is wrong.
        faults: what is wrong, empty if nothing is.
    """

    line: int
    cells: tuple[str, ...]
    value: M | None
    faults: tuple[Fault, ...]


class RowFile(Generic[M]):
    """A CSV file whose columns are the fields of a model; a field that has a default may be left out as a column.

    Attributes:
        columns: the header as it stands.
        header_line: the line it stands on.
    """

    def __init__(self, path: Path, model: type[M]) -> None:
        """Open the file and check its header.

        Raises:
            InputError: the file cannot be opened or is empty, or a column is unknown, missing or there twice.
        """
        self._path = path
        self._fields = {info.alias or name: info for name, info in model.model_fields.items()}
        self._model = model
        self._hash = hashlib.sha256()
        self._file = _open(path)
        try:
            self._lines = self._read_lines()
            self.header_line, self.columns = self._header()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Row[M]]:
        return (self._row(line, raw) for line, raw in self._lines)

    @property
    def size(self) -> int:
        """Size of the file [bytes]."""
        return self._path.stat().st_size

    @property
    def position(self) -> int:
        """How far it has been read [bytes]."""
        return self._file.tell()

    @property
    def sha256(self) -> str:
        """Hash of what has been read so far."""
        return self._hash.hexdigest()

    def _read_lines(self) -> Iterator[tuple[int, bytes]]:
        """Every line that is not blank, with its number."""
        for number in count(1):
            raw = self._file.readline(MAX_LINE + 1)
            if len(raw) > MAX_LINE:
                what = f"the line is longer than {MAX_LINE:,} bytes"
                raise InputError(f"{self._path}:{number}", what, "Write one row on each line, and check what this is")
            if not raw:
                return
            self._hash.update(raw)
            if raw.strip():
                yield number, raw

    def _header(self) -> tuple[int, tuple[str, ...]]:
        known = list(self._fields)
        line, raw = next(self._lines, (1, b""))
        if not raw:
            raise InputError(f"{self._path}:1", "the file is empty", f"Start it with the line {','.join(known)}")
        cells = _cells(decode(self._path, raw))
        columns = cells if not isinstance(cells, Fault) else ()
        if not set(columns) & set(known):  # not repeated: without a header, this is a row with somebody's data
            raise InputError(f"{self._path}:{line}", "this is no header", f"Start with the line {','.join(known)}")
        for column in columns:
            if column not in known:
                what = f"{shown(column)} is not a known column"
                raise InputError(f"{self._path}:{line}", what, closest(column, known))
            if columns.count(column) > 1:
                raise InputError(
                    f"{self._path}:{line}", f"column '{column}' stands twice", "Keep the one that is meant"
                )
        for column, info in self._fields.items():
            if column not in columns and info.is_required():
                raise InputError(f"{self._path}:{line}", f"column '{column}' is missing", f"Add '{column}'")
        return line, columns

    def _row(self, line: int, raw: bytes) -> Row[M]:
        try:
            cells = _cells(raw.decode("utf-8"))
        except UnicodeDecodeError as error:
            cells = Fault(None, f"byte 0x{raw[error.start]:02x} is not UTF-8", "Save the file as UTF-8")
        if isinstance(cells, Fault):
            return Row(line, (raw.decode("utf-8", "backslashreplace").rstrip("\r\n"),), None, (cells,))
        value = self._read(cells)
        return Row(line, cells, None, value) if isinstance(value, tuple) else Row(line, cells, value, ())

    def _read(self, cells: Sequence[str]) -> M | tuple[Fault, ...]:
        if len(cells) != len(self.columns):
            what = f"the row has {len(cells)} cells and the header {len(self.columns)}"
            return (Fault(None, what, "Write one cell for each column, and quote a cell that holds a comma"),)
        named = dict(zip(self.columns, cells, strict=True))
        if hostile := [fault for name, cell in named.items() if (fault := _hostile(name, cell, self._fields[name]))]:
            return tuple(hostile)
        try:
            return self._model.model_validate({name: cell or None for name, cell in named.items()})
        except ValidationError as error:
            found = [(str(finding["loc"][0]), finding) for finding in error.errors(include_url=False)]
            return tuple(Fault(name, f"{name}: {each['msg']}", each["ctx"]["remedy"]) for name, each in found)


def _open(path: Path) -> BinaryIO:
    if path.exists() and not path.is_file():
        raise InputError(str(path), "this is not a file", "Name a file")
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise InputError(str(path), "there is no such file", "Check the name, or write the file") from error
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise InputError(str(path), f"the file cannot be read: {reason}", "Make it readable") from error


def _cells(text: str) -> tuple[str, ...] | Fault:
    try:
        return tuple(next(csv.reader([text], strict=True)))
    except csv.Error as error:
        return Fault(
            None, f"this is not CSV: {error}", "Close every quote on its line, and double a quote inside quotes"
        )


def _hostile(column: str, cell: str, info: FieldInfo) -> Fault | None:
    """What no cell of a list may hold, whatever it means."""
    found = cell_fault(cell, may_be_empty=type(None) in get_args(info.annotation), plain=True)
    return Fault(column, f"{column} {found[0]}", found[1]) if found else None
