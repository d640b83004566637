"""`tenor campaign` on a folder of several campaigns, as a person starts it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.model import Campaign
from tenor.reports import session
from tenor.reports.export import ReportFiles, report_files
from tests.cli.starting import Tenor, starter

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


@pytest.fixture
def tenor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start a command of `tenor campaign` in an empty folder; exit status, standard output and standard error."""
    (tmp_path / "place").mkdir()
    monkeypatch.chdir(tmp_path / "place")
    return starter(monkeypatch, capsys, "campaign", 200)


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """Two bills, `a` and `b`."""
    for name in ("a", "b"):
        folder = Path(shutil.copytree(CAMPAIGNS / "bill", tmp_path / "two" / name))
        text = (folder / "campaign.yaml").read_text("utf-8")
        (folder / "campaign.yaml").write_text(text.replace("campaign: bill", f"campaign: bill-{name}"), "utf-8")
    return tmp_path / "two"


@pytest.mark.requirement("CAMP-9")
def test_run__folder_of_issues__runs_each_on_its_own_chain_and_says_one_line_of_each(
    tenor: Tenor, issues: Path
) -> None:
    status, out, err = tenor("run", issues)
    assert (status, err) == (0, "")
    told = "JPY 20,000,000,000 repaid, interest 0; 13 checks, all agree; out/two"
    assert out.splitlines() == [f"bill-a: {told}/a/report.html", f"bill-b: {told}/b/report.html"]
    for name in ("a", "b"):
        report = json.loads(Path("out", "two", name, "report.json").read_text("utf-8"))
        assert report["campaign"]["id"] == f"bill-{name}"
        assert report["run"]["contract_blocks"]["CashToken"] is not None  # deployed here, not found on the chain
        assert Path("out", "two", name, "journal.jsonl").exists()


@pytest.mark.requirement("CAMP-9")
def test_run__one_issue_does_not_reconcile__runs_the_others_and_exits_1(
    tenor: Tenor, issues: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(campaign: Campaign, _url: str | None, out: Path, _watcher: object) -> tuple[dict[str, Any], ReportFiles]:
        first = "Cash: INV-01: events 1, contract 2" if campaign.id == "bill-a" else None
        verdict = {"ok": first is None, "first_difference": first, "checks": []}
        redemption = {"principal": "5", "instalments": "3", "interest_over_life": "2"}
        report = {"campaign": {"id": campaign.id}, "terms": {"currency": "JPY"}, "redemption": redemption}
        holders = [{"put": "1", "recovered": "4"}, {"put": "6"}] if campaign.id == "bill-b" else [{}]
        return report | {"reconciliation": verdict, "holders": holders}, report_files(out)

    monkeypatch.setattr(session, "run_and_report", run)
    status, out, err = tenor("run", issues, "--out", "here")
    assert status == 1
    assert err.startswith("error: bill-a: the books differ: Cash: INV-01: events 1, contract 2")
    assert out.splitlines() == [
        "bill-a: JPY 8 repaid, interest 2; 0 checks, Cash: INV-01: events 1, contract 2; here/a/report.html",
        "bill-b: JPY 8 repaid, interest 2, puts repaid 7, recoveries 4; 0 checks, all agree; here/b/report.html",
    ]


@pytest.mark.requirement("CAMP-9", "REP-12")
def test_statements__folder_of_issues_and_one_of_them__find_the_run_of_the_folder(tenor: Tenor, issues: Path) -> None:
    assert tenor("run", issues)[0] == 0
    span = "2026-04-10_2026-08-31"
    status, out, err = tenor("statements", issues, "--holder", "INV-01", "--to", "2026-08-31")
    assert (status, err) == (0, "")
    wrote = [f"wrote out/two/{name}/statements/INV-01_{span}.{kind}" for name in ("a", "b") for kind in ("html", "pdf")]
    assert out.splitlines() == wrote
    for path in (issues / "b", issues / "b" / "campaign.yaml"):
        assert tenor("statements", path, "--holder", "INV-01", "--to", "2026-08-31")[1].splitlines() == wrote[2:]
    elsewhere = tenor("statements", issues, "--holder", "INV-01", "--to", "2026-08-31", "--out", "there")[1]
    assert elsewhere.splitlines()[0] == f"wrote there/a/INV-01_{span}.html"


@pytest.mark.requirement("CAMP-9")
def test_run__one_issue_is_wrong__runs_none(tenor: Tenor, issues: Path) -> None:
    (issues / "b" / "orders.csv").unlink()
    status, out, err = tenor("run", issues)
    assert (status, out) == (2, "")
    assert "b/orders.csv: there is no such file" in err
    assert not Path("out").exists()


@pytest.mark.requirement("CAMP-9")
def test_run__folder_of_issues_on_a_node__is_refused(tenor: Tenor, issues: Path) -> None:
    status, out, err = tenor("run", issues, "--rpc-url", "http://127.0.0.1:1")
    assert (status, out) == (2, "")
    assert "each campaign of a folder of several runs on a chain of its own" in err


@pytest.mark.parametrize("command", ["run", "validate"])
def test_campaign__folder_with_neither_campaign_nor_issues__is_refused_as_before(
    tenor: Tenor, tmp_path: Path, command: str
) -> None:
    (tmp_path / "empty" / "notes").mkdir(parents=True)
    status, out, err = tenor(command, tmp_path / "empty")
    assert (status, out) == (2, "")
    assert "empty/campaign.yaml: there is no such file" in err


def test_validate__folder_of_issues__prints_the_figures_of_each(tenor: Tenor) -> None:
    status, out, err = tenor("validate", CAMPAIGNS / "hksar-2025")
    assert (status, err) == (0, "")
    ended = [line for line in out.splitlines() if line.endswith(" is in order")]
    assert [line.split("/")[-1] for line in ended] == [f"{name} is in order" for name in ("cny", "eur", "hkd", "usd")]
    assert "CNY 2,500,000,000.00 in 250,000 units" in out


@pytest.mark.requirement("CAMP-9")
@pytest.mark.parametrize(
    ("name", "told"),
    [("callable-note", "puts repaid 2,396,226.60"), ("defaulting-note", "recoveries 14,000,000.00")],
)
def test_run__puts_or_recoveries__stand_in_the_closing_table(tenor: Tenor, name: str, told: str) -> None:
    status, out, _ = tenor("run", CAMPAIGNS / name)
    assert status == 0
    assert told in [" ".join(line.split()) for line in out.splitlines()]
