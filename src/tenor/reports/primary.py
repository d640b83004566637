"""The primary market in the report: what each order received, and the price that the orders set."""

from __future__ import annotations

from typing import Any

from tenor.allocation.demand import demand_curve
from tenor.allocation.quoting import Quoting
from tenor.campaign.model import Campaign
from tenor.reports.payments import money
from tenor.units import percent_nearest, percent_text


def allotment_rows(campaign: Campaign) -> list[dict[str, Any]]:
    """One row for each order, in the order of the book."""
    return [
        {
            "order": row.order,
            "investor": row.investor,
            "ordered_units": row.ordered_units,
            "units": row.units,
            "price": money(row.price, campaign.terms),
            "amount": money(row.amount, campaign.terms),
            "rule": row.rule.value,
            "refund": money(row.refund, campaign.terms),
        }
        for row in campaign.allotments
    ]


def pricing_section(campaign: Campaign) -> dict[str, Any] | None:
    """Cut-off, average, tail and demand curve, in percent as limits are written; None where orders set no price."""
    pricing = campaign.allocation.pricing
    if pricing is None:
        return None
    curve = demand_curve(campaign.orders, Quoting(campaign.terms, pricing.quote))
    return {
        "method": campaign.allocation.method.value,
        "quote": pricing.quote.value,
        "cut_off_percent": percent_text(pricing.cut_off),
        "average_percent": percent_nearest(pricing.average, 4),
        "tail_percent": percent_nearest(pricing.tail, 4),
        "demand": [
            {"limit_percent": percent_text(point.limit), "units": point.units, "demand": point.demand}
            for point in curve
        ],
    }
