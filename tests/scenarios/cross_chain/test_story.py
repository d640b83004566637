"""The page tells each path with its end, all deadlines and margins, and what remains, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path as File

import pytest

from tenor.reports.page import Table
from tenor.scenarios.cross_chain import SCENARIO, story
from tenor.scenarios.cross_chain.paths import PATHS, Form, Path
from tenor.scenarios.cross_chain.places import Places
from tenor.scenarios.run import require_agreement, run_scenario
from tenor.scenarios.scenario import Told
from tenor.settlement.cross_chain.views import Ending

FEW = tuple(path for path in PATHS if path.name in {"S1", "S6", "K1"})


class Heard:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def say(self, stage: str, text: str) -> None:
        self.said.append((stage, text))

    def doing(self, text: str) -> None:
        """Nothing."""


def run(
    paths: tuple[Path, ...], out: File, places: Places, monkeypatch: pytest.MonkeyPatch
) -> tuple[Told, File, Heard]:
    @contextmanager
    def opened() -> Iterator[Places]:
        yield places

    monkeypatch.setattr(story, "PATHS", paths)
    monkeypatch.setattr(story, "open_places", opened)
    heard = Heard()
    return (*run_scenario(SCENARIO, out, None, heard), heard)


@pytest.mark.requirement("XCH-11")
def test_tell__some_paths__shows_ends_deadlines_margins_and_the_exposure(
    places: Places, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, page, heard = run(FEW, tmp_path, places, monkeypatch)
    require_agreement(SCENARIO, told)
    html, data = unescape(page.read_text()), json.loads((page.parent / "report.json").read_text())
    for words in (story.EXPOSURE, story.ASSUMED, story.TRUST, "The buyer paid and did not receive", "1,920 s"):
        assert words in html
    assert [(path["name"], path["ending"]) for path in data["paths"]] == [
        ("S1", Ending.SETTLED),
        ("S6", Ending.FOLLOWER_EXPOSED),
        ("K1", Ending.SETTLED),
    ]
    assert data["margins"] == {form: {"given": 1_920, "needed": 1_920} for form in (Form.SECRET, Form.KEYS)}
    order = ["bond locked by", "money locked by", "key shown by", "money's lock expires", "bond's lock expires"]
    deadlines = data["deadlines"][Form.SECRET]
    assert sorted(deadlines, key=lambda label: deadlines[label]["at"]) == order
    assert data["exposure"] == story.EXPOSURE
    acts = [(act["who"], act["act"], act["chain"]) for act in data["paths"][0]["acts"]]
    assert acts[0] == ("seller", "lock", "bond chain")
    tables = [block for section in told.page.sections for block in section.blocks if isinstance(block, Table)]
    assert [table.caption for table in tables] == ["Every path", *(f"{path.name}: every act" for path in FEW)]
    assert [stage for stage, _ in heard.said] == ["chains", "S1", "S6", "K1"]


@pytest.mark.requirement("XCH-11")
def test_tell__path_that_ends_otherwise__is_a_difference(
    places: Places, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Path("S1", Form.SECRET, "Everybody acts.", Ending.RETURNED)
    keys = next(path for path in PATHS if path.name == "K1")
    told, *_ = run((wrong, keys), tmp_path, places, monkeypatch)
    assert not told.page.verdict.ok
    assert "S1: expected 2, found 1" in told.page.verdict.difference


def test_paths__all__have_names_of_their_own_and_every_form_settles_and_returns() -> None:
    assert len({path.name for path in PATHS}) == len(PATHS)
    for form in Form:
        ends = {path.expected for path in PATHS if path.form is form}
        assert ends == {Ending.SETTLED, Ending.RETURNED, Ending.FOLLOWER_EXPOSED}
