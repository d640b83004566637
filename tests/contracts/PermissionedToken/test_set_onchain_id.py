"""The owner names the token's own identity contract."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import owner_of
from tests.contracts.support import ZERO, Deployed, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-27")
def test_set_onchain_id__by_the_owner__is_told_and_can_be_taken_back(world: World, token: Deployed) -> None:
    assert token.onchainID() == ZERO
    for identity in (world.outsider.wallet, ZERO):
        sent = token.setOnchainID(identity, by=owner_of(world, token))
        information = (token.name(), token.symbol(), token.decimals(), token.version())
        assert sent.logs == [token.log("UpdatedTokenInformation", *information, identity)]
        assert token.onchainID() == identity


@pytest.mark.requirement("TOK-10")
def test_set_onchain_id__caller_not_owner__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.custodian):
        token.setOnchainID(world.custodian, by=world.custodian)
    assert token.onchainID() == ZERO
