"""In which order a queue settles: bundles of obligations, each of which settles as a whole and leaves nobody short.

Whatever the search settles at once can so be sent as several transactions, each of which the chain accepts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tenor.settlement.obligation import Obligation, Outcome, Queue, queue_after
from tenor.settlement.overtaking import improve_in_bundles
from tenor.settlement.sequence import steps_in_sequence

Bundle: TypeAlias = tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How a queue settles.

    Args:
        bundles: one after the other; after each no account is below its limit.
        left: what still waits after the last, with the balances that they leave.
    """

    bundles: tuple[Bundle, ...]
    left: Queue


def course_one_by_one(queue: Queue, *, overtaking: bool = False) -> Course:
    """Each obligation by itself as it arrives, without netting: bundles of one.

    Args:
        queue: what waits.
        overtaking: whether what is covered settles though something stands before it that is not.
    """
    return _course(queue, tuple((step.settled,) for step in steps_in_sequence(queue, overtaking=overtaking)))


def course_at_once(queue: Queue, most: int) -> Course:
    """What settles one by one, then what that leaves at once, with overtaking.

    Args:
        queue: what waits.
        most: obligations that one bundle may have.
    """
    first = course_one_by_one(queue)
    return _course(queue, (*first.bundles, *improve_in_bundles(first.left, most)))


def _course(queue: Queue, bundles: tuple[Bundle, ...]) -> Course:
    settled = tuple(each for bundle in bundles for each in bundle)
    gone = {each.reference for each in settled}
    blocked = tuple(each for each in queue.obligations if each.reference not in gone)
    return Course(bundles, queue_after(queue, Outcome(settled, blocked)))
