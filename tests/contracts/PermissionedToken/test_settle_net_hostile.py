"""Nets against gross settlement: what is looked at when all is done, and what netting must not get round."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import holdings, second_wallet, set_limits, set_rules
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Deployed, Refused, wallet
from tests.contracts.world import World


@pytest.fixture(autouse=True)
def _settling(world: World, token: Deployed) -> None:
    for holder in (world.investor_a, world.investor_b, world.investor_c):
        token.allowSettlement(allowed=True, by=holder)


@pytest.mark.requirement("NET-3")
@pytest.mark.parametrize("order", ["giver first", "taker first"])
def test_settle_net__investor_moves_between_its_wallets__is_within_the_limit_in_any_order(
    world: World, token: Deployed, order: str
) -> None:
    """Ten before and ten after, and ten is the most: `holdings are looked at as they are when all is done`."""
    second = wallet(77)
    second_wallet(world, second, world.investor_a)
    set_rules(world, token, maxHolding=10)
    holders, nets = [world.investor_a, second], [-4, 4]
    if order == "taker first":
        holders, nets = holders[::-1], nets[::-1]
    token.settleNet(holders, nets, 3, by=world.become(world.dvp.wallet))
    assert holdings(token, world.investor_a, second) == [6, 4]


@pytest.mark.requirement("NET-3")
def test_settle_net__investor_above_the_limit__takes_nothing_on_any_wallet(world: World, token: Deployed) -> None:
    """The limit was lowered since. Nets are looked at when all is done, so what came from itself is not told apart."""
    second = wallet(77)
    second_wallet(world, second, world.investor_a)
    set_rules(world, token, maxHolding=8)
    with restricted(Restriction.MAXIMUM_HOLDING, ZERO, second, 4):
        token.settleNet([world.investor_a, second], [-4, 4], 3, by=world.become(world.dvp.wallet))
    token.transfer(second, 4, by=world.investor_a)
    assert holdings(token, world.investor_a, second) == [6, 4]


@pytest.mark.requirement("NET-5")
def test_settle_net__least_holding_under_rules_that_count__is_that_of_each_pair(world: World) -> None:
    """Rules that keep count are asked pair by pair, and so is the least holding of two units."""
    bond = world.bond
    set_limits(world, bond, daily=1_000)
    holders = [world.investor_a, world.investor_b, world.investor_c]
    with restricted(Restriction.MINIMUM_HOLDING, world.investor_a, world.investor_c, 1):
        bond.settleNet(holders, [-1, -1, 2], 4, by=world.become(world.dvp.wallet))
    bond.settleNet(holders, [-2, -2, 4], 4, by=world.become(world.dvp.wallet))
    assert holdings(bond, *holders) == [8, 18, 4]


@pytest.mark.requirement("NET-3")
def test_settle_net__lock_up_and_all_nets_nothing__reverts_as_each_trade_would(world: World, token: Deployed) -> None:
    """Members trade, and pay each other, in a bond in which nobody may trade now: only the units even out."""
    set_limits(world, token, lockedUntil=world.now + 1_000)
    with pytest.raises(Refused):
        token.transfer(world.investor_b, 2, by=world.investor_a)
    with pytest.raises(Refused):
        token.settleNet([world.investor_a, world.investor_b], [0, 0], 3, by=world.become(world.dvp.wallet))
