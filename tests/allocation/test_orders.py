from datetime import date
from pathlib import Path

import pytest

from tenor.allocation.methods import AnyOffering, AsGiven, ProRata
from tenor.allocation.orders import Order, read_orders
from tenor.errors import InputError
from tenor.onboarding.investors import Investor
from tenor.terms.model import Terms

PRO_RATA, AS_GIVEN = ProRata(method="pro_rata"), AsGiven(method="as_given")
INVESTORS = [Investor(f"INV-0{n}", 344, "bochk", f"dev:{n}", date(2024, 12, 31)) for n in (1, 2, 3)]


def load(tmp_path: Path, terms: Terms, rows: str, offering: AnyOffering = PRO_RATA) -> tuple[Order, ...]:
    path = tmp_path / "orders.csv"
    path.write_text("order_id,investor,nominal,allotted\n" + rows, encoding="utf-8")
    return read_orders(path, terms, INVESTORS, offering).rows


def test_read_orders__good_book__is_in_minor_units(tmp_path: Path, terms: Terms) -> None:
    orders = load(tmp_path, terms, "ORD-01,INV-01,1000000,\nORD-02,INV-03,12500000.00,\n")
    assert orders == (
        Order("ORD-01", "INV-01", 100_000_000, None),
        Order("ORD-02", "INV-03", 1_250_000_000, None),
    )


def test_read_orders__as_given__takes_the_allotted_column(tmp_path: Path, terms: Terms) -> None:
    rows = "ORD-01,INV-01,2000000,1500000\nORD-02,INV-02,1000000,0\nORD-03,INV-03,1000000,1000000.00\n"
    assert [order.allotted for order in load(tmp_path, terms, rows, AS_GIVEN)] == [150_000_000, 0, 100_000_000]


@pytest.mark.requirement("ALLOT-4")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("ORD-02,INV-02,500000,", "nominal 500000 is below the minimum denomination of 1000000.00"),
        ("ORD-02,INV-02,999999.99,", "nominal 999999.99 is below the minimum denomination"),
        ("ORD-02,INV-02,1250000,", "nominal 1250000 is off the step: units are of 500000.00"),
        ("ORD-02,INV-02,1000000.001,", "is off the step"),
        ("ORD-02,INV-09,1000000,", "order ORD-02 is of investor 'INV-09', who is not on the investor list"),
        ("ORD-02,INV_02,1000000,", "Write 'INV-02' if that is meant"),
        ("ORD-01,INV-02,1000000,", "order_id 'ORD-01' stands on line 2 and again on line 3"),
        ("ord-01,INV-02,1000000,", "order_id 'ord-01' stands on line 2 and again on line 3"),
        ("ORD-02,INV-01,1000000,", "investor 'INV-01' stands on line 2 and again on line 3"),
        ("ORD-02,INV-02,0,", "an amount is more than zero"),
        ("ORD-02,INV-02,-1000000,", "nominal is '-1000000'"),
        ("ORD-02,INV-02,1e6,", "nominal is '1e6'"),
        ("ORD-02,INV-02,1000000,1000000", "allotted is 1000000, but the allotment is pro_rata and computes it"),
    ],
)
def test_read_orders__bad_order__is_refused_with_its_line(tmp_path: Path, terms: Terms, row: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        load(tmp_path, terms, f"ORD-01,INV-01,1000000,\n{row}\n")
    assert refusal.value.where.endswith("orders.csv:3")
    assert said in str(refusal.value)


@pytest.mark.requirement("ALLOT-4")
@pytest.mark.parametrize(
    ("allotted", "said"),
    [
        ("", "order ORD-02 carries no allotted amount"),
        ("500000", "allotted 500000 is below the minimum denomination"),
        ("1250000", "allotted 1250000 is off the step"),
        ("2500000", "allotted 2500000 is more than nominal 2000000"),
        ("none", "allotted is 'none'"),
    ],
)
def test_read_orders__bad_allotted_cell__is_refused(tmp_path: Path, terms: Terms, allotted: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        load(tmp_path, terms, f"ORD-01,INV-01,1000000,0\nORD-02,INV-02,2000000,{allotted}\n", AS_GIVEN)
    assert refusal.value.where.endswith("orders.csv:3")
    assert said in str(refusal.value)
