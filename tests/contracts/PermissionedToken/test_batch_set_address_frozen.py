"""Several addresses frozen or released in one transaction, whole or not at all."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import enforced
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-4", "TOK-18", "TOK-23")
def test_batch_set_address_frozen__several__each_as_told(world: World, token: Deployed) -> None:
    token.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    people = [world.investor_a, world.investor_b]
    sent = token.batchSetAddressFrozen(people, [True, False], by=world.officer)
    assert sent.logs == [
        token.log("AddressFrozen", world.investor_a, True, world.officer),  # noqa: FBT003
        enforced(token, "setAddressFrozen", (world.investor_a, world.officer), (0, 1)),
        token.log("AddressFrozen", world.investor_b, False, world.officer),  # noqa: FBT003
        enforced(token, "setAddressFrozen", (world.investor_b, world.officer), (1, 0)),
    ]
    assert [token.isFrozen(holder) for holder in people] == [True, False]


@pytest.mark.requirement("TOK-23")
def test_batch_set_address_frozen__one_address_twice__is_as_told_last(world: World, token: Deployed) -> None:
    token.batchSetAddressFrozen([world.investor_a] * 3, [True, False, True], by=world.officer)
    assert token.isFrozen(world.investor_a)
    token.batchSetAddressFrozen([world.investor_a] * 2, [True, False], by=world.officer)
    assert not token.isFrozen(world.investor_a)


@pytest.mark.requirement("TOK-23")
@pytest.mark.parametrize(("holders", "freezes"), [(1, 2), (2, 1), (201, 201)])
def test_batch_set_address_frozen__lists_that_do_not_match_or_are_too_long__reverts(
    world: World, token: Deployed, holders: int, freezes: int
) -> None:
    with reverts("BatchRefused", length=holders, other=freezes):
        token.batchSetAddressFrozen([world.investor_a] * holders, [True] * freezes, by=world.officer)


@pytest.mark.requirement("TOK-10")
def test_batch_set_address_frozen__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.pauser, "COMPLIANCE_ROLE"):
        token.batchSetAddressFrozen([world.investor_a], [True], by=world.pauser)
    assert not token.isFrozen(world.investor_a)
