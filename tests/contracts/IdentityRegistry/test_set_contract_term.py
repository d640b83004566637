"""How long a verdict from an identity contract lasts without being renewed."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import claim_issuer, found, identity_contract
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

DAY = 86_400  # [s]
MOST = 30 * DAY


@pytest.mark.requirement("REG-14")
@pytest.mark.parametrize("term", [1, DAY, MOST])
def test_set_contract_term__within_the_bounds__holds_for_verdicts_from_then_on(world: World, term: int) -> None:
    assert world.registry.contractTerm() == DAY
    sent = world.registry.setContractTerm(term, by=world.operator)
    assert sent.logs == [world.registry.log("ContractTermSet", term, world.operator)]
    assert world.registry.contractTerm() == term
    identity = identity_contract(world, claim_issuer(world, 1), 1)
    registered = world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert found(world, world.outsider)["validUntil"] == registered.time + term


@pytest.mark.requirement("REG-14")
@pytest.mark.parametrize("term", [0, MOST + 1, 2**40 - 1])
def test_set_contract_term__none_or_too_long__reverts(world: World, term: int) -> None:
    with reverts("TermTooLong", term=term, most=MOST):
        world.registry.setContractTerm(term, by=world.operator)
    assert world.registry.contractTerm() == DAY


@pytest.mark.requirement("REG-14", "REG-19")
def test_set_contract_term__caller_not_owner__reverts(world: World) -> None:
    for caller in (world.registrar, world.provider):
        with unauthorized(caller):
            world.registry.setContractTerm(1, by=caller)
