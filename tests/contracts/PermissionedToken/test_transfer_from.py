"""What a spender may move."""

from __future__ import annotations

import pytest

from tests.contracts.restrictions import Restriction, insufficient, restricted
from tests.contracts.support import Deployed, reverts
from tests.contracts.world import World

UNLIMITED = 2**256 - 1


@pytest.mark.requirement("TOK-5")
def test_transfer_from__within_the_allowance__spends_it(world: World, token: Deployed) -> None:
    token.approve(world.settler, 6, by=world.investor_a)
    sent = token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)
    assert sent.logs == [token.log("Transfer", world.investor_a, world.investor_b, 4)]
    assert token.allowance(world.investor_a, world.settler) == 2
    assert (token.balanceOf(world.investor_a), token.balanceOf(world.investor_b)) == (6, 24)


@pytest.mark.requirement("TOK-5")
def test_transfer_from__unlimited_allowance__stays(world: World, token: Deployed) -> None:
    token.approve(world.settler, UNLIMITED, by=world.investor_a)
    token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)
    assert token.allowance(world.investor_a, world.settler) == UNLIMITED


@pytest.mark.requirement("TOK-5")
@pytest.mark.parametrize("allowed", [0, 3])
def test_transfer_from__beyond_the_allowance__reverts(world: World, token: Deployed, allowed: int) -> None:
    token.approve(world.settler, allowed, by=world.investor_a)
    with reverts("ERC20InsufficientAllowance", spender=world.settler, allowance=allowed, needed=4):
        token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)


@pytest.mark.requirement("TOK-5")
def test_transfer_from__own_tokens_without_allowance__reverts(world: World, token: Deployed) -> None:
    with reverts("ERC20InsufficientAllowance", spender=world.investor_a, allowance=0, needed=4):
        token.transferFrom(world.investor_a, world.investor_b, 4, by=world.investor_a)


@pytest.mark.requirement("TOK-5")
def test_transfer_from__holder_has_less__keeps_the_allowance(world: World, token: Deployed) -> None:
    token.approve(world.settler, 100, by=world.investor_a)
    with insufficient(world.investor_a, 10, 11):
        token.transferFrom(world.investor_a, world.investor_b, 11, by=world.settler)
    assert token.allowance(world.investor_a, world.settler) == 100


@pytest.mark.requirement("TOK-1")
def test_transfer_from__receiver_not_verified__reverts(world: World, token: Deployed) -> None:
    token.approve(world.settler, 4, by=world.investor_a)
    with restricted(Restriction.NOT_VERIFIED, world.investor_a, world.outsider, 4):
        token.transferFrom(world.investor_a, world.outsider, 4, by=world.settler)


@pytest.mark.requirement("TOK-4")
def test_transfer_from__holder_frozen__reverts(world: World, token: Deployed) -> None:
    token.approve(world.settler, 4, by=world.investor_a)
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    with restricted(Restriction.SENDER_FROZEN, world.investor_a, world.investor_b, 4):
        token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)


@pytest.mark.requirement("TOK-5")
def test_transfer_from__nothing_by_a_stranger__moves_nothing(world: World, token: Deployed) -> None:
    token.transferFrom(world.investor_a, world.investor_b, 0, by=world.outsider)
    assert (token.balanceOf(world.investor_a), token.balanceOf(world.investor_b)) == (10, 20)
