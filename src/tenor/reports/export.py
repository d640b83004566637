"""Writes the report of a campaign: one HTML page, the same data as JSON, and tables as CSV."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import asdict, dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from tenor.errors import InputError
from tenor.files.cells import escape_cell
from tenor.reports.view import join_events, view_statements
from tenor.reports.view_tax import tax_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

EVENT_COLUMNS = ("at", "stage", "what", "actor", "intent", "tx", "block", "gas", "timestamp")
CASH_COLUMNS = ("date", "kind", "label", "minted", "redeemed", "moved", "outstanding")


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Where the files of one report stand."""

    html: Path
    json: Path
    events: Path
    holders: Path
    cash: Path


def report_files(out: Path) -> ReportFiles:
    """Where the report of a folder stands."""
    return ReportFiles(
        *(out / name for name in ("report.html", "report.json", "events.csv", "holders.csv", "cash.csv"))
    )


def check_writable(out: Path) -> None:
    """Raise InputError for a folder that is none or cannot be written; nothing is created."""
    there = next(path for path in (out, *out.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        what = "this is not a folder" if not there.is_dir() else "this folder cannot be written"
        raise InputError(str(there), what, "Name another folder with --out")


def remove_report(out: Path) -> None:
    """Remove the report of an earlier run, so that it cannot be taken for one of a run that fails."""
    for path in asdict(report_files(out)).values():
        path.unlink(missing_ok=True)


def write_report(data: Mapping[str, Any], out: Path) -> ReportFiles:
    """Write the report of one campaign into a folder, which is created if it is missing.

    Everything is rendered before anything is written, and each file replaces its predecessor in one step: a report
    that fails leaves the one before it untouched.

    Args:
        data: the report's data, shape ``tenor-report/1``; all money as decimal strings.
        out: the folder.

    Raises:
        InputError: the folder cannot be made or written.
    """
    from tenor.reports.html import render_html  # noqa: PLC0415 - the template engine loads only when a report is written

    files = report_files(out)
    texts: dict[Path, str | bytes] = {
        files.json: render_json(data),
        files.events: render_csv(EVENT_COLUMNS, join_events(data)),
        files.holders: render_holders(data),
        files.cash: render_csv(CASH_COLUMNS, data["cash_flows"]),
        files.html: render_html(data),
    }
    write_files(texts, out, "the report")
    return files


def write_files(contents: Mapping[Path, str | bytes], out: Path, what: str) -> None:
    """Write files of a folder, all or none of them; InputError where the folder cannot be made or written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        _replace_files(contents)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        remedy = "name a folder that can be written, on a disk with space left"
        raise InputError(str(out), f"{what} cannot be written ({reason})", remedy) from error


def render_json(data: Mapping[str, Any]) -> str:
    """The data as JSON with sorted keys, so that equal data gives equal bytes.

    Raises:
        TypeError: an amount is a float; only the clock time under ``run`` may be one.
    """
    _refuse_floats({key: value for key, value in data.items() if key != "run"}, "")
    return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def render_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV under a header; what is ``None`` is an empty cell, what a spreadsheet would run is quoted."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([escape_cell(row[column]) for column in columns] for row in rows)
    return text.getvalue()


def render_holders(data: Mapping[str, Any]) -> str:
    """The holder statements as CSV, one column per coupon; a holder without that coupon has an empty cell.

    Where tax is kept back each coupon has two columns more, before tax and the tax, and the last one is as paid. After
    acceleration a column says what was recovered, and one what puts repaid where there were any.
    """
    coupons = [f"coupon_{coupon['number']}" for coupon in data["coupons"]]
    parts = ("gross", "tax") if data["tax"] else ()
    columns = [name for coupon in coupons for name in (*(f"{coupon}_{part}" for part in parts), coupon)]
    rows = [
        {
            **dict.fromkeys(columns),
            **asdict(statement),
            **dict(zip(coupons, statement.coupons, strict=True)),
            **taxed,
            "equal": "no" if statement.difference else "yes",
        }
        for statement, taxed in zip(view_statements(data), tax_columns(data), strict=True)
    ]
    more = [name for name in ("recovered", "put") if any(name in each for each in data["holders"])]
    told = [row | {name: each[name] for name in more} for row, each in zip(rows, data["holders"], strict=True)]
    columns += ["principal", *more, "total", "expected", "equal"]
    return render_csv(("holder", "wallet", "units", *columns), told)


def _refuse_floats(value: object, path: str) -> None:
    if isinstance(value, float):
        raise TypeError(f"report data at {path}: {value!r} is a float; amounts are decimal strings")
    if isinstance(value, dict):
        for key, child in value.items():
            _refuse_floats(child, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list | tuple):
        for index, child in enumerate(value):
            _refuse_floats(child, f"{path}[{index}]")


def _replace_files(contents: Mapping[Path, str | bytes]) -> None:
    """Everything goes to temporary files first; only when each is complete do they take their names."""
    temporary = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in contents}
    try:
        for path, content in contents.items():
            temporary[path].write_bytes(content if isinstance(content, bytes) else content.encode())
        for path, complete in temporary.items():
            complete.replace(path)
    finally:
        for leftover in temporary.values():
            leftover.unlink(missing_ok=True)
