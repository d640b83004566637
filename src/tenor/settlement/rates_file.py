"""Penalty rates as a CSV file: per cent a day of each security, and of each currency where that is lacking."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from pydantic import Field

from tenor.errors import InputError
from tenor.files.fields import Identifier, Percent, StrictModel
from tenor.files.problems import Problem
from tenor.files.table import read_table
from tenor.settlement.fails import Cause, Fail
from tenor.settlement.instruction import is_isin, is_money
from tenor.settlement.penalties import Base, PenaltyTable


class RateRow(StrictModel):
    """The rate of one asset; that of a currency is for lack of it."""

    asset: Identifier = Field(description="an ISIN, or a currency code")
    percent_a_day: Percent = Field(description="of the amount of the trade, for each business day")


def read_rates(path: Path, counts: Callable[[date], bool]) -> PenaltyTable:
    """The penalties of a market on the amounts of trades; cash that has no rate of its own has that of the asset.

    Raises:
        InputError: a row is malformed, or an asset is not known or stands twice.
    """
    table = read_table(path, RateRow)
    problems = table.repeated("asset", lambda row: row.asset)
    problems += [
        Problem((index, "asset"), f"asset {row.asset[:12]!r} is neither an ISIN nor a known currency", "Correct it")
        for index, row in enumerate(table.rows)
        if not is_money(row.asset) and not is_isin(row.asset)
    ]
    if problems:
        raise table.refusal(problems)
    rates = {row.asset: row.percent_a_day for row in table.rows}
    cash = {asset: rate for asset, rate in rates.items() if is_money(asset)}
    return PenaltyTable(Base.AMOUNT, {asset: asset for asset in rates}, rates, cash, counts=counts)


def require_rates(path: Path, table: PenaltyTable, fails: Iterable[Fail]) -> None:
    """Refuse a file that lacks the rate of an asset that fails need, by one error for all of them.

    Fails free of payment need none, nor does lack of cash alone where its currency has a rate.
    """
    paid_for = (fail for fail in fails if fail.trade.delivery.currency is not None)
    needed = {fail.trade.delivery.asset for fail in paid_for if not _by_cash_alone(fail, table)}
    missing = sorted(needed - table.rates.keys())
    if missing:
        raise InputError(str(path), f"there is no rate for {', '.join(missing[:10])}", "Add a row for each asset")


def _by_cash_alone(fail: Fail, table: PenaltyTable) -> bool:
    return fail.causes == {Cause.LACK_OF_CASH} and fail.trade.delivery.currency in table.cash_rates
