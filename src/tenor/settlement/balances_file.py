"""What accounts open with, as a CSV file: party, asset, amount and, where the account may go below zero, its limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pydantic import Field

from tenor.files.cells import render_cells
from tenor.files.fields import Figure, Identifier, StrictModel
from tenor.files.problems import Problem
from tenor.files.table import Table, read_table
from tenor.settlement.instruction import is_isin, is_money
from tenor.settlement.obligation import Account
from tenor.settlement.quantity import counted, plain


class BalanceRow(StrictModel):
    """One account; money in major units, so that people read it."""

    party: Identifier = Field(description="whose account")
    asset: Identifier = Field(description="an ISIN, or a currency code")
    amount: Figure = Field(description="what it opens with: units of a security, an amount of money")
    limit: Figure | None = Field(default=None, description="how far it may go below zero; empty for not at all")


@dataclass(frozen=True, slots=True)
class Opening:
    """Balance and credit limit of accounts [units] or [minor]; an account that is not there has none."""

    balances: Mapping[Account, int]
    credit: Mapping[Account, int]


def read_balances(path: Path) -> Opening:
    """The accounts of a file.

    Raises:
        InputError: a row is malformed, an account stands twice, an asset is not known, or a balance is below its
            limit. One error names every such row with line, field, what is wrong and what to do.
    """
    table = read_table(path, BalanceRow)
    problems = table.repeated("asset", lambda row: f"{row.party} {row.asset}")
    problems += [
        Problem((index, field), what, remedy)
        for index, row in enumerate(table.rows)
        for field, what, remedy in _faults(row)
    ]
    if problems:
        raise table.refusal(problems)
    return Opening(_column(table, "amount"), _column(table, "limit"))


def render_balances(opening: Opening) -> str:
    """The text of a file that `read_balances` reads as the same accounts."""
    accounts = sorted(opening.balances.keys() | opening.credit.keys())
    both = (opening.balances, opening.credit)
    rows = ((party, asset, *(plain(each.get((party, asset), 0), asset) for each in both)) for party, asset in accounts)
    return render_cells(BalanceRow.model_fields, rows)


def _faults(row: BalanceRow) -> Iterator[tuple[str, str, str]]:
    if not is_money(row.asset) and not is_isin(row.asset):
        what = f"asset {row.asset[:12]!r} is neither an ISIN nor a known currency"
        yield "asset", what, "Write the ISIN with its check digit, or the currency code"
        return
    limit = row.limit or Decimal(0)
    for field, quantity in (("amount", row.amount), ("limit", limit)):
        try:
            counted(quantity, row.asset)
        except ValueError as error:
            yield field, f"{field} is {quantity}: {error}", "Write a whole number of the smallest unit"
    if limit < 0:
        yield "limit", f"limit is {limit}, and there is no limit below zero", "Write how far the account may go below"
    elif row.amount + limit < 0:
        what = f"amount {row.amount} is below the limit, which is {-limit}"
        yield "amount", what, "Fund the account, or grant a limit that covers it"


def _column(table: Table[BalanceRow], field: str) -> dict[Account, int]:
    return {(row.party, row.asset): counted(getattr(row, field) or Decimal(0), row.asset) for row in table.rows}
