"""A document for a client, before it is HTML or PDF: facts, tables and notes, all of them texts."""

from __future__ import annotations

from dataclasses import dataclass

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand to the right, `weight` is its share of the width."""

    title: str
    weight: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table; `strong` are the rows, by index, that open, close or total it.

    A table that is to be read `together` stands on one page; of any other the last row never stands alone on one.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()
    empty: str = ""  # what stands in its place without rows
    together: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One document; the facts of the letterhead are long lines (names, hashes), the figures are what counts.

    Attributes:
        warning: stands above everything, where the document is of no real claim; otherwise empty.
    """

    issuer: str
    title: str
    subtitle: str
    reference: str
    warning: str
    account: Facts
    bond: Facts
    register: Facts
    figures: Facts
    tables: tuple[PaperTable, ...]
    notes: tuple[str, ...]
