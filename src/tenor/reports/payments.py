"""Terms and payments of a bond as the report's data: what the schedule owes, and what the events say was paid."""

from __future__ import annotations

from typing import Any

from tenor.reports.rebuild import Rebuilt
from tenor.schedule.model import Period, Schedule
from tenor.terms.model import Terms
from tenor.terms.vocabulary import CouponKind
from tenor.units import Money, percent_text, round_half_up


def coupon_row(schedule: Schedule, period: Period, rebuilt: Rebuilt) -> dict[str, Any]:
    """One coupon: dates, rate, amounts on one unit and on all, and what was paid."""
    terms = schedule.terms
    paid = sum(amount for (number, _), amount in rebuilt.coupons_paid().items() if number == period.number)
    tax = sum(amount for (number, _, _), amount in rebuilt.tax_withheld().items() if number == period.number)
    return {
        "number": period.number,
        "accrual_start": period.accrual_start.isoformat(),
        "accrual_end": period.accrual_end.isoformat(),
        "days": period.days,
        "year_fraction": {
            "numerator": period.year_fraction.numerator,
            "denominator": period.year_fraction.denominator,
        },
        "rate_percent": None if period.rate is None else percent_text(period.rate),
        "record_date": period.record_date.isoformat(),
        "pay_date": period.pay_date.isoformat(),
        "outstanding_per_unit": money(period.outstanding_per_unit, terms),
        "amount_per_unit": money(schedule.coupon_on(period, 1), terms),
        "instalment_per_unit": money(schedule.instalment(period), terms),
        "units": schedule.units_of(period),
        "total": money(schedule.coupon_total(period), terms),
        "interest": money(schedule.interest_total(period), terms),
        "instalments": money(schedule.instalment(period) * schedule.units_of(period), terms),
        "aggregate_interest": money(round_half_up(schedule.aggregate_interest(period)), terms),
        "drift": money(schedule.drift(period), terms),
        "paid": money(paid, terms),
        "tax": money(tax, terms),
        "returned": money(rebuilt.rounding_returned().get(period.number, 0), terms),
    }


def redemption_row(schedule: Schedule, rebuilt: Rebuilt) -> dict[str, Any]:
    """What was paid at the end, and over the whole life.

    Events do not part a coupon from the instalment paid with it: the instalments are the schedule's, on the registers
    of the events, and interest is the rest of what coupons paid, before tax, with what
    was accrued on units that were put.
    """
    terms, redemption = schedule.terms, schedule.redemption
    instalments = sum(
        schedule.instalment(period) * sum(rebuilt.register_at(period.record_time).values())
        for period in schedule.coupons
        if schedule.instalment(period) and period.paid_on is not None
    )
    tax, accrued = sum(rebuilt.tax_withheld().values()), sum(interest for _, _, interest, _ in rebuilt.puts())
    return {
        "date": (redemption.paid_on or redemption.day).isoformat(),
        "per_unit": money(redemption.per_unit, terms),
        "total": money(redemption.per_unit * schedule.units_of(redemption), terms),
        "principal": money(sum(rebuilt.principal_paid().values()), terms),
        "instalments": money(instalments, terms),
        "units": rebuilt.units_redeemed(),
        "interest_over_life": money(sum(rebuilt.coupons_paid().values()) + accrued + tax - instalments, terms),
        "tax_over_life": money(tax, terms),
    }


def unit_principal(schedule: Schedule, moment: int) -> int:
    """Principal of one unit that is not repaid yet at a moment [s] before its payments [minor]; 0 after the last.

    After acceleration it is the claim, less what was recovered by then.
    """
    redemption = schedule.redemption if schedule.accelerated else None
    if redemption is not None and moment >= redemption.claims[0][0]:
        repaid = redemption.paid_on is not None and moment >= redemption.time
        return 0 if repaid else [left for since, left in redemption.claims if since <= moment][-1]
    schedule = schedule.promised
    return next((each.outstanding_per_unit for each in schedule.periods if moment <= each.pay_time), 0)


def rate_text(terms: Terms) -> str:
    """The coupon rate in words: ``4.05%``, ``3%, then 3.5%`` or ``none``."""
    if terms.floating is not None:
        return f"{terms.floating.index} plus {percent_text(terms.floating.spread)}%"
    if terms.kind is CouponKind.ZERO:
        return "none"
    rates = [step.rate for step in terms.steps] or [terms.rate]
    return ", then ".join(f"{percent_text(rate)}%" for rate in rates)


def money(minor: int, terms: Terms) -> str:
    """An amount [minor] in major units, with all minor digits."""
    return str(Money(minor, terms.currency).amount)
