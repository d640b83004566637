"""Options that several commands of `tenor trade` have."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tenor.files.table import Table
    from tenor.schedule.calendars import BusinessCalendar
    from tenor.settlement.due import Due
    from tenor.settlement.instruction import Instruction
    from tenor.settlement.matching import Matching


class ToleranceName(StrEnum):
    """How far the amounts of two instructions may differ."""

    EXACT = "exact"
    T2S = "t2s"


Instructions = Annotated[
    Path, typer.Argument(metavar="FILE", help="CSV of both parties' instructions as they arrived; `day` writes one")
]
AmountTolerance = Annotated[
    ToleranceName, typer.Option("--tolerance", help="how far amounts may differ: not, or in EUR as in T2S")
]
By = Annotated[
    datetime | None,
    typer.Option("--by", formats=["%Y-%m-%d"], help="only what is to settle by this day; needed if days differ"),
]
Most = Annotated[int, typer.Option("--show", min=0, help="most lines of each table; CSV and JSON have all")]

SHOWN = 20


def matching_of(file: Path, tolerance: ToleranceName) -> tuple[Table[Instruction], Matching]:
    """The instructions of a file, and what of them matches."""
    from tenor.settlement.instruction_file import read_instructions  # noqa: PLC0415 -- keeps every command's start fast
    from tenor.settlement.matching import match  # noqa: PLC0415
    from tenor.settlement.tolerance import EXACT, T2S  # noqa: PLC0415

    table = read_instructions(file)
    return table, match(table.rows, T2S if tolerance is ToleranceName.T2S else EXACT)


def due_of(file: Path, tolerance: ToleranceName, by: datetime | None) -> tuple[Due, int]:
    """The matched trades of a file that are to settle by a day, and how many instructions are unmatched."""
    from tenor.settlement.due import due_by  # noqa: PLC0415 -- as above

    _, matching = matching_of(file, tolerance)
    day: date | None = None if by is None else by.date()
    return due_by(matching.trades, day), len(matching.unmatched)


def calendar_of(names: str) -> BusinessCalendar:
    """The business days on which all calendars named, with commas between, are open."""
    from tenor.schedule.calendars import BusinessCalendar  # noqa: PLC0415 -- as above
    from tenor.terms.vocabulary import CalendarName  # noqa: PLC0415

    known = tuple(CalendarName)
    given = names.split(",") if names else []
    if unknown := [name for name in given if name not in known]:
        raise typer.BadParameter(f"{unknown[0]!r} is not one of {', '.join(known)}", param_hint="--calendars")
    return BusinessCalendar([CalendarName(name) for name in given], "--calendars")
