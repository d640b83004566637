"""A checked campaign in figures, for a person to look over before it runs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tenor.campaign.model import Campaign
from tenor.campaign.projection import project_cash
from tenor.schedule.model import Period
from tenor.units import Money


def summary(campaign: Campaign) -> Iterator[tuple[str, str]]:
    """Label and figures of each line of the summary."""
    terms = campaign.terms
    yield "campaign", f"{campaign.id}: {campaign.title}"
    yield "issue", f"{terms.issue_id}, {terms.name}, ISIN {terms.isin or 'none'}"
    least = _money(campaign, terms.min_units * terms.unit_face)
    yield "size", f"{_money(campaign, terms.size)} in {terms.units:,} units, minimum denomination {least}"
    yield "life", f"priced {terms.pricing_date}, issued {terms.issue_date}, matures {terms.maturity_date}"
    for period in campaign.schedule.coupons:
        yield f"coupon {period.number}", _coupon(campaign, period)
    interest = sum(campaign.schedule.interest_total(period) for period in campaign.schedule.coupons)
    if campaign.schedule.coupons:
        yield "interest over the life", _money(campaign, interest)
    last = campaign.schedule.periods[-1]
    yield "principal", f"paid {last.pay_date}: {_money(campaign, campaign.schedule.principal_total(last))}"
    yield from _allocation(campaign)
    projection = project_cash(campaign)
    yield "secondary trades", f"{len(campaign.trades)}"
    minted, fundings = _money(campaign, projection.minted), len(campaign.fundings)
    yield "cash", f"{minted} minted by {fundings} fundings, nobody short, all of it redeemed at the end"


def _coupon(campaign: Campaign, period: Period) -> str:
    schedule = campaign.schedule
    per_unit = _money(campaign, schedule.coupon_on(period, 1))
    total, drift = (_money(campaign, amount) for amount in (schedule.coupon_total(period), schedule.drift(period)))
    instalment = schedule.instalment(period)
    of_it = f" ({_money(campaign, instalment)} of it principal)" if instalment else ""
    return f"paid {period.pay_date}: {per_unit} a unit{of_it}, {total} in total, drift {drift}"


def _allocation(campaign: Campaign) -> Iterator[tuple[str, str]]:
    ordered = sum(order.nominal for order in campaign.orders)
    cover = f"{Decimal(ordered) / campaign.terms.size:.2f} times the issue"
    yield "orders", f"{len(campaign.orders)} of {_money(campaign, ordered)}, {cover}"
    allotted = sum(allotment.units for allotment in campaign.allotments) * campaign.terms.unit_face
    served = sum(allotment.units > 0 for allotment in campaign.allotments)
    yield "allotments", f"{_money(campaign, allotted)} to {served} investors, {campaign.method}"
    countries = len({investor.country for investor in campaign.investors})
    yield "investors", f"{len(campaign.investors)} from {countries} countries"


def _money(campaign: Campaign, amount: int) -> str:
    return str(Money(amount, campaign.terms.currency))
