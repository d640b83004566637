"""`tenor trade settle`, as a person starts it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tenor.scenarios import settled_day
from tests.cli.starting import Tenor, starter
from tests.cli.trades import circle, lines, write, write_balances
from tests.settlement.instructions import BOND, delivery, receipt


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start `tenor trade settle`; exit status, standard output and standard error."""
    start = starter(monkeypatch, capsys, "trade", 100)
    return lambda *arguments: start("settle", *arguments)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.requirement("DAY-1", "DAY-3")
def test_settle__gridlock_and_a_trade_on_hold__settles_the_one_in_a_cycle_and_says_why_not_the_other(
    tenor: Tenor, tmp_path: Path
) -> None:
    held = {"units": 3, "hold": True}
    path = write(tmp_path, *circle(), delivery("A-9", **held), receipt("B-9", units=3))
    balances, out = write_balances(tmp_path, ["BANK-B,EUR,1000.00,"]), tmp_path / "out"
    status, said, err = tenor(path, "--balances", balances, "--out", out)

    assert (status, err) == (0, "")
    told = lines(said)
    assert told[0] == "2 trades to settle by 2026-03-04; left out: 1 on hold, 0 instructions unmatched"
    assert told[1] == "cycle trades members gas state"
    assert told[2].startswith("CYCLE-001 2 2 ")
    assert told[3].startswith("1 sent 2 of 2 ")
    assert told[-2].startswith("2 of 2 trades settled in 1 transaction, ")
    assert told[-1] == "4 accounts: chain and search agree"
    settled, failed = rows(out / "settled.csv"), rows(out / "failed.csv")
    assert [(each["trade"], each["amount"], each["settled_in"]) for each in settled] == [
        ("BANK-A/A-1", "10000.00", "CYCLE-001"),
        ("BANK-B/B-2", "9000.00", "CYCLE-001"),
    ]
    assert [(each["trade"], each["why"]) for each in failed] == [("BANK-A/A-9", "on hold by BANK-A")]
    document = json.loads((out / "settled.json").read_text())
    assert [each["transaction"] for each in document["settled"]] == [each["transaction"] for each in settled]
    assert document["check"] == {"compared": 4, "ok": True, "difference": None}


@pytest.mark.requirement("DAY-3")
def test_settle__gross__leaves_the_gridlock_and_says_who_lacks_what(tenor: Tenor, tmp_path: Path) -> None:
    balances = write_balances(tmp_path, ["BANK-B,EUR,1000.00,"])
    status, said, _ = tenor(write(tmp_path, *circle()), "--balances", balances, "--gross", "--json")
    document = json.loads(said)

    assert (status, document["settled"], document["gas"]) == (0, [], 0)
    assert [each["why"] for each in document["failed"]] == [
        f"BANK-A lacks 10 of {BOND}; BANK-B lacks EUR 9,000.00",
        f"BANK-B lacks 10 of {BOND}; BANK-A lacks EUR 9,000.00",
    ]


@pytest.mark.requirement("DAY-1")
def test_settle__chain_that_differs__ends_with_a_failure(
    tenor: Tenor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settled_day, "balances_on_chain", lambda *_: {("BANK-A", BOND): 5})
    balances = write_balances(tmp_path, [f"BANK-A,{BOND},4,"])
    status, said, err = tenor(write(tmp_path, delivery(), receipt()), "--balances", balances)
    assert status == 1
    assert f"1 account: they differ: BANK-A {BOND}: engine 4, chain 5" in said
    assert f"the books differ: BANK-A {BOND}: engine 4, chain 5." in err


def test_settle__limit_of_an_account__is_refused_before_a_chain_is_started(tenor: Tenor, tmp_path: Path) -> None:
    balances = write_balances(tmp_path, ["BANK-B,EUR,1000.00,5.00"])
    status, _, err = tenor(write(tmp_path, *circle()), "--balances", balances)
    assert status == 2
    assert "account EUR of BANK-B: a limit counts off chain only." in err


def test_settle__nothing_matched__says_so_and_starts_no_chain(tenor: Tenor, tmp_path: Path) -> None:
    balances = write_balances(tmp_path, [])
    status, said, _ = tenor(write(tmp_path, delivery()), "--balances", balances)
    assert (status, lines(said)) == (0, ["0 trades; left out: 0 on hold, 1 instruction unmatched"])
