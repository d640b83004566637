from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.settlement.gridlock import largest_feasible
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.obligation import Obligation, Outcome, Queue, obligations_of
from tenor.settlement.sequence import settle_in_sequence
from tests.settlement.instructions import BOND, delivery, receipt
from tests.settlement.queues import best_of, is_feasible, random_queue

SEEDS = st.integers(0, 2**32)


def payment(reference: str, giver: str, taker: str, amount: int, priority: int = 4) -> Obligation:
    return Obligation(reference, (((giver, "EUR"), -amount), ((taker, "EUR"), amount)), amount, priority)


def names(outcome: Outcome) -> tuple[list[str], list[str]]:
    return [each.reference for each in outcome.settled], [each.reference for each in outcome.blocked]


CIRCLE = [payment("AB", "A", "B", 10), payment("BC", "B", "C", 10), payment("CA", "C", "A", 10)]


def test_largest_feasible__circle_without_money__settles_where_sequence_does_not() -> None:
    queue = Queue(CIRCLE, {})
    assert names(largest_feasible(queue)) == (["AB", "BC", "CA"], [])
    assert names(settle_in_sequence(queue)) == ([], ["AB", "BC", "CA"])
    assert largest_feasible(queue).value == 30


def test_largest_feasible__last_of_a_deficient_account__leaves_with_what_stands_behind_it() -> None:
    queue = Queue([*CIRCLE, payment("AD", "A", "D", 1), payment("DA", "D", "A", 1), payment("AB2", "A", "B", 1)], {})
    assert names(largest_feasible(queue)) == (["AB", "BC", "CA", "AD", "DA"], ["AB2"])


def test_largest_feasible__priority__stands_before_arrival() -> None:
    queue = Queue([payment("low", "A", "B", 10), payment("high", "A", "C", 10, priority=1)], {("A", "EUR"): 10})
    assert names(largest_feasible(queue)) == (["high"], ["low"])


def test_largest_feasible__small_behind_large__does_not_overtake() -> None:
    queue = Queue([payment("large", "A", "B", 100), payment("small", "A", "C", 1)], {("A", "EUR"): 50})
    assert names(largest_feasible(queue)) == ([], ["large", "small"])


@pytest.mark.parametrize(("credit", "settles"), [(9, 0), (10, 1)])
def test_largest_feasible__credit_line__is_used_to_its_limit_and_no_further(credit: int, settles: int) -> None:
    outcome = largest_feasible(Queue([payment("AB", "A", "B", 10)], {}, {("A", "EUR"): credit}))
    assert len(outcome.settled) == settles


def test_largest_feasible__delivery_versus_payment__needs_both_legs_covered() -> None:
    (obligation,) = obligations_of([MatchedTrade(delivery(), receipt())])
    bonds, cash = {("BANK-A", BOND): 10}, {("BANK-B", "EUR"): 1_000_000}
    settled = [len(largest_feasible(Queue([obligation], each)).settled) for each in (bonds, cash, bonds | cash)]
    assert settled == [0, 0, 1]


def test_obligations_of__trade_on_hold__does_not_stand_in_the_queue() -> None:
    (obligation,) = obligations_of([MatchedTrade(delivery(), receipt()), MatchedTrade(delivery(hold=True), receipt())])
    assert obligation.changes == (
        (("BANK-A", BOND), -10),
        (("BANK-B", BOND), 10),
        (("BANK-B", "EUR"), -1_000_000),
        (("BANK-A", "EUR"), 1_000_000),
    )
    assert (obligation.reference, obligation.value, obligation.priority) == ("BANK-A/A-1", 1_000_000, 4)


@pytest.mark.parametrize(
    ("queue", "said"),
    [
        (Queue(CIRCLE, {("A", "EUR"): -1}), "account EUR of A: it opens with -1 and a credit line of 0"),
        (Queue(CIRCLE, {("A", "EUR"): 5}, {("A", "EUR"): -1}), "it opens with 5 and a credit line of -1"),
        (Queue([payment("AA", "A", "A", 1)], {}), "obligation AA: an account is named twice"),
        (Queue([payment("AB", "A", "B", 0)], {}), "obligation AB: an account is named twice, or changes by nothing"),
    ],
)
def test_largest_feasible__queue_not_in_order__is_refused(queue: Queue, said: str) -> None:
    with pytest.raises(InputError, match=said):
        largest_feasible(queue)


@pytest.mark.requirement("GRID-1")
@given(SEEDS)
def test_largest_feasible__any_queue__is_the_largest_of_all_subsets(seed: int) -> None:
    queue = random_queue(seed, 9)
    outcome = largest_feasible(queue)
    assert {each.reference for each in outcome.settled} == best_of(queue).largest
    assert is_feasible(outcome, queue)
    assert sorted([*outcome.settled, *outcome.blocked], key=str) == sorted(queue.obligations, key=str)


@pytest.mark.requirement("GRID-1")
@pytest.mark.parametrize("seed", range(6))
def test_largest_feasible__queue_of_sixteen__is_the_largest_of_all_subsets(seed: int) -> None:
    queue = random_queue(seed, 0)
    while len(queue.obligations) < 14:
        seed += 1_000
        queue = random_queue(seed, 16)
    assert {each.reference for each in largest_feasible(queue).settled} == best_of(queue).largest
