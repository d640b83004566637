"""The course of a life with calls as the chain tells it: what the promised payments became, from events.

The planner's own cut schedule (`campaign/options_course.py`) is not asked: a fault in it must show as a difference.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tenor.chain.events import Event
from tenor.reports.rebuild import Rebuilt
from tenor.schedule.interest import rounded_interest
from tenor.schedule.model import Period, Schedule
from tenor.units import epoch_date


def told_schedule(promised: Schedule, rebuilt: Rebuilt) -> Schedule:
    """The promised periods with the parts that were called and the end that was noticed, at what the bond fixed."""
    parts = {each.args["number"]: each.args["part"] for each in rebuilt.of_bond("PartCalled")}
    fixed = {each.args["number"]: each for each in rebuilt.of_bond("CouponFixed")}  # one that is cut as it was cut
    repaid = [each.args["amountPerUnit"] for each in rebuilt.of_bond("PrincipalFixed")]
    ending = ending_told(rebuilt)
    outstanding, periods = promised.periods[0].outstanding_per_unit, list[Period]()
    for period in promised.periods:
        told = _told(promised, replace(period, outstanding_per_unit=outstanding), fixed.get(period.number))
        ends = ending is not None and ending.args["last"] in {0, period.number}  # 0 of a zero coupon
        if ending is not None and ends:
            told = _ended(told, ending)
        if ends or period is promised.periods[-1]:
            periods.append(replace(told, principal_per_unit=repaid[0] if repaid else told.principal_per_unit))
            break
        periods.append(told)
        outstanding -= min(period.principal, outstanding) + parts.get(period.number, 0)
    return replace(promised, periods=tuple(periods))


def ending_told(rebuilt: Rebuilt) -> Event | None:
    """The notice by which the life ended; None without one, or where holders accelerated before."""
    if any(rebuilt.of_bond("Accelerated")):
        return None
    return next(iter(rebuilt.of_bond("EndingNoticed")), None)


def _told(promised: Schedule, period: Period, fixed: Event | None) -> Period:
    if fixed is None:
        return period
    exact = Fraction(fixed.args["interest"], fixed.args["denominator"])
    last = period.number == len(promised.periods)
    return replace(
        period,
        interest_exact=exact,
        interest_per_unit=rounded_interest(exact, promised.terms.rounding),
        principal_per_unit=period.principal_per_unit if last else fixed.args["instalment"],
    )


def _ended(period: Period, ending: Event) -> Period:
    """A period that ends with the life."""
    moment, day = ending.args["time"], epoch_date(ending.args["day"])
    return replace(
        period,
        accrual_end=min(period.accrual_end, day),
        record_date=day,
        record_time=moment,
        pay_date=day,
        pay_time=moment,
        is_cut=True,
    )
