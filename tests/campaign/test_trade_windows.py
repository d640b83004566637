"""A trade that was planned before a record time does not settle after it; registers are those of the record second."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tenor.campaign.actors import cast_of
from tenor.campaign.model import Campaign
from tenor.campaign.plan import open_desk
from tenor.campaign.steps import record_name, steps
from tenor.campaign.trading import trades
from tenor.schedule.model import Period
from tenor.settlement.trade import Trade
from tests.campaigns import small_campaign, trade

RECORD_DATE = date(2023, 6, 15)  # of the first coupon; its record time is 17:00


def traded_on(day: date, at: time = time(11)) -> Campaign:
    """A campaign with one secondary trade."""
    campaign = small_campaign(trades=[trade("SEC-1", ("INV-A", "INV-B"), 20, day)])
    return replace(campaign, timetable=replace(campaign.timetable, secondary_settlement=at))


def planned(campaign: Campaign) -> tuple[Trade, Period]:
    """The secondary trade as it will be signed, and the first coupon."""
    (found,) = trades(open_desk(campaign, cast_of(campaign)))["secondary"]
    first = campaign.schedule.periods[0]
    assert first.record_date == RECORD_DATE
    return found, first


@pytest.mark.requirement("PLAN-5", "PLAN-6")
def test_trades__settles_on_a_record_date__is_good_until_the_record_time() -> None:
    found, first = planned(traded_on(RECORD_DATE))
    assert found.settle_by == first.record_time


@pytest.mark.requirement("PLAN-5", "PLAN-6")
@pytest.mark.parametrize(("day", "at"), [(RECORD_DATE - timedelta(days=1), time(11)), (RECORD_DATE, time(18))])
def test_trades__no_record_time_follows_that_day__is_good_until_midnight(day: date, at: time) -> None:
    campaign = traded_on(day, at)
    found, first = planned(campaign)
    assert found.settle_by == found.settle_from + 86_399
    assert found.settle_by > first.record_time or day < first.record_date
    assert found.settle_from <= campaign.timetable.settles(campaign.trades[0]).timestamp() <= found.settle_by


@pytest.mark.requirement("PLAN-6")
def test_trades__issue_settles_on_a_record_date__is_good_until_the_record_time() -> None:
    campaign = small_campaign(trades=())
    record = replace(campaign.schedule.periods[0], record_time=int(campaign.timetable.settlement.timestamp()) + 60)
    schedule = replace(campaign.schedule, periods=(record, *campaign.schedule.periods[1:]))
    desk = open_desk(replace(campaign, schedule=schedule), cast_of(campaign))
    assert {each.settle_by for each in trades(desk)["primary"]} == {record.record_time}


@pytest.mark.requirement("LIFE-4", "PLAN-2")
def test_steps__record_dates__are_kept_once_the_record_second_is_over_and_as_of_it() -> None:
    campaign = small_campaign()
    kept = {step.register: step for step in steps(open_desk(campaign, cast_of(campaign))) if step.register}
    for period in campaign.schedule.periods:
        step = kept[record_name(period)]
        assert (step.at, step.as_of) == (period.record_time + 1, period.record_time)
