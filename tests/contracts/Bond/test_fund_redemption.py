"""The principal is funded once, with exactly its total, after the last coupon and from the maturity time on."""

from __future__ import annotations

import pytest

from tests.contracts.restrictions import insufficient
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

PRINCIPAL = 80_000_000_000  # [minor]


def endow(world: World, amount: int) -> None:
    """Give the paying agent money and let the bond take it."""
    world.mint(world.paying_agent, amount)
    world.cash.approve(world.bond, amount, by=world.paying_agent)


def fund_coupons(world: World) -> None:
    """Both coupons funded, before maturity."""
    world.open_coupon(1)
    world.fund_coupon(2)


@pytest.mark.requirement("BOND-10")
def test_fund_redemption__at_maturity__takes_exactly_the_principal(issued: World) -> None:
    fund_coupons(issued)
    endow(issued, PRINCIPAL + 1)
    before = issued.cash.balanceOf(issued.bond)
    approval, maturity = issued.approve(), issued.terms["maturityTime"]
    sent = issued.bond.fundRedemption(PRINCIPAL, approval, by=issued.paying_agent, at=maturity)
    assert sent.logs == [
        issued.bond.log("RedemptionFunded", 1_600, PRINCIPAL),
        issued.cash.log("Transfer", issued.paying_agent, issued.bond, PRINCIPAL),
    ]
    assert issued.cash.balanceOf(issued.bond) == before + PRINCIPAL
    assert issued.cash.balanceOf(issued.paying_agent) == 1
    assert issued.bond.redemptionFunded()


@pytest.mark.requirement("BOND-10")
def test_fund_redemption__before_maturity__reverts(issued: World) -> None:
    fund_coupons(issued)
    endow(issued, PRINCIPAL)
    approval = issued.approve()
    with reverts("RedemptionNotFundable", couponsFunded=2, couponCount=2, funded=False):
        issued.bond.fundRedemption(PRINCIPAL, approval, by=issued.paying_agent, at=issued.terms["maturityTime"] - 1)
    assert not issued.bond.redemptionFunded()


@pytest.mark.requirement("BOND-10")
@pytest.mark.parametrize("funded", [0, 1])
def test_fund_redemption__a_coupon_unfunded__reverts(issued: World, funded: int) -> None:
    for number in range(1, funded + 1):
        issued.fund_coupon(number)
    endow(issued, PRINCIPAL)
    approval = issued.approve()
    with reverts("RedemptionNotFundable", couponsFunded=funded, couponCount=2, funded=False):
        issued.bond.fundRedemption(PRINCIPAL, approval, by=issued.paying_agent, at=issued.terms["maturityTime"])


@pytest.mark.requirement("BOND-10")
def test_fund_redemption__twice__reverts(issued: World) -> None:
    issued.mature()
    endow(issued, PRINCIPAL)
    approval = issued.approve()
    with reverts("RedemptionNotFundable", couponsFunded=2, couponCount=2, funded=True):
        issued.bond.fundRedemption(PRINCIPAL, approval, by=issued.paying_agent)


@pytest.mark.requirement("BOND-10")
def test_fund_redemption__nothing_in_issue__reverts(world: World) -> None:
    world.advance(world.terms["maturityTime"])
    approval = world.approve()
    with reverts("RedemptionNotFundable", couponsFunded=0, couponCount=2, funded=False):
        world.bond.fundRedemption(0, approval, by=world.paying_agent)


@pytest.mark.requirement("BOND-10")
def test_fund_redemption__paying_agent_short_of_money__reverts(issued: World) -> None:
    fund_coupons(issued)
    issued.advance(issued.terms["maturityTime"])
    endow(issued, PRINCIPAL - 1)
    issued.cash.approve(issued.bond, PRINCIPAL, by=issued.paying_agent)
    approval = issued.approve()
    with insufficient(issued.paying_agent, PRINCIPAL - 1, PRINCIPAL):
        issued.bond.fundRedemption(PRINCIPAL, approval, by=issued.paying_agent)
    assert not issued.bond.redemptionFunded()


@pytest.mark.requirement("BOND-10")
@pytest.mark.parametrize("caller", ["issuer", "central_bank", "approver", "investor_a"])
def test_fund_redemption__caller_not_paying_agent__reverts(issued: World, caller: str) -> None:
    actor = getattr(issued, caller)
    approval = issued.approve()
    with unauthorized(actor, "PAYING_AGENT_ROLE"):
        issued.bond.fundRedemption(PRINCIPAL, approval, by=actor)


@pytest.mark.requirement("BOND-17")
def test_fund_redemption__money_that_keeps_a_fee__reverts(world: World) -> None:
    """Coupons are funded in good money, which then starts to keep a fee."""
    other = world.create(cash=world.deploy("MockCash"))
    other.distribute({})
    fund_coupons(other)
    fee_code = world.chain.web3.eth.get_code(world.deploy("FeeCash").wallet)
    world.chain.rpc("anvil_setCode", other.cash.wallet, fee_code.to_0x_hex())
    other.advance(world.terms["maturityTime"])
    endow(other, PRINCIPAL)
    approval = other.approve()
    with reverts("CashMismatch", moved=PRINCIPAL - 1, expected=PRINCIPAL):
        other.bond.fundRedemption(PRINCIPAL, approval, by=world.paying_agent)
