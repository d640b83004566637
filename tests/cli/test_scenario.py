"""`tenor scenario`, as a person starts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenor.reports.check import Check
from tenor.reports.page import Page, Section, Text
from tenor.scenarios import catalogue
from tenor.scenarios.scenario import Scenario, Setting, Told, Watcher
from tests.cli.starting import Tenor, starter


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start `tenor scenario`, with two scenarios more: one whose books agree, one whose do not."""
    more = {name: short(name, check) for name, check in (("good", None), ("bad", "M-001: chain 4, engine 5"))}
    monkeypatch.setattr(catalogue, "SCENARIOS", {**catalogue.SCENARIOS, **more})
    return starter(monkeypatch, capsys, "scenario", 250)


def short(name: str, difference: str | None) -> Scenario:
    def tell(setting: Setting, watcher: Watcher) -> Told:
        watcher.doing("drawing")
        watcher.say("draw", f"seed {setting.seed}")
        sections, check = [Section("s", "S", [Text("t")])], Check("Cash", 1_200, difference)
        page = Page(title="T", kicker="k", standfirst="s", sections=sections, checks=[check], reconciled="r")
        return Told(page, {})

    return Scenario(name, f"the {name} one", tell, seed=3)


def test_list__all__names_each_with_its_line(tenor: Tenor) -> None:
    status, said, _ = tenor("list")
    assert status == 0
    assert [line.split("  ")[0] for line in said.splitlines()] == [*catalogue.SCENARIOS]
    assert [" ".join(line.split()) for line in said.splitlines()][-2:] == ["good the good one", "bad the bad one"]


@pytest.mark.requirement("SCEN-1")
def test_run__books_that_agree__says_where_the_report_is(tenor: Tenor, tmp_path: Path) -> None:
    status, said, err = tenor("run", "good", "--out", tmp_path, "--seed", "9")
    assert (status, err) == (0, "")
    assert "seed 9" in said
    page = tmp_path / "good" / "report.html"
    assert said.endswith(f"good: 1 checks, 1,200 values compared, all agree; {page}\n")
    assert page.is_file()


@pytest.mark.requirement("SCEN-1")
def test_run__books_that_differ__ends_with_a_failure_and_still_writes_the_report(tenor: Tenor, tmp_path: Path) -> None:
    status, _, err = tenor("run", "bad", "--out", tmp_path)
    assert status == 1
    assert "error: bad: Cash: M-001: chain 4, engine 5." in err
    assert (tmp_path / "bad" / "report.html").is_file()


def test_run__unknown_scenario__is_refused(tenor: Tenor, tmp_path: Path) -> None:
    status, _, err = tenor("run", "worst", "--out", tmp_path)
    assert status == 2
    assert f"there is none of this name. Take one of {', '.join(catalogue.SCENARIOS)}." in err
    assert list(tmp_path.iterdir()) == []
