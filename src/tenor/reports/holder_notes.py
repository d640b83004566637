"""The sentences of a holder's statement: how its amounts came about, and what it is not."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.reports.formats import day_text, decimal_text
from tenor.reports.holder_view import AccountView
from tenor.reports.payments import money
from tenor.reports.view import judge
from tenor.schedule.model import Schedule
from tenor.terms.vocabulary import CouponKind, Rounding
from tenor.units import percent_text, utc

_ROUNDING = {
    Rounding.PER_UNIT_HALF_UP: "rounded to the minor unit on one unit, a half upwards, and multiplied by the units",
    Rounding.PER_UNIT_DOWN: "rounded down to the minor unit on one unit, and multiplied by the units",
    Rounding.PER_HOLDING_DOWN: "exact on one unit, multiplied by the units, and rounded down to the minor unit",
}


def warning_of(data: Mapping[str, Any]) -> str:
    """What stands above the statement of a register that no claim rests on."""
    if data["run"]["chain_id"] != DEVELOPMENT_CHAIN_ID:
        return ""
    return "Specimen from a development chain: nothing here is a claim against anybody."


def notes_of(data: Mapping[str, Any], view: AccountView, schedule: Schedule) -> tuple[str, ...]:
    """How the amounts of a statement were derived, in the order in which a reader meets them."""
    terms, checks = schedule.terms, judge(data["reconciliation"])
    agreed = f"in all {checks.checks} checks of the run ({checks.compared:,} values)"
    notes = [
        f"Holdings and payments are rebuilt from events of the chain; they agree with contracts and record {agreed}."
    ]
    if terms.kind is not CouponKind.ZERO:
        notes.append(
            f"Interest on one unit is the principal outstanding, times the rate, times the year fraction by "
            f"{terms.day_count.value}; it is {_ROUNDING[terms.rounding]}. It goes to who is on the register at "
            f"{terms.record_at:%H:%M} ({terms.timezone}) of the record date."
        )
    notes += _overdue(view, schedule)
    if view.accrual is not None:
        notes.append(_accrued(view))
    if any(not line.due for line in view.coupons):
        notes.append(
            "A coupon that is recorded and not due yet stands among the claims with its amount before tax; accrued "
            "interest counts it until it is paid, as a trade that settles on the closing day would."
        )
    notes += [*_options(view), *_tax(view, schedule)]
    notes.append(
        f"Amounts are exact decimals in {terms.currency}. The period runs from the start of its first day to the end "
        f"of its last ({terms.timezone}): what happened at any hour of the closing day is in this statement."
    )
    return tuple(notes)


def _options(view: AccountView) -> list[str]:
    """What calls and puts paid, and what a notice that stands means."""
    notes = [
        f"With coupon {line.number} the issuer repaid a part of every unit that it had called, {line.called}: the "
        "share of the principal left by that coupon, and its price. Premium is what the price adds."
        for line in view.coupons
        if line.called
    ]
    if any(row.get("put") for row in view.repayments):
        notes.append(
            "Units put are repaid at the price of the terms, with the interest accrued since the last coupon. Premium "
            "or discount is the difference of that price to the principal outstanding."
        )
    if view.notice is not None:
        notes.append(
            "A notice of a put binds the holder. What is repaid is the lesser of the units put and the units still "
            "held when they are repaid; they count in the closing holding until then."
        )
    if view.lapses:
        notes.append(
            "A claim that is not taken up within the time of the terms lapses, and its money returns to the issuer."
        )
    return notes


def _tax(view: AccountView, schedule: Schedule) -> list[str]:
    """Rate, basis and receiver of the tax, or why there is none."""
    if not schedule.terms.withholding:
        return ["The terms withhold no tax; what the holder owes itself is not shown."]
    taxed = view.taxed
    if taxed is None:
        return ["The terms withhold no tax from a holder of this country and investor class."]
    receiver = f"; received by {taxed['authority']}, wallet {taxed['wallet']}" if taxed["authority"] else ""
    basis = f"holders of country {taxed['basis']}" if taxed["of"] == "country" else f"investor class {taxed['basis']}"
    rate = f"Tax withheld is {taxed['percent']}% of interest, the rate of the terms for {basis}{receiver}."
    return [f"{rate} It is kept back from interest alone, never from principal, and remitted on the day shown."]


def _overdue(view: AccountView, schedule: Schedule) -> list[str]:
    """What was late, and what acceleration made of the rest."""
    terms, late = schedule.terms, {each.number for each in schedule.coupons if each.overdue}
    notes = []
    if terms.default is not None and late & {line.number for line in view.coupons}:
        notes.append(
            f"What is overdue bears {percent_text(terms.default.default_interest)}% a year on top of the rate, for "
            "the actual days to the payment over 365, rounded down on one unit; it is paid with the coupon, stands in "
            "a column of its own, and is shown from the day of the payment on."
        )
    if schedule.accelerated:
        claim = Decimal(money(schedule.redemption.claims[0][1], terms))
        day = day_text(utc(schedule.redemption.claims[0][0]).astimezone(ZoneInfo(terms.timezone)).date().isoformat())
        if view.span.last.isoformat() >= utc(schedule.redemption.claims[0][0]).date().isoformat():
            notes.append(
                f"Holders accelerated on {day}: {decimal_text(claim)} was due on every unit, what was outstanding and "
                "the interest accrued, together rounded down. Recoveries are the same on every unit and reduce it."
            )
    return notes


def _accrued(view: AccountView) -> str:
    day = day_text(view.span.last.isoformat())
    if view.accrual is None or view.accrual.amount is None:
        return f"Interest accrued on {day} is {view.accrual.reason if view.accrual else 'none'}."
    return (
        f"Accrued interest is that of the closing holding at the start of {day}, by the day count of the coupon "
        f"and the terms' rule of who gets it: {view.accrual.per_unit} on one unit, to the minor unit; it is not due."
    )
