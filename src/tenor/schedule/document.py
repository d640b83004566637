"""The schedule as a plain document, from Python and for the command line (docs/terms.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from tenor.errors import InputError
from tenor.files.document import read_document
from tenor.files.problems import explain, refusal
from tenor.files.source import Source, given_source
from tenor.schedule.build import build_schedule
from tenor.schedule.calendars import fixing_calendar_of
from tenor.schedule.model import Period, Schedule
from tenor.schedule.observations import Observations, ObservationsFile, check_observations, to_observations
from tenor.schedule.rates import Span, compounded_days
from tenor.terms.convert import to_terms
from tenor.terms.holidays import HolidayFile, HolidayTable, check_holidays, read_holidays, to_table
from tenor.terms.load import check_tables
from tenor.terms.sheet import TermSheet
from tenor.terms.terms import Terms
from tenor.terms.validate import check_terms
from tenor.terms.vocabulary import Rounding
from tenor.units import MINOR_DIGITS, Money, percent_text, utc

SCHEMA = "tenor-schedule/1"

_EXTRA_DIGITS = 12  # of interest that is not rounded on a unit
_NO_HASH = "0x" + "00" * 32
_SAYS_NOTHING_OF_MONEY = {
    "issue_id": "unnamed",
    "name": "unnamed",
    "symbol": "unnamed",
    "isin": None,
    "issuer": "unnamed",
    "governing_law": "unnamed",
    "issue_price_percent": "100",
    "payment_time": "09:00",
    "timezone": "UTC",
}
_BLOCKS: dict[str, dict[str, object]] = {
    "business_days": {"calendars": [], "roll": "none", "accrual": "unadjusted"},
    "record": {"business_days_before": 1, "time": "17:00"},
}

M = TypeVar("M", bound=BaseModel)


def schedule_of(terms: Mapping[str, Any], observations: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The schedule document of terms that are given as a plain mapping.

    Args:
        terms: the fields of a term sheet; what says nothing of dates or money may be left out. Entries of
            `business_days.holiday_files` are names of files, or their contents as mappings.
        observations: what was observed since the issue: `coupons`, `daily`, `kpi`.

    Raises:
        InputError: the terms or observations are not in order; the text names every field concerned.
    """
    issue = terms_of(terms)
    given = _observations({} if observations is None else observations, issue)
    return schedule_document(observed_schedule(issue, given))


def terms_of(fields: Mapping[str, Any]) -> Terms:
    """Terms of a mapping, with defaults for what says nothing of dates or money; `InputError` as in `schedule_of`."""
    given, files = _with_defaults(fields)
    source = given_source("terms", given)
    sheet = _validated(given, source, TermSheet)
    tables = tuple(_table(entry) for entry in files)
    if problems := (*check_terms(sheet), *check_tables(sheet, tables)):
        raise refusal(source, problems)
    return to_terms(sheet, _NO_HASH, source, tables)


def observed_schedule(terms: Terms, given: tuple[ObservationsFile, Source]) -> Schedule:
    """The schedule with what was observed; `InputError` where an observation fits no coupon, or is out of bounds."""
    file, source = given
    plain = build_schedule(terms)
    days = _compounded_days(plain) if file.daily else set[date]()
    if problems := tuple(check_observations(file, terms, len(plain.periods), days)):
        raise refusal(source, problems)
    observed = to_observations(file, terms)
    return plain if observed == Observations() else build_schedule(terms, observed)


def _compounded_days(schedule: Schedule) -> set[date]:
    spans = (Span(each.number, each.notional_start, each.accrual_start, each.accrual_end) for each in schedule.periods)
    return compounded_days(schedule.terms, spans, fixing_calendar_of(schedule.terms))


def schedule_document(schedule: Schedule) -> dict[str, Any]:
    """The schedule in strings, whole numbers and nulls, ready for JSON."""
    terms = schedule.terms
    return {
        "schema": SCHEMA,
        "issue_id": terms.issue_id,
        "currency": terms.currency,
        "size": _money(terms.size, terms),
        "unit": _money(terms.unit_face, terms),
        "units": terms.units,
        "periods": [_period(schedule, period) for period in schedule.periods],
    }


