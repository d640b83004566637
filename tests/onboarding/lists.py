"""Wallet lists for tests: rows by pseudonymous id, with wallets that nobody has the key of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

HEADER = "id,wallet,country,class,valid_until,wallet_of"


def wallet(number: int) -> str:
    """An address of a list."""
    return str(to_checksum_address(keccak(text=f"wallet {number}")[:20]))


def row(number: int, *, country: str = "HK", investor: str = "retail", until: str = "2031-12-31", of: str = "") -> str:
    """One row of a list that is in order."""
    return f"INV-{number:05},{wallet(number)},{country},{investor},{until},{of}"


def write_list(folder: Path, rows: Iterable[str], header: str = HEADER) -> Path:
    """A list as a file."""
    path = folder / "list.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


class Told:
    """A watcher that keeps what it was told."""

    def __init__(self) -> None:
        self.phases: list[tuple[str, int, str]] = []
        self.done: list[int] = []

    def phase(self, what: str, total: int, unit: str) -> None:
        """As `Watcher`."""
        self.phases.append((what, total, unit))

    def reached(self, done: int) -> None:
        """As `Watcher`."""
        self.done.append(done)
