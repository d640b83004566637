"""Rules on puts that the register and the payments show: who puts how much, and when it can be repaid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tenor.campaign.events import PutNoticed, PutsPaid
from tenor.campaign.fixings import fixings_of, known_by
from tenor.campaign.model import Campaign
from tenor.campaign.moments import funded_at
from tenor.campaign.options_course import running
from tenor.campaign.projection import holdings_at
from tenor.deployment.bond_issue import day_of
from tenor.files.problems import Problem
from tenor.files.table import closest
from tenor.schedule.model import Period

_Found = tuple[str, str, str]
"""Field, what is wrong with it, and the remedy."""


def check_puts(campaign: Campaign) -> Iterator[Problem]:
    """Problems of notices and repayments of puts, as places in the events file."""
    notices: dict[str, tuple[date, int]] = {}  # by holder: the day, and the units put for it
    for index, event in enumerate(campaign.events):
        found: Iterator[_Found] = iter(())
        if isinstance(event, PutNoticed):
            found = _noticed(campaign, notices, event)
        elif isinstance(event, PutsPaid):
            found = _paid(campaign, event)
            notices = {holder: put for holder, put in notices.items() if put[0] != event.on}
        for name, what, remedy in found:
            yield Problem(("events", index, name), what, remedy)


def _noticed(campaign: Campaign, notices: dict[str, tuple[date, int]], event: PutNoticed) -> Iterator[_Found]:
    known = {investor.id for investor in campaign.investors}
    if event.by not in known:
        yield "by", f"'{event.by}' is not on the investor list", closest(event.by, known)
        return
    day, units = notices.get(event.by, (event.on, 0))
    if day != event.on:
        if day >= day_of(campaign.terms, int(event.at.timestamp())):
            yield "on", f"{event.by} has put units for {day}, which has not passed", "Give notice after that day"
        units = 0
    held = holdings_at(campaign, event.at).get(event.by, 0)
    if not 0 < units + event.units <= held:
        yield "units", f"{event.by} would put {units + event.units} units and holds {held} then", "Write fewer"
    notices[event.by] = (event.on, units + event.units)


def _paid(campaign: Campaign, event: PutsPaid) -> Iterator[_Found]:
    schedule = campaign.schedule.promised
    recorded = [period for period in schedule.coupons if period.record_time < int(event.at.timestamp())]
    waiting = [period.number for period in recorded if not _is_paid(campaign, period, event.at)]
    if waiting:
        yield "at", f"coupon {waiting[0]} is recorded by then and not paid", "Write a moment after its payment"
    elif recorded and day_of(campaign.terms, recorded[-1].record_time) > event.on:
        what = f"coupon {recorded[-1].number} was recorded after {event.on}: puts are repaid before"
        yield "at", what, "Write an earlier moment"
    period = running(schedule, int(event.at.timestamp()))
    if period is not None and schedule.coupons and not _is_known(campaign, period, event):
        yield "at", f"the rate of coupon {period.number} is not fixed by then", "Write a later moment"


def _is_paid(campaign: Campaign, period: Period, moment: datetime) -> bool:
    """Whether a coupon is funded, and its payment time has come."""
    funded = funded_at(campaign, period)
    return funded is not None and funded < moment and period.pay_time < int(moment.timestamp())


def _is_known(campaign: Campaign, period: Period, event: PutsPaid) -> bool:
    """Whether what has accrued by the day of a put is known, and what its principal is repaid at."""
    if event.on <= period.accrual_start and campaign.terms.inflation is None:
        return True
    schedule, settlement = campaign.schedule.promised, campaign.timetable.settlement
    fixings = fixings_of(schedule, campaign.observations.targets, settlement)
    return known_by(fixings, schedule, period, int(event.at.timestamp())) is period
