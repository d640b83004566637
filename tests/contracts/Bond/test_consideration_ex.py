"""What a trade costs after a record time that repays a part of the principal to whoever held then."""

from __future__ import annotations

import pytest

from tests.contracts.early import day
from tests.contracts.kinds import PERCENTS, create, fund
from tests.contracts.PermissionedToken.kit import holdings
from tests.contracts.world import World

RECORD = {"business_days_before": "3", "time": "17:00", "ex_business_days_before": "3"}
FACE = 100_000  # [minor]


@pytest.mark.requirement("DVP-15")
def test_consideration__instalment_recorded_for_the_seller__is_not_paid_for_by_the_buyer(world: World) -> None:
    """30 % is repaid on 2025-01-15 to who held three days before: at par the buyer is to pay for the other 70 %."""
    world = create(world, amortisation=PERCENTS, record=RECORD)
    bond, a, b = world.bond, world.investor_a, world.investor_b
    world.distribute({a: 100})
    for number in (1, 2):
        fund(world, number)  # the second repays 30 %
        clean, accrued = bond.consideration(10, 10**9, day("2025-01-14")) if number == 2 else (0, 0)
        if number == 2:
            bond.transfer(b, 10, by=a)
        world.advance(bond.coupon(number)["period"]["payTime"])
    bond.payCoupons([a, b], by=world.paying_agent)
    assert accrued < 0  # interest of the days left is taken off: the seller is paid the coupon
    assert world.cash.balanceOf(b) == 0  # and the instalment
    assert holdings(bond, b) == [10]
    assert clean == 10 * FACE * 7 // 10
