from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.settlement.obligation import Obligation, Queue
from tenor.settlement.sequence import settle_in_sequence
from tenor.settlement.waiting import Want, clear, wants
from tests.settlement.queues import is_feasible, random_queue

GIVE = Obligation("O-1", ((("A", "BOND"), -5), (("B", "BOND"), 5), (("B", "EUR"), -9), (("A", "EUR"), 9)), 9)


@pytest.mark.requirement("GRID-4")
def test_wants__accounts_short__are_named_with_what_they_lack_beyond_their_credit() -> None:
    queue = Queue([GIVE], {("A", "BOND"): 2, ("B", "EUR"): 3}, {("B", "EUR"): 4})
    assert wants(GIVE, queue) == (Want("A", "BOND", 3), Want("B", "EUR", 2))


@pytest.mark.requirement("GRID-4")
def test_wants__all_covered__is_nothing() -> None:
    assert wants(GIVE, Queue([GIVE], {("A", "BOND"): 5, ("B", "EUR"): 9})) == ()


@given(st.integers(0, 10_000))
def test_clear__any_queue__each_means_settles_what_the_first_did_and_stays_within_limits(seed: int) -> None:
    queue = random_queue(seed, 12)
    cleared = clear(queue)
    first, at_once, overtaking = (
        {each.reference for each in outcome.settled}
        for outcome in (cleared.in_sequence, cleared.at_once, cleared.overtaking)
    )
    assert cleared.in_sequence == settle_in_sequence(queue)
    assert first <= at_once <= overtaking
    assert is_feasible(cleared.at_once, queue)
    assert is_feasible(cleared.overtaking, queue)
    assert {each.reference for each in cleared.left.obligations} == {
        each.reference for each in queue.obligations
    } - overtaking
