"""One comparison of two books, entry by entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of two books.

    Attributes:
        name: which two books, of what.
        compared: number of entries compared.
        difference: the first entry that differs, in words; None where all agree.
    """

    name: str
    compared: int
    difference: str | None

    @property
    def ok(self) -> bool:
        """Whether all entries agree."""
        return self.difference is None


def compare(name: str, expected: Mapping[str, int], found: Mapping[str, int], books: tuple[str, str]) -> Check:
    """Compare two books entry by entry; an entry that one lacks counts as 0 there.

    Args:
        books: what to call the two in a difference, expected first.
    """
    entries = sorted({*expected, *found})
    for entry in entries:
        left, right = expected.get(entry, 0), found.get(entry, 0)
        if left != right:
            return Check(name, len(entries), f"{entry}: {books[0]} {left:,}, {books[1]} {right:,}")
    return Check(name, len(entries), None)


def named(balances: Mapping[str, int], names: Mapping[str, str]) -> dict[str, int]:
    """Balances by the name of each wallet that has one."""
    return {names.get(wallet, wallet): amount for wallet, amount in balances.items()}
