"""Dates that a bond's code would tell otherwise than the schedule."""

from __future__ import annotations

from tenor.deployment.bond_issue import zone_of
from tenor.errors import InputError
from tenor.schedule.model import Schedule
from tenor.units import epoch_day, timestamp

_MOST_EX_DAYS = 63  # what six bits of a coupon's detail hold


def check_dates(schedule: Schedule) -> None:
    """Refuse dates that a bond's code would tell otherwise than the schedule; `InputError` with the field's line."""
    terms = schedule.terms
    for period in schedule.periods:
        if period.ex_date and (period.pay_date - period.ex_date).days > _MOST_EX_DAYS:
            what = f"the ex-date {period.ex_date} lies more than {_MOST_EX_DAYS} days before the payment on"
            remedy = "Write fewer ex_business_days_before"
            raise InputError(terms.where("record", "ex_business_days_before"), f"{what} {period.pay_date}", remedy)
    ahead = zone_of(terms) * 15 * 60
    moments = [(terms.issue_date, timestamp(terms.issue_date, terms.pay_at, terms.timezone))]
    for day, moment in (*moments, *((period.pay_date, period.pay_time) for period in schedule.periods)):
        if (moment + ahead) // 86_400 != epoch_day(day):
            what = f"{terms.pay_at:%H:%M} on {day} is another day in {terms.timezone} without summer time"
            remedy = "Write a payment_time that is farther from midnight"
            raise InputError(terms.where("payment_time"), what, remedy)
