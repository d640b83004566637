"""Cells of a CSV file: what none may hold, whatever it means, and how one is written so that no spreadsheet runs it."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from io import StringIO

MAX_CELL = 200
"""Longest cell read, in characters; identifiers, amounts and times need far fewer."""

# A spreadsheet runs a cell that starts with one of these (the wide ones in East Asian locales).
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 -- the full-width forms are meant
_SIGNED = re.compile(r"[+-]\d+(\.\d+)?", re.ASCII)  # harmless; a column that wants no sign says so itself
_PRINTABLE = re.compile(r"[ -~]*")
_NEGATIVE = re.compile(r"-\d+(\.\d+)?", re.ASCII)  # shown as the number that it is


def cell_fault(cell: str, *, may_be_empty: bool, plain: bool) -> tuple[str, str] | None:
    """What is wrong with a cell, to be read after its column's name, and what to do; the cell is not repeated.

    Args:
        cell: as it stands.
        may_be_empty: whether it may hold nothing.
        plain: whether it holds printable ASCII only, as identifiers and dates do, so that nothing can look like it.
    """
    if not cell and not may_be_empty:
        return "is empty", "Fill the cell"
    if len(cell) > MAX_CELL:
        return f"has {len(cell):,} characters", f"Keep cells under {MAX_CELL} characters"
    if place := _odd_place(cell, plain=plain):
        character = cell[place - 1]
        name = unicodedata.name(character, f"U+{ord(character):04X}")
        why = "only looks like, or is no, plain text" if plain else "is a control or invisible character"
        return f"holds {name} as character {place}, which {why}", "Type the cell anew, in plain letters and digits"
    if cell != cell.strip():
        return "has space around it", "Remove the space"
    if cell.startswith(_FORMULA_STARTS) and not _SIGNED.fullmatch(cell):
        return "is a formula to a spreadsheet", "Write a plain identifier, number or date"
    return None


def escape_cell(value: str | int | None) -> str:
    """A cell that every spreadsheet shows as text or number: a leading apostrophe stops formulas; None is empty."""
    text = "" if value is None else str(value)
    if _NEGATIVE.fullmatch(text) or not (text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)):
        return text
    return f"'{text}"


def switch_cell(*, on: bool) -> str:
    """True or false, in the words that are read."""
    return "true" if on else "false"


def render_cells(columns: Iterable[str], rows: Iterable[Iterable[str | int | None]]) -> str:
    """A CSV file with a heading, each cell escaped."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([escape_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _odd_place(cell: str, *, plain: bool) -> int:
    """Where the first character stands that a cell may not hold, counted from 1; 0 if there is none."""
    if _PRINTABLE.fullmatch(cell):
        return 0
    for place, character in enumerate(cell, start=1):
        if (plain and not _PRINTABLE.fullmatch(character)) or unicodedata.category(character) in {"Cc", "Cf"}:
            return place
    return 0
