"""Volumes of holders that the token's register does not know: each has its own."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import owner_of, set_limits
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import Deployed
from tests.contracts.world import HONG_KONG, World


@pytest.fixture
def token(world: World, token: Deployed) -> Deployed:
    """It has gone to another register, which knows of investor c alone."""
    other = world.deploy("IdentityRegistry", world.operator, world.registrar)
    other.addTrustedIssuer(world.registrar, [1], by=world.operator)
    other.registerIdentity(world.investor_c, "0x" + "00" * 20, HONG_KONG, by=world.registrar)
    token.setIdentityRegistry(other, by=owner_of(world, token))
    return token


@pytest.mark.requirement("TOK-14", "TOK-27")
@pytest.mark.parametrize(("limit", "reason"), [("daily", "DAILY_VOLUME"), ("monthly", "MONTHLY_VOLUME")])
def test_set_limits__holders_that_the_register_does_not_know__have_a_volume_each(
    world: World, token: Deployed, limit: str, reason: str
) -> None:
    set_limits(world, token, **{limit: 8})
    token.transfer(world.investor_c, 8, by=world.investor_b)
    token.transfer(world.investor_c, 4, by=world.investor_a)
    for sender, amount in ((world.investor_b, 1), (world.investor_a, 6)):
        with restricted(Restriction[reason], sender, world.investor_c, amount):
            token.transfer(world.investor_c, amount, by=sender)
    token.transfer(world.investor_c, 4, by=world.investor_a)
