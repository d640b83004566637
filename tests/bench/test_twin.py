"""The comparison with the twin: what it counts, and that the committed run was of as many sheets as it says."""

from __future__ import annotations

import json

import pytest

from bench.twin.__main__ import LIVES, RESULTS, SHEETS, compared

STATISTICS = """\
tests/twin/test_x.py::test_a__b__c[fixed]:

  - during reuse phase (0.01 seconds):
    - 2 passing, 0 failing, and 0 invalid test cases
  - during generate phase (0.57 seconds):
    - Typical runtimes: ~ 0-20 ms, of which ~ 0-8 ms in data generation
    - 20 passing, 0 failing, and 22 invalid test cases
  - Stopped because settings.max_examples=20

tests/twin/test_y.py::test_d__e__f:

    - 7 passing, 0 failing, and 1 invalid test cases
"""


def test_compared__statistics_of_a_run__are_the_passing_of_each_test() -> None:
    assert compared(STATISTICS) == {"test_a__b__c[fixed]": 22, "test_d__e__f": 7}


@pytest.mark.requirement("SCHED-16")
def test_results__as_committed__are_of_twenty_thousand_sheets_and_of_prices() -> None:
    counts = json.loads(RESULTS.read_text())["compared"]

    assert counts["test_schedule_of__any_sheet__is_the_twins_in_every_key"] >= SHEETS >= 20_000
    assert counts["test_prices__any_sheet_and_day__are_the_twins"] >= SHEETS // 3


@pytest.mark.requirement("BOND-41")
def test_results__as_committed__are_of_a_thousand_lives_on_the_chain() -> None:
    counts = json.loads(RESULTS.read_text())["compared"]

    assert counts["test_life__any_bond__moves_on_the_chain_what_the_twin_says"] >= LIVES >= 1_000
