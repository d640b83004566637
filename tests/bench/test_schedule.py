"""The benchmark of schedules: its sheets are the same each time, and what was measured meets the requirement."""

from __future__ import annotations

import json

import pytest

from bench.schedule.__main__ import MOST_SECONDS, RESULTS, SHEETS, build
from bench.schedule.sheets import sheets


def test_sheets__same_seed__are_the_same_and_nearly_all_in_order() -> None:
    first, again = list(sheets(40, 7)), list(sheets(40, 7))
    _, periods, refused = build(first)

    assert first == again
    assert periods > 400
    assert refused < 4


@pytest.mark.requirement("SCHED-15")
def test_results__as_measured__are_of_a_thousand_sheets_within_the_limit() -> None:
    measured = json.loads(RESULTS.read_text())["measured"]

    assert measured["sheets"] == SHEETS == 1_000
    assert measured["seconds_first"] < MOST_SECONDS
    assert measured["refused"] < SHEETS // 20


@pytest.mark.requirement("SCHED-15")
def test_build__a_tenth_of_the_sheets__takes_less_than_the_limit_of_all() -> None:
    """With room for a machine that does other things at the same time."""
    assert build(list(sheets(SHEETS // 10, 1)))[0] < MOST_SECONDS
