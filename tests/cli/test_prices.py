"""`tenor prices`, as a person starts it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tenor.schedule.price_table import COLUMNS
from tests.cli.starting import Tenor, starter

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
HKSAR = CAMPAIGNS / "hksar-2023"


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start `tenor prices`; exit status, standard output and standard error."""
    return starter(monkeypatch, capsys, "prices", 80)


@pytest.mark.requirement("SCHED-17")
def test_prices__campaign__prints_the_issue_date_in_steps_of_25_basis_points(tenor: Tenor) -> None:
    status, out, err = tenor(HKSAR)

    assert (status, err) == (0, "")
    assert "HKD, units of 500,000.00, issued at 100 % to yield 4.049666 %" in out
    rows = [line.split() for line in out.splitlines() if line.count(".") == 5]
    assert len(rows) == 17
    assert rows[8] == ["4.049666", "100.0000", "500,000.00", "0.00", "500,000.00"]
    assert [row[0] for row in (rows[0], rows[9], rows[-1])] == ["2.049666", "4.299666", "6.049666"]


@pytest.mark.requirement("SCHED-17")
def test_prices__days_and_steps_asked_for__are_the_rows_of_the_csv(tenor: Tenor) -> None:
    days = ("--on", "2023-05-19", "--on", "2023-08-16")
    status, out, err = tenor(HKSAR, *days, "--step-bp", 100, "--reach-bp", 100, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))

    assert (status, err, tuple(rows[0])) == (0, "", COLUMNS)
    assert [row["settlement_date"] for row in rows] == ["2023-05-19"] * 3 + ["2023-08-16"] * 3
    assert [row["accrued_per_unit"] for row in rows] == ["5104.11"] * 3 + ["0.00"] * 3  # 92 days of 4.05 % on 500,000


@pytest.mark.requirement("SCHED-17")
def test_prices__json__is_the_document(tenor: Tenor) -> None:
    status, out, _ = tenor(CAMPAIGNS / "bill" / "terms.yaml", "--json")
    document = json.loads(out)

    assert (status, document["schema"], document["issue_price_percent"]) == (0, "tenor-prices/1", "99.6537")
    middle = document["settlements"][0]["rows"][8]
    assert (middle["clean_percent"], middle["yield_percent"]) == ("99.6537", document["issue_yield_percent"])


@pytest.mark.requirement("SCHED-17")
def test_prices__floating_note__needs_what_was_observed(tenor: Tenor) -> None:
    note = CAMPAIGNS / "floating-note"
    status, out, err = tenor(note)

    assert (status, out) == (2, "")
    assert "the interest of coupon 1 is not observed yet. A price needs every payment that is still due" in err
    assert tenor(note, "--observations", note / "observations.yaml")[0] == 0


def test_prices__day_after_the_last_payment__is_refused(tenor: Tenor) -> None:
    status, _, err = tenor(HKSAR, "--on", "2024-02-16")

    assert status == 2
    assert "Name a day of settlement from 2023-02-16 to the day before 2024-02-16" in err


def test_prices__csv_and_json__exclude_each_other(tenor: Tenor) -> None:
    status, _, err = tenor(HKSAR, "--csv", "--json")

    assert status == 2
    assert "--csv and --json exclude each other" in err


@pytest.mark.requirement("SCHED-17")
def test_prices__callable_or_puttable__says_that_yields_are_to_maturity(tenor: Tenor) -> None:
    out = tenor(CAMPAIGNS / "callable-note")[1]
    assert out.endswith("yields are to maturity: the bond may be called or put before\n")
    assert "to maturity" not in tenor(HKSAR)[1]
