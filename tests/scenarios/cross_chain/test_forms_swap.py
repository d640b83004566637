"""A swap by one secret on two chains: settled, and deserted by each party at each step."""

from __future__ import annotations

from itertools import product

import pytest

from tenor.scenarios.cross_chain.course import balances
from tenor.scenarios.cross_chain.forms import AMOUNT, UNITS, agree_swap
from tenor.scenarios.cross_chain.places import Places
from tenor.settlement.cross_chain.views import Ending

STEPS = (0, 1, 2)  # acts of each party in a swap that settles, and before each of them


def after(places: Places, before: dict[str, int]) -> Ending:
    """How the trade ended, by what both parties hold and have free."""
    held = dict(balances(places))
    given = held["INV-01 bond"] == before["INV-01 bond"] - UNITS, held["INV-03 cash"] == before["INV-03 cash"] - AMOUNT
    moved = {"bond": UNITS if given[0] else 0, "cash": AMOUNT if given[1] else 0}
    assert held == {
        "INV-01 bond": before["INV-01 bond"] - moved["bond"], "INV-03 bond": before["INV-03 bond"] + moved["bond"],
        "INV-01 cash": before["INV-01 cash"] + moved["cash"], "INV-03 cash": before["INV-03 cash"] - moved["cash"],
    }  # fmt: skip
    ends = {
        (True, True): Ending.SETTLED, (False, False): Ending.RETURNED, (False, True): Ending.FOLLOWER_EXPOSED,
        (True, False): Ending.LEADER_EXPOSED,
    }  # fmt: skip
    return ends[given]


@pytest.mark.requirement("XCH-3")
def test_play__everybody_there__locks_locks_reveals_claims(places: Places) -> None:
    before = dict(balances(places))
    course = agree_swap(places, "X-1")[0].play(places, {}, ("watchtower",))
    assert [(each.who, each.act, each.chain) for each in course.happenings] == [
        ("seller", "lock", "bond chain"),
        ("buyer", "lock", "cash chain"),
        ("seller", "claim", "cash chain"),
        ("buyer", "claim", "bond chain"),
    ]
    assert course.ending is after(places, before) is Ending.SETTLED


@pytest.mark.requirement("XCH-3", "XCH-4")
@pytest.mark.parametrize(("seller", "buyer"), product(STEPS, STEPS))
def test_play__parties_vanish_after_any_acts__a_watchtower_settles_both_or_returns_both(
    places: Places, seller: int, buyer: int
) -> None:
    before = dict(balances(places))
    course = agree_swap(places, "X-1")[0].play(places, {"seller": seller, "buyer": buyer})
    settles = seller == 2 and buyer >= 1
    assert course.ending is after(places, before) is (Ending.SETTLED if settles else Ending.RETURNED)


@pytest.mark.requirement("XCH-3")
@pytest.mark.parametrize(
    ("gone", "acts"), [("seller", 0), ("seller", 1), ("seller", 2), ("buyer", 0), ("buyer", 1), ("buyer", 2)]
)
def test_play__one_party_vanishes_and_nobody_watches__ends_alike_but_for_the_one_exposure(
    places: Places, gone: str, acts: int
) -> None:
    before = dict(balances(places))
    agreed, *_ = agree_swap(places, "X-1")
    course = agreed.play(places, {gone: acts}, ("watchtower",))
    agreed.play(places, {"seller": 0, "buyer": 0})  # later somebody releases what has expired
    ends = {("seller", 2): Ending.SETTLED, ("buyer", 2): Ending.SETTLED, ("buyer", 1): Ending.FOLLOWER_EXPOSED}
    expected = ends.get((gone, acts), Ending.RETURNED)
    assert after(places, before) is expected
    assert len(course.acts_of(gone)) == acts
