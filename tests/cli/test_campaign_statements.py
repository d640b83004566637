"""`tenor campaign statements`, as a person starts it after a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.starting import Tenor, starter

BILL = Path(__file__).parents[2] / "campaigns" / "bill"


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start `tenor campaign`; exit status, standard output and standard error."""
    return starter(monkeypatch, capsys, "campaign", 120)


@pytest.mark.requirement("REP-12")
def test_statements__campaign_that_was_run__are_written_beside_its_report(
    tenor: Tenor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tenor("run", BILL)[0] == 0
    status, out, err = tenor("statements", BILL, "--holder", "INV-01", "--to", "2026-08-31")

    base = Path("out") / "bill" / "statements" / "INV-01_2026-04-10_2026-08-31"
    assert (status, err, out) == (0, "", f"wrote {base}.html\nwrote {base}.pdf\n")
    page = base.with_suffix(".html").read_text(encoding="utf-8")
    assert "<dd>563 units</dd>" in page
    assert "Interest" not in page  # a discount security has none

    before = base.with_suffix(".pdf").read_bytes()
    assert tenor("statements", BILL, "--holder", "INV-01", "--to", "2026-08-31")[0] == 0
    assert base.with_suffix(".pdf").read_bytes() == before


@pytest.mark.requirement("REP-12")
def test_statements__campaign_that_was_not_run__says_what_to_do(tenor: Tenor, tmp_path: Path) -> None:
    status, _, err = tenor("statements", BILL, "--report", tmp_path)

    assert status == 2
    assert "there is no report of a campaign. Run the campaign, or name its --report folder" in err
