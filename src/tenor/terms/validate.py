"""Rules between the fields of a term sheet; pure. Rules that need a calendar are kept where the schedule is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from tenor.files.problems import Problem
from tenor.terms.rules import named_once
from tenor.terms.sheet import TermSheet
from tenor.terms.validate_coupon import check_coupon
from tenor.terms.validate_options import check_options
from tenor.terms.validate_principal import amounts_of_principal, check_principal
from tenor.terms.vocabulary import ProvenanceStatus
from tenor.units import MINOR_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from tenor.files.source import FieldPath


MOST_MINIMUM_UNITS = 2**32 - 1  # what `BondTerms.minUnits` can say


def check_terms(sheet: TermSheet) -> tuple[Problem, ...]:
    """Every rule that the sheet breaks; empty if it is in order."""
    amounts = tuple(_whole_minor_units(sheet))
    if amounts:  # the rules below count in minor units
        return amounts
    own = (_denominations, _dates, _interest_start, _price, _calendars, _record, _provenance)
    rules = (*own, check_coupon, check_principal, check_options)
    return tuple(problem for rule in rules for problem in rule(sheet))


def _whole_minor_units(sheet: TermSheet) -> Iterator[Problem]:
    digits = MINOR_DIGITS[sheet.currency]
    amounts: list[tuple[FieldPath, Decimal]] = [
        (("size",), sheet.size),
        (("unit",), sheet.unit),
        (("minimum_denomination",), sheet.minimum_denomination),
        *amounts_of_principal(sheet),
    ]
    for place, amount in amounts:
        if amount.scaleb(digits) % 1:
            what = f"{place[-1]} {amount} is not a whole number of {sheet.currency} minor units"
            yield Problem(place, what, f"Write at most {digits} decimals")


def _denominations(sheet: TermSheet) -> Iterator[Problem]:
    for name, amount in (("size", sheet.size), ("minimum_denomination", sheet.minimum_denomination)):
        if amount % sheet.unit:
            what = f"{name} {amount} is not a multiple of the unit {sheet.unit}"
            yield Problem((name,), what, f"Write a multiple of {sheet.unit}, or another unit")
    if sheet.minimum_denomination / sheet.unit > MOST_MINIMUM_UNITS:
        what = f"minimum_denomination {sheet.minimum_denomination} is more than {MOST_MINIMUM_UNITS:,} units"
        yield Problem(("minimum_denomination",), what, "Write a larger unit or a smaller denomination")
    if sheet.minimum_denomination > sheet.size:
        what = f"minimum_denomination {sheet.minimum_denomination} is more than the size {sheet.size}"
        yield Problem(("minimum_denomination",), what, "Write a smaller denomination")


def _dates(sheet: TermSheet) -> Iterator[Problem]:
    if sheet.pricing_date > sheet.issue_date:
        what = f"pricing_date {sheet.pricing_date} is after issue_date {sheet.issue_date}"
        yield Problem(("pricing_date",), what, "Write a pricing date on or before the issue date")
    if sheet.issue_date >= sheet.maturity_date:
        what = f"maturity_date {sheet.maturity_date} is not after issue_date {sheet.issue_date}"
        yield Problem(("maturity_date",), what, "Write a maturity date after the issue date")


def _interest_start(sheet: TermSheet) -> Iterator[Problem]:
    start = sheet.interest_start
    if start < sheet.issue_date:  # buyers would owe the interest accrued by then, and allotments do not ask for it
        what = f"interest_start_date {start} is before issue_date {sheet.issue_date}"
        yield Problem(("interest_start_date",), what, "Write the issue date or a later day")
    if sheet.issue_date < sheet.maturity_date <= start:
        what = f"interest_start_date {start} is not before maturity_date {sheet.maturity_date}"
        yield Problem(("interest_start_date",), what, "Write a day before the maturity date")


def _price(sheet: TermSheet) -> Iterator[Problem]:
    if sheet.issue_price_percent == 0:
        remedy = "Write the percentage of principal that buyers pay, e.g. 100"
        yield Problem(("issue_price_percent",), "issue_price_percent is zero", remedy)


def _calendars(sheet: TermSheet) -> Iterator[Problem]:
    yield from named_once(("business_days", "calendars"), sheet.business_days.calendars)


def _record(sheet: TermSheet) -> Iterator[Problem]:
    if sheet.record.business_days_before == 0 and sheet.record.time >= sheet.payment_time:
        what = f"record.time {sheet.record.time:%H:%M} is not before payment_time {sheet.payment_time:%H:%M} that day"
        yield Problem(("record", "time"), what, "Write an earlier record time, or an earlier record date")

    lag, ex_lag = sheet.record.business_days_before, sheet.record.ex_business_days_before
    if ex_lag is not None and ex_lag < lag:
        what = f"the ex-date, {ex_lag} business days before payment, is after the record date, {lag} before it"
        yield Problem(("record", "ex_business_days_before"), what, f"Write {lag} or more")


def _provenance(sheet: TermSheet) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, note in enumerate(sheet.provenance):
        place = ("provenance", index, "field")
        if not _is_field(sheet, note.field):
            yield Problem(place, f"{note.field} is not a field of the term sheet", "Write it dotted: coupon.frequency")
        if note.field in seen:
            yield Problem(place, f"{note.field} has two provenance entries", "Keep one entry for each field")
        if note.source is None and note.status in {ProvenanceStatus.CONFIRMED, ProvenanceStatus.PRESS}:
            what = f"{note.field} is said to be {note.status} without a source"
            yield Problem(("provenance", index, "status"), what, "Add 'source:', or write inferred or illustrative")
        seen.add(note.field)


def _is_field(sheet: TermSheet, name: str) -> bool:
    place: object = sheet
    for part in name.split("."):
        if not isinstance(place, BaseModel) or part not in type(place).model_fields:
            return False
        place = getattr(place, part)
    return True
