"""`tenor trade day`, as a person starts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenor.settlement.balances_file import read_balances
from tenor.settlement.day import DayPlan, generate_day
from tenor.settlement.instruction_file import read_instructions
from tests.cli.starting import Tenor, starter

SMALL = ("--trades", "50", "--members", "5", "--bonds", "4", "--currencies", "HKD,CNY,JPY")


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start `tenor trade`; exit status, standard output and standard error."""
    return starter(monkeypatch, capsys, "trade", 80)


def test_day__options__write_the_day_of_that_plan(tenor: Tenor, tmp_path: Path) -> None:
    out, balances = tmp_path / "new" / "day.csv", tmp_path / "balances.csv"
    status, said, err = tenor("day", "--out", out, "--balances", balances, "--seed", "3", *SMALL)
    day = generate_day(DayPlan(50, 5, 4, ("HKD", "CNY", "JPY"), seed=3))
    instructions, accounts = len(day.instructions), len(day.balances)

    assert (status, err) == (0, "")
    assert said == f"wrote {out}: {instructions} instructions of 50 trades\nwrote {balances}: {accounts} accounts\n"
    assert read_instructions(out).rows == day.instructions
    assert read_balances(balances).balances == day.balances
    assert {each.currency for each in day.instructions} == {"HKD", "CNY", "JPY"}


def test_day__another_date__is_the_settlement_date(tenor: Tenor, tmp_path: Path) -> None:
    out = tmp_path / "day.csv"
    assert tenor("day", "--out", out, "--date", "2026-07-01", *SMALL)[0] == 0
    assert {f"{each.settlement_date}" for each in read_instructions(out).rows} == {"2026-07-01"}


def test_day__unknown_currency__is_refused_and_nothing_written(tenor: Tenor, tmp_path: Path) -> None:
    out = tmp_path / "day.csv"
    status, said, err = tenor("day", "--out", out, "--currencies", "HKD,DOGE")

    assert (status, said) == (2, "")
    assert err.startswith("error: plan of a day: currency 'DOGE' is not known. Take some of AUD, CAD, CHF, CNY")
    assert not out.exists()


def test_day__folder_that_is_a_file__is_refused(tenor: Tenor, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, _, err = tenor("day", "--out", tmp_path / "file" / "day.csv", *SMALL)

    assert status == 2
    assert "the day cannot be written" in err
