"""A deployment that is not as planned is found out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.deployment.plan import Deployment
from tenor.deployment.verify import verify_deployment
from tenor.errors import TransactionFailed
from tenor.parties import Actor
from tests.contracts.support import Deployed, role_id, wallet
from tests.contracts.world import World

FIELDS = {
    "registry": "IdentityRegistry", "dvp": "DeliveryVersusPayment", "cash": "CashToken", "factory": "BondFactory",
    "bond": "Bond",
}  # fmt: skip


def verify(world: World, deployment: Deployment | None = None) -> None:
    verify_deployment(world.chain, deployment or world.plan.deployment, world.schedule.terms, world.roles)


@pytest.mark.requirement("DEP-3")
def test_verify_deployment__as_planned__passes(world: World) -> None:
    verify(world)


@pytest.mark.requirement("DEP-3")
@pytest.mark.parametrize("field", FIELDS)
def test_verify_deployment__no_code_at_an_address__is_found(world: World, field: str) -> None:
    nowhere = replace(world.plan.deployment, **{field: wallet(77)})
    with pytest.raises(TransactionFailed, match=f"{FIELDS[field]}: there is no code at {wallet(77)}"):
        verify(world, nowhere)


@pytest.mark.requirement("DEP-3", "TOK-7")
@pytest.mark.parametrize(
    ("contract", "role", "administrator", "stranger"),
    [
        ("registry", "", "operator", "registrar"),
        ("registry", "REGISTRAR_ROLE", "operator", "operator"),
        ("cash", "CENTRAL_BANK_ROLE", "central_bank", "issuer"),
        ("cash", "PAUSER_ROLE", "central_bank", "central_bank"),
        ("bond", "", "issuer", "operator"),
        ("bond", "PAYING_AGENT_ROLE", "issuer", "issuer"),
        ("bond", "COMPLIANCE_ROLE", "issuer", "pauser"),
    ],
)
def test_verify_deployment__role_with_somebody_else_too__is_found(
    world: World, contract: str, role: str, administrator: str, stranger: str
) -> None:
    deployed: Deployed = getattr(world, contract)
    deployed.grantRole(role_id(role), getattr(world, stranger), by=getattr(world, administrator))
    named = role or "administrator"
    with pytest.raises(TransactionFailed, match=f"{deployed.contract}: .* holds the role {named}"):
        verify(world)


@pytest.mark.requirement("DEP-3")
@pytest.mark.parametrize(
    ("contract", "role", "holder"),
    [
        ("registry", "REGISTRAR_ROLE", "registrar"),
        ("cash", "COMPLIANCE_ROLE", "officer"),
        ("bond", "PAUSER_ROLE", "pauser"),
        ("bond", "", "issuer"),
    ],
)
def test_verify_deployment__role_given_up__is_found(world: World, contract: str, role: str, holder: str) -> None:
    deployed: Deployed = getattr(world, contract)
    actor: Actor = getattr(world, holder)
    deployed.renounceRole(role_id(role), actor, by=actor)
    with pytest.raises(TransactionFailed, match=f"{actor.name} lacks the role {role or 'administrator'}"):
        verify(world)


@pytest.mark.requirement("DEP-3")
def test_verify_deployment__provider_not_trusted__is_found(world: World) -> None:
    world.registry.removeProvider(world.provider, by=world.operator)
    with pytest.raises(TransactionFailed, match=f"does not trust the provider {world.provider.wallet}"):
        verify(world)


@pytest.mark.requirement("DEP-3")
def test_verify_deployment__bond_of_another_document__is_found(world: World) -> None:
    other = world.create(termsHash=b"\x11" * 32)
    with pytest.raises(TransactionFailed, match="its terms hash is 0x1111"):
        verify(world, replace(world.plan.deployment, bond=other.bond.wallet))
