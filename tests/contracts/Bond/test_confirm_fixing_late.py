"""A coupon fixed after its record time is paid to exactly those who held then, and holds up no transfer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.kinds import (
    FLOATING,
    PERCENT,
    PERCENTS,
    create,
    fix,
    fund,
    fund_redemption,
    money,
    open_coupon,
    pay_all,
)  # fmt: skip
from tests.contracts.PermissionedToken.kit import second_wallet
from tests.contracts.support import reverts
from tests.contracts.world import HONG_KONG, World

NAMES = ("investor_a", "investor_b", "investor_c")
RATES = (3 * PERCENT, 41_234_567, PERCENT)
COUPONS = len(RATES)
TAX = 123_456_789  # [1e-9]
KINDS: dict[str, dict[str, Any]] = {
    "per unit": {"coupon": FLOATING},
    "per holding": {"coupon": {**FLOATING, "rounding": "per-holding-down"}},
    "amortising": {"coupon": FLOATING, "amortisation": PERCENTS},
    "taxed": {"coupon": FLOATING, "amortisation": PERCENTS, "withholding": [{"country": "HK", "percent": "10"}]},
}


@dataclass
class Life:
    """A bond driven event by event, with who held what at each record time."""

    world: World
    taxed: bool
    recorded: list[dict[str, int]] = field(default_factory=list)
    fixed: int = 0
    funded: int = 0

    def holdings(self) -> dict[str, int]:
        return {name: self.world.bond.balanceOf(getattr(self.world, name)) for name in NAMES}

    def move(self, giver: str, taker: str, units: int) -> None:
        held = self.holdings()[giver]
        if held:
            self.world.bond.transfer(getattr(self.world, taker), units % (held + 1), by=getattr(self.world, giver))

    def record(self) -> None:
        if len(self.recorded) < COUPONS:
            self.world.record(len(self.recorded) + 1)
            self.recorded.append(self.holdings())

    def fix(self) -> None:
        if self.fixed <= len(self.recorded) and self.fixed < COUPONS:
            fix(self.world, self.fixed + 1, RATES[self.fixed])
            self.fixed += 1

    def fund(self) -> None:
        if self.funded < min(len(self.recorded), self.fixed):
            self.funded += 1
            fund(self.world, self.funded)

    def pay(self, name: str) -> None:
        if self.funded:
            self.world.advance(self.world.bond.coupon(self.funded)["period"]["payTime"])
        holder = getattr(self.world, name)
        self.world.bond.payCoupons([holder], by=holder)

    def finish(self) -> None:
        for _ in range(COUPONS):
            self.record()
        for act in (self.fix, self.fund):
            for _ in range(COUPONS):
                act()
        self.world.advance(self.world.bond.coupon(COUPONS)["period"]["payTime"])
        pay_all(self.world, *(getattr(self.world, name) for name in NAMES))

    def due(self, name: str) -> tuple[int, int]:
        """What the holder was to get over the life, and its tax."""
        net = tax = 0
        for number, held in enumerate(self.recorded, start=1):
            coupon = self.world.bond.coupon(number)
            interest = held[name] * coupon["interest"] // coupon["denominator"]
            kept = interest - interest * (10**9 - TAX) // 10**9 if self.taxed else 0
            net, tax = net + interest - kept + held[name] * coupon["instalment"], tax + kept
        return net, tax


@contextmanager
def undone(world: World) -> Iterator[None]:
    snapshot = world.chain.rpc("evm_snapshot")
    try:
        yield
    finally:
        assert world.chain.rpc("evm_revert", snapshot)


def started(world: World, kind: str) -> Life:
    other = create(world, **KINDS[kind])
    other.distribute({other.investor_a: 333, other.investor_b: 500, other.investor_c: 167})
    if kind == "taxed":
        other.bond.setWithholding(HONG_KONG, 0, TAX, by=other.issuer)
    return Life(other, taxed=kind == "taxed")


@pytest.fixture
def begun(world: World, kind: str) -> Life:
    """A bond in issue that all examples start from: what each does is undone."""
    return started(world, kind)


people = st.sampled_from(NAMES)
moves = st.tuples(st.just("move"), people, people, st.integers(1, 600))
steps = st.lists(
    moves | moves | st.sampled_from([("record",), ("fix",), ("fund",)]) | st.tuples(st.just("pay"), people), max_size=24
)


@pytest.mark.requirement("BOND-24", "BOND-3", "BOND-4")
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, suppress_health_check=[*HealthCheck])
@given(script=steps)
def test_confirm_fixing__any_order_of_events__pays_each_coupon_to_its_holders_of_record(
    begun: Life, kind: str, script: list[tuple[Any, ...]]
) -> None:
    with undone(begun.world):
        life = Life(begun.world, begun.taxed)
        for name, *arguments in script:
            getattr(life, name)(*arguments)
        life.finish()
        world = life.world
        wallets = [getattr(world, name) for name in NAMES]
        dues = [life.due(name) for name in NAMES]
        assert money(world, *wallets) == [net for net, _ in dues]
        assert [world.bond.interestDue(wallet) for wallet in wallets] == [(0, 0)] * len(NAMES)
        assert world.bond.taxHeld(HONG_KONG) == sum(tax for _, tax in dues)
        rest = world.cash.balanceOf(world.bond) - world.bond.taxHeld(HONG_KONG)
        assert 0 <= rest < len(NAMES) * COUPONS
        assert rest == 0 or kind == "per holding"


def late(world: World, kind: str) -> World:
    """Two record times have passed, nothing is fixed, and units have gone to and fro after each."""
    life = started(world, kind)
    a, b, c = NAMES
    for _ in (1, 2):
        life.record()
        for giver, taker, units in ((a, b, 33), (b, a, 100), (b, c, 7), (c, a, 50)):
            life.move(giver, taker, units)
    return life.world


@pytest.mark.requirement("BOND-24")
@pytest.mark.parametrize("kind", KINDS)
def test_confirm_fixing__two_coupons_late__pays_one_when_it_is_fixed_and_the_other_later(
    world: World, kind: str
) -> None:
    other = late(world, kind)
    a = other.investor_a
    assert other.bond.interestDue(a) == (0, 0)
    with reverts("CouponNotFundable", number=1, nextNumber=1, recordTime=other.bond.coupon(1)["period"]["recordTime"]):
        other.bond.fundCoupon(1, 0, other.approve(1), by=other.paying_agent)
    fix(other, 1, RATES[0])
    coupon = other.bond.coupon(1)
    first = 333 * coupon["interest"] // coupon["denominator"] + 333 * coupon["instalment"]
    assert other.bond.interestDue(a) == (0, first)
    open_coupon(other, 1)
    assert other.bond.interestDue(a) == (first, 0)
    fix(other, 2, RATES[1])
    other.bond.transfer(other.investor_b, 5, by=a)
    coupon, held = other.bond.coupon(2), 333 - 33 + 100 + 50
    second = held * coupon["interest"] // coupon["denominator"] + held * coupon["instalment"]
    assert other.bond.interestDue(a) == (first, second)


@pytest.mark.requirement("BOND-24", "TOK-20")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fixed", [0, 1, 2])
def test_confirm_fixing__wallet_lost_with_coupons_late__pays_the_new_wallet_once(
    world: World, kind: str, fixed: int
) -> None:
    other = late(world, kind)
    second_wallet(other, other.outsider, of=other.investor_a)
    other.bond.transfer(other.outsider, 10, by=other.investor_b)
    for number in range(1, fixed + 1):
        fix(other, number, RATES[number - 1])
    identity = other.registry.identity(other.investor_a)
    before = other.bond.interestDue(other.investor_a)
    other.bond.recoveryAddress(other.investor_a, other.outsider, identity, by=other.registrar)
    assert other.bond.interestDue(other.outsider) == before
    for number in range(1, COUPONS + 1):
        if number > fixed:
            fix(other, number, RATES[number - 1])
        open_coupon(other, number)
    wallets = [other.investor_a, other.outsider, other.investor_b, other.investor_c]
    pay_all(other, *wallets, *wallets)
    funded = sum(log_total(other, number) for number in range(1, COUPONS + 1))
    held = other.cash.balanceOf(other.bond)
    assert sum(money(other, *wallets)) == funded - held
    assert other.cash.balanceOf(other.investor_a) == 0
    assert held - other.bond.taxHeld(HONG_KONG) < COUPONS * len(wallets)
    fund_redemption(other, other.bond.couponDetail(COUPONS)["outstanding"])
    other.bond.redeem(wallets, by=other.paying_agent)
    assert (other.bond.totalSupply(), other.cash.balanceOf(other.bond)) == (0, held)


def log_total(world: World, number: int) -> int:
    """What a coupon came to on the thousand units of the issue [minor]."""
    coupon = world.bond.coupon(number)
    total: int = 1_000 * coupon["interest"] // coupon["denominator"] + 1_000 * coupon["instalment"]
    return total
