"""A bond lived through at random, second by second, beside a model that knows the rules and none of Tenor's code.

Five coupons with record times of a second to a day before payment; units move, accounts are frozen, coupons are
funded in time or years late, and whoever is named is paid. The model foretells every refusal and every amount.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass

import pytest

from tenor.parties import Actor
from tests.contracts.BondFactory.schedules import words
from tests.contracts.support import Refused
from tests.contracts.world import World
from tests.invariants.model import COUPONS, FACE, LEAST, Coupon, Model

UNITS, RATE = 1_000, 40_500_000  # rate: 4.05 % in billionths
STEPS = 120
HOUR, DAY = 3_600, 86_400  # [s]
# How often each is played; what is not refused is mostly trades.
PLAYS = {"trade": 8, "pay": 3, "claim": 1, "fund": 2, "touch": 1, "refuse": 1, "block": 1, "lock": 1}
PLAYS |= {"fund_principal": 1, "redeem": 2}  # refused for most of the life
MOVES_UNITS, MOVES_MONEY = {"trade", "touch", "redeem", "the end"}, {"pay", "claim", "redeem", "the end"}


@dataclass
class Life:
    """A bond on the chain and its model, played on together."""

    world: World
    model: Model
    actors: dict[str, Actor]
    dice: random.Random
    late: bool

    def someone(self) -> str:
        return self.dice.choice(self.model.holders)

    def someone_of(self, frozen: Collection[str]) -> str:
        """Mostly one who is frozen, so that not everybody ends up so."""
        return self.dice.choice(sorted(frozen)) if frozen and self.dice.random() < 0.7 else self.someone()

    def next_second(self) -> int:
        """Mostly the next one, else one around a record or pay time that comes; on time, what is due is funded."""
        model = self.model
        at = model.now + 1
        if self.dice.random() < 0.25:
            edges = {each + by for coupon in model.coupons for each in (coupon.record, coupon.pay) for by in (-1, 0, 1)}
            coming = sorted(each for each in {*edges, model.maturity} if each > model.now)
            at = self.dice.choice([*coming[:2], *coming[:1], at])  # rather the next edge than the one after it
        bounds = [*(coupon.record for coupon in model.coupons[1:]), model.maturity]
        while not self.late and model.funded < COUPONS and at > bounds[model.funded]:
            moment = max(model.now, model.coupons[model.funded].record) + 1
            self.fund(moment)
            at = max(at, moment + 1)
        return at

    def send(self, allowed: bool, call: Callable[[], object], note: Callable[[], None]) -> None:  # noqa: FBT001
        """The chain takes the call exactly where the model does; both note it."""
        refusal = ""
        try:
            call()
        except Refused as refused:
            refusal = str(refused)
        assert allowed or refusal, "took what the rules forbid"
        assert not (allowed and refusal), f"refused what the rules allow: {refusal}"
        if allowed:
            note()
        self.model.ticked(self.world.now)

    def trade(self, at: int) -> None:
        seller, buyer = self.someone(), self.someone()
        held = self.model.units[seller]
        units = max(0, self.dice.choice([0, 1, 2, held, held - 1, held - 2, self.dice.randint(0, held + 2)]))
        self.send(
            self.model.may_trade(seller, buyer, units),
            lambda: self.world.bond.transfer(buyer, units, by=self.actors[seller], at=at),
            lambda: self.model.trade(seller, buyer, units),
        )

    def touch(self, at: int) -> None:
        """A stranger moves nothing from one to another."""
        seller, buyer = self.someone(), self.someone()
        self.send(
            self.model.may_trade(seller, buyer, 0),
            lambda: self.world.bond.transferFrom(seller, buyer, 0, by=self.world.settler, at=at),
            lambda: None,
        )

    def pay(self, at: int) -> None:
        batch = self.dice.choices(self.model.holders, k=self.dice.randint(1, 6))
        self.send(
            True,  # noqa: FBT003
            lambda: self.world.bond.payCoupons(batch, by=self.world.paying_agent, at=at),
            lambda: [self.model.pay(holder, at) for holder in batch] and None,
        )

    def claim(self, at: int) -> None:
        holder = self.someone()
        self.send(
            True,  # noqa: FBT003
            lambda: self.world.bond.payCoupons([holder], by=self.actors[holder], at=at),
            lambda: self.model.pay(holder, at),
        )

    def fund(self, at: int) -> None:
        model = self.model
        if self.late and model.funded + 1 < COUPONS and at <= model.coupons[model.funded + 1].record:
            return  # not before the next coupon is recorded too
        number = model.funded + 1
        coupon = min(number, COUPONS)  # of one that does not exist nothing can be read
        total = model.coupons[coupon - 1].amount * sum(model.units.values())
        approval = self.world.approve(coupon, total=total)
        self.send(
            model.may_fund(at),
            lambda: self.world.bond.fundCoupon(number, total, approval, by=self.world.paying_agent, at=at),
            model.fund,
        )

    def refuse(self, at: int) -> None:
        """A cash account is frozen or released."""
        holder = self.someone_of(self.model.refusing)
        frozen = holder not in self.model.refusing
        self.world.cash.setAddressFrozen(holder, freeze=frozen, by=self.world.officer, at=at)
        self.model.refusing ^= {holder}
        self.model.ticked(at)

    def block(self, at: int) -> None:
        """An address is frozen at the bond or released."""
        holder = self.someone_of(self.model.blocked)
        frozen = holder not in self.model.blocked
        self.world.bond.setAddressFrozen(holder, freeze=frozen, by=self.world.officer, at=at)
        self.model.blocked ^= {holder}
        self.model.ticked(at)

    def lock(self, at: int) -> None:
        """Some units are frozen, or all frozen ones released."""
        holder, units, locked = self.someone(), self.dice.randint(1, 5), self.model.locked
        if locked.get(holder):
            call, change = self.world.bond.unfreezePartialTokens, -locked[holder]
        else:
            call, change = self.world.bond.freezePartialTokens, units
        self.send(
            locked.get(holder, 0) + change <= self.model.units[holder],
            lambda: call(holder, abs(change), by=self.world.officer, at=at),
            lambda: locked.update({holder: locked.get(holder, 0) + change}),
        )

    def fund_principal(self, at: int) -> None:
        model = self.model

        def note() -> None:
            model.principal_funded = True
            model.collected += FACE * sum(model.units.values())

        total, approval = FACE * sum(model.units.values()), self.world.approve()
        self.send(
            model.funded == COUPONS and at >= model.maturity and not model.principal_funded,
            lambda: self.world.bond.fundRedemption(total, approval, by=self.world.paying_agent, at=at),
            note,
        )

    def redeem(self, at: int) -> None:
        batch = self.dice.choices(self.model.holders, k=self.dice.randint(1, 6))
        self.send(
            self.model.principal_funded,
            lambda: self.world.bond.redeem(batch, by=self.world.paying_agent, at=at),
            lambda: [self.model.redeem(holder, at) for holder in batch] and None,
        )

    def agrees(self, played: str) -> None:
        """Every claim and what was moved is what the model says, and no more was paid than funded."""
        bond, cash, model = self.world.bond, self.world.cash, self.model
        for holder, actor in self.actors.items():
            payable, waiting = model.entitled(holder)
            due = payable - model.interest.get(holder, 0), waiting
            assert bond.interestDue(holder) == due, f"entitlement of {actor.name} after {played} at {model.now}"
            if played in MOVES_UNITS:
                assert bond.balanceOf(holder) == model.units[holder], f"units of {actor.name} after {played}"
            if played in MOVES_MONEY:
                assert cash.balanceOf(holder) == model.received(holder), f"money of {actor.name} after {played}"
        paid = sum(map(model.received, model.holders))
        assert paid <= model.collected, f"{played} paid {paid} out of {model.collected}"
        assert cash.balanceOf(bond) == model.collected - paid, f"money in the bond after {played}"
        assert bond.totalSupply() == sum(model.units.values()), f"supply after {played}"


def coupons_of(dice: random.Random, first_day: int) -> tuple[list[Coupon], list[dict[str, int]]]:
    """Coupons of one day each, as the model knows them and as the factory takes them."""
    amount = (2 * FACE * RATE + 365 * 10**9) // (2 * 365 * 10**9)  # half up
    coupons, periods = [], []
    for day in range(first_day, first_day + COUPONS):
        pay = (day + 1) * DAY
        record = pay - dice.choice([1, 2, HOUR, DAY - 1])
        coupons.append(Coupon(record, pay, amount))
        periods.append({"accrualStart": day, "accrualEnd": day + 1, "recordTime": record, "payTime": pay})
    return coupons, periods


def begin(world: World, dice: random.Random, *, late: bool) -> Life:
    """The bond in issue, spread evenly, and its paying agent rich."""
    issue = world.terms["issueTime"]
    coupons, periods = coupons_of(dice, issue // DAY + 1)
    maturity = coupons[-1].pay + dice.choice([0, 5])
    other = world.create(
        periods=words(periods),
        units=UNITS,
        minUnits=LEAST,
        unitFace=FACE,
        rate=RATE,
        issueTime=issue,
        maturityTime=maturity,
    )
    assert [other.bond.coupon(number)["amountPerUnit"] for number in range(1, COUPONS + 1)] == [
        coupon.amount for coupon in coupons
    ]
    world.register(world.outsider)
    other.mint(world.paying_agent, 10**12)
    other.cash.approve(other.bond, 10**12, by=world.paying_agent)
    owners = (world.issuer, world.investor_a, world.investor_b, world.investor_c, world.outsider)
    actors = {actor.wallet: actor for actor in owners}
    other.distribute(dict.fromkeys(list(actors)[1:], UNITS // len(actors)))
    units = dict.fromkeys(actors, UNITS // len(actors))
    model = Model(list(actors), coupons, maturity, other.now, units)
    model.ticked(other.now)
    return Life(other, model, actors, dice, late)


def finish(life: Life) -> None:
    """Whatever is missing is funded, every cash account takes money again, and everybody is paid out."""
    model, world = life.model, life.world
    life.late = False
    while model.funded < COUPONS:
        life.fund(max(model.now, model.coupons[model.funded].record) + 1)
        life.agrees("a late funding")
    if not model.principal_funded:
        life.fund_principal(max(model.now + 1, model.maturity))
    for holder in model.refusing:
        world.cash.setAddressFrozen(holder, freeze=False, by=world.officer)
    model.refusing.clear()
    everybody = model.holders
    for call, note in ((world.bond.redeem, model.redeem), (world.bond.payCoupons, model.pay)):
        call(everybody, by=world.paying_agent)
        for holder in everybody:
            note(holder, world.now)
    model.ticked(world.now)


@pytest.mark.requirement("BOND-3", "BOND-4", "BOND-7", "BOND-10", "BOND-16")
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("late", [False, True], ids=["on-time", "late"])
def test_bond__random_life__pays_what_the_model_says_and_ends_empty(world: World, seed: int, *, late: bool) -> None:
    dice = random.Random(f"{seed} {late}")  # noqa: S311 -- a life that can be lived again
    life = begin(world, dice, late=late)
    for _ in range(STEPS):
        (play,) = dice.choices(list(PLAYS), list(PLAYS.values()))
        getattr(life, play)(life.next_second())
        life.agrees(play)
    finish(life)
    life.agrees("the end")
    assert life.world.cash.balanceOf(life.world.bond) == 0
    assert life.world.bond.totalSupply() == 0
    assert {holder: life.model.interest.get(holder, 0) for holder in life.actors} == {
        holder: life.model.entitled(holder)[0] for holder in life.actors
    }
