"""The tables of a holder's statement that hold no payment: units, a put to come, lapses, transactions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tenor.reports.formats import DASH, day_text, decimal_text, moment_text, signed_text
from tenor.reports.holder_view import AccountView
from tenor.reports.paper import Column, PaperTable

Marks = Mapping[str, str]
"""Intent -> the mark under which its transaction is listed."""


def movement_table(view: AccountView, marks: Marks, trades: Iterable[Mapping[str, Any]], currency: str) -> PaperTable:
    """Units that came and went, from the opening to the closing holding."""
    paid = {trade["reference"]: decimal_text(trade["consideration"]) for trade in trades}
    ends = {row["intent"]: "Put" for row in view.repayments if row.get("put")}
    ends |= {row["intent"]: "Lapsed unclaimed" for row in view.lapses if row["units"]}
    opening = (day_text(view.span.first.isoformat()), "Opening holding", "", "", decimal_text(view.opening), "", "")
    closing = (day_text(view.span.last.isoformat()), "Closing holding", "", "", decimal_text(view.closing), "", "")
    rows = [
        (
            day_text(row["date"]),
            _what(row, ends),
            row["counterparty"] or DASH,
            signed_text(row["units"]),
            decimal_text(held),
            paid.get(row["trade"], DASH),
            marks[row["intent"]],
        )
        for row, held in view.movements
    ]
    columns = (
        Column("Date", 11),
        Column("What", 25),
        Column("Counterparty", 16),
        Column("Units", 10, is_number=True),
        Column("Holding", 10, is_number=True),
        Column(f"Against payment, {currency}", 18, is_number=True),
        Column("Tx", 6),
    )
    return PaperTable("Holding, in units", columns, (opening, *rows, closing), frozenset({0, len(rows) + 1}))


def _what(row: Mapping[str, Any], ends: Marks) -> str:
    if row["counterparty"] is None:
        return "Units created" if row["units"] > 0 else f"{ends.get(row['intent'], 'Redemption')}, units cancelled"
    came = row["units"] > 0
    if row["trade"] is None:
        return "Received" if came else "Delivered"
    return f"{row['trade']}, {'received' if came else 'delivered'}"


def put_table(view: AccountView, marks: Marks) -> PaperTable | None:
    """The notice of a put that stands at the end of the period; None without one."""
    if view.notice is None:
        return None
    row = view.notice.row
    columns = (
        Column("Notice given", 14),
        Column("Put for", 14),
        Column("Units put", 12, is_number=True),
        Column("Of them held", 12, is_number=True),
        Column("State", 24),
        Column("Tx", 6),
    )
    late = row["day"] < view.span.last.isoformat()
    state = "day passed, not repaid" if late else "stands, binding"
    units = (decimal_text(row["units"]), decimal_text(view.notice.bound))
    cells = (day_text(row["date"]), day_text(row["day"]), *units, state, marks[row["intent"]])
    return PaperTable("Notice of a put, in units", columns, (cells,))


def lapse_table(view: AccountView, marks: Marks, currency: str) -> PaperTable | None:
    """Claims that went back to the issuer in the period; None where none did."""
    if not view.lapses:
        return None
    columns = (
        Column("Date", 14),
        Column("Claim on", 30),
        Column("Units", 12, is_number=True),
        Column("Lapsed", 20, is_number=True),
        Column("Tx", 6),
    )
    rows = tuple(
        (
            day_text(row["date"]),
            row["what"],
            decimal_text(row["units"]) if row["units"] else DASH,
            decimal_text(row["amount"]),
            marks[row["intent"]],
        )
        for row in view.lapses
    )
    return PaperTable(f"Claims that lapsed, unclaimed, in {currency}", columns, rows)


def _repayments(view: AccountView) -> str:
    """What the repayments of a period are, together."""
    put = any(row.get("put") for row in view.repayments)
    if any("recovery" in row for row in view.repayments):
        return f"{'Puts, recoveries' if put else 'Recoveries'} and rest of the claim"
    return "Puts, and principal at redemption" if put else "Principal at redemption"


def transaction_table(sent: Sequence[tuple[str, Mapping[str, Any] | None]], marks: Marks) -> PaperTable:
    """The transactions that the other tables name, whole."""
    columns = (
        Column("Tx", 5),
        Column("Transaction hash", 66),
        Column("Block", 9, is_number=True),
        Column("Time (UTC)", 20),
    )
    rows = [
        (marks[intent], intent, DASH, "sent by others")
        if row is None
        else (marks[intent], row["hash"], decimal_text(row["block"]), moment_text(row["timestamp"]))
        for intent, row in sent
    ]
    return PaperTable("Transactions", columns, tuple(rows), empty="No transaction concerned this account.")
