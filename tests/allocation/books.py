"""Order books that tests make by hand: amounts in units, limits in percent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tenor.allocation.methods import OrderKind
from tenor.allocation.orders import Order
from tenor.allocation.result import Allocation
from tenor.terms.model import Terms
from tests.bonds import bond

UNIT = 100_000  # [minor]
KINDS = {"L": OrderKind.LIMIT, "M": OrderKind.MARKET, "C": OrderKind.COMPETITIVE, "N": OrderKind.NON_COMPETITIVE}


def issue(units: int = 1000, minimum: int = 1, **changes: Any) -> Terms:  # noqa: ANN401 -- fields of a term sheet
    """Three years at 5 % half-yearly in units of EUR 1,000."""
    return bond(size=str(units * 1000), minimum_denomination=str(minimum * 1000), **changes)


def order(text: str, tranche: str | None = None) -> Order:
    """An order from id, investor, units, kind and limit, e.g. ``A1 A 300 C 99.5``."""
    name, investor, units, kind, *limit = text.split()
    exact = Fraction(Decimal(limit[0])) / 100 if limit else None
    return Order(name, investor, int(units) * UNIT, kind=KINDS[kind], limit=exact, tranche=tranche)


def book(*texts: str) -> list[Order]:
    return [order(text) for text in texts]


def units(allocation: Allocation) -> dict[str, int]:
    """Units by order id."""
    return {each.order: each.units for each in allocation.allotments}


def rules(allocation: Allocation) -> dict[str, str]:
    """The rule by order id."""
    return {each.order: str(each.rule) for each in allocation.allotments}


def prices(allocation: Allocation) -> dict[str, int]:
    """The price of a unit [minor] by order id."""
    return {each.order: each.price for each in allocation.allotments}


@st.composite
def priced_books(draw: st.DrawFn, kinds: tuple[OrderKind, OrderKind], minimum: int) -> list[Order]:
    """Orders of a few investors at a few price limits from 98 to 102 percent, some of the kind without a limit."""
    with_limit, without = kinds
    orders = []
    for number in range(draw(st.integers(1, 12))):
        limited = number == 0 or draw(st.integers(0, 4)) > 0
        orders.append(
            Order(
                f"ORD-{number:02}",
                f"INV-{draw(st.integers(0, 4))}" if number else "INV-FIRST",  # whose limit always counts
                draw(st.integers(minimum, 400)) * UNIT,
                kind=with_limit if limited else without,
                limit=Fraction(draw(st.integers(980, 1020)), 1000) if limited else None,
            )
        )
    return orders
