"""The page of gas figures is generated, and says what the committed results say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bench.gas.operations import OPERATIONS
from bench.gas.table import PAGE, PEERS, RESULTS, page

Json = dict[str, Any]


@pytest.fixture
def results() -> Json:
    found: Json = json.loads(RESULTS.read_text("utf-8"))
    return found


@pytest.fixture
def peers() -> Json:
    found: Json = json.loads(PEERS.read_text("utf-8"))
    return found


def row(text: str, section: str, key: str) -> list[str]:
    """The cells of an operation's row in a section of the page."""
    part = text.split(f"## {section}")[1].split("## ", maxsplit=1)[0]
    (line,) = (line for line in part.splitlines() if line.startswith(f"| `{key}`"))
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.requirement("GAS-1")
def test_page__written_now__is_the_committed_one(results: Json, peers: Json) -> None:
    assert PAGE.read_text("utf-8") == page(results, peers), "run `python -m bench.gas --page`"


@pytest.mark.requirement("GAS-1")
def test_page__every_measured_operation__stands_beside_its_mark(results: Json, peers: Json) -> None:
    text = page(results, peers)
    for operation in OPERATIONS:
        cells = row(text, "Beside the marks", operation.key)
        assert cells[1:3] == [f"{results[operation.key]:,}", f"{operation.mark_beside(results):,}"]


@pytest.mark.requirement("GAS-1")
@pytest.mark.parametrize(("above", "met"), [(-1, "yes"), (0, "yes"), (1, "no")])
def test_page__figure_at_its_mark__is_met_and_one_more_is_not(results: Json, peers: Json, above: int, met: str) -> None:
    operation = next(operation for operation in OPERATIONS if operation.key == "freeze_partial")
    text = page({**results, "freeze_partial": operation.mark + above}, peers)
    assert row(text, "Beside the marks", "freeze_partial")[-1] == met


def test_page__mark_that_is_a_surcharge__follows_what_it_is_on(results: Json, peers: Json) -> None:
    changed = {**results, "transfer_existing": 40_000, "transfer_after_record": 43_500}
    assert row(page(changed, peers), "Beside the marks", "transfer_after_record")[2:] == ["43,500", "1.00", "yes"]


def test_page__operation_not_measured_yet__says_so_and_counts_for_nothing(results: Json, peers: Json) -> None:
    del results["dvp_total"]
    text = page(results, peers)
    assert row(text, "Beside the marks", "dvp_total")[1:] == ["–"] * 4
    assert row(text, "Beside peers", "dvp_total")[1:3] == ["–"] * 2
    assert f"of {len(OPERATIONS) - 1}.\n" in text


def test_page__peers__stand_in_their_columns_with_their_notes(results: Json, peers: Json) -> None:
    peers["peers"] = {name: {"name": name, "settings": "as it comes"} for name in ("erc20", "other")}
    peers["figures"] = {"dvp_total": {"erc20": {"gas": 50_000, "note": "bare"}}, "onboard_1": {"other": {"gas": 9}}}
    text = page({**results, "dvp_total": 75_000, "onboard_1": 18}, peers)
    assert row(text, "Beside peers", "dvp_total")[1:] == ["75,000", "1.50", "50,000 (bare)", "–"]
    assert row(text, "Beside peers", "onboard_1")[1:] == ["18", "–", "–", "9"]
    assert "| operation | Tenor | Tenor / ERC-20 | erc20 | other |" in text


def test_peers__their_figures__are_of_operations_and_peers_that_there_are(peers: Json) -> None:
    assert set(peers["figures"]) - {operation.key for operation in OPERATIONS} == set()
    for figures in peers["figures"].values():
        assert set(figures) - set(peers["peers"]) == set()
        assert all(isinstance(figure["gas"], int) and figure["gas"] > 0 for figure in figures.values())


@pytest.mark.requirement("GAS-2")
def test_page__every_measured_operation__is_spent_to_the_last_of_its_gas(results: Json, peers: Json) -> None:
    text = page(results, peers)
    for operation in OPERATIONS:
        cells = [int(cell.replace(",", "")) for cell in row(text, "What the gas is spent on", operation.key)[1:]]
        assert min(cells) >= 0
        assert cells[0] >= 21_000
        each = 100 if operation.key.endswith("_100_each") or "_100_" in operation.key else 1
        assert -(-sum(cells) // each) == results[operation.key]


def test_page__operation_past_its_mark__says_what_takes_it_there(results: Json, peers: Json) -> None:
    operation = next(operation for operation in OPERATIONS if operation.short)
    for gas, said in ((operation.mark + 1, True), (operation.mark, False)):
        assert (operation.short in page({**results, operation.key: gas}, peers)) is said
