"""Parts of several holdings frozen in one transaction, whole or not at all."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import enforced
from tests.contracts.restrictions import insufficient
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-4", "TOK-18", "TOK-23")
def test_batch_freeze_partial_tokens__several__each_its_own(world: World, token: Deployed) -> None:
    sent = token.batchFreezePartialTokens([world.investor_a, world.investor_b], [4, 20], by=world.officer)
    assert sent.logs == [
        token.log("TokensFrozen", world.investor_a, 4),
        enforced(token, "freezePartialTokens", (world.investor_a, world.officer), (0, 4)),
        token.log("TokensFrozen", world.investor_b, 20),
        enforced(token, "freezePartialTokens", (world.investor_b, world.officer), (0, 20)),
    ]
    assert [token.getFrozenTokens(holder) for holder in (world.investor_a, world.investor_b)] == [4, 20]


@pytest.mark.requirement("TOK-4", "TOK-23")
def test_batch_freeze_partial_tokens__one_holder_twice__is_checked_against_what_is_left(
    world: World, token: Deployed
) -> None:
    """ethereum/ERCs#1814: a holder named twice was frozen beyond its balance, or only for the last entry."""
    with insufficient(world.investor_a, 4, 6):
        token.batchFreezePartialTokens([world.investor_a] * 2, [6, 6], by=world.officer)
    assert token.getFrozenTokens(world.investor_a) == 0
    token.batchFreezePartialTokens([world.investor_a] * 2, [6, 4], by=world.officer)
    assert token.getFrozenTokens(world.investor_a) == 10


@pytest.mark.requirement("TOK-23")
def test_batch_freeze_partial_tokens__one_too_many__refuses_all(world: World, token: Deployed) -> None:
    with insufficient(world.investor_b, 20, 21):
        token.batchFreezePartialTokens([world.investor_a, world.investor_b], [4, 21], by=world.officer)
    assert token.getFrozenTokens(world.investor_a) == 0


@pytest.mark.requirement("TOK-23")
@pytest.mark.parametrize(("holders", "amounts"), [(1, 2), (2, 1), (201, 201)])
def test_batch_freeze_partial_tokens__lists_that_do_not_match_or_are_too_long__reverts(
    world: World, token: Deployed, holders: int, amounts: int
) -> None:
    with reverts("BatchRefused", length=holders, other=amounts):
        token.batchFreezePartialTokens([world.investor_a] * holders, [0] * amounts, by=world.officer)


@pytest.mark.requirement("TOK-10")
def test_batch_freeze_partial_tokens__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.issuer, "COMPLIANCE_ROLE"):
        token.batchFreezePartialTokens([world.investor_a], [1], by=world.issuer)
