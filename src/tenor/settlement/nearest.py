"""The nearest candidates of instructions that match none, found by keys and never by comparing all with all."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias

from tenor.settlement.instruction import Instruction
from tenor.settlement.tolerance import Tolerance
from tenor.settlement.unmatched import FIELDS, Candidate, Face, Unmatched, difference, differing

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
    in one is always found). What finds nothing so far is looked up among itself by common reference, by parties and
    asset, by parties: an instruction with a near counterpart is not offered to one that is far. The first key that
    finds something within `MAX_DIFFERENCES` ends the search, and of one key no more than 16 are compared: time and
    memory grow with the number of instructions and not with its square.

    Args:
        instructions: in the order of arrival; how different parties are interleaved does not matter.
        tolerance: amounts within it do not differ.
    """
    faces = [Face.of(each) for each in _order(instructions)]
    found: dict[int, tuple[Candidate, ...]] = {}
    for keys in (_CLOSE, _FAR):
        among = [face for face in faces if id(face.instruction) not in found]
        for key in keys:
            waiting = [face for face in among if id(face.instruction) not in found]
            if not waiting:
                break
            index = _index(among, key)
            for own in waiting:
                if candidates := _nearest(own, index.get(key(own.expected), []), tolerance):
                    found[id(own.instruction)] = candidates
    return tuple(Unmatched(each, found.get(id(each), ())) for each in instructions)


def _fields(*names: str) -> _Key:
    return itemgetter(*(FIELDS.index(name) for name in names))


_CLOSE = (
    _fields(*_MANDATORY),
    *(_fields(*(field for field in _MANDATORY if field != left_out)) for left_out in _LEFT_OUT),
)
_FAR = (_fields("common_reference"), _fields("party", "counterparty", "asset"), _fields("party", "counterparty"))


def _order(instructions: Sequence[Instruction]) -> list[Instruction]:
    """By amount, party and the party's own order of arrival, which no interleaving changes."""
    seen: Counter[str] = Counter()
    ranked = []
    for each in instructions:
        seen[each.party] += 1
        ranked.append((each.amount, each.party, seen[each.party], each))
    return [each for _, _, _, each in sorted(ranked, key=itemgetter(0, 1, 2))]


def _index(among: Sequence[Face], key: _Key) -> Mapping[object, list[Face]]:
    """The instructions by what they say in the fields of the key, each list in the order given."""
    index: defaultdict[object, list[Face]] = defaultdict(list)
    for face in among:
        value = key(face.said)
        if value is not None:  # no common reference
            index[value].append(face)
    return index


def _nearest(own: Face, near: Sequence[Face], tolerance: Tolerance) -> tuple[Candidate, ...]:
    """The best of those around the amount; among equally many differences the nearest amount, then the order."""
    amount = own.instruction.amount
    place = bisect_left(near, amount, key=lambda face: face.instruction.amount)
    close: list[tuple[int, int, int, list[str]]] = []
    for at in range(max(0, place - _LOOKED_AT), min(place + _LOOKED_AT, len(near))):
        other = near[at].instruction
        if other.party != own.instruction.party:
            fields = differing(own, near[at], tolerance)
            if len(fields) <= MAX_DIFFERENCES:
                close.append((len(fields), abs(other.amount - amount), at, fields))
    return tuple(
        _candidate(own.instruction, near[at].instruction, fields) for _, _, at, fields in sorted(close)[:MAX_CANDIDATES]
    )


def _candidate(own: Instruction, other: Instruction, fields: Sequence[str]) -> Candidate:
    return Candidate(other, tuple(difference(field, own, other) for field in fields))
