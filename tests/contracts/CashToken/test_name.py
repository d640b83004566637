"""What the money says of itself."""

from __future__ import annotations

from tenor.deployment.bond_issue import short_string
from tests.contracts.PermissionedToken.kit import other_money
from tests.contracts.support import reverts
from tests.contracts.world import World


def test_name__as_deployed__is_of_the_currency(world: World) -> None:
    cash = world.cash
    assert (cash.name(), cash.symbol(), cash.decimals(), cash.currency()) == ("Tokenised HKD", "tHKD", 2, b"HKD")
    assert cash.totalSupply() == 0


def test_name__another_configuration__is_what_the_token_says(world: World) -> None:
    cash = other_money(world, decimals=3, currency=b"KWD", name=short_string("Tokenised KWD"))
    assert (cash.name(), cash.symbol(), cash.decimals(), cash.currency()) == ("Tokenised KWD", "tHKD", 3, b"KWD")
    assert cash.owner() == world.central_bank.wallet
    assert cash.identityRegistry() == world.registry.wallet


def test_name__no_short_string__cannot_be_read_until_it_is_replaced(world: World) -> None:
    cash = other_money(world, name=b"\xff" * 32)
    with reverts("InvalidShortString"):
        cash.name()
    cash.setName("Tokenised HKD", by=world.central_bank)
    assert cash.name() == "Tokenised HKD"
