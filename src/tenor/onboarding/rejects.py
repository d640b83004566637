"""Rows that are not onboarded: the first ones on the screen, all of them in a file beside the list.

The file is the list's owner's own, as the list is: it holds the rows as they stand, with what is wrong as one more
column. What the screen and any log get are line numbers and columns.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from tenor.errors import InputError, SetupError
from tenor.files.cells import escape_cell
from tenor.onboarding.rows import Fault

MAX_SHOWN = 20
"""Rows that an error lists; all of them stand in the file."""


class Rejects:
    """The bad rows of one list; used as a context manager, it closes the file.

    Attributes:
        path: where the file is written once there is a first row for it.
        count: rows so far.
    """

    def __init__(self, listed: Path, columns: Sequence[str]) -> None:
        self.path = listed.with_name(f"{listed.stem}.rejects.csv")
        self.count = 0
        self._listed, self._columns = listed, columns
        self._first: list[tuple[str, Fault]] = []
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, line: int, cells: Sequence[str], faults: Sequence[Fault]) -> None:
        """Write down a row and what is wrong with it; raises SetupError where the file cannot be written."""
        if self.count < MAX_SHOWN:
            self._first += [(f"{self._listed}:{line}", fault) for fault in faults]
        self.count += 1
        problem = "; ".join(f"line {line}: {fault.what}. {fault.remedy}" for fault in faults)
        try:
            self._write([*cells, *[""] * (len(self._columns) - len(cells)), problem])
        except OSError as exc:
            reason = (exc.strerror or type(exc).__name__).lower()
            raise SetupError(str(self.path), f"the rejects cannot be written: {reason}", "Mend that first") from exc

    def refusal(self) -> InputError:
        """One error for all the rows: the first ones, how many there are, and where all of them stand."""
        (where, first), *others = self._first
        text = first.remedy + "".join(f".\n{place}: {fault.what}. {fault.remedy}" for place, fault in others)
        count = f"{self.count:,} rows are" if self.count > 1 else "1 row is"
        text += f".\n{self._listed}: {count} not in order and nothing was sent. All of them stand in {self.path.name}"
        return InputError(where, first.what, f"{text}; correct them, or onboard the others with --accept-good-rows")

    def flush(self) -> None:
        """Bring what was written to the disk, so that it can be read while the work goes on."""
        if self._file is not None:
            self._file.flush()

    def _write(self, cells: Sequence[str]) -> None:
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8", newline="")
            self._write([*self._columns, "problem"])
        csv.writer(self._file, lineterminator="\n").writerow([escape_cell(cell) for cell in cells])
