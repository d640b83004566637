"""The tables of what a holder was paid: coupons, tax kept back, principal and the totals. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tenor.reports.formats import DASH, day_text, decimal_text
from tenor.reports.holder_coupons import CouponLine
from tenor.reports.holder_tables import Marks
from tenor.reports.holder_view import AccountView
from tenor.reports.paper import Column, PaperTable

_KINDS = {
    "interest": Column("Interest", 52, is_number=True),
    "default_interest": Column("Default interest", 46, is_number=True),
    "instalment": Column("Principal", 56, is_number=True),
    "premium": Column("Premium", 46, is_number=True),
}
"""What a coupon may owe, in the order of the columns; the first stands always, the others where there is any."""


def coupon_table(view: AccountView, marks: Marks, currency: str, *, taxed: bool) -> PaperTable:
    """Interest, default interest and instalments: due, tax kept back, paid, open."""
    kinds = [name for name in _KINDS if name == "interest" or view.owed(name)]
    called, lapsed = any(line.called for line in view.coupons), bool(view.of_coupons("lapsed"))
    sums = [*(("tax",) if taxed else ()), "paid", *(("lapsed",) if lapsed else ()), "open"]
    titles = {"tax": "Tax withheld", "paid": "Net paid", "lapsed": "Lapsed", "open": "Claim open"}
    columns = (
        Column("No.", 18, is_number=True),
        Column("Record date", 44),
        Column("Payable", 44),
        Column("Units", 30, is_number=True),
        Column("Rate, %", 26, is_number=True),
        *(_KINDS[name] for name in kinds),
        *((Column("Part called", 30),) if called else ()),
        *(Column(titles[name], 58 if name == "paid" else 48, is_number=True) for name in sums),
        Column("Paid on", 44),
        Column("Tx", 22),
    )
    rows = [
        (
            *_head(line),
            *(decimal_text(getattr(line.owes, name)) for name in kinds),
            *((line.called or "",) if called else ()),
            *(decimal_text(getattr(line, name)) for name in sums),
            *_tail(line, marks),
        )
        for line in view.coupons
    ]
    if rows:
        owed, paid = (decimal_text(view.owed(name)) for name in kinds), (view.of_coupons(name) for name in sums)
        gap = ("",) if called else ()
        rows.append(("", "Total", "", "", "", *owed, *gap, *(decimal_text(each) for each in paid), "", ""))
    title = f"Interest{' and instalments' if 'instalment' in kinds else ''}, in {currency}"
    return PaperTable(title, columns, tuple(rows), frozenset({len(rows) - 1}), "No coupon was payable in the period.")


def _head(line: CouponLine) -> tuple[str, ...]:
    dates = (day_text(line.record_date.isoformat()), day_text(line.pay_date.isoformat()))
    return (str(line.number), *dates, decimal_text(line.units), line.rate or DASH)


def _tail(line: CouponLine, marks: Marks) -> tuple[str, str]:
    days = dict.fromkeys(day_text(part["date"]) for part in line.parts)
    waits = "lapsed" if line.lapsed and not line.open else "open" if line.due else "not due yet"
    return ", ".join(days) or waits, ", ".join(dict.fromkeys(marks[part["intent"]] for part in line.parts))


def tax_table(view: AccountView, marks: Marks, data: Mapping[str, Any]) -> PaperTable | None:
    """Tax of the period payment by payment: what on, at which rate, on which ground, for whom; None without any."""
    taxed, currency = view.taxed, data["terms"]["currency"]
    rows = [
        (line.number, part, Decimal(part["tax"]))
        for line in view.coupons
        for part in line.parts
        if Decimal(part["tax"])
    ]
    if taxed is None or not rows:
        return None
    columns = (
        Column("Coupon", 9, is_number=True),
        Column("Withheld on", 13),
        Column("Interest before tax", 16, is_number=True),
        Column("Rate, %", 8, is_number=True),
        Column("Holder taxed by", 15),
        Column("Authority", 24),
        Column("Tax withheld", 13, is_number=True),
        Column("Remitted on", 13),
        Column("Tx", 6),
    )
    cells = [
        (
            str(number),
            day_text(part["date"]),
            decimal_text(_interest_in(view, number, part)),
            taxed["percent"],
            f"{taxed['of']} {taxed['basis']}",
            taxed["authority"] or DASH,
            decimal_text(tax),
            remitted_on(data, taxed["kept_as"], part["date"]) or "not yet",
            marks[part["intent"]],
        )
        for number, part, tax in rows
    ]
    return PaperTable(f"Tax withheld, in {currency}", columns, tuple(cells))


def _interest_in(view: AccountView, number: int, part: Mapping[str, Any]) -> Decimal:
    """Interest before tax in a payment."""
    line = next(each for each in view.coupons if each.number == number)
    return line.owes.of(Decimal(part["amount"]) + Decimal(part["tax"])).taxed


def remitted_on(data: Mapping[str, Any], kept_as: str, day: str) -> str | None:
    """The day by which the tax of a country, or of classes, that was withheld up to a day was remitted, in words."""
    withheld = sum(
        (
            Decimal(part["tax"])
            for account in data["accounts"]
            if account["taxed"] is not None and account["taxed"]["kept_as"] == kept_as
            for receipt in account["receipts"]
            for part in receipt["parts"]
            if part["date"] <= day
        ),
        Decimal(0),
    )
    remitted = Decimal(0)
    for row in data["tax"]["remittances"]:
        remitted += Decimal(row["amount"]) if row["tax_of"] == kept_as else 0
        if row["tax_of"] == kept_as and remitted >= withheld:
            return day_text(row["date"])
    return None


def principal_table(view: AccountView, marks: Marks, currency: str) -> PaperTable:
    """Principal repaid for units cancelled, with the premium of its price and the interest accrued of puts."""
    titles = {"principal": "Principal", "premium": "Premium or discount", "interest": "Interest accrued", "tax": "Tax"}
    shown = [name for name in ("premium", "interest", "tax") if any(Decimal(row[name]) for row in view.repayments)]
    parts = ["principal", *shown] if shown else []
    columns = (
        Column("Date", 12),
        Column("What", 24 if parts else 34),
        Column("Units", 9 if parts else 12, is_number=True),
        Column("Price of a unit" if parts else "A unit", 15 if parts else 18, is_number=True),
        *(Column(titles[name], 17, is_number=True) for name in parts),
        Column("Paid", 18, is_number=True),
        Column("Tx", 6),
    )
    rows = [
        (
            day_text(row["date"]),
            _repaid(row),
            decimal_text(row["units"]),
            decimal_text((Decimal(row["principal"]) + Decimal(row["premium"])) / row["units"]),
            *(decimal_text(row[name]) for name in parts),
            decimal_text(row["amount"]),
            marks[row["intent"]],
        )
        for row in view.repayments
    ]
    return PaperTable(f"Principal, in {currency}", columns, tuple(rows), empty="No units were redeemed in the period.")


def _repaid(row: Mapping[str, Any]) -> str:
    """What a payment of principal is; after acceleration there is no maturity any more."""
    if row.get("put"):
        return "Put, units repaid"
    if "recovery" in row:
        return "Recovery on the claim" if row["recovery"] else "Rest of the claim, units redeemed"
    return "Redemption" if "put" in row else "Redemption at maturity"


def total_table(view: AccountView, currency: str, *, bears: bool) -> PaperTable:
    """What the period came to, each kind of money by itself; interest of a bond that bears none is left out."""
    accelerated = any("recovery" in row for row in view.repayments)
    tax = view.of_coupons("tax") + view.repaid("tax", put=True)
    principal = "Recoveries and rest of the claim" if accelerated else "Principal at redemption"
    sums = (
        ("Interest on coupons, before tax", view.received_as("interest"), bears),
        ("Default interest, before tax", view.received_as("default_interest"), False),
        ("Interest accrued on units put, before tax", view.repaid("interest", put=True), False),
        ("Tax withheld", -tax, bears),
        ("Principal paid with coupons", view.received_as("instalment"), False),
        (_premium("on parts called", view.received_as("premium")), view.received_as("premium"), False),
        ("Principal of units put", view.repaid("principal", put=True), False),
        (_premium("on units put", view.repaid("premium", put=True)), view.repaid("premium", put=True), False),
        (principal, view.repaid("principal", put=False), True),
        (_premium("at redemption", view.repaid("premium", put=False)), view.repaid("premium", put=False), False),
    )
    lines = [(name, decimal_text(amount)) for name, amount, always in sums if always or amount]
    lines.append(("Received in the period", decimal_text(view.received)))
    columns = (Column("", 80), Column(currency, 20, is_number=True))
    return PaperTable("Totals of the period", columns, tuple(lines), frozenset({len(lines) - 1}), together=True)


def _premium(where: str, amount: Decimal) -> str:
    return f"{'Discount' if amount < 0 else 'Premium'} {where}"
