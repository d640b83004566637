from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.settlement.gridlock import largest_feasible
from tenor.settlement.instruction import is_money
from tenor.settlement.liquidity import (
    PERCENT,
    Settled,
    gross_needs,
    joined,
    liquidity_curve,
    net_needs,
    share_of_needs,
    total_by_asset,
)
from tenor.settlement.obligation import Obligation, Outcome, Queue, queue_after
from tenor.settlement.sequence import settle_in_sequence
from tests.settlement.queues import random_queue


def payment(giver: str, taker: str, amount: int) -> Obligation:
    return Obligation(f"{giver}{taker}", (((giver, "EUR"), -amount), ((taker, "EUR"), amount)), amount)


THERE_AND_BACK = [payment("A", "B", 10), payment("B", "A", 7), payment("A", "B", 5)]

DAYS = st.integers(0, 2**32).map(lambda seed: list(random_queue(seed, 30).obligations))


def test_gross_needs__there_and_back__is_the_lowest_position_of_each() -> None:
    assert gross_needs(THERE_AND_BACK) == {("A", "EUR"): 10, ("B", "EUR"): 0}
    assert gross_needs(THERE_AND_BACK[::-1]) == {("A", "EUR"): 8, ("B", "EUR"): 2}


def test_net_needs__there_and_back__is_what_is_left_at_the_end() -> None:
    assert net_needs(THERE_AND_BACK) == {("A", "EUR"): 8, ("B", "EUR"): 0}


def test_total_by_asset__two_assets__are_not_added_up() -> None:
    assert total_by_asset({("A", "EUR"): 8, ("B", "EUR"): 1, ("A", "USD"): 5}) == {"EUR": 9, "USD": 5}


@pytest.mark.requirement("LIQ-1")
@given(DAYS)
def test_gross_needs__any_day__is_exactly_what_settles_it_in_order(day: list[Obligation]) -> None:
    needs = gross_needs(day)
    assert settle_in_sequence(Queue(day, needs)).blocked == ()
    balances = dict(needs)
    lowest = dict(needs)
    for each in day:
        for account, change in each.changes:
            balances[account] += change
            lowest[account] = min(lowest[account], balances[account])
    assert all(low == 0 or needs[account] == 0 for account, low in lowest.items())
    assert min(lowest.values(), default=0) >= 0


@pytest.mark.requirement("LIQ-1")
@given(DAYS)
def test_net_needs__any_day__settle_it_at_once_and_are_no_more_than_gross(day: list[Obligation]) -> None:
    net, gross = net_needs(day), gross_needs(day)
    assert largest_feasible(Queue(day, net)).blocked == ()
    assert all(net[account] <= gross[account] for account in gross)
    short = {account: need - 1 for account, need in net.items() if need}
    if short:
        account = next(iter(short))
        assert largest_feasible(Queue(day, net | {account: short[account]})).blocked != ()


@given(day=DAYS, money_only=st.booleans())
def test_liquidity_curve__any_day__rises_to_everything_and_overtaking_never_settles_less(
    day: list[Obligation], *, money_only: bool
) -> None:
    points = liquidity_curve(day, is_scarce=is_money) if money_only else liquidity_curve(day)
    assert [point.percent for point in points] == list(PERCENT)
    for point in points:
        assert point.in_sequence.value <= point.at_once.value <= point.overtaking.value
    assert {points[-1].in_sequence, points[-1].at_once, points[-1].overtaking} == {points[-1].at_once}
    assert points[-1].at_once.number_per_mille == points[-1].at_once.value_per_mille == 1_000


@given(DAYS)
def test_liquidity_curve__one_priority__rises_and_is_the_largest_of_the_whole_day(day: list[Obligation]) -> None:
    day = [replace(each, priority=4) for each in day]
    points = liquidity_curve(day)
    for lower, higher in pairwise(points):
        assert lower.in_sequence.number <= higher.in_sequence.number
        assert lower.at_once.number <= higher.at_once.number
    for point in points:
        whole = largest_feasible(Queue(day, share_of_needs(gross_needs(day), point.percent)))
        assert point.at_once == Settled.of(whole)


def test_liquidity_curve__money_scarce_and_not__starts_with_what_needs_none() -> None:
    for_money = Obligation("M", ((("A", "EUR"), -1), (("B", "EUR"), 1)), 1)
    for_bonds = Obligation("B", ((("A", "BOND"), -1), (("B", "BOND"), 1)), 0)
    nothing, everything = liquidity_curve([for_money, for_bonds], (0, 100), is_money)
    assert (nothing.at_once.number, everything.at_once.number) == (1, 2)
    assert liquidity_curve([for_money, for_bonds], (0,))[0].overtaking.number == 0


def test_settled__part_of_a_queue__is_told_in_whole_per_mille_rounded_down() -> None:
    settled = Settled.of(Outcome(tuple(THERE_AND_BACK[:2]), tuple(THERE_AND_BACK[2:])))
    assert (settled.number, settled.of_number, settled.value, settled.of_value) == (2, 3, 17, 22)
    assert (settled.number_per_mille, settled.value_per_mille) == (666, 772)
    assert Settled.of(Outcome((), ())).value_per_mille == 1_000


def test_queue_after__some_settled__leaves_the_others_and_what_is_left_to_them() -> None:
    queue = Queue(THERE_AND_BACK, {("A", "EUR"): 12}, {("B", "EUR"): 1})
    after = queue_after(queue, Outcome(tuple(THERE_AND_BACK[:1]), tuple(THERE_AND_BACK[1:])))
    assert after == Queue(tuple(THERE_AND_BACK[1:]), {("A", "EUR"): 2, ("B", "EUR"): 10}, queue.credit)
    joint = joined(Outcome(tuple(THERE_AND_BACK[:1]), tuple(THERE_AND_BACK[1:])), largest_feasible(after))
    assert joint == Outcome(tuple(THERE_AND_BACK), ())


def test_share_of_needs__odd_need__is_rounded_down() -> None:
    assert share_of_needs({("A", "EUR"): 99}, 50) == {("A", "EUR"): 49}
