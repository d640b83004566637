from __future__ import annotations

from fractions import Fraction
from statistics import mean, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.settlement.gridlock import largest_feasible
from tenor.settlement.obligation import Obligation, Queue
from tenor.settlement.overtaking import HELPERS, improve
from tests.settlement.queues import best_of, is_feasible, random_queue

SEEDS = st.integers(0, 2**32)


def payment(reference: str, giver: str, taker: str, amount: int) -> Obligation:
    return Obligation(reference, (((giver, "EUR"), -amount), ((taker, "EUR"), amount)), amount)


def settled(queue: Queue) -> list[str]:
    return [each.reference for each in improve(queue).settled]


def test_improve__small_behind_a_blocked_one__overtakes_it() -> None:
    queue = Queue([payment("large", "A", "B", 100), payment("small", "A", "C", 1)], {("A", "EUR"): 50})
    assert settled(queue) == ["small"]


def test_improve__circle_behind_a_blocked_one__is_found() -> None:
    circle = [payment("AB", "A", "B", 10), payment("BC", "B", "C", 10), payment("CA", "C", "A", 10)]
    assert settled(Queue([payment("AD", "A", "D", 100), *circle], {})) == ["AB", "BC", "CA"]


def test_improve__nothing_covered__settles_nothing() -> None:
    assert settled(Queue([payment("AB", "A", "B", 10)], {("A", "EUR"): 9})) == []


@pytest.mark.requirement("GRID-2")
@given(SEEDS)
def test_improve__any_queue__is_feasible_and_between_the_largest_and_the_best(seed: int) -> None:
    queue = random_queue(seed, 9)
    outcome, base = improve(queue), largest_feasible(queue)
    assert is_feasible(outcome, queue)
    assert set(base.settled) <= set(outcome.settled)
    assert base.value <= outcome.value <= best_of(queue).value
    assert improve(queue) == outcome


@pytest.mark.parametrize(("links", "expected"), [(HELPERS + 1, True), (HELPERS + 2, False)])
def test_improve__circle_behind_a_blocked_one__is_found_up_to_the_bound(links: int, *, expected: bool) -> None:
    ring = [payment(f"R-{n}", f"P-{n}", f"P-{(n + 1) % links}", 10) for n in range(links)]
    queue = Queue([payment("blocked", "P-0", "D", 100), *ring], {})
    assert len(settled(queue)) == (links if expected else 0)


def test_improve__three_thousand_queues__mostly_reach_the_best_value() -> None:
    """The gap to the best value in percent of it, for queues in which anything can settle."""
    gaps, without = [], []
    for seed in range(3_000):
        queue = random_queue(seed, 12)
        best = best_of(queue).value
        if best:
            gaps.append(Fraction(100 * (best - improve(queue).value), best))
            without.append(Fraction(100 * (best - largest_feasible(queue).value), best))
    assert len(gaps) > 1_500
    assert gaps.count(Fraction(0)) > len(gaps) * 84 // 100 > 2 * without.count(Fraction(0))
    assert quantiles(gaps, n=20)[17] < 15  # nine in ten lose less than 15 %
    assert mean(gaps) < 5
    assert mean(without) > 50
