"""`tenor trade match`, as a person starts it."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.starting import Tenor, starter
from tests.cli.trades import lines, several, write
from tests.settlement.instructions import BOND, delivery, receipt


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start `tenor trade match`; exit status, standard output and standard error."""
    start = starter(monkeypatch, capsys, "trade", 80)
    return lambda *arguments: start("match", *arguments)


@pytest.mark.requirement("MATCH-3")
def test_match__several_kinds__shows_values_by_currency_and_what_is_nearest(tenor: Tenor, tmp_path: Path) -> None:
    status, said, err = tenor(write(tmp_path, *several()))

    assert (status, err) == (0, "")
    assert lines(said) == [
        "8 instructions: 3 trades matched, 2 instructions unmatched",
        "by asset and currency",
        "asset currency trades units value matched unmatched",
        "USD JPY 1 USD 1,080.50 JPY 150,000 0",
        f"{BOND} – 1 10 – 0",
        f"{BOND} EUR 1 10 EUR 10,000.00 2",
        "unmatched",
        "line instruction nearest field here there",
        "8 A-4 of BANK-A B-4 of BANK-B amount EUR 5,000.00 EUR 5,000.50",
        "9 B-4 of BANK-B A-4 of BANK-A amount EUR 5,000.50 EUR 5,000.00",
    ]


def test_match__tolerance_of_t2s__takes_amounts_within_it(tenor: Tenor, tmp_path: Path) -> None:
    status, said, _ = tenor(write(tmp_path, *several()), "--tolerance", "t2s")

    assert status == 0
    assert lines(said)[0] == "8 instructions: 4 trades matched, 0 instructions unmatched"
    assert lines(said)[-1] == f"{BOND} EUR 2 20 EUR 15,000.00 0"


def test_match__several_fields_differ_or_none_is_near__has_a_line_for_each(tenor: Tenor, tmp_path: Path) -> None:
    other = receipt(units=20, amount=2_000_000)
    status, said, _ = tenor(write(tmp_path, delivery(), other, delivery("A-2", counterparty="BANK-Z")))

    assert status == 0
    assert lines(said)[-5:] == [
        "2 A-1 of BANK-A B-1 of BANK-B units 10 20",
        "amount EUR 10,000.00 EUR 20,000.00",
        "3 B-1 of BANK-B A-1 of BANK-A units 20 10",
        "amount EUR 20,000.00 EUR 10,000.00",
        "4 A-2 of BANK-A none from BANK-Z – – –",
    ]


def test_match__many_unmatched__shows_so_many_and_how_many_more(tenor: Tenor, tmp_path: Path) -> None:
    path = write(tmp_path, *(delivery(f"A-{n}") for n in range(30)))

    assert lines(tenor(path)[1])[-1] == "and 10 more"
    assert len(lines(tenor(path)[1])) == 4 + 2 + 20 + 1
    assert "more" not in tenor(path, "--show", "30")[1]


def test_match__out__writes_what_matched_and_what_did_not(tenor: Tenor, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    instructions = several()
    instructions[1] = replace(instructions[1], common_reference="T-1")
    status, said, _ = tenor(write(tmp_path, *instructions), "--out", out)

    assert status == 0
    assert said.endswith(f"wrote {out / 'matched.csv'}\nwrote {out / 'unmatched.csv'}\n")
    assert (out / "matched.csv").read_text().splitlines()[1:] == [
        f"BANK-A,A-1,BANK-B,B-1,DvP,{BOND},10,EUR,10000.00,2026-03-02,2026-03-04,4,false,,false,T-1",
        "BANK-A,A-2,BANK-B,B-2,PvP,USD,1080.50,JPY,150000,2026-03-02,2026-03-04,4,false,,false,",
        f"BANK-A,A-3,BANK-B,B-3,FoP,{BOND},10,,,2026-03-02,2026-03-04,4,false,,false,",
    ]
    first, second = csv.DictReader((out / "unmatched.csv").open())
    assert [first[name] for name in ("party", "reference", "nearest_reference", "field", "own", "other")] == [
        *("BANK-A", "A-4", "B-4", "amount", "EUR 5,000.00", "EUR 5,000.50")
    ]
    assert (second["reference"], second["amount"]) == ("B-4", "5000.50")


@pytest.mark.requirement("INSTR-2")
def test_match__bad_rows__are_refused_together_and_nothing_is_written(tenor: Tenor, tmp_path: Path) -> None:
    path = write(tmp_path, *several())
    text = path.read_text().replace("BANK-A,BANK-B,DELI,PvP", "BANK-A,BANK-A,DELI,PvP").replace("5000.50", "5000.505")
    path.write_text(text)
    status, said, err = tenor(path, "--out", tmp_path / "out")

    assert (status, said) == (2, "")
    first, second = err.splitlines()
    assert first == f"error: {path}:4: BANK-A instructs with itself as counterparty. Name the other party of the trade."
    assert second.startswith(
        f"{path}:9: amount is 5000.505: 5000.505 is not a whole number of EUR minor units. Write a"
    )
    assert not (tmp_path / "out").exists()


def test_match__cell_that_a_spreadsheet_would_run__is_refused(tenor: Tenor, tmp_path: Path) -> None:
    path = write(tmp_path, *several())
    path.write_text(path.read_text().replace("5000.50", "=1"))
    remedy = "Write a plain identifier, number or date"
    assert tenor(path) == (2, "", f"error: {path}:9: amount '=1' is a formula to a spreadsheet. {remedy}.\n")


def test_match__no_instructions__matches_nothing(tenor: Tenor, tmp_path: Path) -> None:
    status, said, _ = tenor(write(tmp_path))
    assert (status, said) == (0, "0 instructions: 0 trades matched, 0 instructions unmatched\n")


def test_match__unknown_tolerance_or_no_file__is_refused(tenor: Tenor, tmp_path: Path) -> None:
    assert tenor(write(tmp_path), "--tolerance", "loose")[0] == 2
    status, _, err = tenor(tmp_path / "none.csv")
    assert status == 2
    assert "none.csv: there is no such file" in err
