"""Holiday files: a calendar carried on beyond its published end by dated facts that somebody answers for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from tenor.files.document import read_document
from tenor.files.fields import IsoDate, Line, StrictModel
from tenor.files.problems import Problem
from tenor.terms.vocabulary import CalendarName, ProvenanceStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class HolidayFile(StrictModel):
    """The holidays of one calendar between two days."""

    calendar: CalendarName = Field(description="the calendar that the file carries on")
    first: IsoDate = Field(description="first day that the file covers")
    last: IsoDate = Field(description="last day that the file covers")
    status: ProvenanceStatus = Field(description="how sure the holidays are")
    source: Line = Field(description="document or address they were taken from")
    published: IsoDate = Field(description="date of the source")
    holidays: tuple[IsoDate, ...] = Field(description="the holidays; Saturdays and Sundays may be left out")


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """A holiday file as the calendars take it."""

    calendar: CalendarName
    first: date
    last: date
    status: ProvenanceStatus
    source: str
    published: date
    holidays: frozenset[date]


def check_holidays(file: HolidayFile) -> Iterator[Problem]:
    """What contradicts itself in a holiday file."""
    if file.first > file.last:
        yield Problem(("last",), f"last {file.last} is before first {file.first}", "Write the days that it covers")
    for index, day in enumerate(file.holidays):
        if not file.first <= day <= file.last:
            what = f"holiday {day} is not between first {file.first} and last {file.last}"
            yield Problem(("holidays", index), what, "Remove it, or widen the days that the file covers")


def read_holidays(path: Path) -> HolidayTable:
    """The table of a holiday file; `InputError` as in `read_document`."""
    document = read_document(path, HolidayFile)
    if problems := tuple(check_holidays(document.value)):
        raise document.refusal(problems)
    return to_table(document.value)


def to_table(file: HolidayFile) -> HolidayTable:
    """The table of a file that `check_holidays` found in order."""
    return HolidayTable(
        file.calendar, file.first, file.last, file.status, file.source, file.published, frozenset(file.holidays)
    )
