"""The list that is onboarded: the same wallets in every run, of retail investors of several countries."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

COUNTRIES = ("HK", "SG", "CN", "DE", "FR", "GB", "CH", "LU")
WALLETS_OF_ONE = 50
"""One wallet in so many is a further wallet of the investor before it, as some have two."""


def write_list(path: Path, rows: int) -> None:
    """Write a wallet list of so many rows."""
    lines = ["id,wallet,country,class,valid_until,wallet_of"]
    countries = cycle(COUNTRIES)
    country, first = "", ""
    for number in range(rows):
        further = number % WALLETS_OF_ONE == WALLETS_OF_ONE - 1
        name, wallet = f"INV-{number:06}", to_checksum_address(keccak(text=f"bench wallet {number}")[:20])
        if not further:
            country, first = next(countries), name
        lines.append(f"{name},{wallet},{country},retail,2099-12-31,{first if further else ''}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
