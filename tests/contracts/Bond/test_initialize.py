"""A bond is set up by the factory in the transaction that creates it, and by nobody at any other time."""

from __future__ import annotations

import pytest

from tests.contracts.restrictions import insufficient
from tests.contracts.support import Deployed, reverts, role_id, unauthorized
from tests.contracts.world import World


@pytest.fixture
def implementation(world: World) -> Deployed:
    """What every bond's code delegates to."""
    return Deployed(world.chain, "Bond", world.factory.implementation())


@pytest.mark.requirement("BOND-15")
@pytest.mark.parametrize("caller", ["issuer", "operator", "outsider"])
def test_initialize__bond_by_anybody__reverts(world: World, caller: str) -> None:
    actor = getattr(world, caller)
    with reverts("NotFactory", caller=actor):
        world.bond.initialize({**world.bond_roles, "issuer": actor.wallet}, by=actor)


@pytest.mark.requirement("BOND-15")
def test_initialize__implementation_by_anybody__reverts(world: World, implementation: Deployed) -> None:
    with reverts("NotFactory", caller=world.issuer):
        implementation.initialize(world.bond_roles, by=world.issuer)


@pytest.mark.requirement("BOND-15")
def test_initialize__implementation__has_no_role_holder(world: World, implementation: Deployed) -> None:
    roles = ("", "ISSUER", "PAYING_AGENT", "REGISTRAR", "COMPLIANCE", "CUSTODIAN", "PAUSER")
    holders = (*world.actors, world.factory, world.bond, implementation)
    assert not any(
        implementation.hasRole(role_id(role and f"{role}_ROLE"), holder) for role in roles for holder in holders
    )
    with unauthorized(world.issuer, "ISSUER_ROLE"):
        implementation.mint(world.issuer, 1, by=world.issuer)
    with unauthorized(world.issuer):
        implementation.grantRole(role_id("ISSUER_ROLE"), world.issuer, by=world.issuer)


@pytest.mark.requirement("BOND-15")
def test_initialize__implementation__moves_and_pays_nothing(world: World, implementation: Deployed) -> None:
    assert implementation.totalSupply() == 0
    with insufficient(world.investor_a, 0, 1):
        implementation.transfer(world.investor_b, 1, by=world.investor_a)
    assert implementation.payCoupons([world.investor_a], by=world.investor_a).logs == []
