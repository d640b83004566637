"""`tenor trade net`, as a person starts it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.starting import Tenor, starter
from tests.cli.trades import LATER, circle, lines, several, write
from tests.settlement.instructions import BOND, delivery, receipt


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start `tenor trade net`; exit status, standard output and standard error."""
    start = starter(monkeypatch, capsys, "trade", 80)
    return lambda *arguments: start("net", *arguments)


def test_net__trades_both_ways__shows_positions_movements_and_liquidity(tenor: Tenor, tmp_path: Path) -> None:
    status, said, err = tenor(write(tmp_path, *circle()))

    assert (status, err) == (0, "")
    assert lines(said) == [
        "2 trades to settle by 2026-03-04; left out: 0 on hold, 0 instructions unmatched",
        "net positions",
        "party asset receives, or gives (-)",
        "BANK-A EUR EUR 1,000.00",
        "BANK-B EUR EUR -1,000.00",
        "movements",
        "asset gross moving bilateral moving multilateral moving",
        "EUR 2 EUR 19,000.00 1 EUR 1,000.00 1 EUR 1,000.00",
        f"{BOND} 2 20 0 0 0 0",
        "liquidity needed",
        "currency gross net",
        "EUR EUR 10,000.00 EUR 1,000.00",
    ]


def test_net__csv__has_every_position(tenor: Tenor, tmp_path: Path) -> None:
    status, said, err = tenor(write(tmp_path, *several()), "--csv")

    assert (status, err) == (0, "")
    assert said.splitlines() == [
        *("party,asset,net", "BANK-A,EUR,10000.00", "BANK-B,EUR,-10000.00", "BANK-A,JPY,150000"),
        *("BANK-B,JPY,-150000", "BANK-A,USD,-1080.50", "BANK-B,USD,1080.50"),
        *(f"BANK-A,{BOND},-20", f"BANK-B,{BOND},20"),
    ]


def test_net__json__is_the_document(tenor: Tenor, tmp_path: Path) -> None:
    document = json.loads(tenor(write(tmp_path, *circle()), "--json")[1])

    assert {name: document[name] for name in ("schema", "by", "trades", "held")} == {
        "schema": "tenor-net/1",
        "by": "2026-03-04",
        "trades": 2,
        "held": 0,
    }
    assert document["movements"][0] == {
        "asset": "EUR",
        "gross": {"count": 2, "quantity": "19000.00"},
        "bilateral": {"count": 1, "quantity": "1000.00"},
        "multilateral": {"count": 1, "quantity": "1000.00"},
    }
    assert document["liquidity"] == [{"currency": "EUR", "gross": "10000.00", "net": "1000.00"}]


@pytest.mark.requirement("COMP-2")
def test_net__trade_on_hold__is_left_out_and_told(tenor: Tenor, tmp_path: Path) -> None:
    first, *others = circle()
    said = tenor(write(tmp_path, replace(first, hold=True), *others))[1]

    assert lines(said)[0] == "1 trade to settle by 2026-03-04; left out: 1 on hold, 0 instructions unmatched"
    assert "BANK-A EUR EUR -9,000.00" in lines(said)


@pytest.mark.requirement("COMP-2")
def test_net__several_settlement_dates__are_netted_only_by_a_day_that_is_named(tenor: Tenor, tmp_path: Path) -> None:
    later = {"settlement_date": LATER}
    path = write(tmp_path, *circle(), delivery("A-9", **later), receipt("B-9", **later))
    status, said, err = tenor(path)

    assert (status, said) == (2, "")
    assert "the trades settle on 2 days from 2026-03-04 to 2026-03-05. Say by which day, e.g. with --by." in err
    assert lines(tenor(path, "--by", "2026-03-04")[1])[0].startswith("2 trades to settle by 2026-03-04;")
    assert lines(tenor(path, "--by", "2026-03-05")[1])[0].startswith("3 trades to settle by 2026-03-05;")


def test_net__nothing_matched__has_no_tables(tenor: Tenor, tmp_path: Path) -> None:
    said = tenor(write(tmp_path, delivery()))[1]
    assert said == "0 trades; left out: 0 on hold, 1 instruction unmatched\n"


def test_net__csv_and_json__exclude_each_other(tenor: Tenor, tmp_path: Path) -> None:
    status, _, err = tenor(write(tmp_path), "--csv", "--json")
    assert status == 2
    assert "--csv and --json exclude each other" in err
