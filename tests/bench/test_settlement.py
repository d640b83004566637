"""The benchmark of settlement: what was measured meets the requirement, and a small day runs through its stages."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bench.settlement.__main__ import ALL_WRONG, MOST_MATCHING, MOST_MEMORY, MOST_NETTING, PLAN, RESULTS
from bench.settlement.on_chain import TRADES, settle_on_chain
from bench.settlement.stages import run


@pytest.mark.requirement("MATCH-4")
def test_results__as_measured__are_of_a_hundred_thousand_trades_within_the_limits() -> None:
    results = json.loads(RESULTS.read_text())
    seconds, counts = results["seconds"], results["counts"]

    assert results["plan"]["trades"] == PLAN.trades == 100_000
    assert counts["matched trades"] + results["plan"]["missing_per_mille"] + counts["unmatched instructions"] > 100_000
    assert seconds["match"] < MOST_MATCHING == 20
    assert seconds["match where all are wrong"] < MOST_MATCHING
    assert seconds["net"] < MOST_NETTING == 60
    assert results["peak_mb"] < MOST_MEMORY == 2_000


@pytest.mark.parametrize("name", ["all_scarce", "money_scarce"])
def test_results__curve__rises_to_everything(name: str) -> None:
    curve = json.loads(RESULTS.read_text())["curves"][name]
    shares = [point["at_once_per_mille"] for point in curve]

    assert [point["percent"] for point in curve] == list(range(0, 101, 10))
    assert shares == sorted(shares)
    assert shares[-1] == curve[-1]["in_sequence_per_mille"] == 1_000
    assert all(point["overtaking_per_mille"] >= point["at_once_per_mille"] for point in curve)


def test_run__small_day__counts_what_comes_out_of_each_stage() -> None:
    measured = run(replace(PLAN, trades=500), replace(ALL_WRONG, trades=100))
    counts = measured["counts"]

    assert counts["instructions"] > 900
    assert counts["movements gross"] == 2 * counts["matched trades"]
    assert counts["movements multilaterally net"] < counts["movements gross"]
    assert counts["settled at once"] <= counts["settled at once with overtaking"] <= counts["obligations"]
    assert counts["settled one by one"] <= counts["obligations"]
    assert counts["unmatched where all are wrong"] == 200
    assert set(measured["money_needed"]["gross"]) == {"EUR", "USD"}


@pytest.mark.requirement("DAY-4")
def test_results__on_chain__are_of_ten_thousand_instructions_and_say_where_the_time_goes() -> None:
    measured = json.loads(RESULTS.read_text())["on_chain"]

    assert measured["trades"] == TRADES == 5_000
    assert measured["instructions"] == 10_000
    assert measured["one_by_one"]["transactions"] == TRADES
    assert measured["in_cycles"]["transactions"] <= TRADES // 100
    for way in (measured["one_by_one"], measured["in_cycles"]):
        assert sum(way["split"].values()) == pytest.approx(way["seconds"], abs=0.1)
        assert way["instructions_per_second"] == pytest.approx(measured["instructions"] / way["seconds"], rel=0.05)
        assert way["gas_per_trade"] == -(-way["gas"] // TRADES)
    assert measured["in_cycles"]["gas_per_trade"] * 3 < measured["one_by_one"]["gas_per_trade"]


@pytest.mark.requirement("DAY-4")
def test_settle_on_chain__small_part_of_a_day__settles_both_ways_and_is_timed() -> None:
    measured = settle_on_chain(replace(PLAN, trades=400), 20, 2)

    assert 10 <= measured["trades"] <= 20
    assert measured["one_by_one"]["transactions"] == measured["trades"]
    assert measured["in_cycles"]["transactions"] == 1
    for way in (measured["one_by_one"], measured["in_cycles"]):
        assert way["calls"]["eth_sendRawTransaction"] == way["transactions"]
        assert {"parties' signatures", "encoding", "sending", "the sender's own work"} <= set(way["split"])
