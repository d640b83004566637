from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tenor.settlement.instruction import InconsistentInstruction, PaymentKind, Priority, Side, is_isin, is_money
from tests.settlement.instructions import BOND, TRADED, delivery, receipt

FREE = {"kind": PaymentKind.FOP, "currency": None, "amount": 0}
PVP = {"kind": PaymentKind.PVP, "asset": "USD", "units": 1_080_000}


@pytest.mark.parametrize(
    "special",
    [
        {},
        FREE,
        PVP,
        {**FREE, "asset": "EUR"},
        {"clean_price": Decimal("99.5"), "accrued": 1_234},
        {"clean_price": Decimal("99.5"), "accrued": -1_234},
        {"partial": True, "minimum_part": 10},
        {"partial": True},
        {"settlement_date": TRADED},
        {"hold": True, "priority": Priority.RESERVED, "common_reference": "T-1"},
    ],
)
def test_instruction__consistent__is_made_as_given(special: dict[str, Any]) -> None:
    made = delivery(**special)
    assert {name: getattr(made, name) for name in special} == special


@pytest.mark.requirement("INSTR-1")
@pytest.mark.parametrize(
    ("special", "field", "said"),
    [
        ({"counterparty": "BANK-A"}, "counterparty", "BANK-A instructs with itself"),
        ({"counterparty": "BANK B"}, "counterparty", "counterparty 'BANK B' is no identifier"),
        ({"common_reference": "=1+1"}, "common_reference", "is no identifier"),
        ({"common_reference": "T" * 36}, "common_reference", "up to 35 letters"),
        ({"asset": "XS0000000000"}, "asset", "asset 'XS0000000000' is neither an ISIN nor a known currency"),
        ({"asset": "XYZ"}, "asset", "neither an ISIN nor a known currency"),
        ({"asset": "USD"}, "kind", "USD is money, and DvP delivers a security"),
        ({"kind": PaymentKind.PVP}, "kind", f"{BOND} is a security, and PvP delivers money"),
        ({**PVP, "asset": "EUR"}, "currency", "EUR is delivered against EUR"),
        ({"units": 0}, "units", "units are 0"),
        ({"units": -1}, "units", "units are -1"),
        ({"currency": None}, "currency", "DvP needs the currency of its payment, and it is empty"),
        ({"currency": "XXX"}, "currency", "and it is XXX"),
        ({"amount": 0}, "amount", "DvP needs the amount of its payment, and it is 0"),
        ({"kind": PaymentKind.FOP}, "amount", "free of payment, and there is an amount"),
        ({**FREE, "currency": "EUR"}, "amount", "free of payment, and there is an amount or its currency"),
        ({**FREE, "clean_price": Decimal(99)}, "clean_price", "clean_price belongs to DvP, and this is FoP"),
        ({**PVP, "accrued": 1}, "accrued", "accrued belongs to DvP, and this is PvP"),
        ({"clean_price": Decimal(0)}, "clean_price", "clean price 0 is not above zero"),
        ({"accrued": 1_000_000}, "accrued", "accrued interest 1000000 is not less than the amount"),
        ({"settlement_date": TRADED - timedelta(1)}, "settlement_date", "2026-03-01 is before trade date 2026-03-02"),
        ({"minimum_part": 5}, "minimum_part", "partial settlement is not allowed"),
        ({"partial": True, "minimum_part": 11}, "minimum_part", "minimum part 11 is not within the units 10"),
        ({"partial": True, "minimum_part": 0}, "minimum_part", "minimum part 0 is not within the units 10"),
    ],
)
def test_instruction__contradiction__names_field_and_remedy(special: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(InconsistentInstruction) as refusal:
        delivery(**special)
    assert [fault.field for fault in refusal.value.faults] == [field]
    assert said in str(refusal.value)
    assert refusal.value.where == "instruction A-1 of BANK-A"


@pytest.mark.requirement("INSTR-1")
def test_instruction__several_contradictions__are_told_in_one_error() -> None:
    with pytest.raises(InconsistentInstruction) as refusal:
        delivery(units=0, amount=0, counterparty="BANK-A")
    assert [fault.field for fault in refusal.value.faults] == ["counterparty", "units", "amount"]


@pytest.mark.parametrize(
    "special", [{"units": 1.0}, {"amount": True}, {"accrued": Decimal(1)}, {"clean_price": 99.5}, {"clean_price": 99}]
)
def test_instruction__wrong_type__is_refused(special: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"are integers, not|is a Decimal, not"):
        delivery(**special)


def test_deliverer__either_side__is_the_same_party() -> None:
    assert (delivery().deliverer, delivery().receiver) == ("BANK-A", "BANK-B")
    assert (receipt().deliverer, receipt().receiver) == ("BANK-A", "BANK-B")


def test_opposite__either_side__is_the_other() -> None:
    assert [side.opposite for side in (Side.DELIVERS, Side.RECEIVES)] == [Side.RECEIVES, Side.DELIVERS]


@pytest.mark.parametrize(("asset", "expected"), [(BOND, True), ("XS0000000001", False), ("xs0000000009", False)])
def test_is_isin__check_digit_and_letters__are_those_of_the_standard(asset: str, *, expected: bool) -> None:
    assert is_isin(asset) is expected


def test_is_money__currency_or_not__is_told_apart() -> None:
    assert is_money("EUR")
    assert not is_money(BOND)
