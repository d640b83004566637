"""A country, stated through the storage."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-15", "REG-17")
def test_modify_stored_investor_country__no_signed_claim__is_changed_and_told(world: World) -> None:
    world.registry.registerIdentity(world.outsider, ZERO, 702, by=world.registrar)
    sent = world.registry.modifyStoredInvestorCountry(world.outsider, 826, by=world.registrar)
    assert sent.logs == [
        world.registry.log("IdentityVerified", world.outsider, world.registry.wordOf(world.outsider)),
        world.registry.log("CountryUpdated", world.outsider, 826),
        world.registry.log("CountryModified", world.outsider, 826),
    ]
    assert world.registry.storedInvestorCountry(world.outsider) == 826


@pytest.mark.requirement("REG-15", "REG-17")
def test_modify_stored_investor_country__signed_claim_states_it__reverts(world: World) -> None:
    with reverts("CountryIsClaimed", wallet=world.investor_a):
        world.registry.modifyStoredInvestorCountry(world.investor_a, 702, by=world.registrar)


@pytest.mark.requirement("REG-15", "REG-17")
def test_modify_stored_investor_country__no_code_or_not_on_the_register__reverts(world: World) -> None:
    with reverts("NotOnRegister", wallet=world.outsider):
        world.registry.modifyStoredInvestorCountry(world.outsider, 702, by=world.registrar)
    world.registry.registerIdentity(world.outsider, ZERO, 702, by=world.registrar)
    for country in (0, 1_000):
        with reverts("InvalidClaim", wallet=world.outsider):
            world.registry.modifyStoredInvestorCountry(world.outsider, country, by=world.registrar)


@pytest.mark.requirement("REG-17")
def test_modify_stored_investor_country__caller_not_registrar__reverts(world: World) -> None:
    for caller in (world.operator, world.outsider):
        with unauthorized(caller, "REGISTRAR_ROLE"):
            world.registry.modifyStoredInvestorCountry(world.investor_a, 702, by=caller)
