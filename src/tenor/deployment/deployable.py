"""Dates that a bond's code would tell otherwise than the schedule."""

from __future__ import annotations

from tenor.deployment.bond_issue import is_detailed, is_fixed_later, zone_of
from tenor.errors import InputError
from tenor.schedule.final import refuse_late_fixings
from tenor.schedule.model import Schedule
from tenor.terms.vocabulary import Rounding
from tenor.units import epoch_day, timestamp

MOST_CODE = 24_576 - 0x2D  # [bytes] of terms and coupons: EIP-170 less what a clone needs
MOST_UNITS = 2**56 - 1  # what a holder's word can say
_WORD, _OTHER_WORDS = 32, 10  # [bytes], [words] beside those of coupons: BondCode.sol
_MOST_TARGETS = 16  # bits of a coupon's detail
_MOST_EX_DAYS = 63  # what six bits of a coupon's detail hold


def check_dates(schedule: Schedule) -> None:
    """Refuse dates and numbers that a bond's code cannot hold as the schedule has them; `InputError` with the line."""
    terms = schedule.terms
    _check_numbers(schedule)
    refuse_late_fixings(terms, schedule.periods, without_challenge=True)
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


def _check_numbers(schedule: Schedule) -> None:
    """Refuse more coupons, units, targets or money than a bond has room for."""
    terms, coupons = schedule.terms, len(schedule.coupons)
    words = 2 if is_detailed(terms) else 1
    most = (MOST_CODE // _WORD - _OTHER_WORDS) // words
    if coupons > most:
        what = (
            f"{coupons} coupons are more than the {most} that a bond's code has room for where they are not all alike"
        )
        remedy = "Write a lower frequency or an earlier maturity"
        raise InputError(terms.where("coupon", "frequency"), what, remedy)
    if terms.units > MOST_UNITS:
        what = f"the size makes {terms.units:,} units, and an account holds {MOST_UNITS:,} at most"
        raise InputError(terms.where("unit"), what, "Write a larger unit, or split the issue")
    if len(terms.targets) > _MOST_TARGETS:
        what = f"{len(terms.targets)} targets are more than the {_MOST_TARGETS} that a bond can have"
        raise InputError(terms.where("kpi"), what, "Remove some")
    if _most_owed(schedule) > MOST_UNITS:
        what = "the payments before the last come to more minor units than a bond can owe one holder"
        raise InputError(terms.where("size"), what, f"Split the issue: at most {MOST_UNITS:,} minor units each")


def _most_owed(schedule: Schedule) -> int:
    """What all units may come to be owed at once of coupons that are known at issue [minor]: BondPlan.sol."""
    terms, coupons = schedule.terms, schedule.coupons
    if is_fixed_later(terms) or not coupons:
        return 0
    if terms.rounding is Rounding.PER_HOLDING_DOWN:
        return max((int(each.interest_exact or 0) + 1 + schedule.instalment(each)) * terms.units for each in coupons)
    return sum(schedule.coupon_on(each, 1) for each in coupons) * terms.units
