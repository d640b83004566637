"""Whoever asks for a look at an identity contract decides how much gas it has, and must not decide the verdict."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.contracts.IdentityRegistry.vouching import KYC_BIT, claim_issuer, found, identity_contract
from tests.contracts.support import Deployed, Refused
from tests.contracts.world import World

LEAST, MOST, STEP = 325_000, 365_000, 250  # [gas] from too little for a look to more than enough


def look(world: World, **named: int) -> int:
    """Topics that stand after a stranger's look."""
    world.registry.refreshContract(world.outsider, by=world.investor_b, **named)
    topics: int = found(world, world.outsider)["topics"]
    return topics


@pytest.fixture
def dearest(world: World) -> Deployed:
    """A claim issuer whose answer on the outsider's claim costs as much as a look may; no other is relied on."""
    issuer = claim_issuer(world, 1)
    identity = identity_contract(world, issuer, 1)
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    affordable, too_dear = 1, 3_000  # rounds of thought
    while too_dear - affordable > 1:
        middle = (affordable + too_dear) // 2
        issuer.deliberate(middle, by=world.outsider)
        if look(world):
            affordable = middle
        else:
            too_dear = middle
    issuer.deliberate(affordable, by=world.outsider)
    return issuer


@pytest.mark.requirement("REG-11", "REG-14")
def test_refresh_contract__just_too_little_gas_for_the_dearest_look__takes_nothing_away(
    world: World, dearest: Deployed
) -> None:
    assert world.registry.isTrustedIssuer(dearest)
    assert look(world) == KYC_BIT
    passed = []
    for gas in range(LEAST, MOST, STEP):
        snapshot = world.chain.rpc("evm_snapshot")
        with suppress(Refused):
            assert look(world, gas=gas) == KYC_BIT, f"lapsed with {gas} of gas"
            passed.append(gas)
        world.chain.rpc("evm_revert", snapshot)
    assert LEAST < passed[0] < MOST - STEP
    assert passed == [*range(passed[0], MOST, STEP)]
