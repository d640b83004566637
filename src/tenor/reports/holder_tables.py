"""The tables of a holder's statement: units, coupons, principal, totals and the transactions behind them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tenor.reports.formats import DASH, day_text, decimal_text, moment_text, signed_text
from tenor.reports.holder_view import AccountView, CouponLine
from tenor.reports.paper import Column, PaperTable

Marks = Mapping[str, str]
"""Intent -> the mark under which its transaction is listed."""


def movement_table(view: AccountView, marks: Marks, trades: Iterable[Mapping[str, Any]], currency: str) -> PaperTable:
    """Units that came and went, from the opening to the closing holding."""
    paid = {trade["reference"]: decimal_text(trade["consideration"]) for trade in trades}
    opening = (day_text(view.span.first.isoformat()), "Opening holding", "", "", decimal_text(view.opening), "", "")
    closing = (day_text(view.span.last.isoformat()), "Closing holding", "", "", decimal_text(view.closing), "", "")
    rows = [
        (
            day_text(row["date"]),
            _what(row),
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


def _what(row: Mapping[str, Any]) -> str:
    if row["counterparty"] is None:
        return "Units created" if row["units"] > 0 else "Redemption, units cancelled"
    came = row["units"] > 0
    if row["trade"] is None:
        return "Received" if came else "Delivered"
    return f"{row['trade']}, {'received' if came else 'delivered'}"


def coupon_table(view: AccountView, marks: Marks, currency: str) -> PaperTable:
    """Interest, and instalments where the bond has them: due, kept back, paid, open."""
    repays = any(line.instalment for line in view.coupons)
    columns = (
        Column("No.", 18, is_number=True),
        Column("Record date", 44),
        Column("Payable", 44),
        Column("Units", 32, is_number=True),
        Column("Rate, %", 30, is_number=True),
        Column("Interest", 55, is_number=True),
        *((Column("Instalment", 58, is_number=True),) if repays else ()),
        Column("Tax withheld", 44, is_number=True),
        Column("Net paid", 60, is_number=True),
        Column("Claim open", 50, is_number=True),
        Column("Paid on", 44),
        Column("Tx", 24),
    )
    rows = [_coupon_row(line, marks, repays=repays) for line in view.coupons]
    if rows:
        names = ("interest", "instalment", "tax", "paid", "open") if repays else ("interest", "tax", "paid", "open")
        rows.append(("", "Total", "", "", "", *(decimal_text(view.of_coupons(name)) for name in names), "", ""))
    title = f"Interest{' and instalments' if repays else ''}, in {currency}"
    empty = "No coupon was payable in the period."
    return PaperTable(title, columns, tuple(rows), frozenset({len(rows) - 1}), empty)


def _coupon_row(line: CouponLine, marks: Marks, *, repays: bool) -> tuple[str, ...]:
    days = list(dict.fromkeys(day_text(part["date"]) for part in line.parts))
    return (
        str(line.number),
        day_text(line.record_date.isoformat()),
        day_text(line.pay_date.isoformat()),
        decimal_text(line.units),
        line.rate or DASH,
        decimal_text(line.interest),
        *((decimal_text(line.instalment),) if repays else ()),
        decimal_text(line.tax),
        decimal_text(line.paid),
        decimal_text(line.open),
        ", ".join(days) or ("open" if line.due else "not due yet"),
        ", ".join(dict.fromkeys(marks[part["intent"]] for part in line.parts)),
    )


def principal_table(view: AccountView, marks: Marks, currency: str) -> PaperTable:
    """Principal repaid for units cancelled."""
    columns = (
        Column("Date", 12),
        Column("What", 34),
        Column("Units", 12, is_number=True),
        Column("A unit", 18, is_number=True),
        Column("Paid", 18, is_number=True),
        Column("Tx", 6),
    )
    rows = [
        (
            day_text(row["date"]),
            _repaid(row),
            decimal_text(row["units"]),
            decimal_text(Decimal(row["amount"]) / row["units"]),
            decimal_text(row["amount"]),
            marks[row["intent"]],
        )
        for row in view.repayments
    ]
    return PaperTable(f"Principal, in {currency}", columns, tuple(rows), empty="No units were redeemed in the period.")


def _repaid(row: Mapping[str, Any]) -> str:
    """What a payment of principal is; after acceleration there is no maturity any more."""
    if row.get("put"):
        return "Put, principal with interest accrued"
    if "recovery" in row:
        return "Recovery on the claim" if row["recovery"] else "Rest of the claim, units redeemed"
    return "Redemption" if "put" in row else "Redemption at maturity"


def total_table(view: AccountView, currency: str) -> PaperTable:
    """What the period came to."""
    tax = view.of_coupons("tax")
    lines = [
        ("Coupon payments before tax", decimal_text(view.of_coupons("paid") + tax)),
        ("Tax withheld", signed_text(-tax) if tax else decimal_text(tax)),
        (_repayments(view), decimal_text(view.redeemed)),
        ("Received in the period", decimal_text(view.received)),
    ]
    columns = (Column("", 80), Column(currency, 20, is_number=True))
    return PaperTable("Totals of the period", columns, tuple(lines), frozenset({len(lines) - 1}))


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
