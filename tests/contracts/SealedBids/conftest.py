"""An auction of the issuer's with a deposit of 100 a bid, and investors with money."""

from __future__ import annotations

import pytest

from tests.contracts.SealedBids.bids import Bidding, open_bidding
from tests.contracts.world import World


@pytest.fixture
def bidding(world: World) -> Bidding:
    return open_bidding(world)
