"""The dearest redemption fits one transaction with room to spare."""

from __future__ import annotations

import pytest

from tests.contracts.signing import compact, packed
from tests.contracts.support import wallet
from tests.contracts.world import World

MOST_HOLDERS, MOST_GAS_OF_A_BATCH = 200, 12_000_000
EACH = 2  # units


@pytest.mark.requirement("BOND-10", "BOND-19")
def test_redeem__longest_batch_of_frozen_units_never_paid__stays_below_the_mark(world: World) -> None:
    """Fresh cash accounts, two coupons and the principal at once, and a frozen part each."""
    holders = [wallet(1_000 + number) for number in range(MOST_HOLDERS)]
    for start in (0, MOST_HOLDERS // 2):
        claims = [world.claim(holder) for holder in holders[start : start + MOST_HOLDERS // 2]]
        signatures = [compact(world.vouch(claim)) for claim in claims]
        world.registry.registerSigned(*packed(claims, world.provider, signatures), by=world.registrar)
    world.distribute(dict.fromkeys(holders, EACH))
    for holder in holders:
        world.bond.freezePartialTokens(holder, 1, by=world.officer)
    world.mature()
    interest = sum(world.bond.coupon(number)["amountPerUnit"] for number in (1, 2))
    sent = world.bond.redeem(holders, by=world.paying_agent)
    assert sent.gas < MOST_GAS_OF_A_BATCH
    assert {world.cash.balanceOf(holder) for holder in holders} == {EACH * (world.terms["unitFace"] + interest)}
    assert world.bond.totalSupply() == world.terms["units"] - EACH * MOST_HOLDERS
