"""Frozen parts of several holdings released in one transaction, whole or not at all."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import enforced
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.fixture(autouse=True)
def _frozen(world: World, token: Deployed) -> None:
    """Six of investor a's ten, and thirty of investor b's twenty."""
    token.setFrozenTokens(world.investor_a, 6, by=world.officer)
    token.setFrozenTokens(world.investor_b, 30, by=world.officer)


@pytest.mark.requirement("TOK-4", "TOK-18", "TOK-23")
def test_batch_unfreeze_partial_tokens__several__each_its_own(world: World, token: Deployed) -> None:
    sent = token.batchUnfreezePartialTokens([world.investor_a, world.investor_b], [6, 11], by=world.officer)
    assert sent.logs == [
        token.log("TokensUnfrozen", world.investor_a, 6),
        enforced(token, "unfreezePartialTokens", (world.investor_a, world.officer), (6, 0)),
        token.log("TokensUnfrozen", world.investor_b, 11),
        enforced(token, "unfreezePartialTokens", (world.investor_b, world.officer), (30, 19)),
    ]
    token.transfer(world.investor_c, 10, by=world.investor_a)
    assert [token.getFrozenTokens(holder) for holder in (world.investor_a, world.investor_b)] == [0, 19]


@pytest.mark.requirement("TOK-4", "TOK-23")
def test_batch_unfreeze_partial_tokens__one_holder_twice__is_checked_against_what_is_left(
    world: World, token: Deployed
) -> None:
    with reverts("InsufficientFrozen", holder=world.investor_a, frozen=2, needed=4):
        token.batchUnfreezePartialTokens([world.investor_a] * 2, [4, 4], by=world.officer)
    assert token.getFrozenTokens(world.investor_a) == 6
    token.batchUnfreezePartialTokens([world.investor_a] * 2, [4, 2], by=world.officer)
    assert token.getFrozenTokens(world.investor_a) == 0


@pytest.mark.requirement("TOK-23")
@pytest.mark.parametrize(("holders", "amounts"), [(1, 2), (2, 1), (201, 201)])
def test_batch_unfreeze_partial_tokens__lists_that_do_not_match_or_are_too_long__reverts(
    world: World, token: Deployed, holders: int, amounts: int
) -> None:
    with reverts("BatchRefused", length=holders, other=amounts):
        token.batchUnfreezePartialTokens([world.investor_a] * holders, [0] * amounts, by=world.officer)


@pytest.mark.requirement("TOK-10")
def test_batch_unfreeze_partial_tokens__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.investor_a, "COMPLIANCE_ROLE"):
        token.batchUnfreezePartialTokens([world.investor_a], [6], by=world.investor_a)
    assert token.getFrozenTokens(world.investor_a) == 6
