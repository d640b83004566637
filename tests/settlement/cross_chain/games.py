"""Every course that a swap can take on two slow chains, second by second, against whatever the others do.

A party that keeps to its rules plays against a counterparty that does anything the tokens allow, or against one that
keeps to its rules until it vanishes. A transaction is included at once or at the last moment, a lock becomes final at
once or at the last moment or is undone before, and each chain's clock is as far off as it may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tenor.settlement.cross_chain.agreement import Pace, Side, Swap
from tenor.settlement.cross_chain.next_act import Act, Decision, next_act, watch
from tenor.settlement.cross_chain.ordering import earliest_expiries
from tenor.settlement.cross_chain.views import STANDING, Ending, LegView, LockState, SwapView, ending
from tests.settlement.cross_chain.deals import SECRET, SWAP

NONE, SEEN, FINAL, DIFFERENT, SPENT, RETURNED = LockState
CLAIMABLE = (SEEN, FINAL)
_LEAD, _FOLLOW = Pace(1, "lead", 1, 1, 1, 1, 100), Pace(2, "follow", 1, 1, 1, 1, 100)
_LEAD_EXPIRY, _FOLLOW_EXPIRY = earliest_expiries(_LEAD, _FOLLOW, begin_by=2)
SMALL = replace(
    SWAP,
    lead=replace(SWAP.lead, pace=_LEAD, expiry=_LEAD_EXPIRY),
    follow=replace(SWAP.follow, pace=_FOLLOW, expiry=_FOLLOW_EXPIRY),
)
CLOCKS = [(lead, follow) for lead in (-1, 0, 1) for follow in (-1, 0, 1)]


@dataclass(frozen=True, slots=True)
class Position:
    """One moment of a game.

    Args:
        time: true time [s].
        lead, follow: the locks.
        waiting: what was sent by those who keep to the rules and is in no block yet, each with the moment of sending.
        public: whether the secret is.
    """

    time: int = 0
    lead: LockState = NONE
    follow: LockState = NONE
    waiting: frozenset[tuple[Act, Side, int]] = frozenset()
    public: bool = False

    def lock(self, side: Side) -> LockState:
        return self.lead if side is Side.LEAD else self.follow

    def put(self, side: Side, state: LockState) -> Position:
        return replace(self, lead=state) if side is Side.LEAD else replace(self, follow=state)


@dataclass(frozen=True)
class Game:
    """Who plays, on which clocks.

    Args:
        swap: what was agreed.
        clocks: by how much each chain's time is off the true time [s].
        honest: those who keep to the rules, each with the moment from which on it is gone.
        hostile: the side that does anything, or None.
        watched: whether a watchtower is there.
    """

    swap: Swap
    clocks: tuple[int, int]
    honest: tuple[tuple[Side, int], ...]
    hostile: Side | None = None
    watched: bool = False

    def endings(self) -> set[Ending]:
        """How the game can end."""
        last = self.swap.lead.expiry + 3
        positions, ends = {Position()}, set()
        for _ in range(last):
            positions = {after for position in positions for after in self._second(position)}
        for position in positions:
            locks = [RETURNED if position.lock(side) in STANDING else position.lock(side) for side in Side]
            ends.add(ending(*locks))
        return ends

    def now(self, position: Position, side: Side) -> int:
        return position.time + self.clocks[list(Side).index(side)]

    def taken_for(self, state: LockState) -> LockState:
        """What those who keep to the rules take a lock for."""
        return state

    def _second(self, position: Position) -> Iterator[Position]:
        for acted in self._hostile_acts(self._send(position)):
            for included in self._included(acted):
                for settled in self._finality(included):
                    yield replace(settled, time=position.time + 1)

    def _send(self, position: Position) -> Position:
        """Those who keep to the rules look and send, whoever claims showing the secret by sending."""
        views = {side: LegView(self.taken_for(position.lock(side)), self.now(position, side)) for side in Side}
        view = SwapView(views[Side.LEAD], views[Side.FOLLOW], SECRET if position.public else None)
        rules: list[Callable[[], Decision]] = [
            lambda party=party: next_act(self.swap, party, view)  # type: ignore[misc]
            for party, gone in self.honest
            if position.time < gone
        ]
        if self.watched:
            rules.append(lambda: watch(self.swap, view))
        for rule in rules:
            decision = rule()
            what = (decision.act, decision.side)
            if decision.act in (Act.WAIT, Act.DONE) or what in {each[:2] for each in position.waiting}:
                continue
            public = position.public or decision.act is Act.CLAIM
            position = replace(position, waiting=position.waiting | {(*what, position.time)}, public=public)
        return position

    def _hostile_acts(self, position: Position) -> Iterator[Position]:
        """All that the hostile side can do within a second: nothing, or something on one chain, or on both."""
        yield position
        if self.hostile is None:
            return
        first = [after for side in Side for after in self._hostile_act(position, side)]
        yield from first
        for each in first:
            yield from (after for side in Side for after in self._hostile_act(each, side))

    def _hostile_act(self, position: Position, side: Side) -> Iterator[Position]:
        state, leg = position.lock(side), self.swap.leg(side)
        expired = self.now(position, side) > leg.expiry
        knows = position.public or self.hostile is Side.LEAD
        if state is NONE and side is self.hostile:
            yield position.put(side, SEEN)
            yield position.put(side, DIFFERENT)
        if state in STANDING and (expired or side is not self.hostile):
            yield position.put(side, RETURNED)  # anybody, once it has expired; before, whom it is for
        if knows and state in CLAIMABLE and not expired:
            yield replace(position.put(side, SPENT), public=True)
        if knows and not position.public:
            yield replace(position, public=True)  # a claim that is refused shows it too

    def _included(self, position: Position) -> Iterator[Position]:
        """Each transaction that waits is included now, or later if it still may be."""
        if not position.waiting:
            yield position
            return
        first = min(position.waiting, key=lambda each: (each[2], each[0], each[1]))
        rest = replace(position, waiting=position.waiting - {first})
        for others in self._included(rest):
            yield self._carried_out(others, first[0], first[1])
            if position.time < first[2] + self.swap.leg(first[1]).pace.included_within:
                yield replace(others, waiting=others.waiting | {first})

    def _carried_out(self, position: Position, act: Act, side: Side) -> Position:
        state, expired = position.lock(side), self.now(position, side) > self.swap.leg(side).expiry
        if act is Act.LOCK and state is NONE:
            return position.put(side, SEEN)
        if act is Act.CLAIM and state in CLAIMABLE and not expired:
            return position.put(side, SPENT)
        if act is Act.RELEASE and state in STANDING and expired:
            return position.put(side, RETURNED)
        return position  # refused

    def _finality(self, position: Position) -> Iterator[Position]:
        """What is seen at the end of a second is still so in the next one, final, or undone."""
        choices = [position]
        for side in Side:
            if position.lock(side) is SEEN:
                choices = [each.put(side, state) for each in choices for state in (SEEN, FINAL, NONE)]
        yield from choices


class Hasty(Game):
    """The same, where a lock that is seen is taken for final."""

    def taken_for(self, state: LockState) -> LockState:
        return FINAL if state is SEEN else state
