"""What a party sees of a swap on both chains, and how a swap can end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tenor.settlement.cross_chain.agreement import Side


class LockState(StrEnum):
    """Where a leg's lock stands."""

    NONE = "none"
    SEEN = "seen"  # stands as agreed, and might still be undone
    FINAL = "final"  # stands as agreed
    DIFFERENT = "different"  # stands under other terms than agreed
    SPENT = "spent"  # the receiver has it
    RETURNED = "returned"  # the holder has it


STANDING = (LockState.SEEN, LockState.FINAL, LockState.DIFFERENT)


@dataclass(frozen=True, slots=True)
class LegView:
    """A leg as its chain shows it.

    Args:
        state: of the lock.
        now: time of the next block [s].
    """

    state: LockState
    now: int

    @property
    def stands(self) -> bool:
        """Whether the giver's asset is locked."""
        return self.state in STANDING


@dataclass(frozen=True, slots=True)
class SwapView:
    """Both legs as their chains show them.

    Args:
        secret: what the leader has shown, or None.
    """

    lead: LegView
    follow: LegView
    secret: bytes | None = None

    def leg(self, side: Side) -> LegView:
        """One side's leg."""
        return self.lead if side is Side.LEAD else self.follow


class Ending(StrEnum):
    """How two legs ended."""

    OPEN = "open"
    SETTLED = "both settled"
    RETURNED = "both returned"
    FOLLOWER_EXPOSED = "the follower gave and did not receive"
    LEADER_EXPOSED = "the leader gave and did not receive"


def ending(lead: LockState, follow: LockState) -> Ending:
    """What became of a swap as a whole."""
    if lead in STANDING or follow in STANDING:
        return Ending.OPEN
    given = (lead is LockState.SPENT, follow is LockState.SPENT)
    return {
        (True, True): Ending.SETTLED,
        (False, False): Ending.RETURNED,
        (False, True): Ending.FOLLOWER_EXPOSED,
        (True, False): Ending.LEADER_EXPOSED,
    }[given]
