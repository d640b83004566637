"""Rules on secondary trades: their parties, their dates, and the register walked through all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tenor.campaign.events import PutsPaid, of_kind
from tenor.campaign.model import Campaign, SecondaryTrade
from tenor.campaign.projection import repaid_puts, trades_in_order
from tenor.files.problems import Problem
from tenor.files.table import closest
from tenor.schedule.calendars import calendar_of
from tenor.units import timestamp

PRIMARY = "PRI-"
"""What references of primary trades start with; the order id follows."""


def check_trades(campaign: Campaign) -> Iterator[Problem]:
    """Problems of the secondary trades, as places in the campaign file."""
    seen: set[str] = set()
    for index, trade in enumerate(campaign.trades):
        if trade.reference.casefold() in seen:
            yield _problem(
                index, "reference", f"trade '{trade.reference}' stands twice", "Keep one, or rename the other"
            )
        seen.add(trade.reference.casefold())
        if trade.reference.startswith(PRIMARY):
            what = f"reference '{trade.reference}' starts with {PRIMARY}, as the trades of the primary settlement do"
            yield _problem(index, "reference", what, "Write another one, e.g. SEC-001")
        yield from _check_sides(campaign, index, trade)
        yield from _check_dates(campaign, index, trade)
    yield from _check_holdings(campaign)


def _check_sides(campaign: Campaign, index: int, trade: SecondaryTrade) -> Iterator[Problem]:
    known = {investor.id for investor in campaign.investors}
    for side, name in (("seller", trade.seller), ("buyer", trade.buyer)):
        if name not in known:
            what = f"{side} '{name}' of trade {trade.reference} is not on the investor list"
            yield _problem(index, side, what, closest(name, known))
    if trade.seller == trade.buyer:
        what = f"{trade.seller} is both seller and buyer of trade {trade.reference}"
        yield _problem(index, "buyer", what, "Name two investors")


def _check_dates(campaign: Campaign, index: int, trade: SecondaryTrade) -> Iterator[Problem]:
    terms, times, day = campaign.terms, campaign.timetable, trade.settlement_date
    place = "settlement_date"
    if not terms.pricing_date <= trade.trade_date <= day:
        what = f"trade_date {trade.trade_date} is not between the pricing date {terms.pricing_date} and {place} {day}"
        yield _problem(index, "trade_date", what, "Correct one of the dates")
    end = campaign.schedule.redemption.paid_on or campaign.timetable.cash_redemption.date()
    if times.settles(trade) <= times.settlement or day >= end:
        what = f"{place} {day} of trade {trade.reference} is not after the issue and before the redemption on {end}"
        yield _problem(index, place, what, "Write a business day of the bond's life")
        return
    if not calendar_of(terms).is_business_day(day):
        what = f"{place} {day} of trade {trade.reference} is not a business day of {', '.join(terms.calendars)}"
        yield _problem(index, place, what, "Write a business day")
    moment = timestamp(day, times.secondary_settlement, times.timezone)
    for period in campaign.schedule.coupons:
        if moment == period.record_time:
            what = f"trade {trade.reference} settles at the very record time of coupon {period.number}"
            yield _problem(
                index, place, what, "Write another day, or another time under timetable.secondary_settlement"
            )


def _check_holdings(campaign: Campaign) -> Iterator[Problem]:
    """Walk the register: each seller has the units, and every holding stays none or the minimum."""
    units: defaultdict[str, int] = defaultdict(int)
    for allotment in campaign.allotments:
        units[allotment.investor] += allotment.units
    least, puts = campaign.terms.min_units, list(of_kind(campaign.events, PutsPaid))
    for trade in trades_in_order(campaign):
        index = campaign.trades.index(trade)
        while puts and puts[0].at <= campaign.timetable.settles(trade):
            for holder, repaid in repaid_puts(campaign, puts.pop(0)).items():
                units[holder] -= repaid
        if units[trade.seller] < trade.units:
            what = f"{trade.seller} sells {trade.units} units in {trade.reference} and holds {units[trade.seller]} then"
            yield _problem(index, "units", what, "Sell at most what the seller holds on that day")
            continue
        units[trade.seller] -= trade.units
        units[trade.buyer] += trade.units
        for side in (trade.seller, trade.buyer):
            if 0 < units[side] < least:
                what = f"trade {trade.reference} leaves {side} with {units[side]} units, below the minimum of {least}"
                yield _problem(
                    index, "units", what, "Trade units so that each side holds none, or the minimum and more"
                )


def _problem(index: int, field: str, what: str, remedy: str) -> Problem:
    return Problem(("secondary_trades", index, field), what, remedy)
