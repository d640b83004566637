"""Redemption of a holding that is frozen in part: it goes on, and every standard's reader is told of the release."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO
from tests.contracts.world import World


@pytest.mark.requirement("TOK-17", "BOND-11")
@pytest.mark.parametrize("frozen", [4, 10, 14])
def test_redeem__part_frozen__tells_the_frozen_part_before_the_transfer(world: World, frozen: int) -> None:
    """ERC-7943: a burn of more than is free must say so by `Frozen`, before the token's own event."""
    world.distribute({world.investor_a: 10})
    bond = world.bond
    bond.setFrozenTokens(world.investor_a, frozen, by=world.officer)
    world.mature()
    sent = bond.redeem([world.investor_a], by=world.investor_a)
    left = bond.getFrozenTokens(world.investor_a)
    assert (bond.balanceOf(world.investor_a), left <= max(0, frozen - 10)) == (0, True)
    told = [log for log in sent.logs if log.emitter == bond.wallet and log.name in {"Frozen", "Transfer"}]
    assert told == [
        bond.log("Frozen", world.investor_a, left),
        bond.log("Transfer", world.investor_a, ZERO, 10),
    ]
