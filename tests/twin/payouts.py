"""The paying agent's side: one payment to many holders, funded whole, paid by push and pull, taxed, kept, prescribed.

Amounts are minor units. Interest and principal of a holder are kept apart: tax is kept back from interest alone, and
the two are lost to the issuer after different times.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

ISSUER, AGENT, TAX = "issuer", "agent", "tax office"
INTEREST, PRINCIPAL = "interest", "principal"
Key = tuple[str, str]  # holder, part


@dataclass(frozen=True)
class Movement:
    """Money that goes from one to another."""

    at: datetime
    payer: str
    payee: str
    amount: int
    what: str


@dataclass
class Payout:
    """What is due to holders of record: interest on one unit (exact or already rounded) and principal on one unit."""

    name: str
    due: datetime
    holders: Mapping[str, int]
    interest: Fraction
    principal: int
    funded: int | None = None
    funded_on: date | None = None
    done: set[Key] = field(default_factory=set)  # paid, kept in suspense, or returned to the issuer
    kept: dict[Key, int] = field(default_factory=dict)  # in suspense, after tax
    out: int = 0
    swept: bool = False

    @property
    def claimable_from(self) -> date:
        """The day it was due, or the one after it was funded late."""
        due = self.due.date()
        late = self.funded_on is not None and self.funded_on > due
        return (self.funded_on or due) + timedelta(days=1) if late else due

    @property
    def units(self) -> int:
        """All units of record."""
        return sum(self.holders.values())

    @property
    def of_interest(self) -> int:
        """What the issuer funds for interest: of all units together, downwards."""
        return math.floor(self.interest * self.units)

    @property
    def total(self) -> int:
        """What the issuer funds."""
        return self.of_interest + self.principal * self.units

    def gross(self, key: Key) -> int:
        """Of one holder and part: on its units together, downwards."""
        holder, part = key
        return math.floor((self.interest if part == INTEREST else self.principal) * self.holders[holder])

    def keys(self, part: str) -> list[Key]:
        """Every holder's part."""
        return [(holder, part) for holder in self.holders]


@dataclass
class PayingAgent:
    """Pays what it was funded for, to each holder once; `tax` are rows of the term sheet."""

    tax: Sequence[Mapping[str, str]]
    country: Mapping[str, str]
    investor_class: Mapping[str, str] = field(default_factory=dict)
    refusing: set[str] = field(default_factory=set)  # holders whose account takes no money now

    def fund(self, payout: Payout, at: datetime) -> list[Movement]:
        """The whole total at once."""
        assert payout.funded is None, f"{payout.name} is funded twice"
        payout.funded, payout.funded_on = payout.total, at.date()
        return self._checked(payout, [Movement(at, ISSUER, AGENT, payout.total, f"{payout.name} funded")])

    def pay(self, payout: Payout, at: datetime, holder: str) -> list[Movement]:
        """A push by the agent or a pull by the holder: interest and principal, once; in suspense where refused."""
        assert payout.funded is not None, f"{payout.name} is not funded"
        assert at >= payout.due, f"{payout.name} is not due"
        found: list[Movement] = []
        for key in ((holder, INTEREST), (holder, PRINCIPAL)):
            if key not in payout.done:
                found += self._pay(payout, at, key)
        return self._checked(payout, found + self._sweep(payout, at))

    def _pay(self, payout: Payout, at: datetime, key: Key) -> list[Movement]:
        holder, part = key
        gross = payout.gross(key)
        net = self.net(holder, gross) if part == INTEREST else gross
        payout.done.add(key)
        found = [Movement(at, AGENT, TAX, gross - net, f"{payout.name} tax")]
        if holder in self.refusing:
            payout.kept[key] = net
        else:
            found.append(Movement(at, AGENT, holder, net, f"{payout.name} {part}"))
        return found

    def net(self, holder: str, interest: int) -> int:
        """Interest after tax, downwards: splitting a holding never raises what it gets."""
        return math.floor(interest * (100 - self.percent_of(holder)) / 100)

    def percent_of(self, holder: str) -> Fraction:
        """The tax of a holder's class where the sheet has one, otherwise that of its country."""
        for key, known in (("investor_class", self.investor_class), ("country", self.country)):
            for row in self.tax:
                if key in row and row[key] == known.get(holder):
                    return Fraction(row["percent"])
        return Fraction(0)

    def release(self, payout: Payout, at: datetime, holder: str) -> list[Movement]:
        """The holder claims what was kept for it."""
        assert holder not in self.refusing, f"{holder} still takes no money"
        keys = [key for key in payout.kept if key[0] == holder]
        return self._checked(payout, [Movement(at, AGENT, holder, payout.kept.pop(key), "released") for key in keys])

    def prescribe(self, payout: Payout, at: datetime, years: Mapping[str, int]) -> list[Movement]:
        """What nobody claimed for so many years after it was due and funded returns to the issuer, each part after its
        own."""
        found: list[Movement] = []
        for part in (INTEREST, PRINCIPAL):
            if payout.funded_on is None or at.date() < years_after(payout.claimable_from, years[part]):
                continue
            for key in payout.keys(part):
                amount = payout.kept.pop(key, 0) if key in payout.done else payout.gross(key)
                payout.done.add(key)
                found.append(Movement(at, AGENT, ISSUER, amount, f"{payout.name} {part} prescribed"))
        return self._checked(payout, found + self._sweep(payout, at))

    def _sweep(self, payout: Payout, at: datetime) -> list[Movement]:
        """What rounding each holding left of the funded interest, when the coupon has been paid to all."""
        if payout.swept or not all(key in payout.done for key in payout.keys(INTEREST)):
            return []
        payout.swept = True
        paid = sum(payout.gross(key) for key in payout.keys(INTEREST))
        return [Movement(at, AGENT, ISSUER, payout.of_interest - paid, f"{payout.name} rest of rounding")]

    def _checked(self, payout: Payout, movements: list[Movement]) -> list[Movement]:
        """Never more paid out than was funded, what is kept for somebody included."""
        found = [each for each in movements if each.amount]
        payout.out += sum(each.amount for each in found if each.payer == AGENT)
        assert all(each.amount > 0 for each in found), f"{payout.name} pays less than nothing"
        assert payout.out + sum(payout.kept.values()) <= (payout.funded or 0), f"{payout.name} pays more than it has"
        return found


def years_after(day: date, years: int) -> date:
    """The same day so many years later; after 29 February the first of March where there is no such day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
