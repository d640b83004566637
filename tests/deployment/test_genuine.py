"""Shipped contracts are known by their code."""

from __future__ import annotations

import pytest

from tenor.deployment.genuine import shipped_at
from tests.contracts.support import ZERO
from tests.contracts.world import World


@pytest.mark.requirement("XCH-6")
def test_shipped_at__contracts_of_a_deployment__are_told_by_their_names(world: World) -> None:
    found = {name: shipped_at(world.chain, address) for name, address in world.plan.deployment.contracts().items()}
    assert found == {name: name for name in found}


@pytest.mark.requirement("XCH-6")
def test_shipped_at__mock_wallet_or_nothing__is_none_of_them(world: World) -> None:
    for address in (world.deploy("MockLocks").wallet, world.investor_a.wallet, ZERO):
        assert shipped_at(world.chain, address) is None
