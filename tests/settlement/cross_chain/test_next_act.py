"""What each party may do next, in every state, at every deadline, with and without the secret public."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from tenor.settlement.cross_chain.agreement import Side
from tenor.settlement.cross_chain.next_act import Act, next_act, watch
from tenor.settlement.cross_chain.ordering import clocks_apart, follow_until, lead_until, reveal_until
from tenor.settlement.cross_chain.views import STANDING, LegView, LockState, SwapView
from tests.settlement.cross_chain.deals import BEGIN, FOLLOW, LEAD, SECRET, SWAP

BEGUN = LegView(LockState.NONE, BEGIN)
EDGES = sorted(
    moment + late
    for moment in (lead_until(LEAD, FOLLOW), follow_until(FOLLOW), reveal_until(FOLLOW), FOLLOW.expiry, LEAD.expiry)
    for late in (0, 1)
)
VIEWS = [
    SwapView(LegView(lead, now + apart), LegView(follow, now), secret)
    for lead, follow, now, apart, secret in product(
        LockState, LockState, EDGES, (-clocks_apart(LEAD, FOLLOW), 0, clocks_apart(LEAD, FOLLOW)), (None, SECRET)
    )
]


def view(lead: LockState, follow: LockState, now: int, secret: bytes | None = None) -> SwapView:
    return SwapView(LegView(lead, now), LegView(follow, now), secret)


def test_next_act__undisturbed__is_lock_lock_reveal_claim() -> None:
    none, seen, final, spent = LockState.NONE, LockState.SEEN, LockState.FINAL, LockState.SPENT
    story = [
        (none, none, None, Act.LOCK, Act.WAIT),
        (seen, none, None, Act.WAIT, Act.WAIT),
        (final, none, None, Act.WAIT, Act.LOCK),
        (final, seen, None, Act.WAIT, Act.WAIT),
        (final, final, None, Act.CLAIM, Act.WAIT),
        (final, spent, SECRET, Act.DONE, Act.CLAIM),
        (spent, spent, SECRET, Act.DONE, Act.DONE),
    ]
    for lead, follow, secret, leader, follower in story:
        seen_now = view(lead, follow, BEGIN, secret)
        assert (next_act(SWAP, Side.LEAD, seen_now).act, next_act(SWAP, Side.FOLLOW, seen_now).act) == (
            leader,
            follower,
        )


@pytest.mark.requirement("XCH-2")
def test_next_act__follower_locks__only_in_answer_to_a_final_lock_in_time() -> None:
    locking = [each for each in VIEWS if next_act(SWAP, Side.FOLLOW, each).act is Act.LOCK]
    assert locking
    for each in locking:
        assert (each.lead.state, each.follow.state) == (LockState.FINAL, LockState.NONE)
        assert each.follow.now <= follow_until(FOLLOW)
        assert each.secret is None


@pytest.mark.requirement("XCH-2")
def test_next_act__leader_shows_the_secret__only_for_a_final_lock_while_the_claim_is_sure_to_count() -> None:
    revealing = [each for each in VIEWS if each.secret is None and next_act(SWAP, Side.LEAD, each).act is Act.CLAIM]
    assert revealing
    for each in revealing:
        assert each.follow.state is LockState.FINAL
        assert each.follow.now <= reveal_until(FOLLOW)
        assert each.lead.state in STANDING


@pytest.mark.requirement("XCH-2")
@pytest.mark.parametrize("late", [0, 1])
def test_next_act__last_second_to_show_the_secret__and_the_one_after(late: int) -> None:
    now = view(LockState.FINAL, LockState.FINAL, reveal_until(FOLLOW) + late)
    assert next_act(SWAP, Side.LEAD, now).act is (Act.WAIT if late else Act.CLAIM)


@pytest.mark.requirement("XCH-3")
def test_next_act__secret_public__has_whoever_still_receives_claim_until_the_expiry() -> None:
    for each in VIEWS:
        if each.secret is None:
            continue
        for party, receives in ((Side.LEAD, Side.FOLLOW), (Side.FOLLOW, Side.LEAD)):
            leg = each.leg(receives)
            if leg.state in (LockState.SEEN, LockState.FINAL) and leg.now <= SWAP.leg(receives).expiry:
                decision = next_act(SWAP, party, each)
                assert (decision.act, decision.side) == (Act.CLAIM, receives)


@pytest.mark.requirement("XCH-3")
def test_next_act__any_view__asks_for_nothing_that_the_token_would_refuse() -> None:
    for each, party in product(VIEWS, Side):
        decision = next_act(SWAP, party, each)
        leg, state = SWAP.leg(decision.side), each.leg(decision.side)
        if decision.act is Act.LOCK:
            assert decision.side is party
            assert state.state is LockState.NONE
        if decision.act is Act.CLAIM:
            assert state.state in (LockState.SEEN, LockState.FINAL)
            assert state.now <= leg.expiry
        if decision.act is Act.RELEASE:
            assert decision.side is party
            assert state.state in STANDING
            assert state.now > leg.expiry
        if decision.until is not None and decision.act in (Act.LOCK, Act.CLAIM):
            assert state.now <= decision.until


@pytest.mark.requirement("XCH-3")
def test_next_act__own_lock_expired_and_secret_never_shown__is_released() -> None:
    for party, state in product(Side, STANDING):
        leg = SWAP.leg(party)
        views = {side: LegView(state if side is party else LockState.NONE, leg.expiry + 1) for side in Side}
        decision = next_act(SWAP, party, SwapView(views[Side.LEAD], views[Side.FOLLOW]))
        assert (decision.act, decision.side) == (Act.RELEASE, party)


def test_next_act__leader_too_late_to_begin__is_done() -> None:
    late = view(LockState.NONE, LockState.NONE, lead_until(LEAD, FOLLOW) + 1)
    assert next_act(SWAP, Side.LEAD, late).act is Act.DONE
    assert next_act(SWAP, Side.FOLLOW, replace(late, lead=replace(late.lead, now=LEAD.expiry))).act is Act.DONE


def test_next_act__lock_under_other_terms__is_never_answered_nor_claimed() -> None:
    for each in VIEWS:
        if each.secret is None and each.lead.state is LockState.DIFFERENT:
            assert next_act(SWAP, Side.FOLLOW, each).act is not Act.LOCK
        if each.follow.state is LockState.DIFFERENT:
            assert next_act(SWAP, Side.LEAD, each).act is not Act.CLAIM


@pytest.mark.requirement("XCH-4")
def test_watch__any_view__claims_what_is_public_and_releases_what_has_expired() -> None:
    acts = set()
    for each in VIEWS:
        decision = watch(SWAP, each)
        leg, state = SWAP.leg(decision.side), each.leg(decision.side)
        acts.add(decision.act)
        if decision.act is Act.CLAIM:
            assert each.secret is not None
            assert state.now <= leg.expiry
        if decision.act is Act.RELEASE:
            assert state.now > leg.expiry
        if decision.act is not Act.WAIT:
            assert state.state in STANDING
    assert acts == {Act.CLAIM, Act.RELEASE, Act.WAIT}
