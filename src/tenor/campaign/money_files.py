"""Money in a campaign's files: receipts of the central bank, and payments that move outside the chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tenor.campaign.files import ConventionalPaymentRow, FundingRow
from tenor.campaign.model import ConventionalPayment, Funding
from tenor.files.problems import Problem
from tenor.files.source import FieldPath
from tenor.files.table import Table, read_table
from tenor.terms.model import Terms
from tenor.units import MINOR_DIGITS, Money


def read_fundings(path: Path, terms: Terms) -> Table[Funding]:
    """Fiat received by the central bank.

    Raises:
        InputError: a line is malformed, a reference stands twice, or an amount has parts of a minor unit.
    """
    table, zone = read_table(path, FundingRow), ZoneInfo(terms.timezone)
    _check(table, [row.amount for row in table.rows], terms.currency)
    return table.map(
        lambda row: Funding(
            row.reference, row.account, Money.of(row.amount, terms.currency).minor, row.at.replace(tzinfo=zone)
        )
    )


def read_conventional_payments(path: Path, terms: Terms) -> Table[ConventionalPayment]:
    """Payments for allotments outside the chain.

    Raises:
        InputError: as of `read_fundings`.
    """
    table, zone = read_table(path, ConventionalPaymentRow), ZoneInfo(terms.timezone)
    _check(table, [row.amount for row in table.rows], terms.currency)
    return table.map(
        lambda row: ConventionalPayment(
            row.reference, row.order, Money.of(row.amount, terms.currency).minor, row.at.replace(tzinfo=zone)
        )
    )


def fractions(amounts: Iterable[tuple[FieldPath, Decimal]], currency: str) -> Iterator[Problem]:
    """A problem for each amount that is not a whole number of minor units."""
    digits = MINOR_DIGITS[currency]
    for field, amount in amounts:
        if amount.scaleb(digits) % 1:
            what = f"{field[-1]} {amount} is not a whole number of {currency} minor units"
            yield Problem(field, what, f"Write at most {digits} decimals")


def _check(table: Table[Any], amounts: Sequence[Decimal], currency: str) -> None:
    repeated = table.repeated("reference", lambda row: row.reference.casefold())
    placed = (((row, "amount"), amount) for row, amount in enumerate(amounts))
    found = [*repeated, *fractions(placed, currency)]
    if found:
        raise table.refusal(found)
