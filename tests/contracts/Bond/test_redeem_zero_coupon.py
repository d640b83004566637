"""A bond without coupons: issued until maturity, held and passed on, and redeemed at its face."""

from __future__ import annotations

import pytest

from tests.contracts.kinds import ZERO_COUPON, create, endow, fund_redemption, money, pay_all
from tests.contracts.support import reverts
from tests.contracts.world import World

FACE = 100_000


@pytest.fixture
def zero(world: World) -> World:
    other = create(world, coupon=ZERO_COUPON)
    other.distribute({})
    return other


@pytest.mark.requirement("BOND-29")
def test_mint__without_coupons__is_open_until_the_second_before_maturity(world: World) -> None:
    other = create(world, coupon=ZERO_COUPON)
    terms = other.bond.terms()
    opening, last = terms["issueTime"], terms["maturityTime"] - 1
    with reverts("IssueNotOpen", issueTime=opening, firstRecordTime=last):
        other.bond.mint(other.investor_a, 1, by=other.issuer, at=opening - 1)
    other.bond.mint(other.investor_a, 1, by=other.issuer, at=opening)
    other.bond.mint(other.investor_a, 2, by=other.issuer, at=last)
    with reverts("IssueNotOpen", issueTime=opening, firstRecordTime=last):
        other.bond.mint(other.investor_a, 1, by=other.issuer, at=last + 1)


@pytest.mark.requirement("BOND-29")
def test_redeem__without_coupons__pays_the_face_to_whoever_holds(zero: World) -> None:
    zero.bond.transfer(zero.investor_a, 400, by=zero.issuer)
    zero.bond.transfer(zero.investor_b, 600, by=zero.issuer)
    zero.bond.transfer(zero.investor_b, 150, by=zero.investor_a)
    holders = (zero.investor_a, zero.investor_b)
    assert [zero.bond.interestDue(holder) for holder in holders] == [(0, 0), (0, 0)]
    assert pay_all(zero, *holders).logs == []
    fund_redemption(zero, FACE)
    zero.bond.transfer(zero.investor_a, 10, by=zero.investor_b)
    zero.bond.redeem(list(holders), by=zero.paying_agent)
    assert money(zero, *holders) == [260 * FACE, 740 * FACE]
    assert (zero.bond.totalSupply(), zero.cash.balanceOf(zero.bond)) == (0, 0)
    assert pay_all(zero, *holders).logs == []


@pytest.mark.requirement("BOND-29")
def test_fund_redemption__without_coupons__a_second_before_maturity__reverts(zero: World) -> None:
    total, maturity = 1_000 * FACE, zero.bond.terms()["maturityTime"]
    endow(zero, total)
    approval = zero.approve()
    with reverts("RedemptionNotFundable", couponsFunded=0, couponCount=0, funded=False):
        zero.bond.fundRedemption(total, approval, by=zero.paying_agent, at=maturity - 1)
    zero.bond.fundRedemption(total, approval, by=zero.paying_agent, at=maturity)


@pytest.mark.requirement("BOND-29")
def test_redeem__without_coupons__before_it_is_funded__reverts(zero: World) -> None:
    with reverts("NotRedeemable", maturityTime=zero.bond.terms()["maturityTime"], funded=False):
        zero.bond.redeem([zero.issuer], by=zero.issuer)


@pytest.mark.requirement("BOND-29")
@pytest.mark.parametrize("number", [0, 1])
def test_fund_coupon__of_a_bond_without_coupons__reverts(zero: World, number: int) -> None:
    for read in (zero.bond.coupon, zero.bond.couponDetail):
        with reverts("NoSuchCoupon", number=number):
            read(number)
    approval = {"approver": zero.approver.wallet, "deadline": 2**40, "signature": b""}
    with reverts("NoSuchCoupon", number=number):
        zero.bond.fundCoupon(number, 0, approval, by=zero.paying_agent)


@pytest.mark.requirement("BOND-29")
def test_burn__without_coupons__is_open_until_the_principal_is_funded(zero: World) -> None:
    zero.bond.burn(zero.issuer, 10, by=zero.officer)
    assert zero.bond.totalSupply() == 990
    fund_redemption(zero, FACE)
    with reverts("BurnNotOpen", couponsFunded=0, redemptionFunded=True):
        zero.bond.burn(zero.issuer, 10, by=zero.officer)
