"""`tenor trade queue`, as a person starts it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.starting import Tenor, starter
from tests.cli.trades import circle, lines, write, write_balances
from tests.settlement.instructions import BOND, delivery, receipt


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start `tenor trade queue`; exit status, standard output and standard error."""
    start = starter(monkeypatch, capsys, "trade", 80)
    return lambda *arguments: start("queue", *arguments)


def test_queue__gridlock__settles_at_once_with_the_net_and_not_one_by_one(tenor: Tenor, tmp_path: Path) -> None:
    balances = write_balances(tmp_path, ["BANK-B,EUR,1000.00,"])
    status, said, err = tenor(write(tmp_path, *circle()), "--balances", balances)

    assert (status, err) == (0, "")
    assert lines(said) == [
        "2 trades to settle by 2026-03-04; left out: 0 on hold, 0 instructions unmatched",
        "settles",
        "trades EUR",
        "one by one 0 EUR 0.00",
        "largest feasible set 2 EUR 19,000.00",
        "with overtaking 2 EUR 19,000.00",
        "of 2 EUR 19,000.00",
    ]


@pytest.mark.requirement("GRID-4")
def test_queue__nothing_is_covered__each_waits_for_what_it_lacks(tenor: Tenor, tmp_path: Path) -> None:
    balances = write_balances(tmp_path, [f"BANK-A,{BOND},4,", "BANK-B,EUR,-100.00,300.00"])
    held = {"units": 3, "hold": True}
    path = write(tmp_path, delivery(), receipt(), delivery("A-2", **held), receipt("B-2", units=3))
    status, said, _ = tenor(path, "--balances", balances)

    assert status == 0
    assert lines(said)[-6:] == [
        "of 1 EUR 10,000.00",
        "waiting after that",
        "trade receiver priority delivers against waits for",
        f"BANK-A/A-1 BANK-B 4 10 {BOND} EUR 10,000.00 6 {BOND} of BANK-A",
        "EUR 9,800.00 of BANK-B",
        f"BANK-A/A-2 BANK-B 4 3 {BOND} EUR 10,000.00 release by BANK-A",
    ]


def test_queue__overtaking__settles_what_stands_behind_a_blocked_trade(tenor: Tenor, tmp_path: Path) -> None:
    small = {"units": 1, "amount": 100_000}
    path = write(tmp_path, delivery(), receipt(), delivery("A-2", **small), receipt("B-2", **small))
    balances = write_balances(tmp_path, [f"BANK-A,{BOND},10,", "BANK-B,EUR,1000.00,"])
    document = json.loads(tenor(path, "--balances", balances, "--json")[1])

    assert [(each["number"], each["of_number"], each["trades"]) for each in document["settled"]] == [
        *((0, 2, []), (0, 2, []), (1, 2, ["BANK-A/A-2"]))
    ]
    assert document["settled"][2]["values"] == [{"currency": "EUR", "value": "1000.00", "of_value": "11000.00"}]
    assert document["waiting"] == [
        {
            "trade": "BANK-A/A-1",
            "receiver": "BANK-B",
            "asset": BOND,
            "units": "10",
            "currency": "EUR",
            "amount": "10000.00",
            "priority": 4,
            "wants": [
                {"party": "BANK-A", "asset": BOND, "lacking": "1"},
                {"party": "BANK-B", "asset": "EUR", "lacking": "10000.00"},
            ],
        }
    ]
    assert (document["schema"], document["held"]) == ("tenor-queue/1", [])


@pytest.mark.requirement("GRID-4")
def test_queue__all_on_hold__is_shown_as_waiting(tenor: Tenor, tmp_path: Path) -> None:
    path = write(tmp_path, *(replace(each, hold=True) for each in circle()))
    said = tenor(path, "--balances", write_balances(tmp_path, []))[1]
    assert lines(said)[0].startswith("0 trades to settle by 2026-03-04; left out: 2 on hold")
    assert lines(said)[-1].endswith("release by BANK-B and BANK-A")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("BANK-A,EUR,1.005,", "amount is 1.005: 1.005 is not a whole number of EUR minor units"),
        ("BANK-A,EUR,-5,4", "amount -5 is below the limit, which is -4. Fund the account, or grant a limit"),
        ("BANK-A,EUR,5,-4", "limit is -4, and there is no limit below zero. Write how far the account may go"),
        ("BANK-A,XS0000000001,5,", "asset 'XS0000000001' is neither an ISIN nor a known currency. Write the ISIN"),
        (f"BANK-A,{BOND},1.5,", "amount is 1.5: there is no part of a unit"),
        ("BANK-B,EUR,1,", "asset 'EUR' stands on line 2 and again on line 3. Keep one of the two rows"),
        ("BANK-A,EUR,,", "amount is empty"),
    ],
)
def test_queue__bad_balance__is_refused_with_row_field_and_remedy(
    tenor: Tenor, tmp_path: Path, row: str, told: str
) -> None:
    balances = write_balances(tmp_path, ["BANK-B,EUR,1000.00,", row])
    status, said, err = tenor(write(tmp_path, *circle()), "--balances", balances)

    assert (status, said) == (2, "")
    assert f"{balances}:3: {told}" in err


def test_queue__balances_without_limits__are_read_and_no_balances_refused(tenor: Tenor, tmp_path: Path) -> None:
    path, balances = write(tmp_path, *circle()), tmp_path / "balances.csv"
    balances.write_text("party,asset,amount\nBANK-B,EUR,1000\n")
    assert "largest feasible set 2" in lines(tenor(path, "--balances", balances)[1])[4]
    assert tenor(path)[0] == 2
