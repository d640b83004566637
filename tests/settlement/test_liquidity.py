from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tenor.settlement.gridlock import largest_feasible, settle_in_sequence
from tenor.settlement.liquidity import (
    PERCENT,
    Settled,
    gross_needs,
    liquidity_curve,
    net_needs,
    share_of_needs,
    total_by_asset,
)
from tenor.settlement.obligation import Obligation, Outcome, Queue
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


@given(DAYS)
def test_gross_needs__any_day__is_exactly_what_settles_it_in_order(day: list[Obligation]) -> None:
    day = [Obligation(each.reference, each.changes, each.value) for each in day]  # one priority: as they arrive
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


@given(DAYS)
def test_net_needs__any_day__settle_it_at_once_and_are_no_more_than_gross(day: list[Obligation]) -> None:
    net, gross = net_needs(day), gross_needs(day)
    assert largest_feasible(Queue(day, net)).blocked == ()
    assert all(net[account] <= gross[account] for account in gross)
    short = {account: need - 1 for account, need in net.items() if need}
    if short:
        account = next(iter(short))
        assert largest_feasible(Queue(day, net | {account: short[account]})).blocked != ()


@given(DAYS)
def test_liquidity_curve__any_day__rises_to_everything_and_netting_never_settles_less(day: list[Obligation]) -> None:
    points = liquidity_curve(day)
    assert [point.percent for point in points] == list(PERCENT)
    for lower, higher in pairwise(points):
        assert lower.at_once.number <= higher.at_once.number
        assert lower.in_sequence.value <= higher.in_sequence.value
    for point in points:
        assert point.in_sequence.value <= point.at_once.value <= point.overtaking.value
    assert points[-1].at_once.number_per_mille == points[-1].overtaking.value_per_mille == 1_000


def test_settled__part_of_a_queue__is_told_in_whole_per_mille_rounded_down() -> None:
    settled = Settled.of(Outcome(tuple(THERE_AND_BACK[:2]), tuple(THERE_AND_BACK[2:])))
    assert (settled.number, settled.of_number, settled.value, settled.of_value) == (2, 3, 17, 22)
    assert (settled.number_per_mille, settled.value_per_mille) == (666, 772)
    assert Settled.of(Outcome((), ())).value_per_mille == 1_000


def test_share_of_needs__odd_need__is_rounded_down() -> None:
    assert share_of_needs({("A", "EUR"): 99}, 50) == {("A", "EUR"): 49}
