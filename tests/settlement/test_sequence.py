from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.settlement.gridlock import largest_feasible
from tenor.settlement.obligation import Obligation, Outcome, Queue
from tenor.settlement.sequence import settle_in_sequence
from tests.settlement.queues import is_feasible, random_queue

SEEDS = st.integers(0, 2**32)


def payment(reference: str, giver: str, taker: str, amount: int, priority: int = 4) -> Obligation:
    return Obligation(reference, (((giver, "EUR"), -amount), ((taker, "EUR"), amount)), amount, priority)


def names(outcome: Outcome) -> tuple[list[str], list[str]]:
    return [each.reference for each in outcome.settled], [each.reference for each in outcome.blocked]


def test_settle_in_sequence__credit_arrives__settles_the_queue_behind_it() -> None:
    chain = [payment("CA", "C", "A", 10), payment("BC", "B", "C", 10), payment("AB", "A", "B", 10)]
    assert names(settle_in_sequence(Queue(chain, {("A", "EUR"): 10}))) == (["CA", "BC", "AB"], [])
    assert names(settle_in_sequence(Queue(chain, {}))) == ([], ["CA", "BC", "AB"])


def test_settle_in_sequence__small_behind_large__waits() -> None:
    queue = Queue([payment("large", "A", "B", 100), payment("small", "A", "C", 1)], {("A", "EUR"): 50})
    assert names(settle_in_sequence(queue)) == ([], ["large", "small"])


def test_settle_in_sequence__high_priority_arrives_late__goes_before_what_waits_and_not_before_what_settled() -> None:
    first, late = payment("first", "A", "B", 10), payment("late", "A", "C", 10, priority=1)
    credit = payment("credit", "D", "A", 10)
    funds = {("A", "EUR"): 10, ("D", "EUR"): 10}
    assert names(settle_in_sequence(Queue([first, late], funds)))[0] == ["first"]
    assert names(settle_in_sequence(Queue([first, late, credit], {("D", "EUR"): 10})))[0] == ["late", "credit"]


@pytest.mark.requirement("GRID-3")
@given(SEEDS)
def test_settle_in_sequence__any_queue__is_feasible_and_blocks_only_what_is_not_covered_or_not_first(seed: int) -> None:
    queue = random_queue(seed, 40)
    outcome = settle_in_sequence(queue)
    assert is_feasible(outcome, queue)
    assert sorted([*outcome.settled, *outcome.blocked], key=str) == sorted(queue.obligations, key=str)
    left = {account: balance + queue.credit.get(account, 0) for account, balance in queue.balances.items()}
    for each in outcome.settled:
        for account, change in each.changes:
            left[account] += change
    stood_behind: set[tuple[str, str]] = set()
    for each in outcome.blocked:
        debits = {account: change for account, change in each.changes if change < 0}
        assert stood_behind & set(debits) or any(left[account] + change < 0 for account, change in debits.items())
        stood_behind |= set(debits)


@given(SEEDS)
def test_settle_in_sequence__one_priority__is_within_the_largest_that_settles_at_once(seed: int) -> None:
    drawn = random_queue(seed, 40)
    queue = replace(drawn, obligations=[replace(each, priority=4) for each in drawn.obligations])
    assert set(names(settle_in_sequence(queue))[0]) <= set(names(largest_feasible(queue))[0])
