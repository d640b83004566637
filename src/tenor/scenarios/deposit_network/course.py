"""The day so far: what was made, what was refused, and what is still on the agenda."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from tenor.money.payment import Payment
from tenor.scenarios.deposit_network.network import Network
from tenor.scenarios.deposit_network.orders import Order, Plan


@dataclass(frozen=True, slots=True)
class Refusal:
    """A payment that the chain refused before it was sent: it moved nothing, and is not on the chain."""

    order: Order
    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class Session:
    """A part of a net session that was settled.

    Args:
        at: second of the day.
        part: which of the session, from 1.
        left: payments that waited and were not feasible, by their bank's code.
    """

    at: int
    part: int
    payments: int
    sent_back: int
    left: Mapping[str, int]


@dataclass(slots=True)
class Course:
    """The day so far.

    Attributes:
        made: payments that are on the chain, with their orders.
        refused: those that are not.
        frozen: numbers of customers whose accounts are blocked.
    """

    network: Network
    plan: Plan
    made: list[tuple[Order, Payment]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    frozen: set[int] = field(default_factory=set)
    agenda: list[tuple[int, int, Callable[[int], None]]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    nonces: dict[int, Iterator[int]] = field(default_factory=dict)

    def later(self, at: int, act: Callable[[int], None]) -> None:
        """Put an act on the agenda for a second of the day; what is for the same one keeps its order."""
        heapq.heappush(self.agenda, (at, next(self.order), act))

    def nonce(self, number: int) -> int:
        """The next nonce of a customer; they share a storage word."""
        return next(self.nonces.setdefault(number, count()))
