from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tenor.campaign.load import load_campaign
from tenor.campaign.model import Campaign
from tenor.campaign.plan import Step
from tenor.chain.intent import Intent
from tenor.errors import ConnectionFailed, ReconciliationFailed, TransactionFailed
from tenor.reports.session import coupon_lines, require_reconciled, run_and_report
from tests.campaigns import small_campaign
from tests.twin.hksar import FOLDER


class Listener:
    """Notes what it is told, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def say(self, stage: str, text: str) -> None:
        self.told.append(f"{stage}: {text}")

    def watch(self, step: Step, intent: Intent | None) -> None:
        self.told.append(f"step {step.stage}" if intent is None else f"sent {intent.what}")

    def end_step(self) -> None:
        self.told.append("end")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the report of an earlier run."""
    for name in ("report.html", "report.json", "events.csv"):
        (tmp_path / name).write_text("earlier")
    return tmp_path


@pytest.fixture
def short() -> Campaign:
    """A campaign whose first coupon is not funded: it loads nowhere, and must fail on the chain."""
    campaign = small_campaign()
    return replace(campaign, fundings=tuple(each for each in campaign.fundings if each.reference != "F-1"))


@pytest.mark.requirement("DATA-1")
def test_run_and_report__finished__replaces_the_report_and_tells_stages_in_order(out: Path) -> None:
    listener = Listener()
    report, files = run_and_report(small_campaign(), None, out, listener)
    assert json.loads(files.json.read_text()) == report
    assert "earlier" not in {path.read_text() for path in out.iterdir() if path.is_file()}
    shown = next(index for index, line in enumerate(listener.told) if "drift" in line)
    funded = next(index for index, line in enumerate(listener.told) if line.startswith("sent fund coupon"))
    assert shown < listener.told.index("step deploy") < funded
    assert listener.told[-1].startswith("reconcile: ")


@pytest.mark.requirement("RUN-1")
def test_run_and_report__chain_refuses_midway__leaves_no_earlier_report_that_could_be_taken_for_its_own(
    short: Campaign, out: Path
) -> None:
    with pytest.raises(TransactionFailed, match="coupon 1: fund coupon 1"):
        run_and_report(short, None, out, Listener())
    assert "fund cash" in (out / "journal.jsonl").read_text()
    assert [name for name in ("report.html", "report.json", "events.csv") if (out / name).exists()] == []


@pytest.mark.requirement("RUN-5")
def test_run_and_report__chain_does_not_answer__touches_nothing(out: Path) -> None:
    with pytest.raises(ConnectionFailed):
        run_and_report(small_campaign(), "http://127.0.0.1:1", out, Listener())
    assert sorted((path.name, path.read_text()) for path in out.iterdir()) == [
        (name, "earlier") for name in ("events.csv", "report.html", "report.json")
    ]


@pytest.mark.requirement("SCHED-5")
def test_coupon_lines__hksar_2023__show_the_drift_before_anything_is_funded() -> None:
    first, second = coupon_lines(load_campaign(FOLDER))
    assert "HKD 10,041.78 a unit, HKD 16,066,848.00 in total" in first
    assert "aggregate interest 16,066,849.32, drift 1.32" in first
    assert second.endswith("aggregate interest 16,333,150.68, drift -1.32")


@pytest.mark.requirement("RECON-2")
def test_require_reconciled__books_differ__fails_with_the_first_difference() -> None:
    verdict = {"ok": False, "first_difference": "Cash: INV-03: events 0, contract 7"}
    with pytest.raises(ReconciliationFailed, match="hksar-2023: the books differ: Cash: INV-03: events 0") as failed:
        require_reconciled({"campaign": {"id": "hksar-2023"}, "reconciliation": verdict})
    assert failed.value.exit_status == 1


@pytest.mark.requirement("RECON-2")
def test_require_reconciled__books_agree__passes() -> None:
    require_reconciled({"reconciliation": {"ok": True, "first_difference": None}})
