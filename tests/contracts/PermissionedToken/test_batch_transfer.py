"""Several transfers of the caller in one transaction, whole or not at all."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import add_rules, holdings, set_limits, set_rules
from tests.contracts.restrictions import Restriction, frozen_units, insufficient, restricted
from tests.contracts.support import Deployed, reverts
from tests.contracts.world import World


@pytest.mark.requirement("TOK-2", "TOK-23")
def test_batch_transfer__several__each_gets_its_own(world: World, token: Deployed) -> None:
    sent = token.batchTransfer([world.investor_a, world.investor_c], [3, 5], by=world.investor_b)
    assert sent.logs == [
        token.log("Transfer", world.investor_b, world.investor_a, 3),
        token.log("Transfer", world.investor_b, world.investor_c, 5),
    ]
    assert holdings(token, world.investor_a, world.investor_b, world.investor_c) == [13, 12, 5]


@pytest.mark.requirement("TOK-23")
def test_batch_transfer__one_refused__refuses_all(world: World, token: Deployed) -> None:
    with restricted(Restriction.NOT_VERIFIED, world.investor_b, world.outsider, 5):
        token.batchTransfer([world.investor_a, world.outsider], [3, 5], by=world.investor_b)
    assert holdings(token, world.investor_a, world.investor_b) == [10, 20]


@pytest.mark.requirement("TOK-4", "TOK-23")
def test_batch_transfer__one_receiver_twice__spends_the_free_part_once(world: World, token: Deployed) -> None:
    """ethereum/ERCs#1814 and CMTA/CMTAT#380: an id or a receiver named twice passed the freeze."""
    token.freezePartialTokens(world.investor_b, 12, by=world.officer)
    with frozen_units(world.investor_b, 2, 6):
        token.batchTransfer([world.investor_a, world.investor_a], [6, 6], by=world.investor_b)
    token.batchTransfer([world.investor_a, world.investor_a], [4, 4], by=world.investor_b)
    assert holdings(token, world.investor_a, world.investor_b) == [18, 12]


@pytest.mark.requirement("TOK-2")
def test_batch_transfer__more_than_held_in_sum__reverts(world: World, token: Deployed) -> None:
    with insufficient(world.investor_b, 8, 9):
        token.batchTransfer([world.investor_a, world.investor_c], [12, 9], by=world.investor_b)


@pytest.mark.requirement("TOK-14")
def test_batch_transfer__volume_of_the_day__is_counted_over_the_batch(world: World, token: Deployed) -> None:
    set_limits(world, token, daily=9)
    with restricted(Restriction.DAILY_VOLUME, world.investor_b, world.investor_c, 5):
        token.batchTransfer([world.investor_a, world.investor_c], [5, 5], by=world.investor_b)
    token.batchTransfer([world.investor_a, world.investor_c], [5, 4], by=world.investor_b)
    assert holdings(token, world.investor_a, world.investor_c) == [15, 4]


@pytest.mark.requirement("TOK-29")
def test_batch_transfer__approved_once__passes_once(world: World, token: Deployed) -> None:
    set_rules(world, token, approvalNeeded=True)
    token.approveTransfer(world.investor_b, world.investor_a, 4, world.now + 100, by=world.custodian)
    with restricted(Restriction.APPROVAL_NEEDED, world.investor_b, world.investor_a, 4):
        token.batchTransfer([world.investor_a, world.investor_a], [4, 4], by=world.investor_b)
    token.batchTransfer([world.investor_a], [4], by=world.investor_b)
    assert token.balanceOf(world.investor_a) == 14


@pytest.mark.requirement("TOK-12")
def test_batch_transfer__external_rules__are_told_of_each(world: World, token: Deployed) -> None:
    rules = add_rules(world, token)
    sent = token.batchTransfer([world.investor_a, world.investor_c], [3, 5], by=world.investor_b)
    assert [log for log in sent.logs if log.emitter == rules.wallet] == [
        rules.log("Told", "transferred", world.investor_b, world.investor_a, 3),
        rules.log("Told", "transferred", world.investor_b, world.investor_c, 5),
    ]


@pytest.mark.requirement("TOK-23")
@pytest.mark.parametrize(("receivers", "amounts"), [(1, 2), (2, 1), (0, 1), (201, 201)])
def test_batch_transfer__lists_that_do_not_match_or_are_too_long__reverts(
    world: World, token: Deployed, receivers: int, amounts: int
) -> None:
    with reverts("BatchRefused", length=receivers, other=amounts):
        token.batchTransfer([world.investor_a] * receivers, [0] * amounts, by=world.investor_b)


@pytest.mark.requirement("TOK-23")
def test_batch_transfer__two_hundred__passes(world: World, token: Deployed) -> None:
    token.batchTransfer([world.investor_a] * 5 + [world.investor_b] * 195, [2] * 200, by=world.investor_b)
    assert holdings(token, world.investor_a, world.investor_b) == [20, 10]
