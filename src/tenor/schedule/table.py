"""The schedule as rows of text: the columns of the table that is printed and of the CSV file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

COLUMNS = (
    "number",
    "accrual_start",
    "accrual_end",
    "days",
    "year_fraction",
    "fixing_date",
    "ex_date",
    "record_date",
    "pay_date",
    "rate_percent",
    "outstanding_per_unit",
    "interest_per_unit",
    "principal_per_unit",
    "interest_total",
    "principal_total",
    "total",
)
_TOTALLED = ("interest_total", "principal_total", "total")


def rows_of(document: Mapping[str, Any]) -> list[dict[str, str]]:
    """Every period of a schedule document as texts by column; what is not known is empty."""
    return [{name: _cell(period[name]) for name in COLUMNS} for period in document["periods"]]


def totals_of(document: Mapping[str, Any]) -> dict[str, str]:
    """The sums over the life by column; empty where a period of it is not known yet."""
    sums = {name: [period[name] for period in document["periods"]] for name in _TOTALLED}
    return {name: "" if None in amounts else str(sum(map(Decimal, amounts))) for name, amounts in sums.items()}


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{value['numerator']}/{value['denominator']}"
    return "" if value is None else str(value)
