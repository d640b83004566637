"""The order book: who ordered how much, and at which limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

from tenor.allocation.check_orders import check_orders
from tenor.allocation.methods import AnyOffering, OrderKind
from tenor.allocation.order_row import OrderRow
from tenor.files.table import MAX_PROBLEMS, Table, read_table
from tenor.onboarding.investors import Investor
from tenor.terms.model import Terms
from tenor.units import Money, share_of


@dataclass(frozen=True, slots=True)
class Order:
    """One order at the pricing. Money is in minor units of the issue's currency."""

    id: str
    investor: str
    nominal: int  # [minor] principal ordered
    allotted: int | None = None  # [minor] principal allotted, where the order book says so
    kind: OrderKind | None = None  # where orders set the price
    limit: Fraction | None = None  # 1 is par, a yield of 4.05 % is 81/2000
    tranche: str | None = None  # of a book that has tranches
    paid: int | None = None  # [minor] in advance


def read_orders(path: Path, terms: Terms, investors: Iterable[Investor], offering: AnyOffering) -> Table[Order]:
    """The order book with the line of each order.

    Raises:
        InputError: an order is malformed, twice there, of an investor who is unknown or has another order where orders
            set no price, below the minimum denomination or off the step; or a cell does not fit the method.
    """
    table = read_table(path, OrderRow)
    known = {investor.id for investor in investors}
    problems = table.repeated("order_id", lambda row: row.order_id.casefold())
    if not offering.kinds:  # one order each: a second one hides a mistake
        problems += table.repeated("investor", lambda row: row.investor)
    problems += islice(check_orders(table.rows, terms, known, offering), MAX_PROBLEMS)
    if problems:
        raise table.refusal(problems)
    return table.map(lambda row: _order(row, terms.currency))


def _order(row: OrderRow, currency: str) -> Order:
    allotted, paid = (None if each is None else Money.of(each, currency).minor for each in (row.allotted, row.paid))
    limit = None if row.limit is None else share_of(row.limit)
    nominal = Money.of(row.nominal, currency).minor
    return Order(row.order_id, row.investor, nominal, allotted, row.kind, limit, row.tranche, paid)
