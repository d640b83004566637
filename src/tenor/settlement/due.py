"""Of matched trades those that are to settle by a day, without the ones that a party holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tenor.errors import InputError
from tenor.settlement.matched import MatchedTrade


@dataclass(frozen=True, slots=True)
class Due:
    """What is to settle together.

    Args:
        by: the last of the settlement dates; None where there are no trades.
        trades: those that nobody holds, in their order.
        held: those that wait to be released.
    """

    by: date | None
    trades: tuple[MatchedTrade, ...]
    held: tuple[MatchedTrade, ...]


def due_by(trades: Sequence[MatchedTrade], day: date | None = None) -> Due:
    """The trades with a settlement date on a day or before it; without a day all must have the same date.

    Raises:
        InputError: there is no day, and the trades settle on several: what is owed on one is not netted with another.
    """
    days = sorted({trade.settlement_date for trade in trades})
    if day is None and len(days) > 1:
        what = f"the trades settle on {len(days)} days from {days[0]} to {days[-1]}"
        raise InputError("settlement dates", what, "Say by which day, e.g. with --by")
    by = day or (days[0] if days else None)
    due = [trade for trade in trades if day is None or trade.settlement_date <= day]
    return Due(by, tuple(each for each in due if not each.hold), tuple(each for each in due if each.hold))
