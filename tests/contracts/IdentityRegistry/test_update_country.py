"""A registrar states the country where no signed claim does."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import bring, claim_issuer, found, identity_contract, lasting
from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-15", "REG-17")
def test_update_country__identity_contract__changes_the_country_alone(world: World) -> None:
    identity = identity_contract(world, claim_issuer(world, 1), 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    before = found(world, world.outsider)
    sent = world.registry.updateCountry(world.outsider, 826, by=world.registrar)
    assert sent.logs == [
        world.registry.log("IdentityVerified", world.outsider, world.registry.wordOf(world.outsider)),
        world.registry.log("CountryUpdated", world.outsider, 826),
    ]
    assert found(world, world.outsider) == {**before, "country": 826}
    assert world.registry.investorCountry(world.outsider) == 826
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-15")
def test_update_country__codeless_without_a_claim__changes_it(world: World) -> None:
    world.registry.registerIdentity(world.outsider, ZERO, 702, by=world.registrar)
    world.registry.updateCountry(world.outsider, 999, by=world.registrar)
    assert world.registry.investorCountry(world.outsider) == 999
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-15")
def test_update_country__country_in_a_signed_claim__reverts(world: World) -> None:
    with reverts("CountryIsClaimed", wallet=world.investor_a):
        world.registry.updateCountry(world.investor_a, 702, by=world.registrar)
    assert world.registry.investorCountry(world.investor_a) == 344


@pytest.mark.requirement("REG-15")
def test_update_country__claim_signed_since__is_the_one_that_counts(world: World) -> None:
    registered = world.registry.registerIdentity(world.outsider, ZERO, 702, by=world.registrar).time
    world.advance(registered + 1)
    bring(world, (lasting(world, world.outsider, country=826), world.provider))
    assert world.registry.investorCountry(world.outsider) == 826
    with reverts("CountryIsClaimed", wallet=world.outsider):
        world.registry.updateCountry(world.outsider, 702, by=world.registrar)


@pytest.mark.requirement("REG-15")
@pytest.mark.parametrize("country", [0, 1_000, 1_024, 2**16 - 1])
def test_update_country__no_code__reverts(world: World, country: int) -> None:
    world.registry.registerIdentity(world.outsider, ZERO, 702, by=world.registrar)
    with reverts("InvalidClaim", wallet=world.outsider):
        world.registry.updateCountry(world.outsider, country, by=world.registrar)


@pytest.mark.requirement("REG-15", "REG-16")
def test_update_country__not_on_the_register__reverts(world: World) -> None:
    with reverts("NotOnRegister", wallet=world.outsider):
        world.registry.updateCountry(world.outsider, 702, by=world.registrar)


@pytest.mark.requirement("REG-15")
def test_update_country__caller_not_registrar__reverts(world: World) -> None:
    world.registry.registerIdentity(world.outsider, ZERO, 702, by=world.registrar)
    for caller in (world.operator, world.outsider):
        with unauthorized(caller, "REGISTRAR_ROLE"):
            world.registry.updateCountry(world.outsider, 826, by=caller)
