"""Several burns in one transaction, whole or not at all."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import enforced
from tests.contracts.PermissionedToken.kit import holdings
from tests.contracts.restrictions import insufficient
from tests.contracts.support import ZERO, Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.fixture
def bond(world: World) -> Deployed:
    """Investor a holds ten units and investor b twenty, the issuer the rest."""
    world.distribute({world.investor_a: 10, world.investor_b: 20})
    return world.bond


@pytest.mark.requirement("TOK-23", "TOK-18")
def test_batch_burn__several__each_loses_its_own(world: World, bond: Deployed) -> None:
    sent = bond.batchBurn([world.investor_a, world.investor_b], [4, 20], by=world.officer)
    assert sent.logs == [
        bond.log("Transfer", world.investor_a, ZERO, 4),
        enforced(bond, "burn", (world.investor_a, world.officer), (10, 6)),
        bond.log("Transfer", world.investor_b, ZERO, 20),
        enforced(bond, "burn", (world.investor_b, world.officer), (20, 0)),
    ]
    assert holdings(bond, world.investor_a, world.investor_b) == [6, 0]
    assert bond.totalSupply() == 1_576


@pytest.mark.requirement("TOK-23", "TOK-17")
def test_batch_burn__one_holder_twice__counts_frozen_units_once(world: World, bond: Deployed) -> None:
    """ethereum/ERCs#1814: a holder named twice in a batch was checked against its first balance."""
    bond.freezePartialTokens(world.investor_a, 5, by=world.officer)
    bond.batchBurn([world.investor_a, world.investor_a], [4, 3], by=world.officer)
    assert (bond.balanceOf(world.investor_a), bond.getFrozenTokens(world.investor_a)) == (3, 3)
    with insufficient(world.investor_a, 1, 2):
        bond.batchBurn([world.investor_a, world.investor_a], [2, 2], by=world.officer)
    assert bond.balanceOf(world.investor_a) == 3


@pytest.mark.requirement("TOK-23")
def test_batch_burn__one_too_many__refuses_all(world: World, bond: Deployed) -> None:
    with insufficient(world.investor_b, 20, 21):
        bond.batchBurn([world.investor_a, world.investor_b], [4, 21], by=world.officer)
    assert bond.totalSupply() == 1_600


@pytest.mark.requirement("TOK-23")
@pytest.mark.parametrize(("holders", "amounts"), [(1, 2), (2, 1), (201, 201)])
def test_batch_burn__lists_that_do_not_match_or_are_too_long__reverts(
    world: World, bond: Deployed, holders: int, amounts: int
) -> None:
    with reverts("BatchRefused", length=holders, other=amounts):
        bond.batchBurn([world.investor_a] * holders, [1] * amounts, by=world.officer)


@pytest.mark.requirement("TOK-30")
def test_batch_burn__money__is_refused(world: World) -> None:
    world.mint(world.investor_a, 10)
    with reverts("BurnRefused"):
        world.cash.batchBurn([world.investor_a], [1], by=world.officer)
    assert world.cash.totalSupply() == 10


@pytest.mark.requirement("TOK-10")
def test_batch_burn__caller_not_officer__reverts(world: World, bond: Deployed) -> None:
    with unauthorized(world.issuer, "COMPLIANCE_ROLE"):
        bond.batchBurn([world.investor_a], [1], by=world.issuer)
