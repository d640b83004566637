"""When a campaign funds and pays what is due: at its times of the day of payment, or right after an early end."""

from __future__ import annotations

from datetime import datetime, timedelta

from tenor.campaign.fixings import fixings_of
from tenor.campaign.model import Campaign
from tenor.schedule.model import Period
from tenor.units import utc

_YIELD_AFTER = timedelta(seconds=15)
_COMPUTED_AFTER = timedelta(seconds=30)
_FUNDED_AFTER = timedelta(seconds=30)
_PAID_AFTER = timedelta(seconds=90)


def funded_at(campaign: Campaign, period: Period) -> datetime | None:
    """When a coupon is funded; None where it never is."""
    if period.is_cut and period.overdue is None:
        return computed_at(campaign, period) + _FUNDED_AFTER
    return campaign.timetable.moment(period.paid_on, campaign.timetable.coupon_funding) if period.paid_on else None


def paid_at(campaign: Campaign, period: Period) -> datetime | None:
    """When a coupon is paid; None where it never is."""
    if period.is_cut and period.overdue is None:
        return computed_at(campaign, period) + _PAID_AFTER
    return campaign.timetable.moment(period.paid_on, campaign.timetable.coupon_payment) if period.paid_on else None


def redeemed_at(campaign: Campaign) -> datetime | None:
    """When units are redeemed; None where they never are."""
    schedule = campaign.schedule
    if schedule.redemption.paid_on is None:
        return None
    if schedule.accelerated:
        return _ended(campaign, schedule.redemption.time)
    if schedule.closing is None and schedule.periods[-1].is_cut:
        return paid_at(campaign, schedule.periods[-1])
    return campaign.timetable.moment(schedule.redemption.paid_on, campaign.timetable.coupon_payment)


def yield_fixed_at(end: datetime) -> datetime:
    """When the reference yield of a make-whole is fixed."""
    return end + _YIELD_AFTER


def computed_at(campaign: Campaign, cut: Period) -> datetime:
    """When what is paid at an early end is computed: with the coupon that is cut, if that is fixed later."""
    fixings = fixings_of(campaign.schedule, campaign.observations.targets, campaign.timetable.settlement)
    fixed = max((each.confirmed or 0 for each in fixings), default=0)
    return max(_ended(campaign, cut.pay_time) + _COMPUTED_AFTER, _ended(campaign, fixed))


def _ended(campaign: Campaign, seconds: int) -> datetime:
    return utc(seconds).astimezone(campaign.timetable.genesis.tzinfo)
