"""The liquidity that a day of obligations needs, gross as they arrive and net at its end, and what less settles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tenor.settlement.gridlock import largest_feasible
from tenor.settlement.obligation import Account, Obligation, Outcome, Queue, queue_after
from tenor.settlement.overtaking import improve
from tenor.settlement.sequence import settle_in_sequence

PERCENT = tuple(range(0, 101, 10))
"""Opening liquidity at which the curve is drawn, in percent of the gross needs."""


def gross_needs(obligations: Iterable[Obligation]) -> dict[Account, int]:
    """The opening balance that each account needs if all settle one by one as they arrive [units] or [minor].

    It is the largest debit position of the account below zero over the day; accounts that need nothing have 0.
    """
    position: defaultdict[Account, int] = defaultdict(int)
    lowest: defaultdict[Account, int] = defaultdict(int)
    for obligation in obligations:
        for account, change in obligation.changes:
            position[account] += change
            lowest[account] = min(lowest[account], position[account])
    return {account: -low for account, low in sorted(lowest.items())}


def net_needs(obligations: Iterable[Obligation]) -> dict[Account, int]:
    """The opening balance that each account needs if all settle at once at the end of the day, multilaterally net."""
    position: defaultdict[Account, int] = defaultdict(int)
    for obligation in obligations:
        for account, change in obligation.changes:
            position[account] += change
    return {account: max(0, -net) for account, net in sorted(position.items())}


def total_by_asset(needs: Mapping[Account, int]) -> dict[str, int]:
    """The sum over the accounts of each asset; securities and currencies are never added up."""
    totals: defaultdict[str, int] = defaultdict(int)
    for (_, asset), need in needs.items():
        totals[asset] += need
    return dict(sorted(totals.items()))


def share_of_needs(needs: Mapping[Account, int], percent: int) -> dict[Account, int]:
    """Opening balances that are a percentage of the needs, rounded down."""
    return {account: need * percent // 100 for account, need in needs.items()}


@dataclass(frozen=True, slots=True)
class Settled:
    """How much of a queue settles: by number and by value, with what there is of both."""

    number: int
    value: int
    of_number: int
    of_value: int

    @classmethod
    def of(cls, outcome: Outcome) -> Settled:
        """The measure of an outcome."""
        blocked = sum(each.value for each in outcome.blocked)
        number = len(outcome.settled)
        return cls(number, outcome.value, number + len(outcome.blocked), outcome.value + blocked)

    @property
    def number_per_mille(self) -> int:
        """The share of the number, rounded down; of nothing all settles."""
        return 1_000 * self.number // self.of_number if self.of_number else 1_000

    @property
    def value_per_mille(self) -> int:
        """The share of the value, rounded down; of nothing all settles."""
        return 1_000 * self.value // self.of_value if self.of_value else 1_000


@dataclass(frozen=True, slots=True)
class Point:
    """What settles at one level of opening liquidity.

    Args:
        percent: of the gross needs of each account.
        in_sequence: one by one as they arrive (`settle_in_sequence`).
        at_once: with what `largest_feasible` then settles of the others.
        overtaking: with what `improve` then settles of the others instead.
    """

    percent: int
    in_sequence: Settled
    at_once: Settled
    overtaking: Settled


def joined(first: Outcome, second: Outcome) -> Outcome:
    """An outcome, and that of what it left."""
    return Outcome(first.settled + second.settled, second.blocked)


def liquidity_curve(
    obligations: Sequence[Obligation],
    percent: Iterable[int] = PERCENT,
    is_scarce: Callable[[str], bool] = lambda asset: True,  # noqa: ARG005 -- every asset
) -> tuple[Point, ...]:
    """What settles of a day, as a function of what accounts open with.

    Args:
        obligations: in the order of arrival.
        percent: levels, in percent of the gross needs of each account.
        is_scarce: the assets of which accounts open with so much only, e.g. `instruction.is_money`; of the others they
            open with all that they need gross.
    """
    needs = gross_needs(obligations)
    scarce = {account: need for account, need in needs.items() if is_scarce(account[1])}
    points = []
    for level in percent:
        queue = Queue(obligations, needs | share_of_needs(scarce, level))
        first = settle_in_sequence(queue)
        rest = queue_after(queue, first)
        then = (joined(first, search(rest)) for search in (largest_feasible, improve))
        points.append(Point(level, Settled.of(first), *map(Settled.of, then)))
    return tuple(points)
