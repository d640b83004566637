"""Who holds how many units, found anew from all moves up to the end of a second: no later move can change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Move:
    """Units that change hands; None is nobody: units made at issue, or ended."""

    at: datetime
    giver: str | None
    taker: str | None
    units: int


def holdings(moves: Iterable[Move], moment: datetime) -> dict[str, int]:
    """Who holds how many units at the end of a second."""
    held: dict[str, int] = {}
    for move in moves:
        if move.at <= moment:
            for holder, units in ((move.giver, -move.units), (move.taker, move.units)):
                if holder is not None:
                    held[holder] = held.get(holder, 0) + units
    assert all(units >= 0 for units in held.values())
    return {holder: units for holder, units in held.items() if units}
