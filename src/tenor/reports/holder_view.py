"""A holder's account over a period, from the report's data and the schedule: what moved, what was paid, what is open.

Pure. Both days of a period belong to it to their ends; money is added as the exact decimals of the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from tenor.reports.holder_coupons import CouponLine, Row, Span, coupon_line
from tenor.reports.payments import money, unit_principal
from tenor.reports.view import total
from tenor.schedule.accrued import accrued
from tenor.schedule.interest import nearest
from tenor.schedule.model import Schedule
from tenor.terms.vocabulary import Rounding
from tenor.units import timestamp, utc


@dataclass(frozen=True, slots=True)
class PutNotice:
    """A notice of a put that stands, and the units that it binds: a holder cannot put what it has sold since."""

    row: Row
    bound: int


@dataclass(frozen=True, slots=True)
class Accrual:
    """Interest accrued on the closing holding: in all and on one unit [major], or why it is not known."""

    amount: str | None
    per_unit: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AccountView:
    """One holder over one period; units, and money in decimals [major]."""

    span: Span
    opening: int
    movements: tuple[tuple[Row, int], ...]  # each with the holding after it
    closing: int
    closing_principal: Decimal
    coupons: tuple[CouponLine, ...]
    repayments: tuple[Row, ...]
    accrual: Accrual | None  # None where nothing is held, or nothing accrues any more
    notice: PutNotice | None
    lapses: tuple[Row, ...]  # claims that went back to the issuer
    taxed: Row | None  # rate, basis and authority of the tax on interest

    @property
    def received(self) -> Decimal:
        """All money of the period, after tax."""
        return self.of_coupons("paid") + self.redeemed

    @property
    def redeemed(self) -> Decimal:
        """Money of the period that units were cancelled for, and recoveries."""
        return self.nothing + total(self.repayments, "amount")

    @property
    def open(self) -> Decimal:
        """What was due by the end of the period and is not paid."""
        return sum((line.open for line in self.coupons if line.due), self.nothing)

    def of_coupons(self, name: str) -> Decimal:
        """The sum of a column of the coupons."""
        return sum((getattr(line, name) for line in self.coupons), self.nothing)

    def owed(self, name: str) -> Decimal:
        """What the coupons owe of a kind."""
        return sum((getattr(line.owes, name) for line in self.coupons), self.nothing)

    def received_as(self, name: str) -> Decimal:
        """What coupons of the period paid of a kind, before tax."""
        return sum((getattr(line.received, name) for line in self.coupons), self.nothing)

    def repaid(self, name: str, *, put: bool) -> Decimal:
        """The sum of a part of the repayments: of puts, or of all others."""
        return self.nothing + total((row for row in self.repayments if row.get("put", False) is put), name)

    @property
    def nothing(self) -> Decimal:
        """No money, with all minor digits."""
        return 0 * self.closing_principal


def view_account(account: Row, schedule: Schedule, span: Span) -> AccountView:
    """An account of the report's data over a period."""
    before = [row for row in account["movements"] if row["date"] < span.first.isoformat()]
    opening = held = sum(row["units"] for row in before)
    movements = []
    for row in account["movements"]:
        if span.holds(row["date"]):
            held += row["units"]
            movements.append((row, held))
    lines = (coupon_line(schedule, account, receipt, span) for receipt in account["receipts"])
    return AccountView(
        span=span,
        opening=opening,
        movements=tuple(movements),
        closing=held,
        closing_principal=_principal(schedule, held, span.last),
        coupons=tuple(line for line in lines if line is not None),
        repayments=tuple(row for row in account["repayments"] if span.holds(row["date"])),
        accrual=_accrual(schedule, held, span.last),
        notice=_standing(schedule, account, held, span),
        lapses=tuple(row for row in account["lapses"] if span.holds(row["date"])),
        taxed=account["taxed"],
    )


def _standing(schedule: Schedule, account: Row, closing: int, span: Span) -> PutNotice | None:
    """The notice of a put that is neither repaid nor without units by the end of the period."""
    noticed, ended = span.reached(account["notices"]), schedule.accelerated and span.last >= _accelerated_on(schedule)
    if not noticed or not closing or ended:
        return None
    row = noticed[-1]
    repaid = [each for each in span.reached(account["repayments"]) if each.get("put") and each["date"] >= row["date"]]
    return None if repaid else PutNotice(row, min(row["units"], closing))


def _principal(schedule: Schedule, units: int, day: date) -> Decimal:
    """Principal outstanding on units after the payments of a day; the last of it until the units are redeemed."""
    if schedule.accelerated and day >= _accelerated_on(schedule):
        end = timestamp(day, time(23, 59, 59), schedule.terms.timezone)
        return Decimal(money(units * unit_principal(schedule, end), schedule.terms))
    schedule = schedule.promised
    period = next((each for each in schedule.periods if each.pay_date > day), schedule.periods[-1])
    return Decimal(money(units * period.outstanding_per_unit, schedule.terms))


def _accelerated_on(schedule: Schedule) -> date:
    return local_date(utc(schedule.redemption.claims[0][0]).isoformat(), ZoneInfo(schedule.terms.timezone))


def _accrual(schedule: Schedule, units: int, day: date) -> Accrual | None:
    if schedule.accelerated and day >= _accelerated_on(schedule):
        return None
    schedule = schedule.promised
    terms, last = schedule.terms, schedule.periods[-1]
    if not units or day >= last.pay_date or not schedule.coupons:
        return None
    current = [each for each in schedule.periods if each.accrual_start < day and each.pay_date > day]
    if any(each.fixing_date is not None and each.fixing_date > day for each in current):
        return Accrual(None, None, "not known: the coupon was not fixed by then")
    try:
        found = accrued(schedule, day)
    except ValueError as error:
        return Accrual(None, None, f"not known: {error}")
    per_unit = money(found.minor, terms)
    whole = units * found.minor if terms.rounding is not Rounding.PER_HOLDING_DOWN else nearest(units * found.exact)
    return Accrual(money(whole, terms), per_unit)


def transactions_of(view: AccountView, sent: Iterable[Row]) -> list[tuple[str, Row | None]]:
    """The intents that the entries of a view name, in the order of the chain, each with its transaction.

    An entry of a transaction that others sent names its hash instead of an intent: it has no more than that.
    """
    known = {row["intent"]: row for row in sent}
    parts = [part for line in view.coupons for part in line.parts]
    noticed = [] if view.notice is None else [view.notice.row]
    rows = [*(row for row, _ in view.movements), *parts, *view.repayments, *noticed, *view.lapses]
    named = list(dict.fromkeys(row["intent"] for row in sorted(rows, key=lambda row: _place(row, known))))
    return [(intent, known.get(intent)) for intent in named]


def local_date(iso: str, zone: ZoneInfo) -> date:
    """The date of an ISO moment in a zone."""
    return datetime.fromisoformat(iso).astimezone(zone).date()


def _place(row: Row, known: Mapping[str, Row]) -> tuple[str, int]:
    """The day of an entry, and within it the block of its transaction."""
    return str(row["date"]), known.get(row["intent"], {"block": 0})["block"]