def _with_defaults(fields: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """The fields with what was left out, and the entries of holiday files."""
    if not isinstance(fields, Mapping):
        raise InputError(
            "terms", f"this is of the type {type(fields).__name__}, not a mapping", "Give the fields by their names"
        )
    given: dict[str, Any] = {
        **_SAYS_NOTHING_OF_MONEY,
        "pricing_date": fields.get("issue_date", date(2000, 1, 1)),
        "minimum_denomination": fields.get("unit", "1"),
        **_BLOCKS,
        **fields,
    }
    for name, defaults in _BLOCKS.items():
        if isinstance(given[name], Mapping):
            given[name] = {**defaults, **given[name]}
    days = given["business_days"]
    files = days.pop("holiday_files", ()) if isinstance(days, dict) else ()
    return given, tuple(files) if isinstance(files, list | tuple) else (files,)


def _table(entry: object) -> HolidayTable:
    if isinstance(entry, str):
        return read_holidays(Path(entry))
    source = given_source("holiday file", entry if isinstance(entry, Mapping) else {})
    file = _validated(entry, source, HolidayFile)
    if problems := tuple(check_holidays(file)):
        raise refusal(source, problems)
    return to_table(file)


def read_observations(path: Path | None, terms: Terms) -> tuple[ObservationsFile, Source]:
    """The observations of a YAML file, none without one; `InputError` as in `read_document`."""
    if path is None:
        return _observations({}, terms)
    document = read_document(path, ObservationsFile)
    return document.value, document.source


def _observations(given: Mapping[str, Any], terms: Terms) -> tuple[ObservationsFile, Source]:
    source = given_source(f"observations of {terms.issue_id}", given if isinstance(given, Mapping) else {})
    return _validated(given, source, ObservationsFile), source


def _validated(given: object, source: Source, model: type[M]) -> M:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise refusal(source, explain(error, source, model)) from None


def _period(schedule: Schedule, period: Period) -> dict[str, Any]:
    terms = schedule.terms
    principal = None if period.principal_per_unit is None else schedule.principal_total(period)
    interest = None if period.interest_per_unit is None else schedule.interest_total(period)
    fraction = period.year_fraction
    return {
        "number": period.number,
        "accrual_start": period.accrual_start.isoformat(),
        "accrual_end": period.accrual_end.isoformat(),
        "days": period.days,
        "year_fraction": {"numerator": fraction.numerator, "denominator": fraction.denominator},
        "fixing_date": _day(period.fixing_date),
        "ex_date": _day(period.ex_date),
        "record_date": period.record_date.isoformat(),
        "record_time": utc(period.record_time).astimezone(ZoneInfo(terms.timezone)).isoformat(),
        "pay_date": period.pay_date.isoformat(),
        "rate_percent": None if period.rate is None else percent_text(period.rate),
        "outstanding_per_unit": _money(period.outstanding_per_unit, terms),
        "interest_per_unit": _interest(period, terms),
        "principal_per_unit": _money(period.principal_per_unit, terms),
        "interest_total": _money(interest, terms),
        "principal_total": _money(principal, terms),
        "total": None if interest is None or principal is None else _money(interest + principal, terms),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _interest(period: Period, terms: Terms) -> str | None:
    """Interest on one unit: whole minor units, or so many more digits where it is not rounded on a unit."""
    if terms.rounding is not Rounding.PER_HOLDING_DOWN or period.interest_exact is None:
        return _money(period.interest_per_unit, terms)
    cut = int(period.interest_exact * 10**_EXTRA_DIGITS)
    digits = MINOR_DIGITS[terms.currency] + _EXTRA_DIGITS
    whole, rest = divmod(cut, 10**digits)
    return f"{whole}.{rest:0{digits}}"


def _money(minor: int | None, terms: Terms) -> str | None:
    return None if minor is None else str(Money(minor, terms.currency).amount)
