"""A wrong plan of calls and puts shows as a failed reconciliation: the bond says what became of the life."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from tenor.campaign import events
from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.chain.connection import Chain
from tenor.chain.journal import Journal
from tenor.reports.rebuild import Rebuilt, rebuild
from tenor.reports.reconcile import reconcile
from tenor.schedule.model import Period, Schedule
from tests.campaigns import ZONE
from tests.scenarios.lives import campaign_of, sheet_of, with_events

Finished = tuple[Chain, CampaignRecord, Rebuilt]
Falsify = Callable[[Schedule], Schedule]
COURSE, PUTS, FUNDING = "Course: plan against the bond's views", "Puts: plan against events", "Funding: schedule"
TERMS = {
    "call": {
        "windows": [{"from": "2024-07-15", "to": "2026-12-15", "price_percent": "101"}], "notice_days": "30",
        "partial": "true",
    },
    "put": {
        "dates": [{"date": "2025-04-10", "price_percent": "99"}], "opens_days_before": "40",
        "closes_days_before": "15",
    },
}  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


@pytest.fixture(scope="module")
def finished() -> Iterator[Finished]:
    """A part called with the second coupon, a put in the third period, all called in the fourth."""
    campaign = with_events(
        campaign_of(sheet_of(**TERMS)),
        events.PartCalled(at("2024-12-02T10:00"), 2, Fraction(1, 4)),
        events.PutNoticed(at("2025-03-05T10:00"), "INV-A", 100, date(2025, 4, 10)),
        events.PutsPaid(at("2025-04-10T11:00"), date(2025, 4, 10)),
        events.CallNoticed(at("2025-08-01T10:00"), at("2025-10-01T10:00")),
    )
    with open_chain(campaign, None) as chain:
        record = run_campaign(campaign, chain, Journal(), lambda *_: None)
        contracts = record.desk.deployment.deployment
        yield chain, record, rebuild(chain, contracts.bond, contracts.cash)


def period(number: int, change: Callable[[Period], Period]) -> Falsify:
    """A plan with one period changed."""

    def falsified(schedule: Schedule) -> Schedule:
        changed = (change(each) if each.number == number else each for each in schedule.periods)
        return replace(schedule, periods=tuple(changed))

    return falsified


CASES: dict[str, tuple[Falsify, set[str], str]] = {
    "a day too many": (
        period(4, lambda each: replace(each, accrual_end=each.accrual_end + timedelta(1))),
        {COURSE},
        "coupon 4, accrual end: plan 20,363, bond 20,362",
    ),
    "a cent too much interest": (
        period(4, lambda each: replace(each, interest_per_unit=each.interest + 1)),
        {COURSE, FUNDING},
        "coupon 4, amount on one unit: plan 793, bond 792",
    ),
    "a cent too much of a part": (
        period(2, lambda each: replace(each, principal_per_unit=each.principal + 1)),
        {COURSE, FUNDING},
        "coupon 2, amount on one unit: plan 27,751, bond 27,750",
    ),
    "a cent too much principal": (
        period(4, lambda each: replace(each, principal_per_unit=each.principal + 1)),
        {COURSE},
        "redemption, on one unit: plan 75,751, bond 75,750",
    ),
    "recorded a second later": (
        period(4, lambda each: replace(each, record_time=each.record_time + 1)),
        {COURSE},
        "coupon 4, record time: plan 1,759,284,001, bond 1,759,284,000",
    ),
    "paid a second later": (
        period(4, lambda each: replace(each, pay_time=each.pay_time + 1)),
        {COURSE},
        "coupon 4, pay time: plan 1,759,284,001, bond 1,759,284,000",
    ),
    "more outstanding when puts are repaid": (
        period(3, lambda each: replace(each, outstanding_per_unit=each.outstanding_per_unit + 1_000)),
        {PUTS},
        "INV-A for 2025-04-10, paid: plan 7,613,700, events 7,513,500",
    ),
    "other units when a coupon is paid": (
        period(4, lambda each: replace(each, units=1_000)),
        {FUNDING},
        "coupon 4: schedule 792,000, events 712,800",
    ),
}


@pytest.mark.requirement("RECON-2")
@pytest.mark.parametrize(("falsify", "checks", "said"), CASES.values(), ids=CASES)
def test_reconcile__plan_of_options_falsified__names_what_the_bond_says_otherwise(
    finished: Finished, falsify: Falsify, checks: set[str], said: str
) -> None:
    found = differing(finished, falsify)
    for name in checks:
        assert any(check.startswith(name) for check in found), (name, found)
    assert said in found.values()


@pytest.mark.requirement("RECON-2")
def test_reconcile__plan_without_the_early_end__names_the_number_of_coupons(finished: Finished) -> None:
    found = differing(finished, lambda _: finished[1].desk.campaign.promised)
    assert found[COURSE].startswith("coupon 2, amount on one unit: plan 2,500, bond 27,")


@pytest.mark.requirement("RECON-1")
def test_reconcile__plan_as_it_was__agrees(finished: Finished) -> None:
    assert differing(finished, lambda schedule: schedule) == {}


def differing(finished: Finished, falsify: Falsify) -> dict[str, str]:
    """The checks that a falsified plan does not pass."""
    chain, record, rebuilt = finished
    campaign = record.desk.campaign
    planned = replace(campaign, schedule=falsify(campaign.schedule))
    checks = reconcile(chain, replace(record, desk=replace(record.desk, campaign=planned)), rebuilt)
    return {check.name: check.difference for check in checks if check.difference is not None}
