"""A wallet that was recovered stays empty, whoever still has its key: nothing can be put there to recover again."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import second_wallet
from tests.contracts.support import Deployed, Sent, reverts
from tests.contracts.world import World


@pytest.fixture
def token(world: World, token: Deployed) -> Deployed:
    """Investor a's wallet was recovered to the outsider's, which lets no venue move anything; both keys are in use."""
    second_wallet(world, world.outsider, of=world.investor_a)
    token.allowSettlement(allowed=False, by=world.investor_a)
    recover(world, token)
    return token


def recover(world: World, token: Deployed) -> Sent:
    identity = world.registry.identity(world.investor_a)
    sent: Sent = token.recoveryAddress(world.investor_a, world.outsider, identity, by=world.registrar)
    return sent


@pytest.mark.requirement("TOK-20", "TOK-25")
def test_allow_settlement__by_who_kept_the_lost_key__is_refused_and_nothing_is_recovered(
    world: World, token: Deployed
) -> None:
    with reverts("AddressIsFrozen", holder=world.investor_a):
        token.allowSettlement(allowed=True, by=world.investor_a)
    with reverts("NothingToRecover", wallet=world.investor_a):
        recover(world, token)
    assert not token.settlementAllowed(world.investor_a)
    assert not token.settlementAllowed(world.outsider)


@pytest.mark.requirement("TOK-20", "TOK-25")
def test_allow_settlement__taken_back_in_the_lost_wallet__passes_and_leaves_nothing_to_recover(
    world: World, token: Deployed
) -> None:
    token.allowSettlement(allowed=True, by=world.outsider)
    token.allowSettlement(allowed=False, by=world.investor_a)
    with reverts("NothingToRecover", wallet=world.investor_a):
        recover(world, token)
    assert token.settlementAllowed(world.outsider)


@pytest.mark.requirement("TOK-4", "TOK-25")
def test_allow_settlement__by_a_frozen_holder__is_refused_until_it_is_released(world: World, token: Deployed) -> None:
    token.allowSettlement(allowed=True, by=world.investor_b)
    token.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    assert token.settlementAllowed(world.investor_b)
    token.allowSettlement(allowed=False, by=world.investor_b)  # a holder may always let less
    with reverts("AddressIsFrozen", holder=world.investor_b):
        token.allowSettlement(allowed=True, by=world.investor_b)
    token.setAddressFrozen(world.investor_b, freeze=False, by=world.officer)
    token.allowSettlement(allowed=True, by=world.investor_b)
    assert token.settlementAllowed(world.investor_b)
