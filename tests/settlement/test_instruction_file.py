from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.settlement.instruction import Instruction, PaymentKind, Priority
from tenor.settlement.instruction_file import COLUMNS, read_instructions, render_instructions
from tests.settlement.instructions import BOND, delivery, receipt

ROW = f"A-1,BANK-A,BANK-B,DELI,DvP,{BOND},10,EUR,10000.00,2026-03-02,2026-03-04,,,false,,false,4,"


def read(folder: Path, *rows: str) -> tuple[Instruction, ...]:
    path = folder / "instructions.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows, ""]), encoding="utf-8")
    return read_instructions(path).rows


def test_read_instructions__good_file__is_in_minor_units(tmp_path: Path) -> None:
    full = f"B-1,BANK-B,BANK-A,RECE,DvP,{BOND},10,EUR,10000,2026-03-02,2026-03-04,99.5,-1.25,true,5,true,1,T-1"
    fx = "A-2,BANK-A,BANK-B,DELI,PvP,USD,1080.50,JPY,150000,2026-03-02,2026-03-04,,,false,,false,4,"
    expected = receipt(
        clean_price=Decimal("99.5"),
        accrued=-125,
        partial=True,
        minimum_part=5,
        hold=True,
        priority=Priority.RESERVED,
        common_reference="T-1",
    )
    money = delivery("A-2", kind=PaymentKind.PVP, asset="USD", units=108_050, currency="JPY", amount=150_000)
    assert read(tmp_path, ROW, full, fx) == (delivery(), expected, money)


@pytest.mark.requirement("INSTR-2")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("DELI", "SELL", "side is 'SELL', which is none of the known values. Write one of 'DELI' or 'RECE'"),
        ("DvP", "DVP", "kind is 'DVP', which is none of the known values"),
        (",10,", ",10.5,", "units is 10.5: there is no part of a unit. Write a whole number of units"),
        (",10,", ",0,", "an amount is more than zero"),
        ("10000.00", "10000.005", "amount is 10000.005: 10000.005 is not a whole number of EUR minor units"),
        ("10000.00", "1e4", "amount is '1e4'"),
        ("10000.00", "", "DvP needs the amount of its payment, and it is 0"),
        ("BANK-B", "BANK-A", "BANK-A instructs with itself as counterparty"),
        ("2026-03-04", "2026-02-30", "this day does not exist"),
        ("2026-03-04", "2026-03-01", "settlement date 2026-03-01 is before trade date 2026-03-02"),
        (BOND, "XS0000000001", "neither an ISIN nor a known currency"),
        ("EUR", "ABC", "the minor unit of this currency is not known"),
        (",4,", ",5,", "priority is '5', which is none of the known values"),
        (",false,,", ",yes,,", "this is neither true nor false"),
        (",false,,", ",false,5,", "there is a minimum part, and partial settlement is not allowed"),
        ("BANK-B", "=cmd()", "is a formula to a spreadsheet"),
        (",4,", ",4", "the row has 17 cells and the header 18"),
    ],
)
def test_read_instructions__bad_row__is_refused_with_line_and_remedy(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in ROW
    with pytest.raises(InputError) as refusal:
        read(tmp_path, ROW.replace("A-1", "A-0"), ROW.replace(old, new, 1))
    assert refusal.value.where.endswith("instructions.csv:3")
    assert said in str(refusal.value)


@pytest.mark.requirement("INSTR-2")
def test_read_instructions__several_bad_rows__are_all_named(tmp_path: Path) -> None:
    bad = ROW.replace("10000.00", "0.001")
    with pytest.raises(InputError) as refusal:
        read(tmp_path, ROW, bad.replace("A-1", "A-2"), ROW.replace("BANK-B", "BANK-A").replace("A-1", "A-3"), ROW)
    text = str(refusal.value)
    assert [f"instructions.csv:{line}: " in text for line in (2, 3, 4, 5)] == [False, True, True, True]
    assert "reference 'A-1' stands on line 2 and again on line 5" in text


def test_read_instructions__same_reference_of_two_parties__is_taken(tmp_path: Path) -> None:
    swapped = ROW.replace("BANK-A,BANK-B,DELI", "BANK-B,BANK-A,RECE")
    assert read(tmp_path, ROW, swapped) == (delivery("A-1"), receipt("A-1"))


INSTRUCTIONS = st.builds(
    lambda given, days, price, accrued, part, reference: replace(
        given,
        settlement_date=date(2026, 3, 2 + days),
        clean_price=price if given.kind is PaymentKind.DVP else None,
        accrued=accrued if given.kind is PaymentKind.DVP else None,
        partial=part is not None,
        minimum_part=part,
        hold=days % 2 == 0,
        priority=Priority(1 + days % 4),
        common_reference=reference,
    ),
    st.sampled_from(
        [
            delivery(),
            receipt(amount=1),
            delivery(kind=PaymentKind.PVP, asset="JPY", units=10**12, amount=10**14),
            delivery(kind=PaymentKind.FOP, asset="CHF", currency=None, amount=0),
        ]
    ),
    st.integers(0, 20),
    st.none() | st.decimals("0.01", 250, places=2) | st.just(Decimal("1E+2")),
    st.none() | st.integers(-(10**6), 0),
    st.none() | st.integers(1, 10),
    st.none() | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,34}", fullmatch=True).filter(str.isascii),
)


@pytest.mark.requirement("INSTR-2")
@given(st.lists(INSTRUCTIONS, max_size=5))
def test_render_instructions__any_instructions__read_back_as_the_same(
    tmp_path_factory: pytest.TempPathFactory, given_instructions: list[Instruction]
) -> None:
    instructions = [replace(each, reference=f"R-{n}") for n, each in enumerate(given_instructions)]
    path = tmp_path_factory.mktemp("files") / "out.csv"
    path.write_text(render_instructions(instructions), encoding="utf-8")
    assert read_instructions(path).rows == tuple(instructions)


def test_render_instructions__negative_interest__is_a_number_and_no_formula() -> None:
    text = render_instructions([delivery(accrued=-125)])
    assert ",-1.25," in text
    assert "'" not in text
