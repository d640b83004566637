"""No course of a swap exposes who keeps to the rules, whatever the other does; and the game can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.settlement.cross_chain.agreement import Side
from tenor.settlement.cross_chain.ordering import check_swap
from tenor.settlement.cross_chain.views import Ending
from tests.settlement.cross_chain.games import CLOCKS, SMALL, Game, Hasty

EVER = 10_000
OTHER = {Side.LEAD: Side.FOLLOW, Side.FOLLOW: Side.LEAD}
EXPOSED = {Side.LEAD: Ending.LEADER_EXPOSED, Side.FOLLOW: Ending.FOLLOWER_EXPOSED}
MOMENTS = range(SMALL.lead.expiry + 3)


def test_small_swap__its_deadlines__are_the_soonest_that_are_safe() -> None:
    check_swap(SMALL, 1)


@pytest.mark.requirement("XCH-3")
@pytest.mark.parametrize("clocks", CLOCKS, ids=str)
@pytest.mark.parametrize("party", Side)
def test_next_act__against_a_party_that_does_anything__never_gives_without_receiving(
    party: Side, clocks: tuple[int, int]
) -> None:
    endings = Game(SMALL, clocks, ((party, EVER),), hostile=OTHER[party]).endings()
    assert EXPOSED[party] not in endings
    assert {Ending.SETTLED, Ending.RETURNED} <= endings


@pytest.mark.requirement("XCH-3")
@pytest.mark.parametrize("clocks", CLOCKS, ids=str)
def test_next_act__both_keep_to_the_rules__settles_or_returns(clocks: tuple[int, int]) -> None:
    endings = Game(SMALL, clocks, ((Side.LEAD, EVER), (Side.FOLLOW, EVER))).endings()
    assert endings <= {Ending.SETTLED, Ending.RETURNED}
    assert Ending.SETTLED in endings


@pytest.mark.requirement("XCH-3")
@pytest.mark.parametrize("gone", MOMENTS)
def test_next_act__leader_vanishes_at_any_moment__settles_or_returns(gone: int) -> None:
    for clocks in CLOCKS:
        endings = Game(SMALL, clocks, ((Side.LEAD, gone), (Side.FOLLOW, EVER))).endings()
        assert endings <= {Ending.SETTLED, Ending.RETURNED}


@pytest.mark.requirement("XCH-3", "XCH-4")
@pytest.mark.parametrize("gone", MOMENTS)
def test_next_act__follower_vanishes_at_any_moment__a_watchtower_settles_or_returns(gone: int) -> None:
    for clocks in CLOCKS:
        endings = Game(SMALL, clocks, ((Side.LEAD, EVER), (Side.FOLLOW, gone)), watched=True).endings()
        assert endings <= {Ending.SETTLED, Ending.RETURNED}


@pytest.mark.requirement("XCH-3")
def test_next_act__follower_vanishes_and_nobody_watches__is_the_one_exposure() -> None:
    found = {
        ending for gone in MOMENTS for ending in Game(SMALL, (0, 0), ((Side.LEAD, EVER), (Side.FOLLOW, gone))).endings()
    }
    assert found == {Ending.SETTLED, Ending.RETURNED, Ending.FOLLOWER_EXPOSED}


@pytest.mark.requirement("XCH-1")
def test_games__margin_that_is_too_small__expose_the_follower() -> None:
    """The follower claims within what it has after the reveal; without that it loses."""
    late = replace(SMALL, lead=replace(SMALL.lead, expiry=SMALL.follow.expiry))
    endings = {
        ending
        for clocks in CLOCKS
        for ending in Game(late, clocks, ((Side.FOLLOW, EVER),), hostile=Side.LEAD).endings()
    }
    assert Ending.FOLLOWER_EXPOSED in endings


@pytest.mark.requirement("XCH-2")
def test_games__secret_shown_up_to_the_expiry__exposes_the_leader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenor.settlement.cross_chain.next_act.reveal_until", lambda follow: follow.expiry + 1)
    endings = {
        ending
        for clocks in CLOCKS
        for ending in Game(SMALL, clocks, ((Side.LEAD, EVER),), hostile=Side.FOLLOW).endings()
    }
    assert Ending.LEADER_EXPOSED in endings


@pytest.mark.requirement("XCH-2")
def test_games__answering_a_lock_that_is_not_final__exposes_the_follower() -> None:
    """Were a lock that can be undone taken for a final one, the leader's could vanish after the follower's is made."""
    hasty = Hasty(SMALL, (0, 0), ((Side.FOLLOW, EVER),), hostile=Side.LEAD)
    assert Ending.FOLLOWER_EXPOSED in hasty.endings()
