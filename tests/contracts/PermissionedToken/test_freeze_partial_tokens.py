"""A part of a holding is frozen: it stays where it is."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import enforced
from tests.contracts.restrictions import frozen_units, insufficient
from tests.contracts.support import Deployed, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-4")
def test_freeze_partial_tokens__part__only_the_rest_moves(world: World, token: Deployed) -> None:
    sent = token.freezePartialTokens(world.investor_a, 6, by=world.officer)
    assert sent.logs == [
        token.log("TokensFrozen", world.investor_a, 6),
        enforced(token, "freezePartialTokens", (world.investor_a, world.officer), (0, 6)),
    ]
    assert token.getFrozenTokens(world.investor_a) == 6
    assert token.balanceOf(world.investor_a) == 10
    with frozen_units(world.investor_a, 4, 5):
        token.transfer(world.investor_b, 5, by=world.investor_a)
    token.transfer(world.investor_b, 4, by=world.investor_a)
    assert token.balanceOf(world.investor_a) == 6


@pytest.mark.requirement("TOK-4")
def test_freeze_partial_tokens__in_steps__adds_up(world: World, token: Deployed) -> None:
    token.freezePartialTokens(world.investor_a, 6, by=world.officer)
    token.freezePartialTokens(world.investor_a, 4, by=world.officer)
    assert token.getFrozenTokens(world.investor_a) == 10
    with insufficient(world.investor_a, 0, 1):
        token.freezePartialTokens(world.investor_a, 1, by=world.officer)


@pytest.mark.requirement("TOK-4")
@pytest.mark.parametrize("amount", [11, 2**64, 2**256 - 1])
def test_freeze_partial_tokens__more_than_unfrozen__reverts(world: World, token: Deployed, amount: int) -> None:
    with insufficient(world.investor_a, 10, amount):
        token.freezePartialTokens(world.investor_a, amount, by=world.officer)


@pytest.mark.requirement("TOK-4")
def test_freeze_partial_tokens__received_later__moves_freely(world: World, token: Deployed) -> None:
    token.freezePartialTokens(world.investor_a, 10, by=world.officer)
    token.transfer(world.investor_a, 5, by=world.investor_b)
    token.transfer(world.investor_b, 5, by=world.investor_a)
    assert token.getFrozenTokens(world.investor_a) == 10


@pytest.mark.requirement("TOK-4")
def test_freeze_partial_tokens__to_oneself__leaves_them_frozen(world: World, token: Deployed) -> None:
    """ethereum/ERCs#1778: a transfer to oneself unfroze."""
    token.freezePartialTokens(world.investor_a, 6, by=world.officer)
    token.transfer(world.investor_a, 4, by=world.investor_a)
    assert token.getFrozenTokens(world.investor_a) == 6
    with frozen_units(world.investor_a, 4, 5):
        token.transfer(world.investor_a, 5, by=world.investor_a)


def test_freeze_partial_tokens__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.issuer, "COMPLIANCE_ROLE"):
        token.freezePartialTokens(world.investor_a, 1, by=world.issuer)
