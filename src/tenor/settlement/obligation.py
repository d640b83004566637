"""Obligations that wait for cover: what each moves between accounts, and the queue that they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from tenor.errors import InputError
from tenor.settlement.instruction import Priority
from tenor.settlement.matched import MatchedTrade

Account: TypeAlias = tuple[str, str]
"""Party and asset: an ISIN or a currency."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that settles as a whole or not at all.

    Args:
        reference: of the trade.
        changes: account and what it gains (above zero) or is debited [units] or [minor]; each account once, none by 0.
            A delivery versus payment has four.
        value: what it is worth in a measure that is common to the queue.
        priority: the lower number goes first.
    """

    reference: str
    changes: tuple[tuple[Account, int], ...]
    value: int
    priority: int = Priority.NORMAL


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, and the means to settle it.

    Args:
        obligations: in the order of arrival.
        balances: opening balance of each account [units] or [minor]; an account that is not there has none.
        credit: how far an account may go below zero; one that is not there may not.
    """

    obligations: Sequence[Obligation]
    balances: Mapping[Account, int]
    credit: Mapping[Account, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What of a queue settles and what stays blocked, both by priority and arrival."""

    settled: tuple[Obligation, ...]
    blocked: tuple[Obligation, ...]

    @property
    def value(self) -> int:
        """What the settled ones are worth together."""
        return sum(each.value for each in self.settled)


def queue_after(queue: Queue, outcome: Outcome) -> Queue:
    """What still waits after an outcome, with the balances that it leaves."""
    balances = dict(queue.balances)
    for obligation in outcome.settled:
        for account, change in obligation.changes:
            balances[account] = balances.get(account, 0) + change
    return Queue(outcome.blocked, balances, queue.credit)


def obligations_of(trades: Iterable[MatchedTrade]) -> tuple[Obligation, ...]:
    """The obligations of trades that are not on hold, in their order; the value is the payment, 0 where there is none.

    Payments of several currencies are not converted: give values in one measure before comparing them.
    """
    return tuple(_obligation(trade) for trade in trades if not trade.hold)


def _obligation(trade: MatchedTrade) -> Obligation:
    changes: defaultdict[Account, int] = defaultdict(int)
    for leg in trade.legs:
        changes[leg.giver, leg.asset] -= leg.quantity
        changes[leg.taker, leg.asset] += leg.quantity
    return Obligation(trade.reference, tuple(changes.items()), trade.amount, trade.priority)


class Book:
    """A queue as lists of integers, for searching it: items by priority and arrival, accounts as they first occur.

    Attributes:
        items: the obligations in the order of the queue.
        arrivals: the items in the order of arrival.
        changes: by item, (account, change) of each.
        debits: by account, the items that debit it, in the order of the queue.
        room: by account, how far it may be debited: opening balance and credit.

    Raises:
        InputError: an obligation names an account twice or changes it by nothing, or an account has less than nothing.
    """

    def __init__(self, queue: Queue) -> None:
        accounts: dict[Account, int] = {}
        given = queue.obligations
        order = sorted(range(len(given)), key=lambda arrival: given[arrival].priority)  # stable: then by arrival
        self.items = [given[arrival] for arrival in order]
        self.arrivals = sorted(range(len(given)), key=order.__getitem__)
        self.changes = [
            tuple((accounts.setdefault(account, len(accounts)), change) for account, change in each.changes)
            for each in self.items
        ]
        self.debits: list[list[int]] = [[] for _ in accounts]
        for item, changes in enumerate(self.changes):
            if len({account for account, _ in changes}) < len(changes) or not all(change for _, change in changes):
                what = "an account is named twice, or changes by nothing"
                where = f"obligation {self.items[item].reference}"
                raise InputError(where, what, "Give one change for each account that changes")
            for account, change in changes:
                if change < 0:
                    self.debits[account].append(item)
        self.room = [_room(account, queue) for account in accounts]

    def outcome(self, settles: Sequence[int]) -> Outcome:
        """The items for which `settles` is not 0, and the others."""
        return Outcome(
            tuple(each for each, yes in zip(self.items, settles, strict=True) if yes),
            tuple(each for each, yes in zip(self.items, settles, strict=True) if not yes),
        )


def _room(account: Account, queue: Queue) -> int:
    balance, credit = queue.balances.get(account, 0), queue.credit.get(account, 0)
    if credit < 0 or balance + credit < 0:
        what = f"it opens with {balance} and a credit line of {credit}, which is below its limit"
        raise InputError(
            f"account {account[1]} of {account[0]}", what, "Fund it, or grant a credit line that covers it"
        )
    return balance + credit
