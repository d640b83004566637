"""Generated lives of generated bonds: chain and twin move the same money, event by event, to the minor unit.

`TENOR_LIVES` says how many: 100 where nothing is said, 1,000 at night.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tenor.chain.anvil import embedded_anvil
from tenor.chain.clock import start_clock
from tenor.chain.connection import connect
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tests.contracts.build import build_world
from tests.contracts.world import World
from tests.invariants.chain_life import settled_world
from tests.invariants.chain_life_early import WholeLife
from tests.twin.generate_lives import Life, lives

BY_DAY = 100  # the same ones each time; more are drawn anew
LIVES = int(os.environ.get("TENOR_LIVES", str(BY_DAY)))
GENESIS = int(datetime(1999, 12, 1, tzinfo=UTC).timestamp())  # before any sheet's first day
ACCOUNTS = 40


@pytest.fixture(scope="module")
def early_world() -> Iterator[World]:
    """A chain that begins before the year 2000."""
    with embedded_anvil(GENESIS, ACCOUNTS) as url:
        chain = connect(url, DEVELOPMENT_CHAIN_ID)
        start_clock(chain)
        yield settled_world(build_world(chain, GENESIS + 60))


@pytest.mark.requirement("BOND-41")
@settings(max_examples=LIVES, derandomize=LIVES <= BY_DAY, suppress_health_check=list(HealthCheck))
@given(life=lives())
def test_life__any_bond__moves_on_the_chain_what_the_twin_says(early_world: World, life: Life) -> None:
    (_, (issued, _)), *_ = life.events
    assume(issued <= life.bond.periods()[0].record)  # interest may start after the first record time: nothing is issued
    snapshot = early_world.chain.rpc("evm_snapshot")
    try:
        WholeLife(early_world, life).play()
    finally:
        assert early_world.chain.rpc("evm_revert", snapshot)
