"""When a campaign funds and pays what is due: at its times of the day of payment, or right after an early end."""

from __future__ import annotations

from datetime import datetime, timedelta

from tenor.campaign.model import Campaign
from tenor.schedule.model import Period
from tenor.units import utc

_FIXED_AFTER = timedelta(seconds=30)
_FUNDED_AFTER = timedelta(minutes=1)
_PAID_AFTER = timedelta(minutes=2)


def funded_at(campaign: Campaign, period: Period) -> datetime | None:
    """When a coupon is funded; None where it never is."""
    if period.is_cut:
        return _ended(campaign, period.pay_time) + _FUNDED_AFTER
    return campaign.timetable.moment(period.paid_on, campaign.timetable.coupon_funding) if period.paid_on else None


def paid_at(campaign: Campaign, period: Period) -> datetime | None:
    """When a coupon is paid; None where it never is."""
    if period.is_cut:
        return _ended(campaign, period.pay_time) + _PAID_AFTER
    return campaign.timetable.moment(period.paid_on, campaign.timetable.coupon_payment) if period.paid_on else None


def redeemed_at(campaign: Campaign) -> datetime | None:
    """When units are redeemed; None where they never are."""
    schedule = campaign.schedule
    if schedule.redemption.paid_on is None:
        return None
    if schedule.accelerated:
        return _ended(campaign, schedule.redemption.time)
    if schedule.periods[-1].is_cut:
        return paid_at(campaign, schedule.periods[-1])
    return campaign.timetable.moment(schedule.redemption.paid_on, campaign.timetable.coupon_payment)


def fixed_at(campaign: Campaign, period: Period) -> datetime:
    """When a coupon can be computed that is fixed only once it is recorded."""
    return _ended(campaign, period.record_time) + _FIXED_AFTER


def _ended(campaign: Campaign, seconds: int) -> datetime:
    return utc(seconds).astimezone(campaign.timetable.genesis.tzinfo)
