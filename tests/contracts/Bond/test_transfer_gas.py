"""What a transfer costs does not depend on how many coupons were paid before the receiver came."""

from __future__ import annotations

import pytest

from tests.contracts.BondFactory.schedules import monthly, words
from tests.contracts.world import World

FEW, MANY = 2, 40  # coupons paid before a new holder comes
NOISE = 1_000  # [gas]; a coupon that is walked costs some hundreds


@pytest.mark.requirement("BOND-20")
def test_transfer__to_a_new_holder_after_many_coupons__is_no_dearer(world: World) -> None:
    periods = monthly(world, MANY + 1)
    other = world.create(periods=words(periods), maturityTime=periods[-1]["payTime"])
    other.distribute({other.investor_a: 10})
    gas = []
    for number in range(1, MANY + 1):
        other.open_coupon(number)
        if number in {FEW, MANY}:
            other.bond.payCoupons([other.investor_a], by=other.investor_a)  # the seller's own are not the question
            newcomer = other.investor_b if number == FEW else other.investor_c
            gas.append(other.bond.transfer(newcomer, 2, by=other.investor_a).gas)
            assert other.bond.interestDue(newcomer) == (0, 0)
    assert abs(gas[1] - gas[0]) < NOISE
