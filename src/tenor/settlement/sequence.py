"""Gross settlement one by one as obligations arrive, without netting: what gridlock search is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from tenor.settlement.obligation import Book, Obligation, Outcome, Queue


class Step(NamedTuple):
    """One obligation settled, and the one upon whose arrival it did."""

    settled: Obligation
    upon: Obligation


def settle_in_sequence(queue: Queue) -> Outcome:
    """What settles over the day if nothing is netted and nothing overtakes.

    An obligation that arrives joins the queue of every account that it debits, by priority and arrival. It settles when
    it is the first of all of them and all of these accounts cover it; each credit has the first of the credited
    account's queue tried again. What is tried first makes no difference, since only the first of its queue can use an
    account up. Where all have one priority the set is within that of `gridlock.largest_feasible`; otherwise one of low
    priority may have settled before one of high priority arrived.

    Raises:
        InputError: the queue is not in order (`obligation.Book`).
    """
    book = Book(queue)
    settled = bytearray(len(book.items))
    for item, _ in _walk(book):
        settled[item] = True
    return book.outcome(settled)


def steps_in_sequence(queue: Queue, *, overtaking: bool = False) -> tuple[Step, ...]:
    """What `settle_in_sequence` settles, in the order in which it does: after each step no account is below its limit.

    Args:
        queue: what arrives.
        overtaking: whether what is covered settles though something stands before it that is not.

    Raises:
        InputError: the queue is not in order (`obligation.Book`).
    """
    book = Book(queue)
    walk = _walk_overtaking if overtaking else _walk
    return tuple(Step(book.items[item], book.items[upon]) for item, upon in walk(book))


def _walk(book: Book) -> Iterator[tuple[int, int]]:
    """Each item that settles, in order, with the one that arrived."""
    settled, room = bytearray(len(book.items)), list(book.room)
    waiting: list[list[int]] = [[] for _ in room]
    for arrived in book.arrivals:
        for account, change in book.changes[arrived]:
            if change < 0:
                heappush(waiting[account], arrived)
        trying = [arrived]
        while trying:
            item = trying.pop()
            if not settled[item] and _is_covered_first(item, book, waiting, room):
                settled[item] = True
                yield item, arrived
                trying += _settle(item, book, waiting, room)


def _walk_overtaking(book: Book) -> Iterator[tuple[int, int]]:
    """The same where nobody waits for another: each credit has all of the credited account's queue tried again."""
    settled, arrived, room = bytearray(len(book.items)), bytearray(len(book.items)), list(book.room)
    for arrival in book.arrivals:
        arrived[arrival] = True
        trying = [arrival]
        while trying:
            item = trying.pop()
            changes = book.changes[item]
            if settled[item] or any(room[account] + change < 0 for account, change in changes if change < 0):
                continue
            settled[item] = True
            yield item, arrival
            for account, change in changes:
                room[account] += change
            credited = {each for account, change in changes if change > 0 for each in book.debits[account]}
            waiting = {each for each in credited.union(trying) if arrived[each] and not settled[each]}
            trying = sorted(waiting, reverse=True)  # the first of the queue is tried first


def _is_covered_first(item: int, book: Book, waiting: list[list[int]], room: list[int]) -> bool:
    return all(
        waiting[account][0] == item and room[account] + change >= 0
        for account, change in book.changes[item]
        if change < 0
    )


def _settle(item: int, book: Book, waiting: list[list[int]], room: list[int]) -> list[int]:
    """Move what an item moves; the items that are now the first of a queue that it touched."""
    for account, change in book.changes[item]:
        room[account] += change
        if change < 0:
            heappop(waiting[account])
    return [waiting[account][0] for account, _ in book.changes[item] if waiting[account]]
