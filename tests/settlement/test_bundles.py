"""In which order queues settle, and what of them only together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.settlement.bundles import Course, course_at_once, course_one_by_one
from tenor.settlement.obligation import Obligation, Queue
from tenor.settlement.overtaking import HELPERS, improve_in_bundles
from tenor.settlement.sequence import settle_in_sequence
from tenor.settlement.waiting import clear, wants
from tests.settlement.queues import random_queue

SEEDS = st.integers(0, 2**32)


def payment(reference: str, giver: str, taker: str, amount: int) -> Obligation:
    return Obligation(reference, (((giver, "EUR"), -amount), ((taker, "EUR"), amount)), amount)


def references(course: Course) -> list[list[str]]:
    return [[each.reference for each in bundle] for bundle in course.bundles]


def is_feasible_throughout(course: Course, queue: Queue) -> bool:
    """Whether no account is below its limit after any of the bundles, and the last leaves what the course says."""
    left = dict(queue.balances)
    for bundle in course.bundles:
        for each in bundle:
            for account, change in each.changes:
                left[account] = left.get(account, 0) + change
        if any(balance < -queue.credit.get(account, 0) for account, balance in left.items()):
            return False
    return left == course.left.balances


def circle(size: int) -> list[Obligation]:
    """Each pays the next, and nobody has anything."""
    return [payment(f"P-{n}", f"M{n}", f"M{(n + 1) % size}", 10) for n in range(size)]


@pytest.mark.requirement("GRID-5")
@given(SEEDS)
def test_course_one_by_one__any_queue__is_what_settles_in_sequence_in_an_order_that_is_covered(seed: int) -> None:
    queue = random_queue(seed, 12)
    course = course_one_by_one(queue)
    assert {len(bundle) for bundle in course.bundles} <= {1}
    assert is_feasible_throughout(course, queue)
    outcome = settle_in_sequence(queue)
    assert {each.reference for bundle in course.bundles for each in bundle} == {
        each.reference for each in outcome.settled
    }
    assert [each.reference for each in course.left.obligations] == [
        each.reference for each in queue.obligations if each not in outcome.settled
    ]


@pytest.mark.requirement("GRID-5")
@given(SEEDS)
def test_course_at_once__any_queue__settles_what_overtaking_does_bundle_by_bundle(seed: int) -> None:
    queue = random_queue(seed, 12)
    course = course_at_once(queue, 12)
    assert is_feasible_throughout(course, queue)
    assert {name for bundle in references(course) for name in bundle} == {
        each.reference for each in clear(queue).overtaking.settled
    }


@pytest.mark.requirement("GRID-5")
@given(SEEDS, st.integers(0, 4))
def test_course_at_once__bundles_of_few__are_covered_all_the_same(seed: int, most: int) -> None:
    queue = random_queue(seed, 12)
    course = course_at_once(queue, most)
    assert is_feasible_throughout(course, queue)
    assert max((len(bundle) for bundle in course.bundles), default=0) <= max(most, HELPERS + 1)


def test_course_one_by_one__credit_that_arrives__comes_before_what_it_covers() -> None:
    queue = Queue([payment("AB", "A", "B", 10), payment("CA", "C", "A", 10)], {("C", "EUR"): 10})
    assert references(course_one_by_one(queue)) == [["CA"], ["AB"]]


def test_course_at_once__circle__is_one_bundle_while_it_may_be() -> None:
    size = HELPERS + 4
    assert references(course_at_once(Queue(circle(size), {}), size)) == [[f"P-{n}" for n in range(size)]]
    assert references(course_at_once(Queue(circle(size), {}), size - 1)) == []
    assert len(course_at_once(Queue(circle(size), {}), size - 1).left.obligations) == size


def test_improve_in_bundles__largest_set_too_large__finds_small_circles_within_it() -> None:
    queue = Queue([*circle(3), payment("XY", "X", "Y", 5), payment("YX", "Y", "X", 5)], {})
    assert [len(bundle) for bundle in improve_in_bundles(queue, 5)] == [5]
    assert sorted(len(bundle) for bundle in improve_in_bundles(queue, 4)) == [2, 3]


@pytest.mark.requirement("GRID-5")
@given(SEEDS)
def test_course_one_by_one__overtaking__leaves_nothing_that_is_covered(seed: int) -> None:
    queue = random_queue(seed, 12)
    course = course_one_by_one(queue, overtaking=True)
    assert is_feasible_throughout(course, queue)
    assert all(wants(each, course.left) for each in course.left.obligations)


def test_course_one_by_one__small_behind_large__overtakes_only_where_it_may() -> None:
    queue = Queue([payment("large", "A", "B", 100), payment("small", "A", "C", 1)], {("A", "EUR"): 50})
    assert references(course_one_by_one(queue)) == []
    assert references(course_one_by_one(queue, overtaking=True)) == [["small"]]


def test_course_one_by_one__overtaking__tries_the_queue_by_priority_when_a_credit_comes() -> None:
    late = Obligation("late", ((("A", "EUR"), -10), (("C", "EUR"), 10)), 10, 1)
    queue = Queue([payment("first", "A", "B", 10), late, payment("DA", "D", "A", 10)], {("D", "EUR"): 10})
    assert references(course_one_by_one(queue, overtaking=True)) == [["DA"], ["late"]]
