"""Renders the report as one self-contained HTML page: styles, scripts and charting library stand inside it.

The page asks the network for nothing, and its content security policy forbids it to. Import this module only to
write a report: it loads the template engine.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tenor.campaign.trading import CONVENTIONAL
from tenor.reports.chart_holders import ROWS_SHOWN
from tenor.reports.charts import build_figures
from tenor.reports.formats import zone_text
from tenor.reports.promises import LATER
from tenor.reports.templating import render
from tenor.reports.view import (
    PROVENANCES,
    count_notes,
    coupon_sums,
    holdings_by_holder,
    join_events,
    judge,
    provenance_marks,
    total,
    view_registers,
    view_statements,
)
from tenor.reports.view_tax import taxed_coupons, unsettled

if TYPE_CHECKING:
    from collections.abc import Mapping


COLUMNS_ON_PAPER = 6  # more coupons or registers than this do not fit the width of an A4 page side by side
CONTENTS = (
    ("summary", "Summary"),
    ("life", "Life of the bond"),
    ("cash", "Cash flows"),
    ("payments", "Coupons and redemption"),
    ("prices", "Prices and yields"),
    ("tax", "Tax on interest"),
    ("trouble", "Default and recovery"),
    ("options", "Calls and puts"),
    ("registers", "Holders at each date"),
    ("statements", "Holder statements"),
    ("allotment", "Allotment"),
    ("trades", "Trades"),
    ("reconciliation", "Reconciliation"),
    ("events", "Timeline of events"),
    ("gas", "Gas"),
    ("contracts", "Contracts and roles"),
    ("provenance", "Provenance"),
)
"""The sections of the page, by anchor and title, in order; `SOMETIMES` those only where there is any."""


SOMETIMES = frozenset({"tax", "trouble", "options"})


def render_html(data: Mapping[str, Any]) -> str:
    """The report of one campaign as one HTML page; equal data gives equal bytes.

    Args:
        data: the report's data, shape ``tenor-report/1``.

    Raises:
        jinja2.UndefinedError, KeyError, TypeError: the data lacks something that the page shows; nothing stays blank.
    """
    return render("report.html.j2", data, _context(data))


def _context(data: Mapping[str, Any]) -> dict[str, Any]:
    registers = view_registers(data)
    statements = view_statements(data)
    compared = [view for view in registers if view.units]
    return {
        "contents": [section for section in CONTENTS if section[0] not in SOMETIMES or data.get(section[0])],
        "trouble": data.get("trouble"),
        "options": data.get("options"),
        "put": {each["holder"]: each["put"] for each in data["holders"] if "put" in each},
        "recovered": {each["holder"]: each["recovered"] for each in data["holders"] if "recovered" in each},
        "columns_on_paper": COLUMNS_ON_PAPER,
        "currency": data["terms"]["currency"],
        "figures": build_figures(data),
        "chart_rows": ROWS_SHOWN,
        "verdict": judge(data["reconciliation"]),
        "events": join_events(data),
        "zone": zone_text(entry["at"] for entry in data["timeline"]),
        "register_views": registers,
        "registers_compared": compared,
        "holdings": holdings_by_holder(compared),
        "statements": statements,
        "coupon_paid": coupon_sums(statements),
        "primary": [trade for trade in data["trades"] if trade["kind"] == "primary"],
        "conventional": [trade for trade in data["trades"] if trade["rail"] == CONVENTIONAL],
        "secondary": [trade for trade in data["trades"] if trade["kind"] == "secondary"],
        "instalments": Decimal(data["redemption"]["instalments"]),
        "repaying": {coupon["number"] for coupon in data["coupons"] if Decimal(coupon["instalments"])},
        "known_later": any(LATER in row.values() for row in data["promised"]),
        "by_holding": data["tax"] is not None or total(data["coupons"], "returned") > 0,
        "unsettled": unsettled(data["coupons"]),
        **_taxed(data),
        "rates_vary": len({coupon["rate_percent"] for coupon in data["coupons"]}) > 1,
        "discount": Decimal(data["terms"]["size"]) - total(data["allotments"], "amount"),
        "gas": sum(transaction["gas"] for transaction in data["run"]["transactions"]),
        "marks": provenance_marks(data["notes"]),
        "note_counts": count_notes(data["notes"]),
        "provenances": PROVENANCES,
    }


def _taxed(data: Mapping[str, Any]) -> dict[str, Any]:
    rows = taxed_coupons(data) if data["tax"] else []
    sums = {part: sum((Decimal(getattr(row, part)) for row in rows), Decimal(0)) for part in ("gross", "tax", "net")}
    return {"taxed_coupons": rows, "tax_sums": sums}
