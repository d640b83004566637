"""A checked campaign in figures, for a person to look over before it runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from tenor.campaign.events import PutsPaid, Recovery, of_kind
from tenor.campaign.model import Campaign
from tenor.campaign.projection import project_cash, project_coupon, project_puts
from tenor.schedule.model import Period
from tenor.servicing.levies import row_key
from tenor.servicing.tax import taxed_word
from tenor.units import Money, percent_nearest, percent_text


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
    yield from _tax(campaign)
    yield "principal", _principal(campaign)
    yield from _events(campaign)
    yield from _allocation(campaign)
    if campaign.conventional_payments:
        outside = _money(campaign, sum(payment.amount for payment in campaign.conventional_payments))
        yield "conventional rails", f"{outside} of it paid outside the chain, in {len(campaign.conventional_payments)}"
    projection = project_cash(campaign)
    yield "secondary trades", f"{len(campaign.trades)}"
    minted, fundings = _money(campaign, projection.minted), len(campaign.fundings)
    yield "cash", f"{minted} minted by {fundings} fundings, nobody short, all of it redeemed at the end"


def _principal(campaign: Campaign) -> str:
    redemption = campaign.schedule.redemption
    total = _money(campaign, (redemption.per_unit + redemption.late) * campaign.schedule.units_of(redemption))
    if redemption.paid_on is None:
        return f"not paid: {total}"
    rest = " for the rest of the accelerated claim" if campaign.schedule.accelerated else ""
    return f"paid {redemption.paid_on}: {total}{rest}"


def _events(campaign: Campaign) -> Iterator[tuple[str, str]]:
    for puts in of_kind(campaign.events, PutsPaid):
        run = project_puts(campaign, puts)
        units, total = sum(run.units.values()), _money(campaign, sum(run.gross.values()))
        yield f"puts of {puts.on}", f"{puts.at.date()}: {units:,} units, {total} with interest accrued"
    for recovery in of_kind(campaign.events, Recovery):
        units = campaign.schedule.units_of(campaign.schedule.redemption)
        total = _money(campaign, recovery.per_unit * units)
        yield "recovery", f"{recovery.at.date()}: {_money(campaign, recovery.per_unit)} a unit, {total} in total"


def _coupon(campaign: Campaign, period: Period) -> str:
    schedule = campaign.schedule
    per_unit = _money(campaign, schedule.coupon_on(period, 1))
    total, drift = (_money(campaign, amount) for amount in (schedule.coupon_total(period), schedule.drift(period)))
    instalment = schedule.instalment(period)
    of_it = f" ({_money(campaign, instalment)} of it principal)" if instalment else ""
    tax = sum(project_coupon(campaign, period).tax.values())
    taxed = f", {_money(campaign, tax)} of it kept back as tax" if tax else ""
    when = "never paid" if period.paid_on is None else f"paid {period.paid_on}"
    return f"{when}: {per_unit} a unit{of_it}, {total} in total{taxed}, drift {drift}"


def _tax(campaign: Campaign) -> Iterator[tuple[str, str]]:
    rows, parties = campaign.terms.withholding, campaign.tax_authorities
    if not rows:
        return
    rates = (f"{taxed_word(*row_key(row))} {percent_text(row.share)} %" for row in rows)
    yield "tax on interest", f"{', '.join(rates)}; nothing of others"
    collected = Counter[int]()
    for period in campaign.schedule.coupons:
        collected.update(project_coupon(campaign, period).collected)
    for puts in of_kind(campaign.events, PutsPaid):
        collected.update(project_puts(campaign, puts).collected)
    for country, party in sorted(parties.items()):
        yield f"tax of {taxed_word(country)}", f"{_money(campaign, collected[country])} over the life, to {party}"


def _allocation(campaign: Campaign) -> Iterator[tuple[str, str]]:
    ordered = sum(order.nominal for order in campaign.orders)
    cover = f"{Decimal(ordered) / campaign.terms.size:.2f} times the issue"
    yield "orders", f"{len(campaign.orders)} of {_money(campaign, ordered)}, {cover}"
    allotted = sum(allotment.units for allotment in campaign.allotments) * campaign.terms.unit_face
    served = campaign.allocation.served
    yield "allotments", f"{_money(campaign, allotted)} to {served} investors, {campaign.allocation.method}"
    if campaign.allocation.refunds:
        yield "refunds", f"{_money(campaign, campaign.allocation.refunds)} of what was paid in advance"
    if pricing := campaign.allocation.pricing:
        what = f"{pricing.quote} {percent_text(pricing.cut_off)} %, average {percent_nearest(pricing.average, 4)} %"
        yield "price set", f"{what}, tail {percent_nearest(pricing.tail, 4)} %"
    countries = len({investor.country for investor in campaign.investors})
    yield "investors", f"{len(campaign.investors)} from {countries} countries"


def _money(campaign: Campaign, amount: int) -> str:
    return str(Money(amount, campaign.terms.currency))
