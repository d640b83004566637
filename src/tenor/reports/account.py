"""A holder's account event by event, from chain events and the schedule alone: units moved, money paid."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial

from tenor.chain.events import Event
from tenor.reports.account_entries import Account, Called, Lapse, Notice, Part, Receipt, Repayment, UnitMovement
from tenor.reports.rebuild import Rebuilt, movements
from tenor.schedule.interest import nearest
from tenor.schedule.model import Schedule

_WHOLE = 10**9
COUPONS = "coupons"
_LAPSED = {
    "Prescribed": (COUPONS, "amount"),
    "PrincipalPrescribed": ("principal", "principal"),
    "RecoveryPrescribed": ("recoveries", "amount"),
}
"""Event -> what lapsed, and its member that says how much."""


Accounts = defaultdict[str, Account]
Taxes = Counter[tuple[str, int, str]]
"""Tax by transaction, number of the coupon or of the run of puts, and wallet [minor]."""


def accounts_of(schedule: Schedule, rebuilt: Rebuilt) -> Mapping[str, Account]:
    """The account of every wallet that ever held units, or was paid."""
    accounts: Accounts = defaultdict(Account)
    for event in rebuilt.bond_events:
        for moved in movements(rebuilt.bond, [event]):
            if moved.sender is not None:
                accounts[moved.sender].movements.append(UnitMovement(event, -moved.amount, moved.receiver))
            if moved.receiver is not None:
                accounts[moved.receiver].movements.append(UnitMovement(event, moved.amount, moved.sender))
    taxes: Taxes = Counter()
    for number, wallet, _, amount, event in rebuilt.withholdings():
        taxes[event.transaction, number, wallet] += amount
    _owe_coupons(schedule, rebuilt, accounts)
    _book_coupons(rebuilt, accounts, taxes)
    _book_repayments(schedule, rebuilt, accounts, taxes)
    for event in rebuilt.of_bond("PutNoticed"):
        accounts[event.args["holder"]].notices.append(Notice(event, event.args["day"], event.args["units"]))
    return accounts


def _owe_coupons(schedule: Schedule, rebuilt: Rebuilt, accounts: Mapping[str, Account]) -> None:
    """What each coupon owes everybody of its register; default interest on the principal stands on the last."""
    called = called_parts(rebuilt)
    for period in schedule.coupons:
        part = called.get(period.number)
        for wallet, units in rebuilt.register_at(period.record_time).items():
            instalment = units * (schedule.instalment(period) - (part.premium if part else 0))
            late = units * period.late
            interest = schedule.interest_on(period, units) - late
            accounts[wallet].receipts.append(Receipt(period.number, units, interest, instalment, late, part))
    if schedule.redemption.late:
        for wallet, units, _, _ in rebuilt.redemptions():
            for receipt in accounts[wallet].receipts[-1:]:
                receipt.late += units * schedule.redemption.late


def called_parts(rebuilt: Rebuilt) -> Mapping[int, Called]:
    """Parts of every unit that were called, by number of the coupon that repays them."""
    return {
        each["number"]: Called(
            each["share"], each["price"], nearest(Fraction(each["part"] * each["price"], _WHOLE)) - each["part"]
        )
        for each in (event.args for event in rebuilt.of_bond("PartCalled"))
    }


def _book_coupons(rebuilt: Rebuilt, accounts: Accounts, taxes: Taxes) -> None:
    """What was paid on coupons and what lapsed of them, in the order of the chain."""
    booked: list[tuple[Event, Callable[[], None]]] = []
    for number, wallet, amount, event in rebuilt.coupon_payments():
        part = Part(event, amount, taxes[event.transaction, number, wallet])
        booked.append((event, partial(_settle, accounts[wallet].receipts, number, part)))
    for lapse, wallet in _lapses(rebuilt):
        accounts[wallet].lapses.append(lapse)
        if lapse.what == COUPONS:
            booked.append((lapse.event, partial(_lapse, accounts[wallet].receipts, lapse)))
    for _, book in sorted(booked, key=lambda each: (each[0].block, each[0].index)):
        book()


def _lapses(rebuilt: Rebuilt) -> Iterator[tuple[Lapse, str]]:
    """What went back to the issuer, unclaimed, and of whom."""
    for event in rebuilt.bond_events:
        if event.name in _LAPSED:
            what, amount = _LAPSED[event.name]
            yield Lapse(event, what, event.args.get("units", 0), event.args[amount]), event.args["holder"]


def _book_repayments(schedule: Schedule, rebuilt: Rebuilt, accounts: Accounts, taxes: Taxes) -> None:
    for wallet, amount, event in rebuilt.recoveries():
        units = rebuilt.register_at(event.timestamp).get(wallet, 0)
        accounts[wallet].repayments.append(Repayment(event, units, amount, is_recovery=True))
    for wallet, units, interest, event in rebuilt.puts():
        principal = units * event.args["principal"]
        premium = units * _premium(schedule, event)
        tax = taxes[event.transaction, event.args["run"], wallet]
        repaid = Repayment(event, units, principal - premium, premium, interest + tax, tax, is_put=True)
        accounts[wallet].repayments.append(repaid)
    for wallet, units, _, event in rebuilt.redemptions():
        principal = units * event.args["principal"]
        premium = units * _premium(schedule, event) if schedule.periods[-1].is_cut else 0
        accounts[wallet].repayments.append(Repayment(event, units, principal - premium, premium))


def _premium(schedule: Schedule, event: Event) -> int:
    """What a unit was repaid above what was outstanding on it [minor]; none where that follows an index."""
    if schedule.terms.inflation is not None:
        return 0
    periods = schedule.promised.periods
    period = next((each for each in periods if each.record_time >= event.timestamp), periods[-1])
    premium: int = event.args["principal"] - period.outstanding_per_unit
    return premium


def _lapse(receipts: list[Receipt], lapse: Lapse) -> None:
    """Book what lapsed on the oldest coupons that are open."""
    left = lapse.amount
    for receipt in receipts:
        amount = min(left, receipt.open)
        if amount > 0:
            receipt.lapsed.append((lapse.event, amount))
            left -= amount


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
