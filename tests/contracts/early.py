"""Bonds that are repaid early, beside the twin: the same events on the chain and in exact arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tenor.units import epoch_day
from tests.bonds import fields
from tests.contracts.kinds import PERCENT, annex, create, endow, fund, pay_all, signed_run
from tests.contracts.support import Sent
from tests.contracts.world import HONG_KONG, World
from tests.twin.bond_life import BondLife
from tests.twin.payouts import AGENT, ISSUER, Movement

CALL: dict[str, Any] = {
    "windows": [
        {"from": "2024-01-16", "to": "2025-07-14", "price_percent": "102.345"},
        {"from": "2025-07-15", "to": "2027-01-14", "price_percent": "100.5"},
    ],
    "notice_days": "10",
    "partial": "false",
}
PART = {**CALL, "partial": "true"}
PUT: dict[str, Any] = {
    "dates": [
        {"date": "2024-04-15", "price_percent": "99.5"},
        {"date": "2024-07-15", "price_percent": "101"},
        {"date": "2025-03-03", "price_percent": "100"},
    ],
    "opens_days_before": "30",
    "closes_days_before": "10",
}  # fmt: skip
MAKE_WHOLE: dict[str, Any] = {
    "until": "2026-12-31", "spread_percent": "0.25", "notice_days": "10", "minimum_percent": "-1",
    "maximum_percent": "15",
}  # fmt: skip
TAXED: dict[str, Any] = {"withholding": [{"country": "HK", "percent": "12.3456"}]}
TAX = 123_456_000  # [1e-9]
HELD = {"investor_a": 333, "investor_b": 500, "investor_c": 167}


def stamp(text: str) -> int:
    """A moment in UTC [s]."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def moment(time: int) -> datetime:
    return datetime.fromtimestamp(time, UTC)


def day(text: str) -> int:
    """A day since 1970."""
    return epoch_day(date.fromisoformat(text))


@dataclass
class Pair:
    """A bond and its twin; `moved` is all money that the twin says to have moved."""

    world: World
    twin: BondLife
    moved: list[Movement] = field(default_factory=list)
    puts: set[str] = field(default_factory=set)  # payouts that are funded holding by holding

    @property
    def annex(self) -> bytes:
        return annex(self.world)

    def do(self, name: str, *arguments: Any) -> None:  # noqa: ANN401 -- of any event
        """An event of the twin, now."""
        self.moved += getattr(self.twin, name)(moment(self.world.now), *arguments)

    def sell(self, giver: str, taker: str, units: int) -> None:
        """A trade on both."""
        world = self.world
        world.bond.transfer(getattr(world, taker), units, by=getattr(world, giver))
        self.do("transfer", giver, taker, units)

    def open(self, number: int) -> None:
        """A coupon funded and paid on both."""
        fund(self.world, number)
        self.do("fund", number)
        self.world.advance(self.world.bond.coupon(number)["period"]["payTime"])
        pay_all(self.world, *self.holders())
        self.settle(str(number))

    def settle(self, name: str) -> None:
        """The twin pays everybody."""
        for holder in HELD:
            if holder in self.twin.payouts[name].holders:
                self.do("pay", name, holder)

    def holders(self) -> list[Any]:
        return [getattr(self.world, name) for name in HELD]

    def call(self, time: str) -> Sent:
        """Notice of a call, now."""
        sent: Sent = self.world.bond.giveCallNotice(self.annex, stamp(time), by=self.world.issuer)
        return sent

    def finish(self) -> None:
        """From the end on: the last coupon computed, all funded and redeemed; supply and money come to nothing."""
        world, bond = self.world, self.world.bond
        time, _, last, _, cut, _ = bond.ending()
        world.advance(time)
        if cut and not bond.coupon(last)["isFixed"]:
            bond.confirmEnding(by=world.outsider)
        if last:
            fund(world, last)
        redeem_all(world, *self.holders())

    def finish_planned(self) -> None:
        """Redeem at maturity, all coupons being paid; the twin pays the principal with the last of them."""
        self.world.advance(self.world.bond.redemptionTime())
        redeem_all(self.world, *self.holders())

    def agree(self) -> None:
        """Everybody has what the twin says, and nothing is left but tax kept back."""
        world, paid = self.world, Counter[str]()
        for movement in self.moved:
            paid[movement.payee] += movement.amount
        assert {name: world.cash.balanceOf(getattr(world, name)) for name in HELD} == {
            name: paid[name] for name in HELD
        }
        held = world.bond.taxHeld(HONG_KONG)
        assert held == paid["tax office"]
        assert world.bond.totalSupply() == 0
        rests = (
            each
            for each in self.moved
            if (each.payee, each.payer) == (ISSUER, AGENT) and each.what.partition(" rest")[0] not in self.puts
        )
        assert world.cash.balanceOf(world.bond) == held + sum(each.amount for each in rests)


def pair(world: World, held: Mapping[str, int] = HELD, **changes: Any) -> Pair:  # noqa: ANN401 -- any field
    """A bond in issue and its twin, all units with the investors."""
    other = create(world, **changes)
    if "withholding" in changes:
        other.bond.setWithholding(HONG_KONG, 0, TAX, by=other.issuer)
    other.distribute({getattr(other, name): units for name, units in held.items()})
    twin = BondLife(fields(**changes), dict.fromkeys(HELD, "HK"))
    twin.issue(moment(other.now), held)
    return Pair(other, twin)


@dataclass(frozen=True)
class PutRun:
    """Puts of a day as they are funded."""

    number: int
    per_unit: int
    units: int
    total: int
    approval: dict[str, Any]


def prepare_puts(played: Pair, on: int, *holders: object) -> PutRun:
    """The run, approved, and the money for it with the paying agent."""
    world = played.world
    number, per_unit, units, total = world.bond.putRun(played.annex, on, list(holders))
    if total:
        endow(world, total)
    return PutRun(number, per_unit, units, total, signed_run(world, number, per_unit, units, total))


def redeem_puts(played: Pair, on: int, *holders: object) -> Sent:
    """The paying agent repays puts."""
    world, run = played.world, prepare_puts(played, on, *holders)
    sent: Sent = world.bond.redeemPuts(played.annex, on, list(holders), run.total, run.approval, by=world.paying_agent)
    return sent


def give(played: Pair, holder: str, units: int, on: str) -> None:
    """Notice of a put on both."""
    world = played.world
    world.bond.givePutNotice(played.annex, day(on), units, by=getattr(world, holder))
    played.do("give_notice", holder, units, date.fromisoformat(on))


def redeem_all(world: World, *holders: object) -> Sent:
    """Fund what units are redeemed at, and redeem."""
    (amount, known), units = world.bond.redemptionPerUnit(), world.bond.totalSupply()
    assert known
    total = amount * units
    if total:
        endow(world, total)
    approval = signed_run(world, world.bond.couponCount() + 1, amount, units, total)
    world.bond.fundRedemption(total, approval, by=world.paying_agent)
    sent: Sent = world.bond.redeem(list(holders), by=world.paying_agent)
    return sent


def rate(text: str) -> int:
    """A rate in percent as the chain has it."""
    return round(float(text) * 10**4) * PERCENT // 10**4
