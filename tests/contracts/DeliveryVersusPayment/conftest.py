"""One agreed trade between investors a and b."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.DeliveryVersusPayment.cycles import Ring, ring
from tests.contracts.DeliveryVersusPayment.deal import AMOUNT, UNITS, Deal
from tests.contracts.DeliveryVersusPayment.matched import LOCKED, Matched
from tests.contracts.signing import PLAIN
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


@pytest.fixture
def matched(deal: Deal) -> Matched:
    """The deal with nothing locked."""
    world = deal.world
    for party in (world.investor_a, world.investor_b):
        for token in (world.bond, world.cash):
            token.allowSettlement(allowed=True, by=party)
    return Matched(deal)


@pytest.fixture
def locked(matched: Matched) -> Matched:
    """The deal with both sides' assets locked from the match on."""
    return Matched(matched.deal, {**PLAIN, **LOCKED})


DEALS = [(0, 1, 6, 600), (1, 2, 4, 440), (2, 0, 3, 300), (0, 2, 2, 210), (1, 0, 1, 90)]


@pytest.fixture
def round_trip(world: World) -> Ring:
    """Five trades among a, b and c, who hold ten units and a thousand of money each and let the venue settle."""
    world.distribute({world.investor_a: 10, world.investor_b: 10, world.investor_c: 10})
    for member in (world.investor_a, world.investor_b, world.investor_c):
        world.mint(member, 1_000)
        for token in (world.bond, world.cash):
            token.allowSettlement(allowed=True, by=member)
    return ring(world, DEALS)
