"""Instructions that found no counterpart, and the fields in which what comes nearest to each differs from it."""

from __future__ import annotations

from dataclasses import dataclass

from tenor.settlement.instruction import Instruction, Side
from tenor.settlement.tolerance import Tolerance, tolerance_of
from tenor.units import Money

FIELDS = (
    *("party", "counterparty", "side", "kind", "asset", "units", "currency", "amount", "trade_date"),
    *("settlement_date", "common_reference", "clean_price"),
)
"""The fields of matching in the order of `said` and `expected`; the last two are optional."""

_AMOUNT, _OPTIONAL = FIELDS.index("amount"), FIELDS.index("common_reference")


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


def said(instruction: Instruction) -> tuple[object, ...]:
    """What an instruction says, field by field."""
    return (instruction.party, instruction.counterparty, instruction.side, *_both(instruction))


def expected(instruction: Instruction) -> tuple[object, ...]:
    """What its counterpart is to say, field by field."""
    side = Side.RECEIVES if instruction.side is Side.DELIVERS else Side.DELIVERS
    return (instruction.counterparty, instruction.party, side, *_both(instruction))


def differences(own: Instruction, other: Instruction, tolerance: Tolerance) -> tuple[Difference, ...]:
    """The fields that keep two instructions from matching; of the parties and the side both values are as sent."""
    pairs = enumerate(zip(expected(own), said(other), strict=True))
    differ = [place for place, (due, there) in pairs if due != there and not _may_differ(place, due, there)]
    if _AMOUNT in differ and _within(own, other, tolerance):
        differ.remove(_AMOUNT)
    return tuple(_difference(FIELDS[place], own, other) for place in differ)


def _both(instruction: Instruction) -> tuple[object, ...]:
    """What both parties say in the same words."""
    return (
        *(instruction.kind, instruction.asset, instruction.units, instruction.currency, instruction.amount),
        *(instruction.trade_date, instruction.settlement_date),
        *(instruction.common_reference, instruction.clean_price),
    )


def _may_differ(place: int, due: object, there: object) -> bool:
    return place >= _OPTIONAL and (due is None or there is None)


def _within(own: Instruction, other: Instruction, tolerance: Tolerance) -> bool:
    delivery = own if own.side is Side.DELIVERS else other
    reach = tolerance_of(delivery.amount, delivery.currency, tolerance)
    return own.currency == other.currency and abs(own.amount - other.amount) <= reach


def _difference(field: str, own: Instruction, other: Instruction) -> Difference:
    """One that stands in the other's field; whom it names as party is held against our counterparty, and so on."""
    facing = {"party": "counterparty", "counterparty": "party"}.get(field, field)
    return Difference(facing, _text(own, facing), _text(other, field))


def _text(instruction: Instruction, field: str) -> str:
    if field == "amount" and instruction.currency is not None:
        return str(Money(instruction.amount, instruction.currency))
    value = getattr(instruction, field)
    return "empty" if value is None else str(value)
