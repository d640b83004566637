"""What a party of a swap may safely do next, from what it sees on both chains and from nothing else.

The follower locks only what answers a lock that cannot be undone, and the leader shows the secret only while the claim
is sure to count. Once the secret is public, whoever is still to receive claims at once; what has expired goes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tenor.settlement.cross_chain.agreement import Side, Swap
from tenor.settlement.cross_chain.ordering import follow_until, lead_until, reveal_until
from tenor.settlement.cross_chain.views import LockState, SwapView


class Act(StrEnum):
    """What a party does."""

    LOCK = "lock"
    CLAIM = "claim"
    RELEASE = "release"
    WAIT = "wait"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, on which leg, and why.

    Args:
        until: last second of that leg's chain time in which to do it, or None [s].
    """

    act: Act
    side: Side
    why: str
    until: int | None = None


def next_act(swap: Swap, party: Side, view: SwapView) -> Decision:
    """The next safe act of one party.

    An act that needs the secret is the leader's while the view holds none: the leader has it.
    """
    return next(_leader(swap, view) if party is Side.LEAD else _follower(swap, view))


def watch(swap: Swap, view: SwapView) -> Decision:
    """What somebody who is no party can do for either: claim for the fixed receiver, release what has expired."""
    for side in Side:
        leg, seen = swap.leg(side), view.leg(side)
        if not seen.stands:
            continue
        if seen.now > leg.expiry:
            return Decision(Act.RELEASE, side, "it has expired: it goes back to its holder")
        if view.secret is not None and seen.state is not LockState.DIFFERENT:
            return Decision(Act.CLAIM, side, "the secret is public: its receiver is given it", leg.expiry)
    return Decision(Act.WAIT, Side.LEAD, "nothing can be done for either party")


def _leader(swap: Swap, view: SwapView) -> Iterator[Decision]:
    """The leader's rules in their order: the first one counts."""
    lead, follow = view.lead, view.follow
    yield from _leaders_claim(swap, view)
    if lead.state is LockState.NONE:
        until = lead_until(swap.lead, swap.follow)
        if lead.now <= until:
            yield Decision(Act.LOCK, Side.LEAD, "the leader locks first", until)
        yield Decision(Act.DONE, Side.LEAD, "it is too late to begin")
    if not lead.stands:
        yield Decision(Act.DONE, Side.LEAD, f"its lock is {lead.state}")
    if follow.state is LockState.SPENT:
        yield Decision(Act.DONE, Side.LEAD, "it has received, and the secret is public")
    if lead.now > swap.lead.expiry:
        yield Decision(Act.RELEASE, Side.LEAD, "its lock has expired and was never claimed")
    yield Decision(Act.WAIT, Side.LEAD, _what_leader_waits_for(swap, view), swap.lead.expiry)


def _leaders_claim(swap: Swap, view: SwapView) -> Iterator[Decision]:
    """The leader shows the secret in time, or, where it is public already, as long as that can count."""
    follow = view.follow
    if view.lead.stands and follow.state is LockState.FINAL and follow.now <= reveal_until(swap.follow):
        yield Decision(Act.CLAIM, Side.FOLLOW, "the follower's lock is final", reveal_until(swap.follow))
    shown = view.secret is not None and follow.state in (LockState.SEEN, LockState.FINAL)
    if shown and follow.now <= swap.follow.expiry:
        yield Decision(Act.CLAIM, Side.FOLLOW, "the secret is public: nothing is lost by trying", swap.follow.expiry)


def _what_leader_waits_for(swap: Swap, view: SwapView) -> str:
    state = view.follow.state
    if state is LockState.DIFFERENT:
        return "the follower's lock is not what was agreed: its own lock expires"
    if state is LockState.SEEN:
        return "the follower's lock could still be undone"
    if state is LockState.FINAL or view.follow.now > reveal_until(swap.follow):
        return "it is too late to show the secret: its own lock expires"
    return "the follower is to lock"


def _follower(swap: Swap, view: SwapView) -> Iterator[Decision]:
    """The follower's rules in their order: the first one counts."""
    lead, follow = view.lead, view.follow
    if view.secret is not None and lead.state in (LockState.SEEN, LockState.FINAL) and lead.now <= swap.lead.expiry:
        yield Decision(Act.CLAIM, Side.LEAD, "the secret is public", swap.lead.expiry)
    if follow.stands:
        if follow.now > swap.follow.expiry:
            yield Decision(Act.RELEASE, Side.FOLLOW, "its lock has expired and was never claimed")
        yield Decision(Act.WAIT, Side.FOLLOW, "the leader is to show the secret", swap.follow.expiry)
    if follow.state is not LockState.NONE:
        yield Decision(Act.DONE, Side.FOLLOW, f"its lock is {follow.state}")
    if lead.state in (LockState.DIFFERENT, LockState.SPENT, LockState.RETURNED):
        yield Decision(Act.DONE, Side.FOLLOW, f"the leader's lock is {lead.state}: there is nothing to answer")
    until = follow_until(swap.follow)
    if follow.now > until or lead.now > _latest_on_lead(swap):
        yield Decision(Act.DONE, Side.FOLLOW, "it is too late to lock")
    if lead.state is LockState.FINAL:
        yield Decision(Act.LOCK, Side.FOLLOW, "the leader's lock is final", until)
    yield Decision(Act.WAIT, Side.FOLLOW, "the leader's lock is not final", until)


def _latest_on_lead(swap: Swap) -> int:
    """When, on the leader's chain, the follower's last moment to lock has passed on any clock [s]."""
    return follow_until(swap.follow) + swap.lead.pace.skew + swap.follow.pace.skew
