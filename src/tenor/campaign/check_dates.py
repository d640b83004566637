"""Rules on the timetable: its steps in their order, and at the times that terms and contracts allow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tenor.campaign.fixings import fixings_of
from tenor.campaign.model import Campaign
from tenor.campaign.moments import funded_at, paid_at, redeemed_at
from tenor.files.problems import Problem
from tenor.units import utc

_ORDER = ("genesis", "deployment", "onboarding", "allotment", "settlement", "proceeds", "cash_redemption")


def check_timetable(campaign: Campaign) -> Iterator[Problem]:
    """Problems of the timetable, as places in the campaign file."""
    for check in (_order, _pricing_and_issue, _coupon_times, _fixed_in_time, _end):
        yield from check(campaign)


def _order(campaign: Campaign) -> Iterator[Problem]:
    for earlier, later in pairwise(_ORDER):
        before, after = (getattr(campaign.timetable, name) for name in (earlier, later))
        if before >= after:
            what = f"timetable.{later} {after:%Y-%m-%dT%H:%M} is not after {earlier} {before:%Y-%m-%dT%H:%M}"
            yield _problem(later, what, f"Write a moment after {earlier}")


def _pricing_and_issue(campaign: Campaign) -> Iterator[Problem]:
    terms, times = campaign.terms, campaign.timetable
    if times.allotment.date() != terms.pricing_date:
        what = f"timetable.allotment {times.allotment.date()} is not the pricing date {terms.pricing_date} of the terms"
        yield _problem("allotment", what, "Write a moment of the pricing date")
    if times.settlement.date() != terms.issue_date:
        what = f"timetable.settlement {times.settlement.date()} is not the issue date {terms.issue_date} of the terms"
        yield _problem("settlement", what, "Write a moment of the issue date")
    elif times.settlement.time() < terms.pay_at:  # the bond refuses to be issued earlier
        what = f"timetable.settlement {times.settlement:%H:%M} is before the payment time {terms.pay_at:%H:%M}"
        yield _problem("settlement", what, f"Write {terms.pay_at:%H:%M} or later")


def _coupon_times(campaign: Campaign) -> Iterator[Problem]:
    terms, times = campaign.terms, campaign.timetable
    if times.coupon_payment < terms.pay_at:
        what = f"timetable.coupon_payment {times.coupon_payment:%H:%M} is before the payment time {terms.pay_at:%H:%M}"
        yield _problem("coupon_payment", what, f"Write {terms.pay_at:%H:%M} or later")
    if times.coupon_funding >= times.coupon_payment:
        what = f"timetable.coupon_funding {times.coupon_funding:%H:%M} is not before coupon_payment"
        yield _problem("coupon_funding", what, f"Write a time before {times.coupon_payment:%H:%M}")
    if terms.record_lag == 0 and times.coupon_funding <= terms.record_at:
        what = f"timetable.coupon_funding {times.coupon_funding:%H:%M} is not after the record time of the same day"
        yield _problem("coupon_funding", what, f"Write a time after {terms.record_at:%H:%M}")


def _fixed_in_time(campaign: Campaign) -> Iterator[Problem]:
    """What is observed must be final when the coupon is funded; an early end waits for it."""
    schedule, times = campaign.schedule, campaign.timetable
    fixings = fixings_of(schedule, campaign.observations.targets, times.settlement)
    for fixing in fixings:
        funded = None if fixing.period.is_cut else funded_at(campaign, fixing.period)
        if funded is None or fixing.confirmed is None or fixing.confirmed < funded.timestamp():
            continue
        final = utc(fixing.confirmed).astimezone(times.genesis.tzinfo)
        what = (
            f"coupon {fixing.period.number} is fixed at {final:%Y-%m-%dT%H:%M}, after it would be funded at"
            f" {funded:%Y-%m-%dT%H:%M}"
        )
        yield _problem("coupon_funding", what, "Write a later time, or fewer challenge hours in the terms")
        return


def _end(campaign: Campaign) -> Iterator[Problem]:
    times, schedule = campaign.timetable, campaign.schedule
    ended = redeemed_at(campaign) or times.moment(schedule.redemption.day, times.coupon_payment)
    last = max([ended, *(paid for each in schedule.coupons if (paid := paid_at(campaign, each)) is not None)])
    if times.cash_redemption <= last:
        what = (
            f"timetable.cash_redemption {times.cash_redemption:%Y-%m-%dT%H:%M} is not after"
            f" the last payment {last:%Y-%m-%dT%H:%M}"
        )
        yield _problem("cash_redemption", what, "Write a moment after the last payment")


def _problem(field: str, what: str, remedy: str) -> Problem:
    return Problem(("timetable", field), what, remedy)
