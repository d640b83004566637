"""Interest on deposits worked out apart from the contract: day by day, in fractions, from the definitions.

Nothing here is cumulative. Each day's balance, as it stands when the day ends, earns each band's rate for a day.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

SCALE = 10**9
A_DAY = 86_400  # [s]


@dataclass
class Oracle:
    """What every holder earns.

    Args:
        terms: as the token's `InterestConfiguration`.
        first: the first day.
    """

    terms: Mapping[str, Any]
    first: int
    rates: dict[int, Sequence[int]] = field(default_factory=dict)  # by first day
    balances: dict[str, int] = field(default_factory=dict)
    earned: dict[str, Fraction] = field(default_factory=dict)  # not credited [minor]
    today: int = 0

    def __post_init__(self) -> None:
        self.today = self.first
        self.rates[self.first] = self.terms["rates"]

    def day(self, time: int) -> int:
        return (time + int(self.terms["dayBegins"])) // A_DAY

    def advance(self, time: int) -> None:
        """End every day before the one of this time."""
        while self.today < self.day(time):
            rates = self.rates[max(day for day in self.rates if day <= self.today)]
            for holder, balance in self.balances.items():
                self.earned[holder] = self.earned.get(holder, Fraction(0)) + self._of_a_day(balance, rates)
            self.today += 1

    def set_rates(self, day: int, rates: Sequence[int]) -> None:
        self.rates = {first: each for first, each in self.rates.items() if first <= self.today}
        self.rates[day] = rates

    def move(self, holder: str, amount: int) -> None:
        self.balances[holder] = self.balances.get(holder, 0) + amount

    def due(self, holder: str) -> int:
        """What is credited now: rounded half up."""
        return max(0, math.floor(self.earned.get(holder, Fraction(0)) + Fraction(1, 2)))

    def credit(self, holder: str) -> int:
        amount = self.due(holder)
        if amount:
            self.earned[holder] -= amount
            self.move(holder, amount)
        return amount

    def _of_a_day(self, balance: int, rates: Sequence[int]) -> Fraction:
        edges = [0, *self.terms["above"], max(balance, *self.terms["above"])]
        parts = [max(0, min(balance, upper) - lower) for lower, upper in pairwise(edges)]
        assert sum(parts) == balance
        whole = sum(part * rate for part, rate in zip(parts, rates, strict=True))
        return Fraction(whole, SCALE * int(self.terms["daysInYear"]))
