"""What the money says of itself."""

from __future__ import annotations

from tests.contracts.support import reverts
from tests.contracts.world import World


def test_metadata__as_deployed__is_of_the_currency(world: World) -> None:
    cash = world.cash
    assert (cash.name(), cash.symbol(), cash.decimals(), cash.currency()) == ("Tokenised HKD", "tHKD", 2, b"HKD")
    assert cash.totalSupply() == 0


def test_metadata__name_too_long_for_a_word__is_refused_at_deployment(world: World) -> None:
    people = (world.central_bank, world.officer, world.pauser)
    with reverts("StringTooLong", str="n" * 32):
        world.deploy("CashToken", world.registry, "n" * 32, "tHKD", b"HKD", 2, *people)
