"""A payee whose cash account refuses keeps the claim, and nobody else is held up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.contracts.support import Log, Refused, Sent
from tests.contracts.world import World

A, B = 3, 5  # units of investors a and b
Act = Callable[[World], object]


def freeze(world: World, *, frozen: bool = True) -> None:
    world.cash.setAddressFrozen(world.investor_a, freeze=frozen, by=world.officer)


def revoke(world: World) -> None:
    world.registry.revoke(world.investor_a, b"\x01" * 32, by=world.registrar)


REFUSALS = pytest.mark.parametrize(
    ("refuse", "heal"),
    [
        (freeze, lambda world: freeze(world, frozen=False)),
        (revoke, lambda world: world.register(world.investor_a, issuedAt=world.now)),
    ],
    ids=["frozen", "unverified"],
)


def of(sent: Sent, name: str) -> list[Log]:
    return [log for log in sent.logs if log.name == name]


@pytest.mark.requirement("BOND-8")
@REFUSALS
def test_pay_coupons__cash_account_refuses__others_are_paid_and_the_claim_stays(
    issued: World, refuse: Act, heal: Act
) -> None:
    a, b, bond = issued.investor_a, issued.investor_b, issued.bond
    amount = issued.open_coupon(1)
    refuse(issued)
    sent = bond.payCoupons([a, b], by=issued.paying_agent)
    assert of(sent, "PaymentFailed") == [bond.log("PaymentFailed", a, A * amount)]
    assert of(sent, "CouponsPaid") == [bond.log("CouponsPaid", 1, [a, b], [0, B * amount])]
    assert bond.interestDue(a) == (A * amount, 0)
    assert issued.cash.balanceOf(a) == 0
    heal(issued)
    bond.payCoupons([a], by=a)
    assert (issued.cash.balanceOf(a), bond.interestDue(a)) == (A * amount, (0, 0))


@pytest.mark.requirement("BOND-8")
@REFUSALS
def test_pay_coupons__cash_account_refuses_twice__claims_add_up(issued: World, refuse: Act, heal: Act) -> None:
    first = issued.open_coupon(1)
    refuse(issued)
    issued.bond.payCoupons([issued.investor_a], by=issued.paying_agent)
    second = issued.open_coupon(2)
    issued.bond.payCoupons([issued.investor_a], by=issued.paying_agent)
    assert issued.bond.interestDue(issued.investor_a) == (A * (first + second), 0)
    heal(issued)
    issued.bond.payCoupons([issued.investor_a], by=issued.paying_agent)
    assert issued.cash.balanceOf(issued.investor_a) == A * (first + second)


@pytest.mark.requirement("BOND-3", "BOND-8")
def test_pay_coupons__claim_of_a_refused_payee__stays_after_it_sold_everything(issued: World) -> None:
    amount = issued.open_coupon(1)
    freeze(issued)
    issued.bond.payCoupons([issued.investor_a], by=issued.paying_agent)
    issued.bond.transfer(issued.investor_b, A, by=issued.investor_a)
    assert issued.bond.interestDue(issued.investor_a) == (A * amount, 0)
    assert issued.bond.interestDue(issued.investor_b) == (B * amount, 0)
    freeze(issued, frozen=False)
    issued.bond.payCoupons([issued.investor_a], by=issued.investor_a)
    assert issued.cash.balanceOf(issued.investor_a) == A * amount


@pytest.mark.requirement("BOND-8")
def test_pay_coupons__money_paused__nobody_is_paid_and_nobody_loses(issued: World) -> None:
    amount = issued.open_coupon(1)
    issued.cash.pause(by=issued.pauser)
    both = [issued.investor_a, issued.investor_b]
    sent = issued.bond.payCoupons(both, by=issued.paying_agent)
    failed = [issued.bond.log("PaymentFailed", *claim) for claim in zip(both, (A * amount, B * amount), strict=True)]
    assert sent.logs == [*failed, issued.bond.log("CouponsPaid", 1, both, [0, 0])]
    issued.cash.unpause(by=issued.pauser)
    issued.bond.payCoupons([issued.investor_a, issued.investor_b], by=issued.paying_agent)
    assert issued.cash.balanceOf(issued.investor_a) == A * amount
    assert issued.cash.balanceOf(issued.investor_b) == B * amount


@pytest.mark.requirement("BOND-8")
@pytest.mark.parametrize(
    ("contract", "switch"), [("BlacklistCash", "blacklist"), ("BombCash", "blacklist"), ("FalseCash", "refuse")]
)
def test_pay_coupons__money_that_refuses_a_payee__others_are_paid(world: World, contract: str, switch: str) -> None:
    other = world.create(cash=world.deploy(contract))
    other.distribute({world.investor_a: A, world.investor_b: B})
    amount = other.open_coupon(1)
    getattr(other.cash, switch)(world.investor_a, yes=True, by=world.operator)
    other.bond.payCoupons([world.investor_a, world.investor_b], by=world.paying_agent)
    assert other.bond.interestDue(world.investor_a) == (A * amount, 0)
    assert other.cash.balanceOf(world.investor_b) == B * amount
    getattr(other.cash, switch)(world.investor_a, yes=False, by=world.operator)
    other.bond.payCoupons([world.investor_a], by=world.investor_a)
    assert other.cash.balanceOf(world.investor_a) == A * amount


@pytest.mark.requirement("BOND-4", "BOND-8")
@pytest.mark.parametrize("gas", range(40_000, 200_000, 8_000))
def test_pay_coupons__any_limit_of_gas__pays_once_or_keeps_the_claim(issued: World, gas: int) -> None:
    """A payment that runs out of gas inside the cash token looks like one that the token refused."""
    due = A * issued.open_coupon(1)
    with suppress(Refused):
        issued.bond.payCoupons([issued.investor_a], by=issued.paying_agent, gas=gas)
    owed, pending = issued.bond.interestDue(issued.investor_a)
    assert (issued.cash.balanceOf(issued.investor_a) + owed, pending) == (due, 0)
    assert owed in {0, due}
