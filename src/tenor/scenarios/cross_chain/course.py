"""One course of a trade between two chains: everybody acts in turn, some vanish, until both legs have ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from tenor.chain.clock import advance_to, latest_time, mine
from tenor.chain.connection import Chain
from tenor.scenarios.cross_chain.places import Places
from tenor.settlement.cross_chain.views import Ending

NEVER = 1_000  # more acts than anybody has
_MOST_ROUNDS = 60
_TURNS = count(1)
_DEEP = 4  # [blocks] more than either chain needs for finality
_SETTLES_IN = 240  # [s] that so many blocks take here; at the worst it is more
_IDLE = ("wait", "done")


@dataclass(frozen=True, slots=True)
class Happening:
    """One act that was done.

    Args:
        at: time of both chains afterwards [s].
        who: by name.
        act: what.
        chain: network on which.
        why: what made it safe.
    """

    at: tuple[int, int]
    who: str
    act: str
    chain: str
    why: str


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody in a course.

    Args:
        name: in the timeline.
        step: looks and acts once; returns act, chain and reason.
        vanishes_after: number of acts after which nothing is heard any more.
    """

    name: str
    step: Callable[[], tuple[str, str, str]]
    vanishes_after: int = NEVER


@dataclass(slots=True)
class Course:
    """What happened, and how it ended."""

    happenings: list[Happening] = field(default_factory=list)
    ending: Ending = Ending.OPEN

    def acts_of(self, who: str) -> list[str]:
        """What one of them did, in order."""
        return [each.act for each in self.happenings if each.who == who]


def play(
    chains: Sequence[Chain], players: Sequence[Player], deadlines: Sequence[int], ended: Callable[[], Ending]
) -> Course:
    """Let everybody act until nobody has anything to do and no deadline is left.

    Args:
        chains: both.
        deadlines: moments at which something changes without an act [s].
        ended: how both legs stand.
    """
    course, waiting = Course(), sorted(deadlines)
    has_settled = False
    for _ in range(_MOST_ROUNDS):
        if _round(chains, players, course):
            has_settled = False
        elif not has_settled:
            has_settled = True
            _let_settle(chains)
        else:
            waiting = [moment for moment in waiting if moment >= min(map(latest_time, chains))]
            if not waiting:
                break
            has_settled = False
            for chain in chains:
                advance_to(chain, waiting[0] + 1)
    course.ending = ended()
    return course


@contextmanager
def undone(places: Places) -> Iterator[None]:
    """What happens on both chains within the block is undone after it."""
    marks = [(chain, chain.rpc("evm_snapshot")) for chain in places.chains]
    turn = next(_TURNS)
    for chain, _ in marks:
        # The node may have forgotten the states of earlier blocks, and forgets one that it was given twice too early:
        # by their time these blocks are others than those of the turn before.
        advance_to(chain, latest_time(chain) + turn)
        mine(chain, _DEEP)
    try:
        yield
    finally:
        for chain, mark in marks:
            chain.rpc("evm_revert", mark)


def balances(places: Places) -> Mapping[str, int]:
    """Bond units and money of both parties, by name and asset; units locked are still their holder's."""
    from tenor.chain.contract import at  # noqa: PLC0415

    tokens = {"bond": (places.bond, "Bond", places.bond_token), "cash": (places.cash, "CashToken", places.cash_token)}
    return {
        f"{party.name} {name}": int(at(*token).functions.balanceOf(party.wallet).call())
        for name, token in tokens.items()
        for party in (places.seller, places.buyer)
    }


def _let_settle(chains: Sequence[Chain]) -> None:
    """What was done becomes final on both chains."""
    later = max(map(latest_time, chains)) + _SETTLES_IN
    for chain in chains:
        advance_to(chain, later)
        mine(chain, _DEEP - 1)


def _round(chains: Sequence[Chain], players: Sequence[Player], course: Course) -> bool:
    """One turn of everybody who is there; whether anything was done."""
    acted = False
    for player in players:
        if len(course.acts_of(player.name)) >= player.vanishes_after:
            continue
        act, chain, why = player.step()
        if act not in _IDLE:
            first, second = map(latest_time, chains)
            course.happenings.append(Happening((first, second), player.name, act, chain, why))
            acted = True
    return acted
