"""The rows of a list that are in order so far, on disk rather than in memory, and what a new one may not repeat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Self

from tenor.onboarding.rows import Fault

MAX_WALLETS = 8
"""Wallets of one investor, as the registry has it (IIdentityRegistry.sol)."""

_TABLE = """
    CREATE TABLE account (
        line INTEGER PRIMARY KEY, id TEXT, folded TEXT UNIQUE, place TEXT UNIQUE, first TEXT, country INTEGER,
        investor_class INTEGER, valid_until INTEGER, wallets INTEGER, cells TEXT
    )
"""
_PAGE = 1_000
_REPEATED = "Keep one of the two rows, or correct the other"


@dataclass(frozen=True, slots=True)
class Account:
    """One row of a list.

    Args:
        line: the line it stands on.
        id: pseudonymous id.
        place: where the investor holds: a column's name and its value, a wallet or the reference of a key.
        country: ISO 3166-1 numeric.
        investor_class: what the investor is to the rules.
        valid_until: last day of eligibility.
        wallet_of: id of the same investor's first row, None where this is the first.
        cells: the row as it stands, for a list of rejects.
    """

    line: int
    id: str
    place: tuple[str, str]
    country: int
    investor_class: int
    valid_until: date
    wallet_of: str | None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Admitted:
    """An account that was admitted: as `Account`, with the wallet of its investor's first row."""

    line: int
    id: str
    wallet: str
    first: str
    country: int
    investor_class: int
    valid_until: date


class Roll:
    """Accounts of one list, each id and each place once, further wallets after the first; used as a context manager."""

    def __init__(self) -> None:
        self._store = sqlite3.connect("")  # a temporary file that goes with the connection
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute(_TABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def __len__(self) -> int:
        (rows,) = self._store.execute("SELECT count(*) FROM account").fetchone()
        return int(rows)

    def __iter__(self) -> Iterator[Admitted]:
        """Accounts in the order of their lines; rows may be removed meanwhile."""
        return (account for page in self.pages() for account in page)

    def admit(self, account: Account) -> tuple[Fault, ...]:
        """Take an account onto the roll, or say what is against it."""
        faults = [*self._repeated(account), *self._against_first(account)]
        if not faults:
            first = self._first(account)
            values = (
                *(account.line, account.id, account.id.casefold(), account.place[1], first[1] if first else None),
                *(account.country, int(account.investor_class), account.valid_until.toordinal(), 1),
                json.dumps(account.cells),
            )
            self._store.execute("INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            if first:
                self._store.execute("UPDATE account SET wallets = wallets + 1 WHERE line = ?", first[:1])
        return tuple(faults)

    def pages(self) -> Iterator[list[Admitted]]:
        """The accounts, some at a time; rows may be removed meanwhile."""
        last = 0
        select = """
            SELECT line, id, place, coalesce(first, place), country, investor_class, valid_until
            FROM account WHERE line > ? ORDER BY line LIMIT ?
        """
        while rows := self._store.execute(select, (last, _PAGE)).fetchall():
            last = rows[-1][0]
            yield [
                Admitted(line, name, wallet, first, country, investor_class, date.fromordinal(day))
                for line, name, wallet, first, country, investor_class, day in rows
            ]

    def cells(self, line: int) -> list[str]:
        """A row as it stands in the list."""
        (cells,) = self._store.execute("SELECT cells FROM account WHERE line = ?", (line,)).fetchone()
        return [str(cell) for cell in json.loads(cells)]

    def remove(self, lines: Iterable[int]) -> None:
        """Take rows off the roll."""
        self._store.executemany("DELETE FROM account WHERE line = ?", ((line,) for line in lines))

    def _repeated(self, account: Account) -> Iterator[Fault]:
        column, place = account.place
        told_place = f"key '{place}'" if column == "key" else column
        for name, select, value, told in (
            ("id", "SELECT line FROM account WHERE folded = ?", account.id.casefold(), "id"),
            (column, "SELECT line FROM account WHERE place = ?", place, told_place),
        ):
            found = self._store.execute(select, (value,)).fetchone()
            if found:
                yield Fault(name, f"{told} stands on line {found[0]} and again on line {account.line}", _REPEATED)

    def _first(self, account: Account) -> tuple[int, str, str | None, int, int, int] | None:
        """Line, place, first, country, class and number of wallets of the row that a further wallet names."""
        if account.wallet_of is None:
            return None
        names = (account.wallet_of.casefold(), account.wallet_of)  # the first is the indexed one
        select = "SELECT line, place, first, country, investor_class, wallets FROM account WHERE folded = ? AND id = ?"
        found: tuple[int, str, str | None, int, int, int] | None
        found = self._store.execute(select, names).fetchone()
        return found

    def _against_first(self, account: Account) -> Iterator[Fault]:
        if account.wallet_of is None:
            return
        found = self._first(account)
        if found is None:
            what = "wallet_of is the id of no row above this one that is in order"
            yield Fault("wallet_of", what, "Write the investor's first wallet on an earlier line, and its id here")
            return
        line, _, first, country, investor_class, wallets = found
        if first is not None:
            what = f"wallet_of names a further wallet itself (line {line})"
            yield Fault("wallet_of", what, "Name the investor's first row")
        if (country, investor_class) != (account.country, account.investor_class):
            what = f"country or class differs from that of the same investor on line {line}"
            yield Fault("wallet_of", what, "Correct one of the rows: both are of the investor")
        if wallets >= MAX_WALLETS:
            what = f"the investor of line {line} has {MAX_WALLETS} wallets already"
            yield Fault("wallet_of", what, f"Keep {MAX_WALLETS} of them")
