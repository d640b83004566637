"""A run that cannot end well ends with one error, and what it leaves behind tells nothing that is not so."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tenor.campaign import run
from tenor.campaign.actors import cast_of
from tenor.campaign.model import Campaign
from tenor.campaign.plan import Step, open_desk
from tenor.chain.anvil import embedded_anvil
from tenor.chain.intent import Intent
from tenor.errors import InputError, TenorError, TransactionFailed
from tenor.reports.session import run_and_report
from tests.campaigns import small_campaign

REPORT = ("report.html", "report.json", "events.csv", "holders.csv", "cash.csv")
ACCOUNTS = 40


class Watcher:
    """Ends the node when a stage begins, after an intent, or at the end of the last step."""

    def __init__(self, node: ExitStack, moment: str = "") -> None:
        self._node, self._moment = node, moment

    def say(self, stage: str, text: str) -> None:
        """Nothing ends here."""

    def watch(self, step: Step, intent: Intent | None) -> None:
        self._reached(f"step {step.stage}" if intent is None else f"sent {intent.what}")

    def end_step(self) -> None:
        self._reached("end")

    def _reached(self, moment: str) -> None:
        if self._moment and moment.startswith(self._moment):
            self._node.close()


@pytest.fixture
def node() -> Iterator[tuple[ExitStack, str]]:
    """A node at the beginning of the small campaign, which ends when its stack is closed, and its URL."""
    genesis = int(small_campaign().timetable.genesis.timestamp())
    with ExitStack() as stack:
        yield stack, stack.enter_context(embedded_anvil(genesis, ACCOUNTS))


@pytest.fixture
def short() -> Campaign:
    """A campaign whose first coupon is not funded: it loads nowhere, and must fail on the chain."""
    campaign = small_campaign()
    return replace(campaign, fundings=tuple(each for each in campaign.fundings if each.reference != "F-1"))


@pytest.mark.requirement("RUN-7")
@pytest.mark.parametrize(
    "moment", ["step deploy", "sent deploy Bond", "step settle", "step coupon 1", "sent fund coupon 1", "end"]
)
def test_run_and_report__node_dies_midway__is_one_error_and_leaves_no_report(
    node: tuple[ExitStack, str], tmp_path: Path, moment: str
) -> None:
    stack, url = node
    for name in REPORT:
        (tmp_path / name).write_text("earlier")
    with pytest.raises(TenorError, match="does not answer") as failed:
        run_and_report(small_campaign(), url, tmp_path, Watcher(stack, moment))
    assert "\n" not in str(failed.value)
    if moment != "step deploy":  # nothing was sent before that
        assert [name for name in REPORT if (tmp_path / name).exists()] == []


@pytest.fixture
def no_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("the chain was started")

    monkeypatch.setattr(run, "embedded_anvil", refuse)


@pytest.mark.requirement("CAMP-1", "REP-7")
@pytest.mark.usefixtures("no_chain")
@pytest.mark.parametrize("below", ["", "new", "new/out"])
def test_run_and_report__out_is_a_file_or_below_one__is_refused_before_the_chain_starts(
    tmp_path: Path, below: str
) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(InputError, match="this is not a folder") as refused, ExitStack() as stack:
        run_and_report(small_campaign(), None, tmp_path / "taken" / below, Watcher(stack))
    assert refused.value.exit_status == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["taken"]
    assert (tmp_path / "taken").read_text() == "mine"


@pytest.mark.requirement("CAMP-1", "REP-7")
@pytest.mark.usefixtures("no_chain")
def test_run_and_report__out_cannot_be_written__is_refused_before_the_chain_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked of the system, since a superuser may write anywhere."""
    monkeypatch.setattr(os, "access", lambda path, mode: (Path(path), mode) != (tmp_path, os.W_OK | os.X_OK))
    with pytest.raises(InputError, match="this folder cannot be written"), ExitStack() as stack:
        run_and_report(small_campaign(), None, tmp_path / "new" / "out", Watcher(stack))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.requirement("DEP-6")
def test_run_and_report__chain_refuses_midway__leaves_the_record_of_the_deployment(
    short: Campaign, tmp_path: Path
) -> None:
    with pytest.raises(TransactionFailed, match="coupon 1: fund coupon 1"), ExitStack() as stack:
        run_and_report(short, None, tmp_path, Watcher(stack))
    record = json.loads((tmp_path / "deployments" / "31337" / f"{short.terms.issue_id}.json").read_text())
    foretold = open_desk(short, cast_of(short)).deployment.deployment.contracts()
    assert {name: entry["address"] for name, entry in record["contracts"].items()} == dict(foretold)


@pytest.mark.requirement("DEP-6")
def test_run_and_report__node_dies_before_the_contracts_stand__leaves_no_record_of_them(
    node: tuple[ExitStack, str], tmp_path: Path
) -> None:
    stack, url = node
    with pytest.raises(TenorError):
        run_and_report(small_campaign(), url, tmp_path, Watcher(stack, "sent deploy"))
    assert not (tmp_path / "deployments").exists()


@pytest.mark.requirement("RUN-8")
def test_run_and_report__url_with_credentials_and_a_key__are_nowhere_in_what_is_written(
    node: tuple[ExitStack, str], tmp_path: Path
) -> None:
    stack, url = node
    place = url.removeprefix("http://")
    report, _ = run_and_report(small_campaign(), f"http://desk:pa55word@{place}/?key=a11ce", tmp_path, Watcher(stack))
    assert report["run"]["network"] == place
    written = {path.name: path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    assert {*REPORT, "journal.jsonl"} <= set(written)
    assert [name for name, text in written.items() if "pa55word" in text or "?key=a11ce" in text] == []
