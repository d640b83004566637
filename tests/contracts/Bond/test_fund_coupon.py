"""A coupon is funded with exactly its total, in order, once, after its record time."""

from __future__ import annotations

import pytest

from tests.contracts.restrictions import Restriction, insufficient, restricted
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import World


def endow(world: World, cash: Deployed, amount: int) -> None:
    """Give the paying agent money and let the bond take it."""
    world.mint(world.paying_agent, amount)
    cash.approve(world.bond, amount, by=world.paying_agent)


@pytest.mark.requirement("BOND-5")
def test_fund_coupon__after_the_record_time__takes_exactly_the_total(issued: World) -> None:
    amount, total = 1_004_178, 1_606_684_800
    endow(issued, issued.cash, total + 1)
    recorded = issued.dates[0]["recordTime"] + 1
    sent = issued.bond.fundCoupon(1, total, issued.approve(1), by=issued.paying_agent, at=recorded)
    assert sent.logs == [
        issued.bond.log("CouponFunded", 1, amount, 1_600, total),
        issued.cash.log("Transfer", issued.paying_agent, issued.bond, total),
    ]
    assert issued.cash.balanceOf(issued.bond) == total
    assert issued.cash.balanceOf(issued.paying_agent) == 1
    assert issued.bond.couponsFunded() == 1


@pytest.mark.requirement("BOND-5")
def test_fund_coupon__in_the_record_second__reverts(issued: World) -> None:
    endow(issued, issued.cash, 1_606_684_800)
    record, approval = issued.dates[0]["recordTime"], issued.approve(1)
    with reverts("CouponNotFundable", number=1, nextNumber=1, recordTime=record):
        issued.bond.fundCoupon(1, 1_606_684_800, approval, by=issued.paying_agent, at=record)


@pytest.mark.requirement("BOND-5")
def test_fund_coupon__twice__reverts(issued: World) -> None:
    issued.fund_coupon(1)
    endow(issued, issued.cash, 1_606_684_800)
    approval = issued.approve(1)
    with reverts("CouponNotFundable", number=1, nextNumber=2, recordTime=issued.dates[0]["recordTime"]):
        issued.bond.fundCoupon(1, 1_606_684_800, approval, by=issued.paying_agent)
    assert issued.cash.balanceOf(issued.bond) == 1_606_684_800


@pytest.mark.requirement("BOND-5")
def test_fund_coupon__out_of_order__reverts(issued: World) -> None:
    total, approval = issued.record(2) * 1_600, issued.approve(2)
    with reverts("CouponNotFundable", number=2, nextNumber=1, recordTime=issued.dates[1]["recordTime"]):
        issued.bond.fundCoupon(2, total, approval, by=issued.paying_agent)


@pytest.mark.requirement("BOND-5")
@pytest.mark.parametrize("number", [0, 3, 2**256 - 1])
def test_fund_coupon__no_such_coupon__reverts(issued: World, number: int) -> None:
    total, approval = issued.record(1) * 1_600, issued.approve(1)
    with reverts("NoSuchCoupon", number=number):
        issued.bond.fundCoupon(number, total, approval, by=issued.paying_agent)


@pytest.mark.requirement("BOND-5")
def test_fund_coupon__nothing_in_issue__takes_nothing(world: World) -> None:
    amount = world.record(1)
    sent = world.bond.fundCoupon(1, 0, world.approve(1), by=world.paying_agent)
    assert sent.logs[0] == world.bond.log("CouponFunded", 1, amount, 0, 0)
    assert world.cash.balanceOf(world.bond) == 0


@pytest.mark.requirement("BOND-5")
def test_fund_coupon__paying_agent_short_of_money__reverts_and_can_be_made_later(issued: World) -> None:
    total = issued.record(1) * 1_600
    endow(issued, issued.cash, total - 1)
    issued.cash.approve(issued.bond, total, by=issued.paying_agent)
    approval = issued.approve(1)
    with insufficient(issued.paying_agent, total - 1, total):
        issued.bond.fundCoupon(1, total, approval, by=issued.paying_agent)
    assert issued.bond.couponsFunded() == 0
    issued.mint(issued.paying_agent, 1)
    issued.bond.fundCoupon(1, total, approval, by=issued.paying_agent)
    assert issued.bond.couponsFunded() == 1


