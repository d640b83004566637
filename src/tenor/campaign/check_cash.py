"""Rules on cash: fundings of known accounts while the cash token lives, nobody short, nobody's eligibility lapsed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tenor.campaign.model import Campaign
from tenor.campaign.projection import project_cash
from tenor.files.problems import Problem
from tenor.files.table import closest
from tenor.parties import Role
from tenor.units import Money


def check_fundings(campaign: Campaign) -> Iterator[Problem]:
    """Problems of the fundings file: an unknown account, a moment before onboarding or after the end."""
    known = {Role.PAYING_AGENT.value, *(investor.id for investor in campaign.investors)}
    times = campaign.timetable
    for row, funding in enumerate(campaign.fundings):
        if funding.account not in known:
            what = f"account '{funding.account}' of {funding.reference} is neither an investor nor paying_agent"
            yield Problem((row,), what, closest(funding.account, known))
        if not times.onboarding < funding.at < times.cash_redemption:
            what = (
                f"{funding.reference} comes at {funding.at:%Y-%m-%dT%H:%M}, not between onboarding"
                f" ({times.onboarding:%Y-%m-%dT%H:%M}) and cash redemption ({times.cash_redemption:%Y-%m-%dT%H:%M})"
            )
            yield Problem((row,), what, "Write a moment between the two")


def check_cash(campaign: Campaign) -> Iterator[Problem]:
    """Every account that would be short, when and by how much, as problems of the fundings file."""
    currency = campaign.terms.currency
    for shortage in project_cash(campaign).shortages:
        due, payer = shortage.movement, shortage.movement.payer
        missing, held = (Money(amount, currency) for amount in (shortage.missing, shortage.held))
        what = (
            f"{payer} is short of {missing} at {due.at:%Y-%m-%dT%H:%M}: {due.event} {due.reference}"
            f" takes {Money(due.amount, currency)} and {payer} holds {held}"
        )
        yield Problem((), what, f"Fund {payer} with {missing} more before then")


def check_eligibility(campaign: Campaign) -> Iterator[Problem]:
    """Investors whose eligibility ends before the last day on which they receive units or cash."""
    last: dict[str, datetime] = {investor.id: campaign.timetable.onboarding for investor in campaign.investors}
    received = [(movement.payee, movement.at) for movement in project_cash(campaign).movements]
    received += [(trade.buyer, campaign.timetable.settles(trade)) for trade in campaign.trades]
    for receiver, at in received:
        if receiver in last:
            last[receiver] = max(last[receiver], at)
    for row, investor in enumerate(campaign.investors):
        day = last[investor.id].date()
        if investor.valid_until < day:
            what = f"investor {investor.id} is eligible until {investor.valid_until} and receives on {day}"
            yield Problem((row,), what, f"Write {day} or later, or take the investor out")
