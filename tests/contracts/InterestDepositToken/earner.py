"""A bank whose deposits earn interest, with three customers, beside the oracle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eth_utils.crypto import keccak

from tenor.parties import Actor
from tests.contracts.banking import INTEREST, open_bank
from tests.contracts.earning import A_DAY, SCALE, Oracle
from tests.contracts.support import Deployed, Sent
from tests.contracts.world import World

CUSTOMERS = ("investor_a", "investor_b", "investor_c")


@dataclass(frozen=True)
class Earner:
    """The bank's token and what it should say."""

    world: World
    token: Deployed
    oracle: Oracle

    @property
    def bank(self) -> Actor:
        return self.world.bank_a

    @property
    def today(self) -> int:
        """The bank's day since 1970."""
        return self.oracle.day(self.world.now)

    @property
    def one(self) -> int:
        """Parts of a minor unit to one."""
        return SCALE * int(self.oracle.terms["daysInYear"])

    def holder(self, name: str) -> Actor:
        found: Actor = getattr(self.world, name)
        return found

    def book(self, name: str, amount: int) -> None:
        """A deposit, on both."""
        self.token.mint(self.holder(name), amount, keccak(text=f"{name} {self.world.now}"), by=self.bank)
        self.sync()
        self.oracle.move(name, amount)

    def transfer(self, giver: str, taker: str, amount: int) -> None:
        self.token.transfer(self.holder(taker), amount, by=self.holder(giver))
        self.moved(giver, taker, amount)

    def moved(self, giver: str, taker: str, amount: int) -> None:
        """Something that has moved on the chain, on the oracle."""
        self.sync()
        self.oracle.move(giver, -amount)
        self.oracle.move(taker, amount)

    def redeem(self, name: str, amount: int) -> None:
        self.token.redeem(amount, keccak(text=f"out {name} {self.world.now}"), by=self.holder(name))
        self.sync()
        self.oracle.move(name, -amount)

    def set_rates(self, day: int, rates: list[int]) -> Sent:
        sent: Sent = self.token.setRates(day, rates, by=self.bank)
        self.sync()
        self.oracle.set_rates(day, rates)
        return sent

    def credit(self, *names: str) -> Sent:
        """Interest credited to them, as the oracle says."""
        sent: Sent = self.token.creditInterest([self.holder(name) for name in names], by=self.bank)
        self.sync()
        told = [log.values[1] for log in sent.logs if log.name == "InterestCredited"]
        assert told == [amount for name in names if (amount := self.oracle.credit(name))]
        return sent

    def pass_days(self, count: int) -> None:
        """Go on to the same second so many days later."""
        self.world.advance(self.world.now + count * A_DAY)
        self.sync()

    def sync(self) -> None:
        self.oracle.advance(self.world.now)

    def interest(self, name: str) -> tuple[int, int]:
        found: tuple[int, int] = self.token.interestOf(self.holder(name))
        return found

    def agree(self) -> None:
        """Balances and interest are what the oracle says, to the last part of a minor unit."""
        self.sync()
        for name in CUSTOMERS:
            exact = self.oracle.earned.get(name, 0) * self.one
            assert self.token.balanceOf(self.holder(name)) == self.oracle.balances.get(name, 0), name
            assert self.interest(name) == (self.oracle.due(name), exact), name
        assert self.token.totalSupply() == sum(self.oracle.balances.values())


def open_earner(world: World, **changes: Any) -> Earner:  # noqa: ANN401 -- any field of the interest's terms
    """Bank A's deposits earn interest; nothing is booked yet; it is ten o'clock in Hong Kong."""
    terms: Mapping[str, Any] = {**INTEREST, **changes}
    world.register(world.bank_a)
    world.advance((world.now // A_DAY + 1) * A_DAY + 2 * 3_600)
    token = open_bank(world, "E", world.bank_a, world.banking["InterbankPayments"], terms)["InterestDepositToken"]
    token.openAccounts([getattr(world, name) for name in CUSTOMERS], by=world.bank_a)
    first = (world.now + terms["dayBegins"]) // A_DAY
    return Earner(world, token, Oracle(terms, first))
