"""Settlement fails: matched trades that did not settle on their day, through whose fault, and for how many days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tenor.errors import InputError
from tenor.settlement.matched import MatchedTrade


class Cause(StrEnum):
    """Why a trade does not settle; each is the fault of one party."""

    LACK_OF_SECURITIES = "lack of securities"  # or of the money that a PvP delivers
    LACK_OF_CASH = "lack of cash"
    HOLD_BY_DELIVERER = "hold by the deliverer"
    HOLD_BY_RECEIVER = "hold by the receiver"


@dataclass(frozen=True, slots=True)
class Fail:
    """A matched trade that did not settle on its intended settlement date.

    Args:
        trade: which.
        causes: why; where both parties are at fault, of both.
        settled: when it settled after all; None where it did not.

    Raises:
        InputError: it settled in time, or there is no cause.
    """

    trade: MatchedTrade
    causes: frozenset[Cause]
    settled: date | None = None

    def __post_init__(self) -> None:
        where, intended = f"trade {self.trade.reference}", self.trade.settlement_date
        if self.settled is not None and self.settled <= intended:
            what = f"it settled on {self.settled} and was to settle on {intended}, which is no fail"
            raise InputError(where, what, "Leave it out")
        if not self.causes:
            raise InputError(where, "it failed without a cause", "Say who lacked what, or who held it")


def causes_of(trade: MatchedTrade, *, lacks_securities: bool, lacks_cash: bool) -> frozenset[Cause]:
    """Why a trade does not settle; empty where nothing keeps it from that.

    A trade on hold is not tried, so its causes are the holds alone.

    Args:
        trade: which.
        lacks_securities: whether the deliverer does not have what it is to deliver.
        lacks_cash: whether the receiver does not have what it is to pay.
    """
    if trade.hold:
        held = ((trade.delivery.hold, Cause.HOLD_BY_DELIVERER), (trade.receipt.hold, Cause.HOLD_BY_RECEIVER))
        return frozenset(cause for on, cause in held if on)
    lacking = ((lacks_securities, Cause.LACK_OF_SECURITIES), (lacks_cash, Cause.LACK_OF_CASH))
    return frozenset(cause for on, cause in lacking if on)


def party_at_fault(cause: Cause, trade: MatchedTrade) -> str:
    """Who answers for a cause."""
    deliverer = cause in {Cause.LACK_OF_SECURITIES, Cause.HOLD_BY_DELIVERER}
    return trade.delivery.party if deliverer else trade.receipt.party


def failed_days(fail: Fail, until: date, counts: Callable[[date], bool] | None = None) -> Iterator[date]:
    """The days on whose evening a trade was unsettled: from the intended date, without the one on which it settled.

    Args:
        fail: which.
        until: the last day looked at.
        counts: whether a day counts, e.g. `BusinessCalendar.is_business_day`; None for every calendar day.
    """
    day = fail.trade.settlement_date
    while day <= until and day != fail.settled:
        if counts is None or counts(day):
            yield day
        day += timedelta(1)
