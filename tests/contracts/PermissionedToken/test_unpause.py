"""The end of a pause."""

from __future__ import annotations

import pytest

from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-3", "TOK-8")
def test_unpause__paused__lets_transfers_pass_again(world: World, token: Deployed) -> None:
    token.pause(by=world.pauser)
    sent = token.unpause(by=world.pauser)
    assert sent.logs == [token.log("Unpaused", world.pauser)]
    assert not token.paused()
    token.transfer(world.investor_b, 4, by=world.investor_a)
    assert token.balanceOf(world.investor_b) == 24


def test_unpause__not_paused__reverts(world: World, token: Deployed) -> None:
    with reverts("PauseState", paused=False):
        token.unpause(by=world.pauser)


def test_unpause__caller_not_pauser__reverts(world: World, token: Deployed) -> None:
    token.pause(by=world.pauser)
    with unauthorized(world.issuer, "PAUSER_ROLE"):
        token.unpause(by=world.issuer)
    assert token.paused()
