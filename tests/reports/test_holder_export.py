from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.load import load_campaign
from tenor.campaign.model import Campaign
from tenor.errors import InputError, ReconciliationFailed
from tenor.reports.holder_export import Wanted, write_statements
from tests.twin.hksar import FOLDER


@cache
def campaign() -> Campaign:
    return load_campaign(FOLDER)


@pytest.fixture
def write(sample: dict[str, Any], tmp_path: Path) -> Callable[..., list[str]]:
    """Write statements from the sample as it then is; the names of the files."""

    def written(wanted: Wanted = Wanted(), of: Campaign | None = None) -> list[str]:  # noqa: B008 -- frozen
        (tmp_path / "report.json").write_text(json.dumps(sample))
        files = write_statements(of or campaign(), tmp_path, tmp_path / "statements", wanted)
        assert sorted(files) == sorted((tmp_path / "statements").iterdir())
        return [file.name for file in files]

    return written


@pytest.mark.requirement("REP-12")
def test_write_statements__nobody_named__writes_both_forms_for_everybody(
    write: Callable[..., list[str]], sample: dict[str, Any]
) -> None:
    sample["accounts"] = sample["accounts"][:3]
    assert write() == [
        f"INV-0{number}_2023-02-16_2024-02-16{suffix}" for number in (1, 2, 3) for suffix in (".html", ".pdf")
    ]


@pytest.mark.requirement("REP-12")
def test_write_statements__id_or_wallet_and_days__writes_the_one_of_those_days(
    write: Callable[..., list[str]], sample: dict[str, Any], tmp_path: Path
) -> None:
    wallet = next(each["wallet"] for each in sample["accounts"] if each["holder"] == "INV-03")
    wanted = Wanted((wallet.lower(), wallet.lower()), date(2023, 9, 1), date(2023, 12, 31), "A Fund")
    assert write(wanted) == ["INV-03_2023-09-01_2023-12-31.html", "INV-03_2023-09-01_2023-12-31.pdf"]
    assert "A Fund" in (tmp_path / "statements" / "INV-03_2023-09-01_2023-12-31.html").read_text()


@pytest.mark.requirement("REP-12")
@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Wanted(("INV-99",)), r"--holder: INV-99 is no holder of this bond\. Name one of INV-01, "),
        (Wanted(last=date(2024, 2, 17)), r"--to: the report tells nothing after 2024-02-16"),
        (Wanted(first=date(2024, 2, 1), last=date(2024, 1, 1)), r"--from: 2024-02-01 is after 2024-01-01"),
        (Wanted(name="A Fund"), r"--name: this is one name for 24 statements"),
    ],
)
def test_write_statements__what_cannot_be__is_refused_and_nothing_is_written(
    write: Callable[..., list[str]], tmp_path: Path, wanted: Wanted, error: str
) -> None:
    with pytest.raises(InputError, match=error):
        write(wanted)
    assert not (tmp_path / "statements").exists()


@pytest.mark.requirement("REP-12")
def test_write_statements__books_that_differ__tells_nobody_anything(
    write: Callable[..., list[str]], failed: dict[str, Any], tmp_path: Path
) -> None:
    assert failed["reconciliation"]["ok"] is False
    with pytest.raises(ReconciliationFailed, match="the books differ: "):
        write()
    assert not (tmp_path / "statements").exists()


@pytest.mark.requirement("REP-12")
def test_write_statements__report_of_other_terms__is_refused(write: Callable[..., list[str]]) -> None:
    plain = campaign()
    other = replace(plain, terms=replace(plain.terms, document_hash="0x" + "00" * 32))
    with pytest.raises(InputError, match="the terms or observations were changed since the report was written"):
        write(of=other)
    moved = replace(plain.schedule.periods[0], pay_date=plain.schedule.periods[0].pay_date + timedelta(days=1))
    schedule = replace(plain.schedule, periods=(moved, *plain.schedule.periods[1:]))
    with pytest.raises(InputError, match="were changed since"):
        write(of=replace(plain, schedule=schedule))
    with pytest.raises(InputError, match=r"this is the report of hksar-2023\. Name the --report of another"):
        write(of=replace(plain, id="another"))


@pytest.mark.requirement("REP-12")
@pytest.mark.parametrize("text", ["", "[]", "{", '{"campaign": {"id": "hksar-2023"}}'])
def test_write_statements__no_report_or_one_of_another_version__is_refused(tmp_path: Path, text: str) -> None:
    if text:
        (tmp_path / "report.json").write_text(text)
    with pytest.raises(InputError, match="not a report of this version" if text else "there is no report"):
        write_statements(campaign(), tmp_path, tmp_path / "statements", Wanted())


def test_holder_export__imported__loads_neither_templates_nor_the_pdf_library() -> None:
    code = "import sys, tenor.reports.holder_export; print(sorted({'jinja2', 'reportlab'} & sys.modules.keys()))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
