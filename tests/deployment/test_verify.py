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

DELEGATES = ("CashEnforcement", "CashAdministration", "BondEnforcement", "BondAdministration")


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


@pytest.mark.requirement("DEP-3")
@pytest.mark.parametrize("name", DELEGATES)
def test_verify_deployment__no_code_where_a_token_delegates_to__is_found(world: World, name: str) -> None:
    deployment = world.plan.deployment
    nowhere = replace(deployment, delegates={**deployment.delegates, name: wallet(77)})
    with pytest.raises(TransactionFailed, match=f"{name}: there is no code at {wallet(77)}"):
        verify(world, nowhere)


@pytest.mark.requirement("DEP-3", "TOK-7")
@pytest.mark.parametrize(
    ("contract", "role", "administrator", "stranger"),
    [
        ("registry", "REGISTRAR_ROLE", "operator", "operator"),
        ("cash", "CENTRAL_BANK_ROLE", "central_bank", "issuer"),
        ("cash", "PAUSER_ROLE", "central_bank", "central_bank"),
        ("bond", "PAYING_AGENT_ROLE", "issuer", "issuer"),
        ("cash", "CUSTODIAN_ROLE", "central_bank", "officer"),
        ("bond", "COMPLIANCE_ROLE", "issuer", "pauser"),
        ("bond", "REGISTRAR_ROLE", "issuer", "issuer"),
        ("bond", "CUSTODIAN_ROLE", "issuer", "registrar"),
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


@pytest.mark.requirement("DEP-3", "TOK-7")
@pytest.mark.parametrize(
    ("contract", "owner"), [("registry", "operator"), ("cash", "central_bank"), ("bond", "issuer")]
)
def test_verify_deployment__owned_by_somebody_else__is_found(world: World, contract: str, owner: str) -> None:
    deployed: Deployed = getattr(world, contract)
    deployed.transferOwnership(world.settler, by=getattr(world, owner))
    with pytest.raises(TransactionFailed, match=f"{deployed.contract}: .* the role administrator"):
        verify(world)


@pytest.mark.requirement("DEP-3")
@pytest.mark.parametrize(
    ("contract", "role", "holder"),
    [
        ("registry", "REGISTRAR_ROLE", "registrar"),
        ("cash", "COMPLIANCE_ROLE", "officer"),
        ("cash", "REGISTRAR_ROLE", "registrar"),
        ("bond", "PAUSER_ROLE", "pauser"),
        ("bond", "CUSTODIAN_ROLE", "custodian"),
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
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    with pytest.raises(TransactionFailed, match=f"does not trust the provider {world.provider.wallet}"):
        verify(world)


@pytest.mark.requirement("DEP-3")
def test_verify_deployment__bond_of_another_document__is_found(world: World) -> None:
    other = world.create(termsHash=b"\x11" * 32)
    with pytest.raises(TransactionFailed, match="its terms hash is 0x1111"):
        verify(world, replace(world.plan.deployment, bond=other.bond.wallet))
