"""The stages of a day, one after the other, with the seconds of each and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import Any, TypeVar

from tenor.settlement.day import Day, DayPlan, generate_day
from tenor.settlement.gridlock import largest_feasible
from tenor.settlement.instruction import is_money
from tenor.settlement.liquidity import Point, gross_needs, liquidity_curve, net_needs, total_by_asset
from tenor.settlement.matched import legs_of
from tenor.settlement.matching import Matching, match
from tenor.settlement.netting import compress, multilateral_nets, net_positions
from tenor.settlement.obligation import Obligation, Queue, obligations_of
from tenor.settlement.overtaking import improve
from tenor.settlement.sequence import settle_in_sequence
from tenor.settlement.tolerance import T2S

T = TypeVar("T")


class Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], T]) -> T:
        """Do the work of a stage and keep how long it took."""
        started = perf_counter()
        result = work()
        self.seconds[stage] = round(perf_counter() - started, 3)
        return result


def run(plan: DayPlan, all_wrong: DayPlan) -> dict[str, Any]:
    """Every stage of a day; of a second day, in which nothing matches, matching alone."""
    clock = Clock()
    wrong = nothing_matches(all_wrong, clock)
    day = clock.time("generate", lambda: generate_day(plan))
    matching = clock.time("match", lambda: match(day.instructions, T2S))
    netting = net(matching, clock)
    obligations = clock.time("obligations", lambda: obligations_of(matching.trades))
    settled = settle(obligations, day, clock)
    curves = {
        "all_scarce": clock.time("curve, all scarce", lambda: liquidity_curve(obligations)),
        "money_scarce": clock.time("curve, money scarce", lambda: liquidity_curve(obligations, is_scarce=is_money)),
    }
    counts = {
        "instructions": len(day.instructions),
        "matched trades": len(matching.trades),
        "unmatched instructions": len(matching.unmatched),
        "of them without a candidate": sum(each.is_missing for each in matching.unmatched),
        **netting,
        "obligations": len(obligations),
        **settled,
        "unmatched where all are wrong": wrong,
    }
    needs = {"gross": gross_needs(obligations), "net": net_needs(obligations)}
    return {
        "seconds": clock.seconds,
        "counts": counts,
        "money_needed": {name: money(total_by_asset(each)) for name, each in needs.items()},
        "curves": {name: points(curve) for name, curve in curves.items()},
    }


def nothing_matches(plan: DayPlan, clock: Clock) -> int:
    """How many instructions match none on a day in which one side of every trade has a wrong amount."""
    day = generate_day(plan)
    matching = clock.time("match where all are wrong", lambda: match(day.instructions))
    return len(matching.unmatched)


def money(totals: Mapping[str, int]) -> dict[str, int]:
    """The currencies among assets."""
    return {asset: total for asset, total in totals.items() if is_money(asset)}


def net(matching: Matching, clock: Clock) -> dict[str, int]:
    """Movements gross, bilaterally and multilaterally net."""
    legs = legs_of(matching.trades)
    nets = clock.time("net", lambda: multilateral_nets(net_positions(legs)))
    compression = clock.time("compress", lambda: compress(legs))
    return {
        "movements gross": len(legs),
        "movements bilaterally net": sum(each.bilateral_count for each in compression),
        "movements multilaterally net": len(nets),
    }


def settle(obligations: Sequence[Obligation], day: Day, clock: Clock) -> dict[str, int]:
    """What settles in the day's opening balances, in three ways."""
    queue = Queue(obligations, day.balances)
    ways = {
        "settled one by one": settle_in_sequence,
        "settled at once": largest_feasible,
        "settled at once with overtaking": improve,
    }
    return {
        name: len(clock.time(way.__name__, lambda way=way: way(queue)).settled)  # type: ignore[misc]
        for name, way in ways.items()
    }


def points(curve: Sequence[Point]) -> list[dict[str, int]]:
    """The share settled by value at each level of liquidity."""
    return [
        {
            "percent": point.percent,
            "in_sequence_per_mille": point.in_sequence.value_per_mille,
            "at_once_per_mille": point.at_once.value_per_mille,
            "overtaking_per_mille": point.overtaking.value_per_mille,
        }
        for point in curve
    ]
