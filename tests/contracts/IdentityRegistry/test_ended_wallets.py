"""A wallet whose verification has ended stays its investor's, and comes back by the registrar alone."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    REASON,
    addresses,
    bring,
    claim_issuer,
    further,
    identity_contract,
    lasting,
    reference,
)
from tests.contracts.support import reverts
from tests.contracts.world import World


@pytest.mark.requirement("REG-11", "REG-12")
def test_refresh__corrected_claim_after_the_only_one_was_taken_back__is_the_registrars_to_bring(world: World) -> None:
    """Nobody but the issuer knows whether it has taken the claim back for a slip in it or for the investor's sake."""
    claim = lasting(world, world.investor_a)
    bring(world, (claim, world.provider))
    world.registry.revokeClaim(claim, by=world.provider)
    world.advance(world.now + 10)
    corrected = lasting(world, world.investor_a, country=702)
    for sender in (world.investor_a, world.outsider, world.provider):
        with reverts("RefreshRefused", wallet=world.investor_a):
            bring(world, (corrected, world.provider), by=sender)
    bring(world, (corrected, world.provider), by=world.registrar)
    assert world.registry.isVerified(world.investor_a)
    assert world.registry.investorCountry(world.investor_a) == 702


@pytest.mark.requirement("REG-3", "REG-14")
def test_update_identity__wallet_revoked_before__is_revived_by_what_the_contract_proves_now(world: World) -> None:
    """The registrar who names an identity contract stands behind it, as it would behind a claim issued later."""
    identity = identity_contract(world, claim_issuer(world, 1), 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    world.registry.revoke(world.outsider, REASON, by=world.registrar)
    with reverts("RefreshRefused", wallet=world.outsider):
        world.registry.refreshContract(world.outsider, by=world.outsider)
    world.registry.updateIdentity(world.outsider, identity, by=world.registrar)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-13", "REG-16")
def test_register_signed__wallets_taken_off__still_count_among_the_eight(world: World) -> None:
    """What was held in them counts under the investor's name for good."""
    first = world.investor_a.wallet
    others = [further(number) for number in range(2, 9)]
    for each in others:
        world.register(each, investor=first)
        world.registry.deleteIdentity(each, by=world.registrar)
    assert addresses(world.registry.walletsOf(first)) == [first, *others]
    with reverts("TooManyWallets", investor=reference(first)):
        world.register(further(9), investor=first)
