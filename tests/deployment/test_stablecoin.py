"""Coins for a test network stand where the plan says, and are nobody's."""

from __future__ import annotations

import pytest

from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.deployment.stablecoin import plan_stablecoin
from tenor.errors import InputError
from tests.contracts.support import Deployed
from tests.contracts.world import World


@pytest.mark.requirement("COIN-1")
def test_plan_stablecoin__sent__is_where_it_was_foretold(world: World) -> None:
    address, intent = plan_stablecoin("coins", "USD", world.deployer, daily_coins=25)
    Sender(world.chain, world.keys, Journal()).execute(intent)
    coins = Deployed(world.chain, "TestStablecoin", address)
    assert (coins.name(), coins.dailyAmount()) == ("TEST USD - no value", 25_000_000)
    coins.faucet(25_000_000, by=world.outsider)


def test_plan_stablecoin__other_currency_or_amount__is_another_contract_and_intent(world: World) -> None:
    plans = [
        plan_stablecoin("coins", "USD", world.deployer),
        plan_stablecoin("coins", "EUR", world.deployer),
        plan_stablecoin("coins", "USD", world.deployer, daily_coins=5),
    ]
    assert len({address for address, _ in plans}) == len({intent.id for _, intent in plans}) == 3
    assert plan_stablecoin("coins", "USD", world.deployer) == plans[0]


@pytest.mark.parametrize(("currency", "daily", "said"), [("XXX", 5, "unknown currency 'XXX'"), ("USD", 0, "0 coins")])
def test_plan_stablecoin__unknown_currency_or_no_coins__is_refused(
    world: World, currency: str, daily: int, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        plan_stablecoin("coins", currency, world.deployer, daily)
