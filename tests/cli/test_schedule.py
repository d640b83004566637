"""`tenor schedule`, as a person starts it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tenor.schedule.table import COLUMNS
from tests.cli.starting import Tenor, starter

HKSAR = Path(__file__).parents[2] / "campaigns" / "hksar-2023"
LINE = "  rate_percent: 4.05                   # a year\n"
FLOATING = """\
  index: HIBOR
  fixing: {timing: in-advance, business_days: 0, minimum_percent: -1, maximum_percent: 20}
"""


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start `tenor schedule`; exit status, standard output and standard error."""
    return starter(monkeypatch, capsys, "schedule", 80)


@pytest.fixture
def floating(tmp_path: Path) -> Path:
    """The sheet of the deal with a floating coupon in place of the fixed one."""
    text = (HKSAR / "terms.yaml").read_text()
    assert LINE in text
    head, _, _ = text.replace(LINE, FLOATING).replace("kind: fixed", "kind: floating").partition("provenance:")
    path = tmp_path / "terms.yaml"
    path.write_text(head)
    return path


@pytest.mark.requirement("SCHED-14")
@pytest.mark.parametrize("file", [HKSAR, HKSAR / "campaign.yaml", HKSAR / "terms.yaml"])
def test_schedule__sheet_campaign_file_or_folder__prints_the_payments_with_totals(tenor: Tenor, file: Path) -> None:
    status, out, err = tenor(file)

    assert (status, err) == (0, "")
    assert "HKSAR Green Bond 4.05% 2024: HKD 800,000,000.00 in 1,600 units of 500,000.00" in out
    row = next(line for line in out.splitlines() if "2023-08-15" in line)
    assert row.split() == [
        "1", "2023-02-16", "2023-08-16", "181", "2023-08-15", "2023-08-16", "4.05", "500,000.00", "10,041.78", "0.00",
        "16,066,848.00",
    ]  # fmt: skip
    assert out.endswith(
        "  interest  HKD 32,400,000.00\n  principal HKD 800,000,000.00\n  in all    HKD 832,400,000.00\n"
    )


@pytest.mark.requirement("SCHED-14")
def test_schedule__csv__has_the_columns_and_one_line_for_each_period(tenor: Tenor) -> None:
    status, out, err = tenor(HKSAR, "--csv")
    first, second = csv.DictReader(io.StringIO(out))

    assert (status, err, tuple(first)) == (0, "", COLUMNS)
    assert (first["year_fraction"], first["interest_per_unit"], first["fixing_date"]) == ("181/365", "10041.78", "")
    assert second["total"] == "816333152.00"


@pytest.mark.requirement("SCHED-14")
def test_schedule__json__is_the_document(tenor: Tenor) -> None:
    status, out, err = tenor(HKSAR, "--json")
    document = json.loads(out)

    assert (status, err) == (0, "")
    assert (document["schema"], document["issue_id"]) == ("tenor-schedule/1", "HKSAR-GB-2023-HKD")
    assert [each["interest_total"] for each in document["periods"]] == ["16066848.00", "16333152.00"]


@pytest.mark.requirement("SCHED-14", "SCHED-11")
def test_schedule__observations__fill_in_what_was_not_known(tenor: Tenor, floating: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.yaml"
    seen.write_text('coupons:\n  1: "4.05"\n')

    assert "in all    not known until observed" in tenor(floating)[1]
    status, out, _ = tenor(floating, "--observations", seen, "--csv")
    first, second = csv.DictReader(io.StringIO(out))
    assert (status, first["interest_per_unit"], second["interest_per_unit"]) == (0, "10041.78", "")
    assert "fixing" in tenor(floating, "--observations", seen)[1]


@pytest.mark.requirement("SCHED-14", "TERM-2")
def test_schedule__observation_out_of_bounds__is_refused_with_its_line(
    tenor: Tenor, floating: Path, tmp_path: Path
) -> None:
    seen = tmp_path / "seen.yaml"
    seen.write_text('coupons:\n  1: "4.05"\n  2: "20.5"\n')
    status, _, err = tenor(floating, "--observations", seen)

    assert status == 2
    assert "seen.yaml:3: 20.5 observed for coupon 2 is outside the bounds of the terms" in err


def test_schedule__csv_and_json__exclude_each_other(tenor: Tenor) -> None:
    status, _, err = tenor(HKSAR, "--csv", "--json")

    assert status == 2
    assert "--csv and --json exclude each other" in err


def test_schedule__no_such_file__is_refused(tenor: Tenor, tmp_path: Path) -> None:
    status, _, err = tenor(tmp_path / "none.yaml")

    assert status == 2
    assert "none.yaml: there is no such file" in err


@pytest.mark.requirement("SCHED-14", "CAMP-9")
def test_schedule__folder_of_issues__shows_each(tenor: Tenor) -> None:
    folder = HKSAR.parent / "hksar-2025"
    status, out, err = tenor(folder)
    assert (status, err) == (0, "")
    assert [line.split(":")[1].split()[0] for line in out.splitlines() if " units of " in line] == [
        "CNY", "EUR", "HKD", "USD",
    ]  # fmt: skip
    assert [each["currency"] for each in json.loads(tenor(folder, "--json")[1])] == ["CNY", "EUR", "HKD", "USD"]
    rows = list(csv.DictReader(io.StringIO(tenor(folder, "--csv")[1])))
    assert list(rows[0]) == ["issue_id", *COLUMNS]
    assert len({row["issue_id"] for row in rows}) == 4
    assert tenor(folder, "--observations", HKSAR / "terms.yaml")[0] == 2
