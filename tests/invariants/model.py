"""The rules of a bond in plain words and whole numbers; nothing here is taken from Tenor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

COUPONS, LEAST = 5, 2  # coupons of the life, units of the least holding
FACE = 50_000_000  # principal of one unit [minor]


@dataclass(frozen=True)
class Coupon:
    """Times of one coupon [s] and its amount for one unit [minor]."""

    record: int
    pay: int
    amount: int


@dataclass
class Model:
    """What must be, by the definitions: a register for every second, and each coupon's money apart from all other."""

    holders: Sequence[str]
    coupons: Sequence[Coupon]
    maturity: int
    now: int
    units: dict[str, int]
    history: list[tuple[int, dict[str, int]]] = field(default_factory=list)
    funded: int = 0  # coupons
    principal_funded: bool = False
    collected: int = 0  # [minor]
    interest: dict[str, int] = field(default_factory=dict)  # paid [minor]
    principal: dict[str, int] = field(default_factory=dict)  # paid [minor]
    refusing: set[str] = field(default_factory=set)  # cash accounts frozen
    blocked: set[str] = field(default_factory=set)  # addresses frozen at the bond
    locked: dict[str, int] = field(default_factory=dict)  # units frozen

    def ticked(self, now: int) -> None:
        """A block of this second is closed."""
        self.now = now
        self.history.append((now, dict(self.units)))

    def held(self, holder: str, second: int) -> int:
        """Units at the end of a second."""
        return next((units[holder] for at, units in reversed(self.history) if at <= second), 0)

    def entitled(self, holder: str) -> tuple[int, int]:
        """Interest payable by now, paid or not, and interest earned that may not be paid yet. [minor]"""
        payable = waiting = 0
        for number, coupon in enumerate(self.coupons, start=1):
            earned = self.held(holder, coupon.record) * coupon.amount if self.now > coupon.record else 0
            if number <= self.funded and self.now >= coupon.pay:
                payable += earned
            else:
                waiting += earned
        return payable, waiting

    def may_trade(self, seller: str, buyer: str, units: int) -> bool:
        if {seller, buyer} & self.blocked or units > self.units[seller] - self.locked.get(seller, 0):
            return False
        if seller == buyer:
            return True
        after = self.units[seller] - units, self.units[buyer] + units
        return not any(0 < held < LEAST for held in after)

    def trade(self, seller: str, buyer: str, units: int) -> None:
        self.units[seller] -= units
        self.units[buyer] += units

    def may_fund(self, at: int) -> bool:
        return self.funded < COUPONS and at > self.coupons[self.funded].record

    def fund(self) -> None:
        self.collected += self.coupons[self.funded].amount * sum(self.units.values())
        self.funded += 1

    def pay(self, holder: str, at: int) -> None:
        self.now = at
        if holder not in self.refusing:
            self.interest[holder] = self.entitled(holder)[0]

    def redeem(self, holder: str, at: int) -> None:
        if self.units[holder] and holder not in self.refusing:
            self.pay(holder, at)
            self.principal[holder] = self.principal.get(holder, 0) + self.units[holder] * FACE
            self.units[holder] = self.locked[holder] = 0

    def received(self, holder: str) -> int:
        """All that the bond paid to a holder. [minor]"""
        return self.interest.get(holder, 0) + self.principal.get(holder, 0)
