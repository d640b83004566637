"""What of a queue settles by which means, and for want of what the rest of it waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tenor.settlement.gridlock import largest_feasible
from tenor.settlement.liquidity import joined
from tenor.settlement.obligation import Obligation, Outcome, Queue, queue_after
from tenor.settlement.overtaking import improve
from tenor.settlement.sequence import settle_in_sequence


class Want(NamedTuple):
    """What an account is short of for an obligation."""

    party: str
    asset: str
    lacking: int  # [units], or [minor] of money


@dataclass(frozen=True, slots=True)
class Cleared:
    """A queue after each means of settling it, and what is left.

    Args:
        in_sequence: one by one as they arrive (`settle_in_sequence`).
        at_once: with what `largest_feasible` then settles of the others.
        overtaking: with what `improve` then settles of the others instead.
        left: what still waits after the last, with the balances that it leaves.
    """

    in_sequence: Outcome
    at_once: Outcome
    overtaking: Outcome
    left: Queue


def clear(queue: Queue) -> Cleared:
    """Settle a queue one by one, and what that leaves at once."""
    first = settle_in_sequence(queue)
    rest = queue_after(queue, first)
    improved = improve(rest)
    at_once = joined(first, largest_feasible(rest))
    return Cleared(first, at_once, joined(first, improved), queue_after(rest, improved))


def wants(obligation: Obligation, queue: Queue) -> tuple[Want, ...]:
    """What each account that an obligation debits is short of; none where it waits behind another only."""
    return tuple(_wants(obligation, queue))


def _wants(obligation: Obligation, queue: Queue) -> Iterable[Want]:
    for (party, asset), change in obligation.changes:
        left = queue.balances.get((party, asset), 0) + queue.credit.get((party, asset), 0) + change
        if change < 0 and left < 0:
            yield Want(party, asset, -left)
