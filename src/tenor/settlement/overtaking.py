"""More value out of a gridlock by letting obligations overtake blocked ones: bounded, and never worse than without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tenor.settlement.gridlock import keep_largest, room_after
from tenor.settlement.obligation import Book, Obligation, Outcome, Queue

ROUNDS = 2
"""Most passes over the items that are blocked."""

HELPERS = 6
"""Most items that are let in together with one, to cover it or each other."""

LOOKED_AT = 8
"""Most items looked at for each helper."""


def improve(queue: Queue) -> Outcome:
    """A set that settles at once, with all of `largest_feasible` in it and as much more as a bounded search finds.

    The blocked items are tried one after the other, the most valuable first and among equal ones by priority and
    arrival. An item is let in if its accounts cover it. Where one of them is left short, a helper that credits it is
    let in as well: of the `LOOKED_AT` most valuable ones the one after which the fewest accounts are short. With
    `HELPERS` helpers and an account still short, all of them stay out. After a round that let any in there is another,
    up to `ROUNDS` rounds. So each round looks at no more than `HELPERS` x `LOOKED_AT` items for each that is blocked;
    what the last round let in may cover an item that it had passed over.

    The largest value altogether is a knapsack problem with a constraint for each account, for which nothing fast is
    known; `tests/settlement/test_overtaking.py` measures how much of it this reaches.

    Raises:
        InputError: the queue is not in order (`obligation.Book`).
    """
    book = Book(queue)
    return book.outcome(_search(book, keep_largest(book)).settles)


def improve_in_bundles(queue: Queue, most: int) -> tuple[tuple[Obligation, ...], ...]:
    """What `improve` settles, as bundles that can settle one after the other: after each no account is below its limit.

    The first bundle is the set of `largest_feasible`; where it has more than `most` obligations the search begins
    without it, and may find less. Within a bundle obligations stand by priority and arrival.

    Raises:
        InputError: the queue is not in order (`obligation.Book`).
    """
    book = Book(queue)
    kept = keep_largest(book)
    first = [item for item, yes in enumerate(kept) if yes]
    if len(first) > most:
        first, kept = [], bytearray(len(book.items))
    bundles = [first] if first else []
    bundles += map(sorted, _search(book, kept).bundles)
    return tuple(tuple(book.items[item] for item in bundle) for bundle in bundles)


def _search(book: Book, settles: bytearray) -> _Search:
    search = _Search(book, settles)
    for _ in range(ROUNDS):
        if not search.pass_over_blocked():
            break
    return search


class _Search:
    def __init__(self, book: Book, settles: bytearray) -> None:
        self._book = book
        self.settles = settles
        self._room = room_after(book, settles)
        self.bundles: list[list[int]] = []  # let in together, in the order in which they were

    def pass_over_blocked(self) -> bool:
        """Try each blocked item once; whether any was let in."""
        blocked = [item for item, yes in enumerate(self.settles) if not yes]
        blocked.sort(key=lambda item: -self._book.items[item].value)
        crediting: defaultdict[int, list[int]] = defaultdict(list)
        for item in blocked:
            for account, change in self._book.changes[item]:
                if change > 0:
                    crediting[account].append(item)
        let_in = [item for item in blocked if not self.settles[item] and self._let_in(item, crediting)]
        return bool(let_in)

    def _let_in(self, item: int, crediting: Mapping[int, Sequence[int]]) -> bool:
        """Let an item in, with helpers where its accounts need them; if they do not suffice, undo it."""
        together: list[int] = []
        helper: int | None = item
        while helper is not None:
            self._move(helper, 1)
            together.append(helper)
            short = self._short(together)
            if short is None:
                self.bundles.append(together)
                return True
            helper = self._helper(crediting.get(short, ())) if len(together) <= HELPERS else None
        for each in together:
            self._move(each, -1)
        return False

    def _move(self, item: int, sign: int) -> None:
        self.settles[item] = sign > 0
        for account, change in self._book.changes[item]:
            self._room[account] += sign * change

    def _short(self, together: Sequence[int]) -> int | None:
        """The first account that one of the items debits below its limit."""
        for item in together:
            for account, change in self._book.changes[item]:
                if change < 0 and self._room[account] < 0:
                    return account
        return None

    def _helper(self, crediting: Sequence[int]) -> int | None:
        """The item after which the fewest accounts are short, the most valuable among equal ones."""
        near = [item for item in crediting[:LOOKED_AT] if not self.settles[item]]
        return min(near, key=self._more_short, default=None)

    def _more_short(self, item: int) -> int:
        """How many more accounts are below their limit if an item is let in; below zero where they are fewer."""
        room = self._room
        return sum((room[account] + change < 0) - (room[account] < 0) for account, change in self._book.changes[item])
