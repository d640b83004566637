"""Whoever is named in a redemption and holds no unit keeps every claim, overdue ones too."""

from __future__ import annotations

import pytest

from tests.contracts.BondFactory.schedules import monthly, words
from tests.contracts.world import World

A, B = 3, 5  # units of investors a and b


@pytest.mark.requirement("BOND-10", "BOND-16")
def test_redeem__sold_out_while_coupons_were_overdue__keeps_what_it_earned(world: World) -> None:
    periods = monthly(world, 4)
    other = world.create(periods=words(periods), maturityTime=periods[-1]["payTime"])
    other.distribute({other.investor_a: A, other.investor_b: B})
    earned = A * sum(other.record(number) for number in (1, 2, 3))
    other.bond.transfer(other.investor_b, A, by=other.investor_a)
    other.mature()
    sent = other.bond.redeem([other.investor_a], by=other.paying_agent)
    assert sent.logs == [other.bond.log("Redeemed", other.terms["unitFace"], [other.investor_a], [0], [0])]
    assert other.bond.interestDue(other.investor_a) == (earned, 0)
    other.bond.redeem([other.issuer, other.investor_a, other.investor_b], by=other.paying_agent)
    assert other.cash.balanceOf(other.investor_a) == 0
    sent = other.bond.payCoupons([other.investor_a], by=other.investor_a)
    assert sent.logs[1] == other.bond.log("CouponsPaid", 4, [other.investor_a], [earned])
    assert other.cash.balanceOf(other.investor_a) == earned
    assert other.cash.balanceOf(other.bond) == 0
