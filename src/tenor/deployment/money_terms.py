"""What a plan of banks may have beside deposits and payments: intraday credit, and interest on deposits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tenor.errors import InputError
from tenor.terms.vocabulary import DayCount
from tenor.units import percent_text, rate_to_chain

_BANDS = 4  # of InterestConfiguration
_NO_BAND = 2**64 - 1  # no balance is above it
_MOST_RATE = 2**32 - 1  # [1e-9]
_DAY = 86_400  # [s]
_MOST_GRACE = 30 * _DAY
_DAYS_IN_YEAR = {DayCount.ACT_365F: 365, DayCount.ACT_360: 360}


@dataclass(frozen=True, slots=True)
class CreditTerms:
    """When a central bank lends within the day, and for how long past the day pledges must last.

    Args:
        opens: in UTC.
        closes: in UTC, when all is due; before `opens` it is on the next day.
        grace: [s] for the central bank to take pledges in.

    Raises:
        InputError: where the hours are none, or the grace is none or longer than thirty days.
    """

    opens: time
    closes: time
    grace: int

    def __post_init__(self) -> None:
        if self.opens == self.closes:
            raise InputError("intraday credit", f"it opens and closes at {self.opens}", "Write business hours in UTC")
        if not 0 < self.grace <= _MOST_GRACE:
            what = f"a grace of {self.grace} seconds leaves the central bank no time, or pledges none to end"
            raise InputError("intraday credit", what, f"Write 1 to {_MOST_GRACE} seconds")

    def arguments(self) -> tuple[int, int, int]:
        """Hours and grace as the contract takes them [s]."""
        return _second_of_day(self.opens), _second_of_day(self.closes), self.grace


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """What a bank's deposits earn.

    Args:
        bands: the balance above which each band begins [minor], the first above nothing, and its rate a year.
        maximum: the highest rate that the bank may ever set.
        day_count: ACT/365F or ACT/360.
        day_begins: how long before midnight UTC the bank's day begins [s]; east of Greenwich it is positive.

    Raises:
        InputError: where bands, rates, day count or day are none that the contract has.
    """

    bands: tuple[tuple[int, Fraction], ...]
    maximum: Fraction
    day_count: DayCount = DayCount.ACT_365F
    day_begins: int = 0

    def __post_init__(self) -> None:
        starts, rates = [start for start, _ in self.bands], [rate for _, rate in self.bands]
        ascending = all(lower < upper < _NO_BAND for lower, upper in pairwise(starts))
        if not 1 <= len(starts) <= _BANDS or starts[0] != 0 or not ascending:
            what = f"bands that begin above {', '.join(map(str, starts)) or 'nothing at all'} are no bands of a balance"
            raise InputError(
                "interest", what, f"Write 1 to {_BANDS} bands, the first above 0, each above the one before"
            )
        for rate in (*rates, self.maximum):
            if rate < 0 or rate > self.maximum or not _fits(rate):
                what = (
                    f"a rate of {percent_text(rate)} % is negative, above the maximum, or finer than the chain has it"
                )
                raise InputError("interest", what, f"Write rates from 0 to {percent_text(self.maximum)} %")
        if self.day_count not in _DAYS_IN_YEAR:
            raise InputError(
                "interest", f"deposits do not count days by {self.day_count.value}", "Write ACT/365F or ACT/360"
            )
        if abs(self.day_begins) >= _DAY:
            raise InputError("interest", f"a day begins {self.day_begins} seconds off", "Write less than a day")

    def argument(self) -> dict[str, Any]:
        """`InterestConfiguration` of IInterestDeposits.sol."""
        empty = _BANDS - len(self.bands)
        return {
            "above": [*(start for start, _ in self.bands[1:]), *[_NO_BAND] * empty],
            "rates": [*(rate_to_chain(rate) for _, rate in self.bands), *[0] * empty],
            "maximumRate": rate_to_chain(self.maximum),
            "daysInYear": _DAYS_IN_YEAR[self.day_count],
            "dayBegins": self.day_begins,
        }


def _fits(rate: Fraction) -> bool:
    return rate * 10**9 <= _MOST_RATE and (rate * 10**9).denominator == 1


def _second_of_day(moment: time) -> int:
    return moment.hour * 3_600 + moment.minute * 60 + moment.second
