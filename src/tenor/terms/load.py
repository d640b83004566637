"""A term sheet file to `Terms`."""

from __future__ import annotations

from pathlib import Path

from tenor.files.document import Document, read_document
from tenor.files.problems import Problem
from tenor.terms.convert import to_terms
from tenor.terms.holidays import HolidayTable, read_holidays
from tenor.terms.sheet import TermSheet
from tenor.terms.terms import Terms
from tenor.terms.validate import check_terms


def load_terms(path: Path) -> Terms:
    """The terms of a term sheet file, checked field by field and between fields; `InputError` as in `read_document`.

    `Terms.document_hash` is the SHA-256 of the very bytes that were read. Holiday files are read from the sheet's
    folder.
    """
    document = read_document(path, TermSheet)
    if problems := check_terms(document.value):
        raise document.refusal(problems)
    tables = _read_tables(document, path.parent)
    return to_terms(document.value, f"0x{document.source.sha256}", document.source, tables)


def _read_tables(document: Document[TermSheet], folder: Path) -> tuple[HolidayTable, ...]:
    names = document.value.business_days.holiday_files
    tables = tuple(read_holidays(folder / name) for name in names)
    if problems := tuple(check_tables(document.value, tables)):
        raise document.refusal(problems)
    return tables


def check_tables(sheet: TermSheet, tables: tuple[HolidayTable, ...]) -> list[Problem]:
    """A problem for each holiday file of a calendar that the sheet does not name."""
    known = {*sheet.business_days.calendars, *_fixing_calendars(sheet)}
    problems = []
    for index, table in enumerate(tables):
        if table.calendar not in known:
            what = f"this file carries on the calendar {table.calendar}, which the sheet does not name"
            place = ("business_days", "holiday_files", index)
            problems.append(Problem(place, what, "Name the calendar, or remove the file"))
    return problems


def _fixing_calendars(sheet: TermSheet) -> tuple[str, ...]:
    return getattr(getattr(sheet.coupon, "fixing", None), "calendars", None) or ()
