"""A holder's account event by event, from chain events and the schedule alone: units moved, money paid."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from tenor.chain.events import Event
from tenor.reports.rebuild import Rebuilt, movements
from tenor.schedule.model import Schedule


@dataclass(frozen=True, slots=True)
class UnitMovement:
    """Units that came (positive) or went; `other` is the wallet on the other side, None at creation and burning."""

    event: Event
    units: int
    other: str | None


@dataclass(slots=True)
class Part:
    """Money paid on one coupon in one transaction, and the tax kept back from it [minor]."""

    event: Event
    amount: int
    tax: int


@dataclass(slots=True)
class Receipt:
    """One coupon of one holder: what the schedule owes the units at the record time [minor], and what was paid."""

    number: int
    units: int
    interest: int
    instalment: int
    parts: list[Part] = field(default_factory=list)

    @property
    def open(self) -> int:
        """What is not paid yet."""
        return self.interest + self.instalment - sum(part.amount + part.tax for part in self.parts)


@dataclass(frozen=True, slots=True)
class Repayment:
    """Principal paid [minor]: for units that are burnt, or as a recovery after acceleration."""

    event: Event
    units: int
    amount: int
    is_recovery: bool = False
    is_put: bool = False  # with interest accrued


@dataclass(slots=True)
class Account:
    """Everything that the events tell of one wallet, in their order."""

    movements: list[UnitMovement] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    repayments: list[Repayment] = field(default_factory=list)


def accounts_of(schedule: Schedule, rebuilt: Rebuilt) -> Mapping[str, Account]:
    """The account of every wallet that ever held units, or was paid."""
    accounts: defaultdict[str, Account] = defaultdict(Account)
    for event in rebuilt.bond_events:
        for moved in movements(rebuilt.bond, [event]):
            if moved.sender is not None:
                accounts[moved.sender].movements.append(UnitMovement(event, -moved.amount, moved.receiver))
            if moved.receiver is not None:
                accounts[moved.receiver].movements.append(UnitMovement(event, moved.amount, moved.sender))
    _owe_coupons(schedule, rebuilt, accounts)
    taxes: Counter[tuple[str, int, str]] = Counter()
    for number, wallet, _, amount, event in rebuilt.withholdings():
        taxes[event.transaction, number, wallet] += amount
    for number, wallet, amount, event in rebuilt.coupon_payments():
        tax = taxes[event.transaction, number, wallet]
        _settle(accounts[wallet].receipts, number, Part(event, amount, tax))
    _book_late_principal(schedule, rebuilt, accounts)
    for wallet, amount, event in rebuilt.recoveries():
        units = rebuilt.register_at(event.timestamp).get(wallet, 0)
        accounts[wallet].repayments.append(Repayment(event, units, amount, is_recovery=True))
    for wallet, units, interest, event in rebuilt.puts():
        amount = units * event.args["principal"] + interest
        accounts[wallet].repayments.append(Repayment(event, units, amount, is_put=True))
    for wallet, units, _, event in rebuilt.redemptions():
        accounts[wallet].repayments.append(Repayment(event, units, units * event.args["principal"]))
    return accounts


def _owe_coupons(schedule: Schedule, rebuilt: Rebuilt, accounts: Mapping[str, Account]) -> None:
    """What each coupon owes everybody of its register."""
    for period in schedule.coupons:
        for wallet, units in rebuilt.register_at(period.record_time).items():
            instalment = units * schedule.instalment(period)
            interest = schedule.coupon_on(period, units) - instalment
            accounts[wallet].receipts.append(Receipt(period.number, units, interest, instalment))


def _book_late_principal(schedule: Schedule, rebuilt: Rebuilt, accounts: Mapping[str, Account]) -> None:
    """Default interest on the principal is paid with it and owed beside the last coupon."""
    if not schedule.redemption.late:
        return
    for wallet, units, _, _ in rebuilt.redemptions():
        for receipt in accounts[wallet].receipts[-1:]:
            receipt.interest += units * schedule.redemption.late


def _settle(receipts: list[Receipt], through: int, paid: Part) -> None:
    """Book a payment on the oldest coupons that it covers; what is left over stands on the last of them."""
    covered = [each for each in receipts if each.number <= through]
    if paid.tax:  # such bonds pay each coupon by itself
        covered = [each for each in covered if each.number == through]
    if not covered:
        receipts.append(Receipt(through, 0, 0, 0))
        covered = receipts[-1:]
    left = paid.amount
    for receipt in covered:
        last = receipt is covered[-1]
        amount = left if last else min(left, receipt.open)
        if amount or (last and paid.tax):
            receipt.parts.append(Part(paid.event, amount, paid.tax if last else 0))
        left -= amount
