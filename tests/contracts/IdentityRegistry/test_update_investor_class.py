"""A registrar states the class of an investor where no signed claim does."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import claim_issuer, found, identity_contract
from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import MONEY_ONLY, PROFESSIONAL, RETAIL, World

LARGEST = 7


@pytest.mark.requirement("REG-15")
@pytest.mark.parametrize("number", [MONEY_ONLY, PROFESSIONAL, LARGEST])
def test_update_investor_class__identity_contract__changes_the_class_alone(world: World, number: int) -> None:
    identity = identity_contract(world, claim_issuer(world, 1), 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    before = found(world, world.outsider)
    assert before["investorClass"] == RETAIL
    sent = world.registry.updateInvestorClass(world.outsider, number, by=world.registrar)
    assert sent.logs == [world.registry.log("IdentityVerified", world.outsider, world.registry.wordOf(world.outsider))]
    assert found(world, world.outsider) == {**before, "investorClass": number}
    world.registry.refreshContract(world.outsider, by=world.outsider)
    assert found(world, world.outsider)["investorClass"] == number


@pytest.mark.requirement("REG-15")
def test_update_investor_class__class_in_a_signed_claim__reverts(world: World) -> None:
    with reverts("CountryIsClaimed", wallet=world.investor_a):
        world.registry.updateInvestorClass(world.investor_a, RETAIL, by=world.registrar)
    assert found(world, world.investor_a)["investorClass"] == PROFESSIONAL


@pytest.mark.requirement("REG-15")
@pytest.mark.parametrize("number", [LARGEST + 1, 255])
def test_update_investor_class__no_class__reverts(world: World, number: int) -> None:
    world.registry.registerIdentity(world.outsider, ZERO, 702, by=world.registrar)
    with reverts("InvalidClaim", wallet=world.outsider):
        world.registry.updateInvestorClass(world.outsider, number, by=world.registrar)


@pytest.mark.requirement("REG-15")
def test_update_investor_class__not_on_the_register__reverts(world: World) -> None:
    with reverts("NotOnRegister", wallet=world.outsider):
        world.registry.updateInvestorClass(world.outsider, PROFESSIONAL, by=world.registrar)


@pytest.mark.requirement("REG-15")
def test_update_investor_class__caller_not_registrar__reverts(world: World) -> None:
    world.registry.registerIdentity(world.outsider, ZERO, 702, by=world.registrar)
    for caller in (world.operator, world.outsider):
        with unauthorized(caller, "REGISTRAR_ROLE"):
            world.registry.updateInvestorClass(world.outsider, PROFESSIONAL, by=caller)
    assert found(world, world.outsider)["investorClass"] == RETAIL
