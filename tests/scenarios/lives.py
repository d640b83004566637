"""Lives with events that scenarios make by hand, without files: checked as files are, carried out, told by a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain as chained
from typing import Any

from tenor.campaign import events
from tenor.campaign.check_cash import check_cash
from tenor.campaign.check_dates import check_timetable
from tenor.campaign.check_end import check_end
from tenor.campaign.check_events import check_events
from tenor.campaign.check_observed import check_observed
from tenor.campaign.check_options import check_options
from tenor.campaign.check_payments import check_payments
from tenor.campaign.check_puts import check_puts
from tenor.campaign.course import lived_schedule
from tenor.campaign.fixings import fixings_of
from tenor.campaign.model import Campaign, Funding, SecondaryTrade
from tenor.campaign.options_course import with_options
from tenor.campaign.projection import with_units
from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.chain.journal import Journal
from tenor.files.problems import Problem
from tenor.parties import Role
from tenor.reports.data import build_report
from tenor.reports.html import render_html
from tenor.reports.rebuild import Rebuilt, rebuild
from tenor.schedule.document import terms_of
from tenor.schedule.observations import Observations
from tests.bonds import fields
from tests.campaigns import ALLOTTED, NOTHING_SEEN, ZONE, small_campaign
from tests.scenarios.notes import Twin
from tests.twin.bond_life import BondLife

NOBODY: Mapping[str, str] = {}


def with_events(campaign: Campaign, *happened: events.Event) -> Campaign:
    """A campaign with events, its agent funded with plenty; the end is ten days after the last of them."""
    times = campaign.timetable
    last = [times.cash_redemption, *(each.at for each in happened if not isinstance(each, events.Missed))]
    last += [
        times.moment(each.paid, times.coupon_payment) for each in events.of_kind(happened, events.Missed) if each.paid
    ]
    end = max(last) + timedelta(days=10)
    plenty = Funding("F-PLENTY", Role.PAYING_AGENT.value, 2 * campaign.terms.size, times.proceeds)
    return with_units(
        replace(
            campaign,
            schedule=lived_schedule(campaign.schedule, happened, times, campaign.observations),
            as_promised=campaign.schedule,
            events=happened,
            fundings=(*campaign.fundings, plenty),
            timetable=replace(times, cash_redemption=end),
            investors=tuple(replace(each, valid_until=end.date() + timedelta(days=30)) for each in campaign.investors),
        )
    )


def problems(campaign: Campaign) -> Iterator[Problem]:
    """What loading a campaign with these events would refuse."""
    promised, happened, seen = campaign.promised, campaign.events, campaign.observations
    ended = with_options(promised, happened, seen)
    fixings = fixings_of(ended, seen.targets, campaign.timetable.settlement)
    return chained(
        check_options(promised, happened),
        check_observed(ended, happened),
        check_payments(ended, happened, fixings),
        check_events(campaign),
        check_puts(campaign),
        check_end(campaign),
        check_timetable(campaign),
        check_cash(campaign),
    )


def finished(campaign: Campaign) -> tuple[CampaignRecord, dict[str, Any], Rebuilt]:
    """A campaign carried out on a chain of its own."""
    assert list(problems(campaign)) == []
    with open_chain(campaign, None) as chain:
        record = run_campaign(campaign, chain, Journal(), lambda *_: None)
        contracts = record.desk.deployment.deployment
        report = build_report(chain, record)
        assert render_html(report)
        return record, report, rebuild(chain, contracts.bond, contracts.cash)


def lived(campaign: Campaign) -> tuple[dict[str, Any], Rebuilt]:
    """The report's data of a campaign carried out, and what its events tell."""
    return finished(campaign)[1:]


def sheet_of(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- any field of a term sheet
    """Three years at 5 % half-yearly on units of 1,000, in the time zone of the small campaign."""
    return fields(pricing_date="2024-01-12", timezone=ZONE, **changes)


def campaign_of(
    sheet: Mapping[str, Any], observed: Observations = NOTHING_SEEN, trades: Sequence[SecondaryTrade] = ()
) -> Campaign:
    """A campaign of a term sheet, allotted as the small one is."""
    terms = replace(terms_of(dict(sheet)), issuer="issuer-1", document_hash="0x" + "5e" * 32)
    return small_campaign(terms, trades=trades, observed=observed)


def twin_of(
    sheet: Mapping[str, Any],
    countries: Mapping[str, str] = NOBODY,
    classes: Mapping[str, str] = NOBODY,
    **seen: dict[str, str],
) -> Twin:
    """The calculator's life of a term sheet, issued, with what was observed; who is taxed by country and class."""
    twin = Twin(BondLife(dict(sheet), countries, classes))
    twin.life.issue(twin.at("2024-01-15T10:00"), ALLOTTED)
    for kind, values in seen.items():
        twin.life.fix(twin.at("2024-01-15T10:00"), kind, values)
    return twin
