"""Instructions that found no counterpart, and the fields in which what comes nearest to each differs from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tenor.settlement.instruction import Instruction, Side
from tenor.settlement.tolerance import Tolerance, tolerance_of
from tenor.units import Money

FIELDS = (
    *("party", "counterparty", "side", "kind", "asset", "units", "currency", "amount", "trade_date"),
    *("settlement_date", "common_reference", "clean_price"),
)
"""The fields of matching; the last two are optional."""

_OPTIONAL = FIELDS.index("common_reference")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two instructions differ, with both values as text."""

    field: str
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instruction that may be the counterpart, and what keeps it from that."""

    instruction: Instruction
    differences: tuple[Difference, ...]


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


class Face(NamedTuple):
    """An instruction, what it says field by field, and what its counterpart is to say."""

    instruction: Instruction
    said: tuple[object, ...]
    expected: tuple[object, ...]

    @classmethod
    def of(cls, given: Instruction) -> Face:
        """Both in the order of `FIELDS`."""
        both = (
            *(given.kind, given.asset, given.units, given.currency, given.amount),
            *(given.trade_date, given.settlement_date, given.common_reference, given.clean_price),
        )
        opposite = Side.RECEIVES if given.side is Side.DELIVERS else Side.DELIVERS
        said, expected = (given.party, given.counterparty, given.side), (given.counterparty, given.party, opposite)
        return cls(given, said + both, expected + both)


def differing(own: Face, other: Face, tolerance: Tolerance) -> list[str]:
    """The fields that keep two instructions from matching; an optional one that either leaves out does not."""
    fields = [
        field
        for place, (field, due, there) in enumerate(zip(FIELDS, own.expected, other.said, strict=True))
        if due != there and (place < _OPTIONAL or (due is not None and there is not None))
    ]
    if "amount" in fields and _within(own.instruction, other.instruction, tolerance):
        fields.remove("amount")
    return fields


def difference(field: str, own: Instruction, other: Instruction) -> Difference:
    """A field with both values; whom the other names as its party is held against our counterparty, and so on."""
    facing = {"party": "counterparty", "counterparty": "party"}.get(field, field)
    return Difference(facing, _text(own, facing), _text(other, field))


def _within(own: Instruction, other: Instruction, tolerance: Tolerance) -> bool:
    delivery = own if own.side is Side.DELIVERS else other
    reach = tolerance_of(delivery.amount, delivery.currency, tolerance)
    return own.currency == other.currency and abs(own.amount - other.amount) <= reach


def _text(instruction: Instruction, field: str) -> str:
    if field == "amount" and instruction.currency is not None:
        return str(Money(instruction.amount, instruction.currency))
    value = getattr(instruction, field)
    return "empty" if value is None else str(value)
