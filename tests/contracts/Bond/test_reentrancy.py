"""A money token that calls back during a payment gets nothing that it would not get by asking.

The token itself holds units here, so that it is payee, holder and caller in one; and it pays, or refuses to.
"""

from __future__ import annotations

import pytest

from tests.contracts.support import Sent, reverts
from tests.contracts.world import World

UNITS, FACE = 3, 50_000_000
INTEREST = 1_004_178 + 1_020_822  # of one unit over the life [minor]
REFUSES = pytest.mark.parametrize("refuses", [False, True])


@pytest.fixture
def hostile(world: World) -> World:
    """A bond in a hostile money token, which is a verified holder of three units; investor b holds five."""
    cash = world.deploy("ReentrantCash")
    world.register(cash)
    other = world.create(cash=cash)
    other.distribute({cash: UNITS, world.investor_b: 5})
    return other


def arm(world: World, function: str, *arguments: object, refuses: bool) -> None:
    """The next payment of the token first calls a function of the bond."""
    world.cash.arm(world.bond, world.bond.data(function, *arguments), refuses=refuses, by=world.operator)


def answer(sent: Sent) -> bool:
    """Whether the call back succeeded."""
    (log,) = [log for log in sent.logs if log.name == "CalledBack"]
    return log.values[0] is True


@pytest.mark.requirement("BOND-4", "BOND-18")
@REFUSES
@pytest.mark.parametrize("function", ["payCoupons", "redeem"])
def test_pay_coupons__called_back_to_pay_again__pays_once(hostile: World, function: str, *, refuses: bool) -> None:
    amount = hostile.open_coupon(1)
    arm(hostile, function, [hostile.cash], refuses=refuses)
    sent = hostile.bond.payCoupons([hostile.cash], by=hostile.paying_agent)
    assert answer(sent) == (function == "payCoupons")  # and finds nothing owed; there is nothing to redeem yet
    assert hostile.cash.balanceOf(hostile.cash) == (0 if refuses else UNITS * amount)
    assert hostile.bond.interestDue(hostile.cash) == ((UNITS * amount if refuses else 0), 0)


@pytest.mark.requirement("BOND-4", "BOND-18")
@REFUSES
def test_pay_coupons__called_back_to_sell__pays_the_coupon_once(hostile: World, *, refuses: bool) -> None:
    amount = hostile.open_coupon(1)
    arm(hostile, "transfer", hostile.investor_b, UNITS, refuses=refuses)
    assert answer(hostile.bond.payCoupons([hostile.cash], by=hostile.paying_agent))
    assert hostile.bond.balanceOf(hostile.investor_b) == 5 + UNITS
    assert hostile.bond.interestDue(hostile.investor_b) == (5 * amount, 0)
    paid, left = hostile.cash.balanceOf(hostile.cash), hostile.bond.interestDue(hostile.cash)
    assert (paid, left) == ((0, (UNITS * amount, 0)) if refuses else (UNITS * amount, (0, 0)))


@pytest.mark.requirement("BOND-10", "BOND-18")
@REFUSES
@pytest.mark.parametrize("function", ["payCoupons", "redeem"])
def test_redeem__called_back_to_pay_again__pays_once(hostile: World, function: str, *, refuses: bool) -> None:
    hostile.mature()
    arm(hostile, function, [hostile.cash], refuses=refuses)
    assert answer(hostile.bond.redeem([hostile.cash], by=hostile.paying_agent))
    after = (hostile.cash.balanceOf(hostile.cash), hostile.bond.balanceOf(hostile.cash), hostile.bond.totalSupply())
    assert after == ((0, UNITS, 1_600) if refuses else (UNITS * (FACE + INTEREST), 0, 1_600 - UNITS))
    assert hostile.bond.interestDue(hostile.cash) == ((UNITS * INTEREST if refuses else 0), 0)


@pytest.mark.requirement("BOND-10", "BOND-18")
@REFUSES
def test_redeem__called_back_to_sell__finds_nothing_to_sell(hostile: World, *, refuses: bool) -> None:
    hostile.mature()
    arm(hostile, "transfer", hostile.investor_b, UNITS, refuses=refuses)
    assert not answer(hostile.bond.redeem([hostile.cash], by=hostile.paying_agent))
    assert hostile.bond.balanceOf(hostile.investor_b) == 5
    assert hostile.bond.balanceOf(hostile.cash) == (UNITS if refuses else 0)


@pytest.mark.requirement("BOND-10", "BOND-18")
@REFUSES
def test_redeem__called_back_with_units_from_another__keeps_them(hostile: World, *, refuses: bool) -> None:
    hostile.mature()
    hostile.bond.approve(hostile.cash, 5, by=hostile.investor_b)
    arm(hostile, "transferFrom", hostile.investor_b, hostile.cash, 5, refuses=refuses)
    assert answer(hostile.bond.redeem([hostile.cash], by=hostile.paying_agent))
    assert hostile.bond.balanceOf(hostile.cash) == (5 + UNITS if refuses else 5)
    assert hostile.bond.totalSupply() == (1_600 if refuses else 1_600 - UNITS)
    held = sum(hostile.bond.balanceOf(holder) for holder in (hostile.cash, hostile.investor_b, hostile.issuer))
    assert held == hostile.bond.totalSupply()


@pytest.mark.requirement("BOND-5", "BOND-18")
@pytest.mark.parametrize("function", ["payCoupons", "redeem", "transfer"])
def test_fund_coupon__called_back_to_be_paid__pays_out_nothing(hostile: World, function: str) -> None:
    amount = hostile.record(1)
    hostile.mint(hostile.paying_agent, 1_600 * amount)
    hostile.cash.approve(hostile.bond, 1_600 * amount, by=hostile.paying_agent)
    arguments = (hostile.investor_b, 0) if function == "transfer" else ([hostile.cash],)
    arm(hostile, function, *arguments, refuses=False)
    answer(hostile.bond.fundCoupon(1, 1_600 * amount, hostile.approve(1), by=hostile.paying_agent))
    assert hostile.cash.balanceOf(hostile.bond) == 1_600 * amount


@pytest.mark.requirement("BOND-5", "BOND-18")
def test_fund_coupon__called_back_to_pay_out_in_the_same_breath__is_refused(hostile: World) -> None:
    """Funding past the pay time, with the payee called in between, would count money out as money in."""
    amount = hostile.record(1)
    hostile.advance(hostile.dates[0]["payTime"])
    hostile.mint(hostile.paying_agent, 1_600 * amount)
    hostile.mint(hostile.bond, UNITS * amount)
    hostile.cash.approve(hostile.bond, 1_600 * amount, by=hostile.paying_agent)
    arm(hostile, "payCoupons", [hostile.cash], refuses=False)
    total, approval = 1_600 * amount, hostile.approve(1)
    with reverts("CashMismatch", moved=total - UNITS * amount, expected=total):
        hostile.bond.fundCoupon(1, total, approval, by=hostile.paying_agent)
    assert hostile.bond.couponsFunded() == 0
