"""Numbers that are used up one after the other, and the nearest one that is left, in nearly constant time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Shelf:
    """Numbers of entries that stand on several shelves and are used up on all of them at once.

    Args:
        entries: (number, entry) of each; an entry is an index into `used`.
        used: by entry, whether it is used up; its owner sets it, and nothing is unset.
    """

    def __init__(self, entries: Iterable[tuple[int, int]], used: bytearray) -> None:
        self._entries = sorted(entries)
        self._used = used
        # Where to go on from an entry that is used up: whole runs of them are jumped over the next time.
        self._up = list(range(1, len(self._entries) + 1))
        self._down = list(range(-1, len(self._entries) - 1))

    def at_or_above(self, number: int) -> tuple[int, int] | None:
        """The smallest number left that is not below a number, the first entry among equal ones: (number, entry)."""
        place = self._left(bisect_left(self._entries, (number, -1)), self._up)
        return self._entries[place] if place < len(self._entries) else None

    def below(self, number: int) -> tuple[int, int] | None:
        """The largest number left below a number, the first entry among equal ones: (number, entry)."""
        place = self._left(bisect_left(self._entries, (number, -1)) - 1, self._down)
        return None if place < 0 else self.at_or_above(self._entries[place][0])

    def nearest(self, number: int, reach: int) -> tuple[int, int] | None:
        """The number left that is nearest to a number: (distance, entry); None where none lies within reach."""
        found = (self.at_or_above(number), self.below(number) if reach else None)
        near = [(abs(each[0] - number), each[1]) for each in found if each is not None]
        return min((each for each in near if each[0] <= reach), default=None)

    def _left(self, place: int, onward: list[int]) -> int:
        """The first place from here on whose entry is left, or the place beyond the end."""
        passed = []
        while 0 <= place < len(self._entries) and self._used[self._entries[place][1]]:
            passed.append(place)
            place = onward[place]
        for each in passed:
            onward[each] = place
        return place
