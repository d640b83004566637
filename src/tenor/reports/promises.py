"""What the terms promise as the report's data: the payments by date, and prices against yields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from tenor.campaign.events import Acceleration, DefaultDeclared, Ending, PartCalled
from tenor.campaign.model import Campaign, SecondaryTrade
from tenor.reports.payments import money
from tenor.schedule.build import build_schedule
from tenor.schedule.model import Period, Schedule
from tenor.schedule.price_table import Ladder, deal_of, first_settlement, price_document
from tenor.terms.terms import Terms

AT_ISSUE, LATER, NOT_YET = "at issue", "later", "not yet"
"""When the amount of a payment became known."""

_LADDER = Ladder(step=50, reach=200)


def promised_rows(schedule: Schedule) -> list[dict[str, Any]]:
    """Each payment on all units, and when its amounts became known; one that is not known yet is None."""
    at_issue = build_schedule(schedule.terms)
    rows = []
    for period, before in zip(schedule.periods, at_issue.periods, strict=True):
        row: dict[str, Any] = {"number": period.number, "pay_date": period.pay_date.isoformat()}
        for name, total in (("interest", _interest), ("principal", _principal)):
            amount, promised = total(schedule, period), total(at_issue, before)
            row[name] = None if amount is None else money(amount, schedule.terms)
            row[f"{name}_known"] = NOT_YET if amount is None else AT_ISSUE if amount == promised else LATER
        rows.append(row)
    return rows


def _interest(schedule: Schedule, period: Period) -> int | None:
    return None if period.interest_per_unit is None else schedule.interest_total(period)


def _principal(schedule: Schedule, period: Period) -> int | None:
    return None if period.principal_per_unit is None else schedule.principal_total(period)


def price_tables(schedule: Schedule, trades: Sequence[SecondaryTrade]) -> dict[str, Any]:
    """Prices against yields on the issue date and on each day on which units changed hands, and what trades paid.

    Without tables, but with the reason, where the terms leave payments to what is observed after the issue.
    """
    if reason := _no_price(schedule.terms):
        return {"reason": reason, "issue_yield_percent": None, "settlements": [], "deals": []}
    first, last = first_settlement(schedule), schedule.periods[-1].pay_date
    priced = [each for each in trades if first <= each.settlement_date < last]
    days = sorted({first, *(each.settlement_date for each in priced)})
    document = price_document(schedule, days, _LADDER)
    return {
        "reason": None,
        "issue_yield_percent": document["issue_yield_percent"],
        "settlements": document["settlements"],
        "deals": [_deal(schedule, each) for each in priced],
    }


def as_promised(campaign: Campaign) -> tuple[SecondaryTrade, ...]:
    """The trades that settled while the promised payments still stood: before a default, a call or an acceleration."""
    changes = DefaultDeclared | Acceleration | PartCalled | Ending
    changed = min((each.at.date() for each in campaign.events if isinstance(each, changes)), default=date.max)
    return tuple(trade for trade in campaign.trades if trade.settlement_date < changed)


def _no_price(terms: Terms) -> str | None:
    if terms.floating is not None:
        what = f"Its coupons follow {terms.floating.index}"
    elif terms.inflation is not None:
        what = f"Its payments follow {terms.inflation.index}"
    elif terms.targets:
        what = "Its coupons depend on targets"
    else:
        return None
    return f"{what} and so are known only once that is observed: a price needs every payment, so there is none here."


def _deal(schedule: Schedule, trade: SecondaryTrade) -> dict[str, Any]:
    paid = Fraction(trade.consideration, trade.units)
    deal = deal_of(schedule, trade.settlement_date, paid)
    return {
        "reference": trade.reference,
        "date": trade.settlement_date.isoformat(),
        "clean_percent": deal.clean_percent,
        "accrued_per_unit": money(deal.accrued, schedule.terms),
        "yield_percent": deal.yield_percent,
    }
