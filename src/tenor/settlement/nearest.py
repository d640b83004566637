"""The nearest candidates of instructions that match none, found by keys and never by comparing all with all."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import TypeAlias

from tenor.settlement.instruction import Instruction
from tenor.settlement.tolerance import Tolerance
from tenor.settlement.unmatched import FIELDS, Candidate, Unmatched, differences, expected, said

MAX_CANDIDATES = 3
"""Nearest ones named of each instruction."""

MAX_DIFFERENCES = 3
"""What differs in more fields is not taken for the counterpart."""

_LOOKED_AT = 8  # candidates compared on each side of the amount, however many share a key

_Key: TypeAlias = Callable[[tuple[object, ...]], object]

_MANDATORY = FIELDS[:-2]
_LEFT_OUT = (  # what people get wrong most often first
    *("amount", "units", "settlement_date", "trade_date", "asset", "currency", "kind", "counterparty", "party", "side"),
)


def explain(instructions: Sequence[Instruction], tolerance: Tolerance) -> tuple[Unmatched, ...]:
    """What is nearest to each of the instructions that are left after matching, among these.

    They are looked up by keys: first with all mandatory fields, then with one left out after the other (so what differs
    in one is always found), then by common reference, by parties and asset, by parties. The first key that finds
    something within `MAX_DIFFERENCES` ends the search, and of one key no more than 16 are compared: time and memory
    grow with the number of instructions and not with its square.

    Args:
        instructions: in the order of arrival; how different parties are interleaved does not matter.
        tolerance: amounts within it do not differ.
    """
    found: dict[int, tuple[Candidate, ...]] = {}
    order = _order(instructions)
    for key in _keys():
        waiting = [place for place in range(len(instructions)) if place not in found]
        if not waiting:
            break
        index = _index(order, key)
        for place in waiting:
            near = index.get(key(expected(instructions[place])), [])
            if candidates := _nearest(instructions[place], near, tolerance):
                found[place] = candidates
    return tuple(Unmatched(each, found.get(place, ())) for place, each in enumerate(instructions))


def _keys() -> Iterator[_Key]:
    yield _fields(*_MANDATORY)
    for left_out in _LEFT_OUT:
        yield _fields(*(field for field in _MANDATORY if field != left_out))
    yield _fields("common_reference")
    yield _fields("party", "counterparty", "asset")
    yield _fields("party", "counterparty")


def _fields(*names: str) -> _Key:
    return itemgetter(*(FIELDS.index(name) for name in names))


def _order(instructions: Sequence[Instruction]) -> list[Instruction]:
    """By amount, party and the party's own order of arrival, which no interleaving changes."""
    seen: Counter[str] = Counter()
    ranked = []
    for each in instructions:
        seen[each.party] += 1
        ranked.append((each.amount, each.party, seen[each.party], each))
    return [each for _, _, _, each in sorted(ranked, key=itemgetter(0, 1, 2))]


def _index(order: Sequence[Instruction], key: _Key) -> Mapping[object, list[Instruction]]:
    """The instructions by what they say in the fields of the key, each list in the order given."""
    index: defaultdict[object, list[Instruction]] = defaultdict(list)
    for each in order:
        value = key(said(each))
        if value is not None:  # no common reference
            index[value].append(each)
    return index


def _nearest(own: Instruction, near: Sequence[Instruction], tolerance: Tolerance) -> tuple[Candidate, ...]:
    """The best of those around the amount; among equally many differences the nearest amount, then the order."""
    place = bisect_left(near, own.amount, key=attrgetter("amount"))
    around = near[max(0, place - _LOOKED_AT) : place + _LOOKED_AT]
    others = [each for each in around if each.party != own.party]
    candidates = [Candidate(each, differences(own, each, tolerance)) for each in others]
    close = [each for each in candidates if len(each.differences) <= MAX_DIFFERENCES]
    close.sort(key=lambda each: (len(each.differences), abs(each.instruction.amount - own.amount)))
    return tuple(close[:MAX_CANDIDATES])
