"""Which scenarios there are, and what running one leaves."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tenor.errors import InputError, ReconciliationFailed
from tenor.reports.check import Check
from tenor.reports.page import Page, Section, Text
from tenor.scenarios import catalogue
from tenor.scenarios.catalogue import SCENARIOS, find_scenario
from tenor.scenarios.run import SCHEMA, require_agreement, run_scenario
from tenor.scenarios.scenario import Scenario, Setting, Told, Watcher

AGREES, DIFFERS = Check("Cash", 3, None), Check("Units", 2, "M-001: chain 4, engine 5")


class Quiet:
    """Listens to nothing."""

    def say(self, stage: str, text: str) -> None:
        """Nothing."""

    def doing(self, text: str) -> None:
        """Nothing."""


def story(*checks: Check, seed: int | None = 7) -> Scenario:
    """A scenario that tells its seed and ends with these checks."""

    def tell(setting: Setting, _watcher: Watcher) -> Told:
        sections = [Section("start", "Start", [Text(f"drawn with {setting.seed}")])]
        page = Page(title="A <story>", kicker="k", standfirst="s", sections=sections, checks=checks, reconciled="r")
        return Told(page, {"drawn_with": setting.seed})

    return Scenario("a-story", "what it is about", tell, seed)


@pytest.mark.requirement("SCEN-1")
def test_scenarios__each__has_a_plain_name_a_line_and_a_package_of_its_own() -> None:
    folder = Path(str(catalogue.__file__)).parent
    for name, scenario in SCENARIOS.items():
        assert name == scenario.name
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert 0 < len(scenario.summary) <= 100
        assert (folder / name.replace("-", "_") / "__init__.py").is_file()


def test_scenarios__each_package__is_in_the_catalogue() -> None:
    folder = Path(str(catalogue.__file__)).parent
    there = {path.parent.name for path in folder.glob("*/__init__.py")}
    assert there == {name.replace("-", "_") for name in SCENARIOS}


def test_find_scenario__unknown_name__is_refused_with_those_there_are() -> None:
    assert find_scenario("t2-versus-t0").name == "t2-versus-t0"
    with pytest.raises(InputError, match="scenario 't3': there is none of this name. Take one of .*t2-versus-t0"):
        find_scenario("t3")


@pytest.mark.requirement("SCEN-1")
def test_run_scenario__agreeing__writes_page_and_data_into_the_folder_of_its_name(tmp_path: Path) -> None:
    told, page = run_scenario(story(AGREES), tmp_path, None, Quiet())
    assert page == tmp_path / "a-story" / "report.html"
    html = page.read_text()
    assert "drawn with 7" in html
    assert "<title>Reconciled: A &lt;story&gt;</title>" in html
    data = json.loads((tmp_path / "a-story" / "report.json").read_text())
    checks = [{"name": "Cash", "compared": 3, "ok": True, "difference": None}]
    assert data == {
        "schema": SCHEMA, "scenario": "a-story", "summary": "what it is about", "seed": 7, "drawn_with": 7,
        "reconciliation": {"ok": True, "first_difference": None, "checks": checks},
    }  # fmt: skip
    require_agreement(story(AGREES), told)


@pytest.mark.requirement("SCEN-1")
@pytest.mark.parametrize(
    ("checks", "said"), [((AGREES, DIFFERS), "Units: M-001: chain 4, engine 5"), ((), "no check was made")]
)
def test_require_agreement__difference_or_no_check__fails_and_the_page_is_an_alarm(
    tmp_path: Path, checks: tuple[Check, ...], said: str
) -> None:
    told, page = run_scenario(story(*checks), tmp_path, None, Quiet())
    assert "<title>Difference found: A &lt;story&gt;</title>" in page.read_text()
    assert said in page.read_text()
    with pytest.raises(ReconciliationFailed, match=re.escape(f"a-story: {said}.")):
        require_agreement(story(*checks), told)


@pytest.mark.requirement("SCEN-1")
def test_run_scenario__same_seed__is_the_same_report_and_another_is_another(tmp_path: Path) -> None:
    texts = [run_scenario(story(AGREES), tmp_path, seed, Quiet())[1].read_text() for seed in (7, None, 8, 0)]
    assert texts[0] == texts[1] != texts[2] != texts[3]
    assert "drawn with 0" in texts[3]


def test_run_scenario__seed_of_a_story_that_draws_nothing__is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a-story: it draws nothing that a seed changes"):
        run_scenario(story(AGREES, seed=None), tmp_path, 1, Quiet())
    run_scenario(story(AGREES, seed=None), tmp_path, None, Quiet())
    assert json.loads((tmp_path / "a-story" / "report.json").read_text())["seed"] is None


def test_run_scenario__story_that_fails__leaves_no_earlier_report(tmp_path: Path) -> None:
    def fail(_setting: Setting, _watcher: Watcher) -> Told:
        raise InputError("here", "it broke", "Mend it")

    run_scenario(story(AGREES), tmp_path, None, Quiet())
    with pytest.raises(InputError, match="it broke"):
        run_scenario(replace(story(), tell=fail), tmp_path, None, Quiet())
    assert list((tmp_path / "a-story").iterdir()) == []
