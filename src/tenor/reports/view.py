"""What the report derives from its data before writing it: joins, totals, changes and the verdict. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PROVENANCES = {
    "confirmed": "published by the issuer or another primary source",
    "press": "reported by press, law firms or a reprinted term sheet",
    "inferred": "worked out by the authors of the campaign file; not a term of the deal",
    "illustrative": "invented so that the campaign can run; not a fact of the deal",
}
"""Statuses of a note, from the firmest to the loosest, and what a reader may conclude from each."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether register, cash and receipts agree, and the first place where they do not."""

    ok: bool
    difference: str
    checks: int
    compared: int


@dataclass(frozen=True, slots=True)
class Position:
    """One holder at one date: units, principal outstanding [major] and change since the register before."""

    holder: str
    units: int
    nominal: Decimal
    change: int | None


@dataclass(frozen=True, slots=True)
class RegisterView:
    """One register, with everybody who stands on it or left it since the register before."""

    label: str
    date: str
    units: int
    nominal: Decimal
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one holder was paid over the life, coupon by coupon after tax, against what the schedule owes it [major]."""

    holder: str
    wallet: str
    units: int
    coupons: tuple[str | None, ...]
    interest: Decimal
    tax: Decimal
    principal: str
    total: str
    expected: str
    difference: Decimal


def judge(reconciliation: Mapping[str, Any]) -> Verdict:
    """The verdict over all checks; a run that checked nothing, or lists a failed check, is never called reconciled."""
    checks: Sequence[Mapping[str, Any]] = reconciliation["checks"]
    failed = [check for check in checks if not check["ok"]]
    ok = bool(reconciliation["ok"] and checks and not failed)
    difference = reconciliation["first_difference"] or next(
        (f"{check['name']}: {check['difference']}" for check in failed),
        "no check was made" if not checks else "the run reports a failure that no check names",
    )
    compared = sum(check["compared"] for check in checks)
    return Verdict(ok=ok, difference="" if ok else str(difference), checks=len(checks), compared=compared)


def join_events(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The timeline, each entry with its transaction; an entry that sent nothing has ``None`` for hash, block and gas.

    Transactions that no entry names come last, so that no gas is left out.
    """
    sent: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for transaction in data["run"]["transactions"]:
        sent[transaction["intent"]].append(transaction)
    events = [
        _event(entry, transaction)
        for entry in data["timeline"]
        for transaction in sent.pop(entry["intent"], [_NOTHING_SENT])
    ]
    unnamed = [transaction for transactions in sent.values() for transaction in transactions]
    return events + [_event(_NOT_PLANNED | {"intent": each["intent"]}, each) for each in unnamed]


_NOTHING_SENT = dict.fromkeys(("hash", "block", "gas", "timestamp"))
_NOT_PLANNED = {"at": None, "stage": "", "what": "transaction outside the timeline", "actor": ""}


def _event(entry: Mapping[str, Any], transaction: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{key: entry[key] for key in ("at", "stage", "what", "actor", "intent")},
        "tx": transaction["hash"],
        **{key: transaction[key] for key in ("block", "gas", "timestamp")},
    }


def view_registers(data: Mapping[str, Any]) -> list[RegisterView]:
    """Each register with principal amounts and changes against the register before it."""
    views: list[RegisterView] = []
    before: dict[str, int] | None = None
    for register in data["registers"]:
        now = {entry["holder"]: int(entry["units"]) for entry in register["entries"]}
        holders = list(now) + [holder for holder in before or () if holder not in now]
        positions = tuple(_position(holder, now, before, register["unit_principal"]) for holder in holders)
        units = sum(position.units for position in positions)
        nominal = sum((position.nominal for position in positions), Decimal(0))
        views.append(RegisterView(register["label"], register["date"], units, nominal, positions))
        before = now
    return views


def _position(holder: str, now: Mapping[str, int], before: Mapping[str, int] | None, of_unit: str) -> Position:
    units = now.get(holder, 0)
    change = None if before is None else units - before.get(holder, 0)
    return Position(holder, units, units * Decimal(of_unit), change)


def view_statements(data: Mapping[str, Any]) -> list[Statement]:
    """Each holder's statement, with ``None`` for a coupon that the holder had no part in."""
    numbers = [coupon["number"] for coupon in data["coupons"]]
    return [_statement(holder, numbers) for holder in data["holders"]]


def _statement(holder: Mapping[str, Any], numbers: Iterable[int]) -> Statement:
    paid = {coupon["number"]: coupon["amount"] for coupon in holder["coupons"]}
    return Statement(
        **{key: holder[key] for key in ("holder", "wallet", "units", "principal", "total", "expected")},
        coupons=tuple(paid.get(number) for number in numbers),
        interest=total(holder["coupons"], "amount"),
        tax=total(holder["coupons"], "tax"),
        difference=Decimal(holder["total"]) - Decimal(holder["expected"]),
    )


def holders_by_size(data: Mapping[str, Any]) -> list[str]:
    """Everybody who ever stood on a register, the largest holding first, ties in register order."""
    largest: dict[str, int] = {}
    for register in data["registers"]:
        for entry in register["entries"]:
            largest[entry["holder"]] = max(largest.get(entry["holder"], 0), entry["units"])
    return sorted(largest, key=lambda holder: -largest[holder])


def holdings_by_holder(views: Iterable[RegisterView]) -> dict[str, list[int]]:
    """Holder -> units on each of these registers, in their order, zero where the holder does not stand on one."""
    held = [{position.holder: position.units for position in view.positions} for view in views]
    return {
        holder: [units.get(holder, 0) for units in held] for holder in {key: None for units in held for key in units}
    }


def count_notes(notes: Iterable[Mapping[str, Any]]) -> list[tuple[str, int]]:
    """How many notes carry each status, the firmest status first."""
    counts = Counter(note["status"] for note in notes)
    order = [*PROVENANCES, *(status for status in counts if status not in PROVENANCES)]
    return [(status, counts[status]) for status in order if counts[status]]


def coupon_sums(statements: Iterable[Statement]) -> list[Decimal]:
    """What all holders together were paid, coupon by coupon [major]."""
    columns = zip(*(statement.coupons for statement in statements), strict=True)
    return [sum((Decimal(amount) for amount in column if amount is not None), Decimal(0)) for column in columns]


def total(rows: Iterable[Mapping[str, Any]], key: str) -> Decimal:
    """Sum of a money column, exact, with its minor digits."""
    return sum((Decimal(row[key]) for row in rows), Decimal(0))


def provenance_marks(notes: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, str]]:
    """Last part of each note's field -> (number of the note, its status), to mark values where they stand.

    A field with several notes carries the loosest status: a reader must not take it for firmer than it is.
    """
    order = list(PROVENANCES)
    marks: dict[str, tuple[int, str]] = {}
    for number, note in enumerate(notes, 1):
        name, status = note["field"].rsplit(".", 1)[-1], note["status"]
        known = marks.get(name)
        if known is None or (status in order and known[1] in order and order.index(status) > order.index(known[1])):
            marks[name] = (number, status)
    return marks
