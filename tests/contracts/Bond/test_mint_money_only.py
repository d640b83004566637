"""Units do not come into being on a wallet that is verified for money only."""

from __future__ import annotations

import pytest

from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO
from tests.contracts.world import World


@pytest.mark.requirement("REG-9", "BOND-1")
def test_mint__receiver_verified_for_money_only__reverts_and_can_be_made_later(world: World) -> None:
    """Another bond is verified as a payee; units minted to it would be lost."""
    other = world.create(issueId=b"\x02" * 32).bond
    units = world.terms["units"]
    assert world.registry.isVerified(other)
    world.advance(world.terms["issueTime"])
    with restricted(Restriction.INVESTOR_CLASS, ZERO, other, units):
        world.bond.mint(other, units, by=world.issuer)
    assert world.bond.totalSupply() == 0
    world.bond.mint(world.issuer, units, by=world.issuer)
    assert world.bond.balanceOf(world.issuer) == units
