"""Instructions that found no counterpart, and the fields in which what comes nearest to each differs from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from tenor.settlement.instruction import Instruction, Side, is_money
from tenor.settlement.tolerance import Tolerance, tolerance_of
from tenor.units import Money

MANDATORY = (
    *("party", "counterparty", "side", "kind", "asset", "units", "currency", "amount", "trade_date"),
    "settlement_date",
)
OPTIONAL = ("common_reference", "clean_price")

_FACING = {"party": "counterparty", "counterparty": "party", "side": "side.opposite"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two instructions differ, with both values as text."""

    field: str
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instruction that may be the counterpart of another, and the fields that keep it from that."""

    own: Instruction
    instruction: Instruction
    fields: tuple[str, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The fields with both values; whom it names as its party stands beside the other's counterparty."""
        return tuple(_difference(field, self.own, self.instruction) for field in self.fields)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An instruction without its counterpart.

    Args:
        instruction: it.
        candidates: the nearest ones, the nearest first; empty where the counterpart is missing.
    """

    instruction: Instruction
    candidates: tuple[Candidate, ...]

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing that may be meant as its counterpart."""
        return not self.candidates

    def __str__(self) -> str:
        given = self.instruction
        start = f"{given.reference} of {given.party}"
        if self.is_missing:
            return f"{start}: {given.counterparty} has sent no counterpart. Ask it to instruct, or cancel"
        other, found = self.candidates[0].instruction, self.candidates[0].differences
        fields = "; ".join(f"{each.field} is {each.own}, there {each.other}" for each in found)
        return f"{start}: nearest is {other.reference} of {other.party}: {fields}. Correct the one that is wrong"


def said(*fields: str) -> Callable[[Instruction], Any]:
    """What an instruction says in fields: a function that gives their values, as a tuple where they are several."""
    return attrgetter(*fields)


def expected(*fields: str) -> Callable[[Instruction], Any]:
    """What its counterpart is to say in fields, in the same form."""
    return attrgetter(*(_FACING.get(field, field) for field in fields))


_FIELDS = (*MANDATORY, *OPTIONAL)
_SAID, _EXPECTED = said(*_FIELDS), expected(*_FIELDS)


def differing(own: Instruction, other: Instruction, tolerance: Tolerance) -> tuple[str, ...]:
    """The fields that keep two instructions from matching; an optional one that either leaves out does not."""
    fields = [
        field
        for field, due, there in zip(_FIELDS, _EXPECTED(own), _SAID(other), strict=True)
        if due != there and (field not in OPTIONAL or (due is not None and there is not None))
    ]
    if "amount" in fields and _within(own, other, tolerance):
        fields.remove("amount")
    return tuple(fields)


def _within(own: Instruction, other: Instruction, tolerance: Tolerance) -> bool:
    delivery = own if own.side is Side.DELIVERS else other
    reach = tolerance_of(delivery.amount, delivery.currency, tolerance)
    return own.currency == other.currency and abs(own.amount - other.amount) <= reach


def _difference(field: str, own: Instruction, other: Instruction) -> Difference:
    facing = {"party": "counterparty", "counterparty": "party"}.get(field, field)
    return Difference(facing, _text(own, facing), _text(other, field))


def _text(instruction: Instruction, field: str) -> str:
    if field == "amount" and instruction.currency is not None:
        return str(Money(instruction.amount, instruction.currency))
    if field == "units" and is_money(instruction.asset):
        return str(Money(instruction.units, instruction.asset))
    value = getattr(instruction, field)
    return "empty" if value is None else str(value)
