from __future__ import annotations

import pytest

from tenor.files.cells import MAX_CELL, cell_fault, escape_cell, render_cells, switch_cell


@pytest.mark.requirement("CAMP-6", "ONB-8")
@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("", "is empty"),
        ("a" * (MAX_CELL + 1), "has 201 characters"),
        ("a\x00b", "holds U+0000 as character 2"),
        ("a\u200bb", "holds ZERO WIDTH SPACE as character 2"),
        ("a\rb", "holds U+000D as character 2"),
        (" Doe", "has space around it"),
        ("Doe ", "has space around it"),
        ("=1+1", "is a formula"),
        ("-a", "is a formula"),
        ("+1-1", "is a formula"),
        ("@a", "is a formula"),
    ],
)
def test_cell_fault__hostile_cell__is_told_without_its_text(cell: str, said: str, *, plain: bool) -> None:
    found = cell_fault(cell, may_be_empty=False, plain=plain)
    assert found is not None
    assert found[0].startswith(said)
    assert not cell or cell not in "".join(found)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("\u0406NV-1", "holds CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I as character 1, which only looks like"),
        ("INV-\uff11", "holds FULLWIDTH DIGIT ONE as character 5, which only looks like"),
        ("\u9999\u6e2f", "holds CJK UNIFIED IDEOGRAPH-9999 as character 1, which only looks like, or is no, plain"),
    ],
)
def test_cell_fault__letters_of_other_scripts__are_refused_where_the_cell_is_plain(cell: str, said: str) -> None:
    found = cell_fault(cell, may_be_empty=False, plain=True)
    assert found is not None
    assert found[0].startswith(said)
    assert cell_fault(cell, may_be_empty=False, plain=False) is None


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("cell", ["", "INV-1", "a b", "-5", "+1.50", "2031-12-31", "a=b", "a" * MAX_CELL])
def test_cell_fault__cell_in_order__is_none(cell: str, *, plain: bool) -> None:
    assert cell_fault(cell, may_be_empty=True, plain=plain) is None


def test_cell_fault__wide_formula_start__is_refused_where_other_scripts_may_stand() -> None:
    assert cell_fault("\uff1d1+1", may_be_empty=False, plain=False) == (
        "is a formula to a spreadsheet",
        "Write a plain identifier, number or date",
    )


@pytest.mark.requirement("ONB-9", "REP-5")
@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "+1+1", "-1+1", "@SUM(A1)", "@cmd", "\t=1", " =1", "-", "\uff1d1", "\r=1"]
)
def test_escape_cell__formula__becomes_text(cell: str) -> None:
    assert escape_cell(cell) == f"'{cell}"


@pytest.mark.requirement("ONB-9", "REP-5")
@pytest.mark.parametrize(
    "cell", ["-1.32", "-1", "0.00", "SEC-001: 20 units", "16066848.00", "2031-12-31", "INV-1", "0x12", "a=b", ""]
)
def test_escape_cell__number_or_text__stays(cell: str) -> None:
    assert escape_cell(cell) == cell


def test_escape_cell__number_or_nothing__is_its_text() -> None:
    assert [escape_cell(value) for value in (-5, 7, None)] == ["-5", "7", ""]


def test_render_cells__rows__are_escaped_and_quoted_under_the_heading() -> None:
    assert render_cells(["a", "b"], [["=1+1", None], ['x,"y"', -5]]) == 'a,b\n\'=1+1,\n"x,""y""",-5\n'
    assert render_cells(["a", "b"], []) == "a,b\n"


def test_switch_cell__on_or_off__is_the_word() -> None:
    assert (switch_cell(on=True), switch_cell(on=False)) == ("true", "false")
