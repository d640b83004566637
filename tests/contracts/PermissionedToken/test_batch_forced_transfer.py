"""Several forced transfers in one transaction, whole or not at all."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import enforced
from tests.contracts.PermissionedToken.kit import holdings
from tests.contracts.restrictions import Restriction, insufficient, restricted
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-23", "TOK-18")
def test_batch_forced_transfer__several__move_in_order(world: World, token: Deployed) -> None:
    sent = token.batchForcedTransfer(
        [world.investor_a, world.investor_b], [world.investor_b, world.investor_c], [10, 30], by=world.officer
    )
    assert sent.logs == [
        token.log("Transfer", world.investor_a, world.investor_b, 10),
        token.log("ForcedTransfer", world.investor_a, world.investor_b, 10),
        enforced(token, "forcedTransfer", (world.investor_a, world.officer), (10, 0)),
        token.log("Transfer", world.investor_b, world.investor_c, 30),
        token.log("ForcedTransfer", world.investor_b, world.investor_c, 30),
        enforced(token, "forcedTransfer", (world.investor_b, world.officer), (30, 0)),
    ]
    assert holdings(token, world.investor_a, world.investor_b, world.investor_c) == [0, 0, 30]


@pytest.mark.requirement("TOK-23", "TOK-17")
def test_batch_forced_transfer__one_holder_twice__unfreezes_only_what_is_short(world: World, token: Deployed) -> None:
    """ethereum/ERCs#1814: the second entry was checked against what the first had left behind."""
    token.freezePartialTokens(world.investor_a, 6, by=world.officer)
    token.batchForcedTransfer([world.investor_a] * 2, [world.investor_b] * 2, [3, 3], by=world.officer)
    assert (token.balanceOf(world.investor_a), token.getFrozenTokens(world.investor_a)) == (4, 4)
    with insufficient(world.investor_a, 1, 3):
        token.batchForcedTransfer([world.investor_a] * 2, [world.investor_b] * 2, [3, 3], by=world.officer)
    assert (token.balanceOf(world.investor_a), token.getFrozenTokens(world.investor_a)) == (4, 4)


@pytest.mark.requirement("TOK-23")
def test_batch_forced_transfer__one_refused__refuses_all(world: World, token: Deployed) -> None:
    with restricted(Restriction.NOT_VERIFIED, world.investor_b, world.outsider, 4):
        token.batchForcedTransfer(
            [world.investor_a, world.investor_b], [world.investor_b, world.outsider], [4, 4], by=world.officer
        )
    assert holdings(token, world.investor_a, world.investor_b) == [10, 20]


@pytest.mark.requirement("TOK-23")
@pytest.mark.parametrize(
    ("senders", "receivers", "amounts", "refused"),
    [(1, 2, 1, (1, 2)), (2, 1, 2, (2, 1)), (2, 2, 1, (2, 1)), (201, 201, 201, (201, 201))],
)
def test_batch_forced_transfer__lists_that_do_not_match_or_are_too_long__reverts(
    world: World, token: Deployed, senders: int, receivers: int, amounts: int, refused: tuple[int, int]
) -> None:
    with reverts("BatchRefused", length=refused[0], other=refused[1]):
        token.batchForcedTransfer(
            [world.investor_a] * senders, [world.investor_b] * receivers, [1] * amounts, by=world.officer
        )


@pytest.mark.requirement("TOK-10")
def test_batch_forced_transfer__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.registrar, "COMPLIANCE_ROLE"):
        token.batchForcedTransfer([world.investor_a], [world.investor_b], [4], by=world.registrar)
