"""Deliveries and receipts that agree in every mandatory field but the amount: which belongs to which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from tenor.settlement.instruction import Instruction
from tenor.settlement.shelf import Shelf
from tenor.settlement.tolerance import EXACT, Tolerance, tolerance_of

# The optional fields that an instruction gives, or that two both give, as a number: the sum of these.
_REFERENCE, _PRICE = 2, 1
_BY_PREFERENCE = (_REFERENCE + _PRICE, _REFERENCE, _PRICE, 0)

_Shelves: TypeAlias = Mapping[tuple[int, int, object, object], Shelf]


def pair(
    deliveries: Sequence[Instruction], receipts: Sequence[Instruction], tolerance: Tolerance
) -> Iterator[tuple[Instruction, Instruction]]:
    """Pairs of one delivery and one receipt each, in an order that depends on nothing but that of each side.

    Equal amounts go before those within the tolerance; then pairs that share the common reference, then the price;
    then the delivery that arrived first, with the nearest amount and the first receipt among equal ones. A pair never
    differs in an optional field that both give.

    Args:
        deliveries: of one party to another, as they arrived.
        receipts: of the other party, as they arrived.
        tolerance: how far the amounts may differ.
    """
    used = bytearray(len(receipts))
    shelves = _shelves(receipts, used)
    waiting = list(deliveries)
    for within in (EXACT, tolerance) if tolerance else (EXACT,):
        for shared in _BY_PREFERENCE:
            left = []
            for delivery in waiting:
                entry = _closest(delivery, shared, within, shelves)
                if entry is None:
                    left.append(delivery)
                else:
                    used[entry] = True
                    yield delivery, receipts[entry]
            waiting = left


def _shelves(receipts: Sequence[Instruction], used: bytearray) -> _Shelves:
    """The amounts of the receipts by: fields shared, fields given, and the values of those that are shared."""
    entries: defaultdict[tuple[int, int, object, object], list[tuple[int, int]]] = defaultdict(list)
    for entry, receipt in enumerate(receipts):
        given = _given(receipt)
        for shared in _BY_PREFERENCE:
            if shared & given == shared:
                entries[shared, given, *_values(receipt, shared)].append((receipt.amount, entry))
    return {key: Shelf(amounts, used) for key, amounts in entries.items()}


def _closest(delivery: Instruction, shared: int, within: Tolerance, shelves: _Shelves) -> int | None:
    """The receipt for a delivery among those that give exactly these fields in common with it."""
    given = _given(delivery)
    reach = tolerance_of(delivery.amount, delivery.currency, within)
    near = []
    for other in _BY_PREFERENCE:
        if other & given == shared:
            shelf = shelves.get((shared, other, *_values(delivery, shared)))
            found = shelf.nearest(delivery.amount, reach) if shelf else None
            if found is not None:
                near.append(found)
    return min(near)[1] if near else None


def _given(instruction: Instruction) -> int:
    reference = _REFERENCE if instruction.common_reference is not None else 0
    return reference + (_PRICE if instruction.clean_price is not None else 0)


def _values(instruction: Instruction, fields: int) -> tuple[object, object]:
    reference = instruction.common_reference if fields & _REFERENCE else None
    return reference, instruction.clean_price if fields & _PRICE else None
