"""Money goes out of being for fiat paid out, by its holder's own act."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.restrictions import Restriction, frozen_units, insufficient, restricted
from tests.contracts.support import ZERO, reverts
from tests.contracts.world import World

PAYOUT = keccak(text="pay-out 1")


@pytest.fixture(autouse=True)
def _endowed(world: World) -> None:
    world.mint(world.investor_a, 1_000)
    world.mint(world.investor_b, 500)


@pytest.mark.requirement("CASH-2", "CASH-3")
@pytest.mark.parametrize("amount", [1, 1_000])
def test_redeem__own_money__burns_it(world: World, amount: int) -> None:
    sent = world.cash.redeem(amount, PAYOUT, by=world.investor_a)
    assert sent.logs == [
        world.cash.log("Transfer", world.investor_a, ZERO, amount),
        world.cash.log("Redeemed", world.investor_a, amount, PAYOUT),
    ]
    assert world.cash.balanceOf(world.investor_a) == 1_000 - amount
    assert world.cash.balanceOf(world.investor_b) == 500
    assert world.cash.totalSupply() == 1_500 - amount


@pytest.mark.requirement("CASH-2")
def test_redeem__more_than_held__reverts(world: World) -> None:
    with insufficient(world.investor_a, 1_000, 1_001):
        world.cash.redeem(1_001, PAYOUT, by=world.investor_a)


@pytest.mark.requirement("CASH-2")
@pytest.mark.parametrize("amount", [100, 200])
def test_redeem__reference_used_before__reverts(world: World, amount: int) -> None:
    world.cash.redeem(100, PAYOUT, by=world.investor_a)
    with reverts("FiatReferenceUsed", fiatReference=PAYOUT):
        world.cash.redeem(amount, PAYOUT, by=world.investor_a)
    assert world.cash.balanceOf(world.investor_a) == 900


@pytest.mark.requirement("CASH-2")
def test_redeem__strangers_use_of_the_reference__does_not_block(world: World) -> None:
    world.cash.redeem(1, PAYOUT, by=world.investor_b)
    world.cash.redeem(1_000, PAYOUT, by=world.investor_a)
    assert world.cash.balanceOf(world.investor_a) == 0


@pytest.mark.requirement("CASH-2")
def test_redeem__refused_attempt__leaves_the_reference_usable(world: World) -> None:
    with insufficient(world.investor_a, 1_000, 1_001):
        world.cash.redeem(1_001, PAYOUT, by=world.investor_a)
    world.cash.redeem(1_000, PAYOUT, by=world.investor_a)
    assert world.cash.balanceOf(world.investor_a) == 0


def test_redeem__reference_of_a_receipt__is_another_thing(world: World) -> None:
    world.cash.mint(world.investor_a, 1, PAYOUT, by=world.central_bank)
    world.cash.redeem(1_001, PAYOUT, by=world.investor_a)
    assert world.cash.balanceOf(world.investor_a) == 0


def test_redeem__nothing__reverts(world: World) -> None:
    with reverts("ZeroAmount"):
        world.cash.redeem(0, PAYOUT, by=world.investor_a)


@pytest.mark.requirement("TOK-3")
def test_redeem__paused__reverts(world: World) -> None:
    world.cash.pause(by=world.pauser)
    with reverts("PauseState", paused=True):
        world.cash.redeem(1, PAYOUT, by=world.investor_a)


@pytest.mark.requirement("TOK-4")
def test_redeem__frozen_address__reverts(world: World) -> None:
    world.cash.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    with restricted(Restriction.SENDER_FROZEN, world.investor_a, ZERO, 1):
        world.cash.redeem(1, PAYOUT, by=world.investor_a)


@pytest.mark.requirement("TOK-4")
def test_redeem__frozen_part__stays(world: World) -> None:
    world.cash.freezePartialTokens(world.investor_a, 400, by=world.officer)
    with frozen_units(world.investor_a, 600, 601):
        world.cash.redeem(601, PAYOUT, by=world.investor_a)
    world.cash.redeem(600, PAYOUT, by=world.investor_a)
    assert world.cash.balanceOf(world.investor_a) == 400


@pytest.mark.requirement("CASH-2")
def test_redeem__holder_lapsed__still_gets_out(world: World) -> None:
    world.registry.revoke(world.investor_a, b"\x01" * 32, by=world.registrar)
    world.cash.redeem(1_000, PAYOUT, by=world.investor_a)
    assert world.cash.balanceOf(world.investor_a) == 0
