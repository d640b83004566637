"""Gridlock: which of the obligations that wait for each other can settle at once, as all of them net.

Bech and Soramaki, "Gridlock Resolution in Interbank Payment Systems", Bank of Finland Discussion Papers 9/2001, for any
number of assets: an obligation moves several accounts, as a delivery versus payment moves security and cash.
"""

from __future__ import annotations

from tenor.settlement.obligation import Book, Outcome, Queue


def largest_feasible(queue: Queue) -> Outcome:
    """The largest set that settles without overtaking and leaves no account below its limit.

    Each account's settled items are the first ones of its queue, by priority and arrival; an item stands in the queue
    of every account that it debits. Start with all items; take the last one of an account that is below its limit, and
    whatever stands behind it in any of its queues, out; until no account is below.

    There is one largest set, whichever account is looked at first. The union of two such sets is one as well: what it
    debits to an account is what one of the two debits to it, namely the one that goes further down the account's queue,
    and it credits no less than that one. And no step takes out an item of the largest set: with the last item of an
    account below its limit in it, that set would debit all that is debited now and be credited no more.

    Each item is taken out at most once: time grows with the number of changes of all items.

    Raises:
        InputError: the queue is not in order (`obligation.Book`).
    """
    book = Book(queue)
    return book.outcome(keep_largest(book))


def keep_largest(book: Book) -> bytearray:
    """By item, 1 where it is in the set of `largest_feasible`."""
    kept = bytearray(b"\1") * len(book.items)
    room = room_after(book, kept)
    queues = [list(items) for items in book.debits]
    below = [account for account, left in enumerate(room) if left < 0]
    while below:
        account = below.pop()
        while room[account] < 0:
            below += _take_out(queues[account][-1], book, kept, room, queues)
    return kept


def room_after(book: Book, settles: bytearray) -> list[int]:
    """By account, how far it may still be debited after items have settled; below zero where it is beyond its limit."""
    room = list(book.room)
    for changes, yes in zip(book.changes, settles, strict=True):
        if yes:
            for account, change in changes:
                room[account] += change
    return room


def _take_out(first: int, book: Book, kept: bytearray, room: list[int], queues: list[list[int]]) -> list[int]:
    """Take an item and all behind it out; the accounts that miss its credits and are below their limit."""
    below = []
    kept[first] = False
    leaving = [first]
    while leaving:
        item = leaving.pop()
        for account, change in book.changes[item]:
            room[account] -= change
            if change > 0:
                below.append(account)
                continue
            queue = queues[account]
            while queue and queue[-1] >= item:
                behind = queue.pop()
                if kept[behind]:
                    kept[behind] = False
                    leaving.append(behind)
    return [account for account in below if room[account] < 0]
