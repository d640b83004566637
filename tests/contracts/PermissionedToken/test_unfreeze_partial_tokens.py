"""A frozen part is released."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import enforced
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-4")
def test_unfreeze_partial_tokens__part__moves_again(world: World, token: Deployed) -> None:
    token.freezePartialTokens(world.investor_a, 10, by=world.officer)
    sent = token.unfreezePartialTokens(world.investor_a, 4, by=world.officer)
    assert sent.logs == [
        token.log("TokensUnfrozen", world.investor_a, 4),
        enforced(token, "unfreezePartialTokens", (world.investor_a, world.officer), (10, 6)),
    ]
    assert token.getFrozenTokens(world.investor_a) == 6
    token.transfer(world.investor_b, 4, by=world.investor_a)
    assert token.balanceOf(world.investor_b) == 24


@pytest.mark.parametrize("amount", [7, 2**64])
def test_unfreeze_partial_tokens__more_than_frozen__reverts(world: World, token: Deployed, amount: int) -> None:
    token.freezePartialTokens(world.investor_a, 6, by=world.officer)
    with reverts("InsufficientFrozen", holder=world.investor_a, frozen=6, needed=amount):
        token.unfreezePartialTokens(world.investor_a, amount, by=world.officer)


def test_unfreeze_partial_tokens__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    token.freezePartialTokens(world.investor_a, 6, by=world.officer)
    with unauthorized(world.investor_a, "COMPLIANCE_ROLE"):
        token.unfreezePartialTokens(world.investor_a, 6, by=world.investor_a)
    assert token.getFrozenTokens(world.investor_a) == 6
