"""The statement of one holder as a `Paper`: every figure of its account in words and tables. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from tenor.reports.formats import day_text, decimal_text, frequency_text, money_text
from tenor.reports.holder_notes import notes_of, warning_of
from tenor.reports.holder_payments import coupon_table, principal_table, tax_table, total_table
from tenor.reports.holder_tables import lapse_table, movement_table, put_table, transaction_table
from tenor.reports.holder_view import AccountView, local_date, transactions_of
from tenor.reports.paper import Facts, Paper
from tenor.schedule.model import Schedule

_REFERENCE_DIGITS = 12


def holder_paper(
    data: Mapping[str, Any], holder: Mapping[str, Any], view: AccountView, schedule: Schedule, name: str | None = None
) -> Paper:
    """The statement; its reference ends in a digest of all that it says, so that equal ones have one reference.

    Args:
        data: of the report.
        holder: its account of the holder.
        view: the holder's account over the period.
        schedule: of the bond.
        name: of the holder, where the sender knows it; the register holds none.
    """
    terms, currency = data["terms"], data["terms"]["currency"]
    sent = transactions_of(view, data["run"]["transactions"])
    marks = {intent: f"T{number}" for number, (intent, _) in enumerate(sent, start=1)}
    taxed, bears = data["tax"] is not None, terms["frequency"] is not None
    tables = (
        movement_table(view, marks, data["trades"], currency),
        coupon_table(view, marks, currency, taxed=taxed) if bears else None,
        tax_table(view, marks, data) if taxed else None,
        principal_table(view, marks, currency),
        put_table(view, marks),
        lapse_table(view, marks, currency),
        total_table(view, currency, bears=bears),
        transaction_table(sent, marks),
    )
    paper = Paper(
        issuer=terms["issuer"],
        title="Statement of holdings and payments",
        subtitle=terms["name"],
        reference="",
        warning=warning_of(data),
        account=_account(holder, view, name),
        bond=_bond(terms),
        register=_register(data, view),
        figures=_figures(view, currency),
        tables=tuple(table for table in tables if table is not None),
        notes=notes_of(data, view, schedule),
    )
    reference = f"{terms['issue_id']} / {holder['holder']} / {view.span.last:%Y%m%d} / {_digest(paper)}"
    return replace(paper, reference=reference)


def _digest(paper: Paper) -> str:
    """Of everything that a paper says, and of nothing that it looks like."""
    cells = [[table.title, table.rows] for table in paper.tables]
    facts = [paper.account, paper.bond, paper.register, paper.figures]
    text = json.dumps([paper.issuer, paper.title, paper.subtitle, paper.warning, facts, cells, paper.notes])
    return hashlib.sha256(text.encode()).hexdigest()[:_REFERENCE_DIGITS].upper()


def _account(holder: Mapping[str, Any], view: AccountView, name: str | None) -> Facts:
    known = [
        ("Account holder", name),
        ("Account", holder["holder"]),
        ("Held with", holder["custodian"]),
        ("Wallet", holder["wallet"]),
        *_taxed(view.taxed),
        ("Period", f"{day_text(view.span.first.isoformat())} to {day_text(view.span.last.isoformat())}"),
    ]
    return tuple((label, text) for label, text in known if text)


def _taxed(taxed: Mapping[str, Any] | None) -> Facts:
    if taxed is None:
        return ()
    return (
        ("Tax on interest", f"{taxed['percent']}%, by {taxed['of']}: {taxed['basis']}"),
        *((("Tax goes to", taxed["authority"]),) if taxed["authority"] else ()),
    )


def _bond(terms: Mapping[str, Any]) -> Facts:
    pays = f", {frequency_text(terms['frequency'])}, {terms['day_count']}" if terms["frequency"] else ""
    return (
        ("Issue", terms["issue_id"]),
        ("ISIN", terms["isin"] or "none"),
        ("Currency", terms["currency"]),
        ("One unit", money_text(terms["unit_face"], terms["currency"])),
        ("Coupon", f"{terms['rate']}{pays}"),
        ("Issue date", day_text(terms["issue_date"])),
        ("Maturity", day_text(terms["maturity_date"])),
    )


def _register(data: Mapping[str, Any], view: AccountView) -> Facts:
    parties = {party["role"]: party["party"] for party in data["parties"]}
    zone, last = ZoneInfo(data["terms"]["timezone"]), view.span.last
    sent = data["run"]["transactions"]
    block = max((each["block"] for each in sent if local_date(each["timestamp"], zone) <= last), default=None)
    return (
        ("Registrar", parties["registrar"]),
        ("Paying agent", parties["paying_agent"]),
        ("Register", next(each["address"] for each in data["contracts"] if each["name"] == "Bond")),
        ("Chain", f"{data['run']['chain_id']} ({data['run']['network']})"),
        ("As of block", "none" if block is None else decimal_text(block)),
        ("Terms, hash", data["terms"]["document_hash"]),
    )


def _figures(view: AccountView, currency: str) -> Facts:
    accrual = view.accrual
    return (
        ("Opening holding", _holding(view.opening)),
        ("Closing holding", _holding(view.closing)),
        ("Closing principal", money_text(view.closing_principal, currency)),
        ("Received in the period", money_text(view.received, currency)),
        ("Claims due and open", money_text(view.open, currency)),
        *(
            (("Accrued interest", accrual.reason if accrual.amount is None else money_text(accrual.amount, currency)),)
            if accrual is not None
            else ()
        ),
    )


def _holding(units: int) -> str:
    return f"{decimal_text(units)} unit{'' if units == 1 else 's'}"
