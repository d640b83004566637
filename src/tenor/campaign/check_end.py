"""Rules on an early end whose coupon is fixed only after it: when it can be paid, and what it then bears."""

from __future__ import annotations

from collections.abc import Iterator

from tenor.campaign.events import ending_of
from tenor.campaign.model import Campaign
from tenor.campaign.moments import computed_at, funded_at
from tenor.deployment.bond_issue import day_of
from tenor.files.problems import Problem


def check_end(campaign: Campaign) -> Iterator[Problem]:
    """Problems of when an early end is paid, as places in the events file."""
    ending, last, terms = ending_of(campaign.events), campaign.schedule.periods[-1], campaign.terms
    funded = funded_at(campaign, last)
    if ending is None or funded is None or not campaign.schedule.coupons:
        return
    place, computed = ("events", campaign.events.index(ending), "end"), computed_at(campaign, last)
    day = day_of(terms, int(funded.timestamp()))
    if funded < computed:
        what = f"coupon {last.number}, cut at the end, is fixed at {computed:%Y-%m-%dT%H:%M}, and paid before"
        yield Problem(place, what, "Let it be paid on a later day")
    elif last.overdue is None and terms.default is not None and day > day_of(terms, last.pay_time):
        what = f"coupon {last.number}, cut at the end, is fixed only on {day}, and bears default interest until then"
        yield Problem(place, what, f"Add an event payment-missed for it, paid on the day after {day}")
