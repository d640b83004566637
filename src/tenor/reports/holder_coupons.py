"""The coupons of a holder over a period: what each owes, what was paid of it and as what, what is open. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from tenor.reports.payments import money
from tenor.reports.view import total
from tenor.schedule.model import Period, Schedule
from tenor.units import percent_text

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a statement, both included."""

    first: date
    last: date

    def holds(self, iso: str) -> bool:
        """Whether an ISO date lies in it."""
        return self.first.isoformat() <= iso <= self.last.isoformat()

    def reached(self, rows: Iterable[Row]) -> list[Row]:
        """The rows whose date is not after it."""
        return [row for row in rows if row["date"] <= self.last.isoformat()]


class Shares(NamedTuple):
    """What an amount was paid as, in the order in which a payment counts; before tax."""

    interest: Decimal
    default_interest: Decimal
    premium: Decimal
    instalment: Decimal

    def of(self, amount: Decimal) -> Shares:
        """An amount on these debts: the first first; what no debt asks for counts as interest."""
        if not amount:
            return Shares(*(0 * each for each in self))
        left, parts = amount, []
        for due in self:
            parts.append(min(left, due))
            left -= parts[-1]
        return Shares(parts[0] + left, *parts[1:])

    @property
    def taxed(self) -> Decimal:
        """What tax is kept back from."""
        return self.interest + self.default_interest

    def less(self, other: Shares) -> Shares:
        """The difference."""
        return Shares(*(each - before for each, before in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class CouponLine:
    """One coupon of the holder [major]: what it owes, what was paid of it in the period, what is open at its end.

    Attributes:
        rate: percent a year.
        owes: interest, default interest for what was paid late, premium and principal of the instalment.
        called: the part of every unit that was called, in words.
        received: what the money of the period was paid as, before tax.
        due: the payment date is reached.
        parts: payments of the period.
    """

    number: int
    record_date: date
    pay_date: date
    units: int
    rate: str | None
    owes: Shares
    called: str | None
    received: Shares
    tax: Decimal
    paid: Decimal
    lapsed: Decimal
    open: Decimal
    due: bool
    parts: tuple[Row, ...]


def coupon_line(schedule: Schedule, account: Row, receipt: Row, span: Span) -> CouponLine | None:
    """The line of a coupon that was payable, paid, or open in the period; None for any other."""
    period = schedule.periods[receipt["number"] - 1]
    if period.record_date > span.last:
        return None
    owes = Shares(
        interest=Decimal(receipt["interest"]),
        default_interest=_default_interest(schedule, period, account, receipt, span),
        premium=Decimal(receipt["premium"]),
        instalment=Decimal(receipt["instalment"]),
    )
    nothing = 0 * owes.interest  # with all minor digits
    until = span.reached(receipt["parts"])
    parts = tuple(part for part in until if span.holds(part["date"]))
    paid, tax, lapsed = total(parts, "amount"), total(parts, "tax"), total(span.reached(receipt["lapsed"]), "amount")
    all_paid = total(until, "amount") + total(until, "tax")
    left = sum(owes, nothing) - all_paid - lapsed
    if not parts and not left and period.pay_date < span.first:
        return None
    return CouponLine(
        number=period.number,
        record_date=period.record_date,
        pay_date=period.pay_date,
        units=receipt["units"],
        rate=None if period.rate is None else percent_text(period.rate),
        owes=owes,
        called=_called(receipt),
        received=owes.of(all_paid).less(owes.of(all_paid - paid - tax)),
        tax=nothing + tax,
        paid=nothing + paid,
        lapsed=nothing + lapsed,
        open=left,
        due=period.pay_date <= span.last,
        parts=parts,
    )


def _default_interest(schedule: Schedule, period: Period, account: Row, receipt: Row, span: Span) -> Decimal:
    """Default interest of a coupon, without what is owed for days after the span, also on principal repaid later."""
    later = 0
    if period.overdue is not None and (period.paid_on is None or period.paid_on > span.last):
        later += receipt["units"] * period.late
    if receipt is account["receipts"][-1]:
        rows = (row for row in account["repayments"] if row["date"] > span.last.isoformat() and not row.get("put"))
        later += sum(row["units"] for row in rows) * schedule.redemption.late
    return Decimal(receipt["default_interest"]) - Decimal(money(later, schedule.terms))


def _called(receipt: Row) -> str | None:
    called = receipt["called"]
    return called and f"{called['percent']}% at {called['price_percent']}%"
