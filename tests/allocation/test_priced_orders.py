"""Lines of order books in which orders set the price, or are paid in advance."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from tenor.allocation.methods import OfferingEntry, OrderKind
from tenor.allocation.orders import Order, read_orders
from tenor.errors import InputError
from tenor.onboarding.investors import Investor
from tests.allocation.books import issue

INVESTORS = [Investor(f"INV-{n}", 276, "bank", f"dev:{n}", date(2028, 12, 31)) for n in (1, 2)]
ENTRY: TypeAdapter[Any] = TypeAdapter(OfferingEntry)
HEADER = "order_id,investor,nominal,kind,limit,tranche,paid"
BOOK = {"method": "book_building", "quote": "yield", "tick": "0.01"}
BALLOT = {"method": "ballot", "seed": "0x" + "0a" * 32}
TRANCHES = {**BOOK, "tranches": {"retail": "50", "fund": "50"}}


def load(tmp_path: Path, rows: str, entry: object) -> tuple[Order, ...]:
    path = tmp_path / "orders.csv"
    path.write_text(f"{HEADER}\n{rows}\n", encoding="utf-8")
    return read_orders(path, issue(1000, 2), INVESTORS, ENTRY.validate_python(entry)).rows


def test_read_orders__book__takes_several_orders_of_an_investor_with_their_limits(tmp_path: Path) -> None:
    rows = "O-1,INV-1,5000,limit,4.95,,\nO-2,INV-1,7000,limit,-0.05,,\nO-3,INV-2,9000,market,,,"
    assert load(tmp_path, rows, BOOK) == (
        Order("O-1", "INV-1", 500_000, kind=OrderKind.LIMIT, limit=Fraction(495, 10_000)),
        Order("O-2", "INV-1", 700_000, kind=OrderKind.LIMIT, limit=Fraction(-5, 10_000)),
        Order("O-3", "INV-2", 900_000, kind=OrderKind.MARKET),
    )


def test_read_orders__fixed_price__takes_what_was_paid(tmp_path: Path) -> None:
    (order,) = load(tmp_path, "O-1,INV-1,5000,,,,5000.01", "fixed_price")
    assert (order.paid, order.kind, order.limit) == (500_001, None, None)


@pytest.mark.requirement("ALLOT-4")
@pytest.mark.parametrize(
    ("entry", "cells", "said"),
    [
        (BOOK, ",4.95,,", "order O-1 says no kind. Write limit or market"),
        (BOOK, "competitive,4.95,,", "kind is competitive, which book_building does not know. Write limit or market"),
        (BOOK, "limits,4.95,,", "kind is 'limits', which is none of the known values"),
        (BOOK, "limit,,,", "order O-1 is limit and carries no limit. Write a yield in percent"),
        (BOOK, "market,4.95,,", "order O-1 is market and carries the limit 4.95"),
        (BOOK, "limit,4.955,,", "limit 4.955 is off the tick of 0.01"),
        (BOOK, "limit,-300,,", "limit -300 gives no price"),
        ({**BOOK, "quote": "price"}, "limit,-1,,", "limit -1 gives no price: a unit would cost nothing"),
        (BOOK, "limit,4.95,retail,", "tranche 'retail' is not under allotment.tranches"),
        (TRANCHES, "limit,4.95,,", "order O-1 is of no tranche. Write one of fund, retail"),
        (TRANCHES, "limit,4.95,retal,", "Write 'retail' if that is meant"),
        (BOOK, "limit,4.95,,5000", "paid is 5000, but nothing is paid in advance under book_building"),
        ("pro_rata", "market,,,", "kind is market, but orders set no price under pro_rata"),
        ("pro_rata", ",4.95,,", "limit is 4.95, but orders set no price under pro_rata"),
        (BALLOT, ",,,", "nominal 5000 is no whole number of lots of 2000.00. Write a multiple of 2000.00"),
        ("fixed_price", ",,,4999.99", "paid 4999.99 does not pay for nominal 5000. Write 5000.00 or more"),
        ("fixed_price", ",,,5000.001", "paid 5000.001 is not a whole number of EUR minor units"),
    ],
)
def test_read_orders__cell_that_does_not_fit_the_method__is_refused(
    tmp_path: Path, entry: object, cells: str, said: str
) -> None:
    with pytest.raises(InputError) as refusal:
        load(tmp_path, f"O-1,INV-1,5000,{cells}", entry)
    assert refusal.value.where.endswith("orders.csv:2")
    assert said in str(refusal.value)


def test_read_orders__second_order_of_an_investor__is_refused_where_orders_set_no_price(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="investor 'INV-1' stands on line 2 and again on line 3"):
        load(tmp_path, "O-1,INV-1,5000,,,,\nO-2,INV-1,5000,,,,", "fixed_price")
