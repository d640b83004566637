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


def _without(*left_out: str) -> _Key:
    return _key(*(field for field in MANDATORY if field not in left_out))


_OFTEN_WRONG = (  # what people get wrong most often first
    *("units", "settlement_date", "trade_date", "asset", "currency", "kind", "counterparty", "party", "side"),
)
_CLOSE = (_without("amount"), *(_without("amount", field) for field in _OFTEN_WRONG))
_FAR = (_key("common_reference"), _key("party", "counterparty", "asset"), _key("party", "counterparty"))


def explain(instructions: Sequence[Instruction], tolerance: Tolerance) -> tuple[Unmatched, ...]:
    """What is nearest to each of the instructions that are left after matching, among these.

    They are looked up by keys of the mandatory fields: without the amount, then without the amount and one other field
    after the other, until one is found that differs in a single field. Those that find nothing by this are looked up
    among themselves by common reference, by parties and asset, by parties: an instruction with a near counterpart is
    not offered to one that is far. Of one key no more than 16 are compared, those with the nearest amounts: time and
    memory grow with the number of instructions and not with its square.

    Args:
        instructions: in the order of arrival; how different parties are interleaved does not matter.
        tolerance: amounts within it do not differ.
    """
    # By amount and party; the sort is stable, so then by the party's own order, which no interleaving changes.
    order = sorted(instructions, key=attrgetter("amount", "party"))
    found: dict[int, tuple[Candidate, ...]] = {}
    for keys, enough in ((_CLOSE, 1), (_FAR, MAX_DIFFERENCES)):
        among = [each for each in order if id(each) not in found]
        waiting = among
        for says, asks in keys:
            index = _index(among, says) if waiting else {}
            for own in waiting:
                near = _nearest(own, index.get(asks(own), []), tolerance)
                if _differ(near) < _differ(found.get(id(own), ())):
                    found[id(own)] = near
            waiting = [each for each in waiting if _differ(found.get(id(each), ())) > enough]
    return tuple(Unmatched(each, found.get(id(each), ())) for each in instructions)


def _differ(candidates: Sequence[Candidate]) -> int:
    """In how many fields the nearest differs; more than any that is taken where there is none."""
    return len(candidates[0].fields) if candidates else MAX_DIFFERENCES + 1


def _index(among: Sequence[Instruction], says: Callable[[Instruction], Any]) -> Mapping[object, list[Instruction]]:
    """The instructions by what they say in the fields of a key, each list in the order given."""
    index: defaultdict[object, list[Instruction]] = defaultdict(list)
    for each in among:
        value = says(each)
        if value is not None:  # no common reference
            index[value].append(each)
    return index


def _nearest(own: Instruction, near: Sequence[Instruction], tolerance: Tolerance) -> tuple[Candidate, ...]:
    """The best of those around the amount: fewest differences, the same common reference, nearest amount, order."""
    place = bisect_left(near, own.amount, key=attrgetter("amount"))
    close: list[tuple[int, bool, int, int, tuple[str, ...]]] = []
    for at in range(max(0, place - _LOOKED_AT), min(place + _LOOKED_AT, len(near))):
        other = near[at]
        if other.party != own.party:
            fields = differing(own, other, tolerance)
            if len(fields) <= MAX_DIFFERENCES:
                another = own.common_reference is None or own.common_reference != other.common_reference
                close.append((len(fields), another, abs(other.amount - own.amount), at, fields))
    return tuple(Candidate(own, near[at], fields) for _, _, _, at, fields in sorted(close)[:MAX_CANDIDATES])
