"""Coins for test networks: anybody takes so many a day, and nobody takes them for money."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO, Deployed, reverts
from tests.contracts.world import World

A_DAY, DAILY = 86_400, 1_000_000_000  # [s], [minor]


@pytest.fixture
def coins(world: World) -> Deployed:
    return world.banking["TestStablecoin"]


@pytest.mark.requirement("COIN-1")
def test_faucet__by_anybody__gives_so_much_a_day(world: World, coins: Deployed) -> None:
    midnight = (world.now // A_DAY + 1) * A_DAY
    world.advance(midnight)
    sent = coins.faucet(600_000_000, by=world.outsider)
    assert sent.logs == [coins.log("Transfer", ZERO, world.outsider, 600_000_000)]
    assert (coins.faucetLeft(world.outsider), coins.faucetLeft(world.investor_a)) == (400_000_000, DAILY)
    with reverts("FaucetExceeded", wallet=world.outsider, amount=400_000_001, left=400_000_000):
        coins.faucet(400_000_001, by=world.outsider)
    coins.faucet(400_000_000, by=world.outsider)
    with reverts("FaucetExceeded", wallet=world.outsider, amount=1, left=0):
        coins.faucet(1, by=world.outsider, at=midnight + A_DAY - 1)
    coins.faucet(DAILY, by=world.outsider, at=midnight + A_DAY)
    assert (coins.balanceOf(world.outsider), coins.totalSupply()) == (2 * DAILY, 2 * DAILY)


@pytest.mark.requirement("COIN-1")
@pytest.mark.parametrize("amount", [0, DAILY + 1, 2**128 - 1])
def test_faucet__nothing_or_more_than_a_day_gives__reverts(world: World, coins: Deployed, amount: int) -> None:
    with reverts("FaucetExceeded", wallet=world.outsider, amount=amount, left=DAILY):
        coins.faucet(amount, by=world.outsider)


@pytest.mark.requirement("COIN-1")
def test_name__of_the_coins__says_what_they_are(coins: Deployed) -> None:
    assert (coins.name(), coins.symbol(), coins.decimals()) == ("TEST USD - no value", "TESTUSD", 6)
    assert coins.dailyAmount() == DAILY
