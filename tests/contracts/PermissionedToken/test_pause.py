"""A pause stops units from moving and from being created."""

from __future__ import annotations

import pytest

from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-3", "TOK-8")
def test_pause__by_pauser__says_who(world: World, token: Deployed) -> None:
    assert not token.paused()
    sent = token.pause(by=world.pauser)
    assert sent.logs == [token.log("Paused", world.pauser)]
    assert token.paused()


@pytest.mark.requirement("TOK-3")
def test_pause__then_transfer__reverts(world: World, token: Deployed) -> None:
    token.approve(world.settler, 4, by=world.investor_a)
    token.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, world.investor_a, world.investor_b, 4):
        token.transfer(world.investor_b, 4, by=world.investor_a)
    with restricted(Restriction.PAUSED, world.investor_a, world.investor_b, 0):
        token.transfer(world.investor_b, 0, by=world.investor_a)
    with restricted(Restriction.PAUSED, world.investor_a, world.investor_b, 4):
        token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)


@pytest.mark.requirement("TOK-3")
def test_pause__other_token__goes_on(world: World) -> None:
    world.distribute({world.investor_a: 10})
    world.cash.pause(by=world.pauser)
    world.bond.transfer(world.investor_b, 4, by=world.investor_a)
    assert world.bond.balanceOf(world.investor_b) == 4


def test_pause__freezing__goes_on(world: World, token: Deployed) -> None:
    token.pause(by=world.pauser)
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    token.freezePartialTokens(world.investor_b, 5, by=world.officer)
    assert token.isFrozen(world.investor_a)
    assert token.getFrozenTokens(world.investor_b) == 5


def test_pause__paused_already__reverts(world: World, token: Deployed) -> None:
    token.pause(by=world.pauser)
    with reverts("PauseState", paused=True):
        token.pause(by=world.pauser)


def test_pause__caller_not_pauser__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.officer, "PAUSER_ROLE"):
        token.pause(by=world.officer)
    assert not token.paused()
