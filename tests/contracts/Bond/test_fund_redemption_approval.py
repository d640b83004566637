"""The principal is funded as a run of its own number, of what is outstanding, with a second person's approval."""

from __future__ import annotations

import pytest

from tests.contracts.kinds import PERCENTS, create, endow, fund_redemption, money, open_coupon, pay_all, signed_run
from tests.contracts.support import reverts
from tests.contracts.world import World

UNITS = 1_600


@pytest.fixture
def matured(issued: World) -> World:
    """Both coupons are paid for, and the paying agent has the principal."""
    for number in (1, 2):
        issued.open_coupon(number)
    issued.advance(issued.bond.terms()["maturityTime"])
    endow(issued, issued.principal)
    return issued


@pytest.mark.requirement("BOND-25", "BOND-10")
def test_fund_redemption__approved_as_it_is__is_funded(matured: World) -> None:
    sent = matured.bond.fundRedemption(matured.principal, matured.approve(), by=matured.paying_agent)
    assert sent.logs[0] == matured.bond.log("RedemptionFunded", UNITS, matured.principal)
    assert matured.bond.redemptionFunded()


@pytest.mark.requirement("BOND-25")
@pytest.mark.parametrize(
    "change", [{"number": 2}, {"number": 4}, {"number": 0}, {"units": 1}, {"total": 1}, {"per_unit": 1}]
)
def test_fund_redemption__another_figure_approved__reverts(matured: World, change: dict[str, int]) -> None:
    """The number is the one after the last coupon's: the approval of a coupon is none of the principal."""
    figures = {"number": 3, "per_unit": 50_000_000, "units": UNITS, "total": matured.principal}
    approval = signed_run(matured, **{**figures, **change})
    with reverts("RunNotApproved", approver=matured.approver, deadline=approval["deadline"]):
        matured.bond.fundRedemption(matured.principal, approval, by=matured.paying_agent)
    matured.bond.fundRedemption(matured.principal, signed_run(matured, **figures), by=matured.paying_agent)


@pytest.mark.requirement("BOND-25")
def test_fund_redemption__after_the_deadline__reverts(matured: World) -> None:
    total, deadline = matured.principal, matured.now + 50
    approval = matured.approve(deadline=deadline)
    with reverts("RunNotApproved", approver=matured.approver, deadline=deadline):
        matured.bond.fundRedemption(total, approval, by=matured.paying_agent, at=deadline + 1)


@pytest.mark.requirement("BOND-25")
def test_fund_redemption__approved_by_who_funds__reverts(matured: World) -> None:
    matured.bond.grantRole(matured.bond.PAYMENT_APPROVER_ROLE(), matured.paying_agent, by=matured.issuer)
    approval = matured.approve(by=matured.paying_agent)
    with reverts("RunNotApproved", approver=matured.paying_agent, deadline=approval["deadline"]):
        matured.bond.fundRedemption(matured.principal, approval, by=matured.paying_agent)


@pytest.mark.requirement("BOND-10")
@pytest.mark.parametrize("by", [-1, 1])
def test_fund_redemption__another_total__reverts(matured: World, by: int) -> None:
    offered = matured.principal + by
    with reverts("WrongTotal", offered=offered, due=matured.principal):
        matured.bond.fundRedemption(offered, matured.approve(total=offered), by=matured.paying_agent)


@pytest.mark.requirement("BOND-21", "BOND-10")
def test_fund_redemption__amortising__is_what_the_instalments_left(world: World) -> None:
    """30 and 20.5 percent are paid with coupons, the rest is redeemed; everybody has the face and leaves nothing."""
    other = create(world, amortisation=PERCENTS)
    other.distribute({other.investor_a: 999, other.investor_b: 1})
    for number in range(1, other.bond.couponCount() + 1):
        open_coupon(other, number)
    other.advance(other.bond.terms()["maturityTime"])
    with reverts("WrongTotal", offered=100_000 * 1_000, due=49_500 * 1_000):
        other.bond.fundRedemption(100_000 * 1_000, other.approve(), by=other.paying_agent)
    fund_redemption(other, 49_500)
    other.bond.redeem([other.investor_a, other.investor_b], by=other.paying_agent)
    interest = 2 * 2_500 + 2 * 1_750 + 2 * 1_238  # 1237.5, half up
    assert money(other, other.investor_a, other.investor_b) == [999 * (interest + 100_000), interest + 100_000]
    assert (other.bond.totalSupply(), other.cash.balanceOf(other.bond)) == (0, 0)
    assert pay_all(other, other.investor_a).logs[0].values[2] == (0,)
