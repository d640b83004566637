"""The nearest candidates of instructions that match none, found by keys and never by comparing all with all."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeAlias

from tenor.settlement.instruction import Instruction
from tenor.settlement.tolerance import Tolerance
from tenor.settlement.unmatched import MANDATORY, Candidate, Unmatched, differing, expected, said

MAX_CANDIDATES = 3
"""Nearest ones named of each instruction."""

MAX_DIFFERENCES = 3
"""What differs in more fields is not taken for the counterpart."""

_LOOKED_AT = 8  # candidates compared on each side of the amount, however many share a key

_Key: TypeAlias = tuple[Callable[[Instruction], Any], Callable[[Instruction], Any]]
"""What an instruction says in the fields of a key, and what its counterpart is to say."""


def _key(*fields: str) -> _Key:
    return said(*fields), expected(*fields)


_LEFT_OUT = (  # what people get wrong most often first
    *("amount", "units", "settlement_date", "trade_date", "asset", "currency", "kind", "counterparty", "party", "side"),
)
_CLOSE = tuple(_key(*(field for field in MANDATORY if field != left_out)) for left_out in _LEFT_OUT)
_FAR = (_key("common_reference"), _key("party", "counterparty", "asset"), _key("party", "counterparty"))


def explain(instructions: Sequence[Instruction], tolerance: Tolerance) -> tuple[Unmatched, ...]:
    """What is nearest to each of the instructions that are left after matching, among these.

    They are looked up by keys of the mandatory fields with one left out after the other, so that what differs in one or
    in none of them is always found. Those that find nothing are looked up among themselves by common reference, by
    parties and asset, by parties: an instruction with a near counterpart is not offered to one that is far. The first
    key that finds something within `MAX_DIFFERENCES` ends the search, and of one key no more than 16 are compared: time
    and memory grow with the number of instructions and not with its square.

    Args:
        instructions: in the order of arrival; how different parties are interleaved does not matter.
        tolerance: amounts within it do not differ.
    """
    # By amount and party; the sort is stable, so then by the party's own order, which no interleaving changes.
    order = sorted(instructions, key=attrgetter("amount", "party"))
    found: dict[int, tuple[Candidate, ...]] = {}
    for keys in (_CLOSE, _FAR):
        among = [each for each in order if id(each) not in found]
        for key in keys:
            waiting = [each for each in among if id(each) not in found]
            if not waiting:
                break
            index, asks = _index(among, key), key[1]
            for own in waiting:
                if candidates := _nearest(own, index.get(asks(own), []), tolerance):
                    found[id(own)] = candidates
    return tuple(Unmatched(each, found.get(id(each), ())) for each in instructions)


def _index(among: Sequence[Instruction], key: _Key) -> Mapping[object, list[Instruction]]:
    """The instructions by what they say in the fields of the key, each list in the order given."""
    index: defaultdict[object, list[Instruction]] = defaultdict(list)
    says = key[0]
    for each in among:
        value = says(each)
        if value is not None:  # no common reference
            index[value].append(each)
    return index


def _nearest(own: Instruction, near: Sequence[Instruction], tolerance: Tolerance) -> tuple[Candidate, ...]:
    """The best of those around the amount; among equally many differences the nearest amount, then the order."""
    place = bisect_left(near, own.amount, key=attrgetter("amount"))
    close: list[tuple[int, int, int, tuple[str, ...]]] = []
    for at in range(max(0, place - _LOOKED_AT), min(place + _LOOKED_AT, len(near))):
        if near[at].party != own.party:
            fields = differing(own, near[at], tolerance)
            if len(fields) <= MAX_DIFFERENCES:
                close.append((len(fields), abs(near[at].amount - own.amount), at, fields))
    return tuple(Candidate(own, near[at], fields) for _, _, at, fields in sorted(close)[:MAX_CANDIDATES])
