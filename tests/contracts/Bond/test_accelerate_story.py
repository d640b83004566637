"""A whole life in trouble, beside the calculator: missed, declared, voted on, accelerated, recovered, and paid off."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.bonds import fields
from tests.contracts.Bond.trouble import (
    DAY,
    RIGHTS,
    A,
    B,
    C,
    distribute,
    fund_late,
    fund_rest,
    grace_ends,
    in_issue,
    vote,
)
from tests.contracts.kinds import FLOATING, PERCENT, PERCENTS, fix
from tests.contracts.support import reverts
from tests.contracts.world import HONG_KONG, World
from tests.twin.bond_life import BondLife
from tests.twin.payouts import AGENT, TAX, Movement

NAMES = {"a": "investor_a", "b": "investor_b", "c": "investor_c", "issuer": "issuer"}
TAXED = [{"country": "HK", "percent": "10"}]
KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "taxed": {"withholding": TAXED},
    "per holding": {"coupon": {"rate_percent": "3.33337", "rounding": "per-holding-down"}, "withholding": TAXED},
    "amortising": {"amortisation": PERCENTS, "coupon": {"rounding": "per-unit-down"}},
    "floating": {"coupon": {**FLOATING, "frequency": "semi-annual"}},
}


class Story:
    """Chain and calculator, act by act."""

    def __init__(self, world: World, kind: str) -> None:
        changes = KINDS[kind]
        self.world = in_issue(world, **changes)
        terms = fields(**RIGHTS, **changes)
        if kind == "floating":
            terms["coupon"] = {key: value for key, value in terms["coupon"].items() if key != "index"}
        self.twin = BondLife(terms, dict.fromkeys(NAMES, "HK"))
        self.twin.issue(self.at, {"a": A, "b": B, "c": C, "issuer": 1_000 - A - B - C})
        self.got: Counter[str] = Counter()
        self.wallets = {name: getattr(world, actor) for name, actor in NAMES.items()}
        if "withholding" in changes:
            self.world.bond.setWithholding(HONG_KONG, 0, PERCENT * 10, by=world.issuer)

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.world.now, UTC)

    def trade(self, giver: str, taker: str, units: int) -> None:
        self.world.bond.transfer(self.wallets[taker], units, by=self.wallets[giver])
        self.twin.transfer(self.at, giver, taker, units)

    def fix(self, number: int, percent: int) -> None:
        fix(self.world, number, percent * PERCENT)
        self.twin.fix(self.at, "coupons", {str(number): str(percent)})

    def book(self, movements: list[Movement]) -> None:
        for row in movements:
            self.got[row.payee] += row.amount
            self.got[row.payer] -= row.amount

    def pay(self, *names: str) -> None:
        """Holders are paid all that is due, and the calculator pays each payout that is."""
        for name in names:
            self.world.bond.payCoupons([self.wallets[name]], by=self.world.paying_agent)
            self.world.bond.payRecoveries([self.wallets[name]], by=self.world.paying_agent)
            for payout in self.twin.payouts.values():
                if name in payout.holders and self.at >= payout.due:
                    self.book(self.twin.pay(self.at, payout.name, name))

    def compare(self) -> None:
        held = {name: self.world.cash.balanceOf(wallet) for name, wallet in self.wallets.items()}
        assert held == {name: self.got[name] + (self.funded if name == "issuer" else 0) for name in NAMES}
        assert self.world.bond.taxHeld(HONG_KONG) == self.got[TAX]
        assert self.world.cash.balanceOf(self.world.bond) == self.got[AGENT] + self.got[TAX]

    @property
    def funded(self) -> int:
        """What the calculator has the issuer pay; on the chain the paying agent does."""
        return sum(payout.funded or 0 for payout in self.twin.payouts.values())


@pytest.mark.requirement("BOND-52", "BOND-54", "BOND-40")
@pytest.mark.parametrize("kind", KINDS)
def test_accelerate__whole_story__moves_the_money_of_the_calculator(world: World, kind: str) -> None:
    story = Story(world, kind)
    bond = story.world.bond
    if kind == "floating":
        story.fix(1, 3)
        story.fix(2, 4)
    first_coupon_in_time(story)
    story.trade("a", "b", 50)
    story.world.record(2)
    story.trade("b", "c", 100)  # without the coupon that is missed
    bond.declareDefault(2, by=world.outsider, at=grace_ends(story.world, 2) + 1)
    story.twin.default(story.at, 2)
    story.trade("a", "b", 30)
    vote(story.world, world.investor_a, against=(world.investor_c,))
    story.world.advance(story.world.now + 20 * DAY)
    bond.accelerate(by=world.outsider)
    story.twin.accelerate(story.at, ["a"])
    assert bond.trouble()["claim"] == story.twin.claim
    two_recoveries_with_a_trade_between(story)
    missed_coupon_after_all(story)
    rest_of_the_claim(story)
    assert (bond.totalSupply(), story.world.cash.balanceOf(bond)) == (0, bond.taxHeld(HONG_KONG))


def first_coupon_in_time(story: Story) -> None:
    story.world.record(1)
    fund_late(story.world, 1)
    story.book(story.twin.fund(story.at, 1))
    story.world.advance(story.world.bond.coupon(1)["period"]["payTime"])
    story.pay(*NAMES)
    return_rounding(story, 1)
    story.compare()


def two_recoveries_with_a_trade_between(story: Story) -> None:
    """The account of one holder takes no money the first time."""
    b = story.wallets["b"]
    story.world.cash.setAddressFrozen(b, freeze=True, by=story.world.officer)
    distribute(story.world, 30_000)
    story.book(story.twin.recover(story.at, 30_000))
    story.world.bond.payRecoveries([b], by=b)
    story.pay("a", "c")
    story.compare()
    story.trade("b", "c", 60)
    distribute(story.world, 12_345)
    story.book(story.twin.recover(story.at, 12_345))
    story.world.cash.setAddressFrozen(b, freeze=False, by=story.world.officer)
    story.pay("b")
    story.compare()


def missed_coupon_after_all(story: Story) -> None:
    with reverts("RedemptionNotFundable", couponsFunded=1, couponCount=2, funded=False):
        fund_rest(story.world)
    fund_late(story.world, 2)
    story.book(story.twin.fund(story.at, 2))
    story.pay(*NAMES)
    return_rounding(story, 2)
    story.compare()


def rest_of_the_claim(story: Story) -> None:
    assert fund_rest(story.world) == story.twin.claim
    story.book(story.twin.redeem_claim(story.at))
    story.world.bond.redeem(list(story.wallets.values()), by=story.world.paying_agent)
    for name in NAMES:
        story.book(story.twin.pay(story.at, [*story.twin.payouts][-1], name))
    story.compare()


def return_rounding(story: Story, number: int) -> None:
    if story.twin.sheet.rounding == "per-holding-down":
        story.world.bond.returnRounding(number, by=story.world.outsider)
