"""One agreed trade between investors a and b."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.DeliveryVersusPayment.deal import AMOUNT, UNITS, Deal
from tests.contracts.world import World


@pytest.fixture
def deal(world: World) -> Deal:
    world.distribute({world.investor_a: 10})
    world.mint(world.investor_b, 2 * AMOUNT)
    trade = {
        "tradeReference": keccak(text="SEC-001"),
        "seller": world.investor_a.wallet,
        "buyer": world.investor_b.wallet,
        "security": world.bond.wallet,
        "units": UNITS,
        "cash": world.cash.wallet,
        "amount": AMOUNT,
        "settleFrom": world.now,
        "settleBy": world.now + 3_600,
        "nonce": 7,
    }
    return Deal(world, trade)