@pytest.mark.requirement("BOND-5")
def test_fund_coupon__bond_not_approved__reverts(issued: World) -> None:
    total = issued.record(1) * 1_600
    issued.mint(issued.paying_agent, total)
    approval = issued.approve(1)
    with reverts("ERC20InsufficientAllowance", spender=issued.bond, allowance=0, needed=total):
        issued.bond.fundCoupon(1, total, approval, by=issued.paying_agent)


@pytest.mark.requirement("BOND-5")
def test_fund_coupon__bond_not_a_verified_payee__reverts(issued: World) -> None:
    total = issued.record(1) * 1_600
    endow(issued, issued.cash, total)
    issued.registry.revoke(issued.bond, b"\x01" * 32, by=issued.registrar)
    approval = issued.approve(1)
    with restricted(Restriction.NOT_VERIFIED, issued.paying_agent, issued.bond, total):
        issued.bond.fundCoupon(1, total, approval, by=issued.paying_agent)


@pytest.mark.requirement("TOK-3")
def test_fund_coupon__bond_paused__goes_on(issued: World) -> None:
    issued.bond.pause(by=issued.pauser)
    issued.fund_coupon(1)
    assert issued.bond.couponsFunded() == 1


@pytest.mark.requirement("BOND-5")
@pytest.mark.parametrize("caller", ["issuer", "central_bank", "approver", "investor_a"])
def test_fund_coupon__caller_not_paying_agent__reverts(issued: World, caller: str) -> None:
    total, approval = issued.record(1) * 1_600, issued.approve(1)
    actor = getattr(issued, caller)
    with unauthorized(actor, "PAYING_AGENT_ROLE"):
        issued.bond.fundCoupon(1, total, approval, by=actor)


@pytest.mark.requirement("BOND-17")
def test_fund_coupon__money_that_keeps_a_fee__reverts(world: World) -> None:
    other = world.create(cash=world.deploy("FeeCash"))
    other.distribute({})
    total = other.record(1) * 1_600
    endow(other, other.cash, total)
    approval = other.approve(1)
    with reverts("CashMismatch", moved=total - 1, expected=total):
        other.bond.fundCoupon(1, total, approval, by=world.paying_agent)
    assert other.bond.couponsFunded() == 0


@pytest.mark.requirement("BOND-17")
def test_fund_coupon__money_that_only_answers_no__reverts(world: World) -> None:
    other = world.create(cash=world.deploy("FalseCash"))
    other.distribute({})
    total = other.record(1) * 1_600
    endow(other, other.cash, total)
    other.cash.refuse(other.bond, yes=True, by=world.operator)
    approval = other.approve(1)
    with reverts("SafeERC20FailedOperation", token=other.cash):
        other.bond.fundCoupon(1, total, approval, by=world.paying_agent)


@pytest.mark.requirement("BOND-17")
def test_fund_coupon__money_that_answers_nothing__is_funded_and_paid(world: World) -> None:
    other = world.create(cash=world.deploy("SilentCash"))
    other.distribute({world.investor_a: 3})
    amount = other.open_coupon(1)
    other.bond.payCoupons([world.investor_a], by=world.paying_agent)
    assert other.cash.balanceOf(world.investor_a) == 3 * amount


@pytest.mark.requirement("BOND-5")
def test_fund_coupon__money_sent_to_the_bond_without_funding__funds_nothing(issued: World) -> None:
    total = issued.record(1) * 1_600
    issued.mint(issued.bond, total)
    issued.advance(issued.dates[0]["payTime"])
    assert issued.bond.payCoupons([issued.investor_a], by=issued.investor_a).logs == []
    assert issued.cash.balanceOf(issued.investor_a) == 0
