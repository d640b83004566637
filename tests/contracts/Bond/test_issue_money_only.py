"""Units do not come into being on a wallet that is verified for money only."""

from __future__ import annotations

import pytest

from tests.contracts.support import reverts
from tests.contracts.world import World


@pytest.mark.requirement("REG-9", "BOND-1")
def test_issue__receiver_verified_for_money_only__reverts_and_can_be_made_later(world: World) -> None:
    """Another bond is verified as a payee; units issued to it would be lost."""
    other = world.create(issueId=b"\x02" * 32).bond
    assert world.registry.isVerified(other)
    world.advance(world.terms["issueTime"])
    with reverts("NotVerified", holder=other):
        world.bond.issue(other, by=world.issuer)
    assert world.bond.totalSupply() == 0
    world.bond.issue(world.issuer, by=world.issuer)
    assert world.bond.balanceOf(world.issuer) == world.terms["units"]
