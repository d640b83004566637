"""The least that may be held binds net movements by what is held when all is done: two units, of this bond."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import holdings
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO
from tests.contracts.world import World


@pytest.fixture
def members(world: World) -> list[object]:
    world.distribute({world.investor_a: 10, world.investor_b: 20})
    everybody = [world.investor_a, world.investor_b, world.investor_c]
    for holder in everybody:
        world.bond.allowSettlement(allowed=True, by=holder)
    return everybody


@pytest.mark.requirement("NET-3")
@pytest.mark.parametrize(("nets", "holder", "amount"), [([-1, 0, 1], 2, 1), ([-9, 0, 9], 0, 9)])
def test_settle_net__holding_below_the_least__reverts(
    world: World, members: list[object], nets: list[int], holder: int, amount: int
) -> None:
    with restricted(Restriction.MINIMUM_HOLDING, members[holder], members[holder], amount):
        world.bond.settleNet(members, nets, 0, by=world.become(world.dvp.wallet))
    assert holdings(world.bond, *members) == [10, 20, 0]


@pytest.mark.requirement("NET-3")
def test_settle_net__least_holding_from_two_givers__is_enough(world: World, members: list[object]) -> None:
    """One by one, the first transfer would leave the taker with too little."""
    with restricted(Restriction.MINIMUM_HOLDING, world.investor_a, world.investor_c, 1):
        world.bond.transfer(world.investor_c, 1, by=world.investor_a)
    sent = world.bond.settleNet(members, [-1, -1, 2], 0, by=world.become(world.dvp.wallet))
    assert [log.values[2] for log in sent.logs] == [1, 1]
    assert holdings(world.bond, *members) == [9, 19, 2]


@pytest.mark.requirement("NET-3")
def test_settle_net__coupon_earned_before__stays_with_who_held(world: World, members: list[object]) -> None:
    amount = world.record(1)
    world.bond.settleNet(members, [-10, 8, 2], 0, by=world.become(world.dvp.wallet))
    world.fund_coupon(1)
    assert [sum(world.bond.interestDue(holder)) for holder in members] == [10 * amount, 20 * amount, 0]
    assert world.bond.balanceOf(ZERO) == 0
