"""The plan of a deployment: what stands where, and who sends what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.deployment.plan import CREATE2_PROXY, DeploymentPlan, plan_deployment
from tenor.errors import TransactionFailed
from tenor.parties import Role
from tests.contracts.world import World


def plan(world: World, campaign: str = "contract-tests") -> DeploymentPlan:
    return plan_deployment(campaign, world.schedule.terms, world.schedule, world.roles)


@pytest.mark.requirement("DEP-2")
def test_plan_deployment__carried_out__stands_where_it_was_foretold(world: World) -> None:
    contracts = plan(world).deployment.contracts()
    assert list(contracts) == ["IdentityRegistry", "DeliveryVersusPayment", "CashToken", "BondFactory", "Bond"]
    assert all(world.chain.web3.eth.get_code(address) for address in contracts.values())  # type: ignore[arg-type]
    assert world.bond.identityRegistry() == contracts["IdentityRegistry"]
    assert world.bond.terms()["cash"] == contracts["CashToken"]


@pytest.mark.requirement("DEP-2")
def test_plan_deployment__planned_again__is_the_same(world: World) -> None:
    assert plan(world) == world.plan


@pytest.mark.requirement("DEP-2", "CHAIN-4")
def test_plan_deployment__another_campaign_of_the_same_terms__is_other_intents_at_the_same_addresses(
    world: World,
) -> None:
    other = plan(world, "another")
    assert other.deployment == world.plan.deployment
    ids = {intent.id for found in (other, world.plan) for intent in found.intents}
    assert len(ids) == len(other.intents) + len(world.plan.intents)


@pytest.mark.requirement("DEP-2", "TOK-7")
def test_plan_deployment__intents__are_the_deployers_first_and_the_issuers_bond_last(world: World) -> None:
    found = [(intent.actor.name, intent.what, intent.to) for intent in world.plan.intents]
    contracts = world.plan.deployment
    assert found == [
        ("deployer", "deploy IdentityRegistry", CREATE2_PROXY),
        ("deployer", "deploy DeliveryVersusPayment", CREATE2_PROXY),
        ("deployer", "deploy CashToken", CREATE2_PROXY),
        ("deployer", "deploy BondFactory", CREATE2_PROXY),
        ("operator", "trust the identity provider", contracts.registry),
        ("issuer", "deploy Bond", contracts.factory),
    ]
    assert all(intent.movements == () for intent in world.plan.intents)


@pytest.mark.requirement("DEP-2")
@pytest.mark.parametrize(
    ("role", "moved"),
    [
        (Role.OPERATOR, {"IdentityRegistry", "CashToken", "BondFactory", "Bond"}),
        (Role.REGISTRAR, {"IdentityRegistry", "CashToken", "BondFactory", "Bond"}),
        (Role.CENTRAL_BANK, {"CashToken", "Bond"}),
        (Role.PAUSER, {"CashToken", "Bond"}),
        (Role.ISSUER, {"Bond"}),
        (Role.PAYING_AGENT, {"Bond"}),
        (Role.SETTLEMENT_AGENT, set()),
        (Role.DEPLOYER, set()),
    ],
)
def test_plan_deployment__another_appointment__moves_what_names_it(world: World, role: Role, moved: set[str]) -> None:
    roles = {**world.roles, role: world.outsider}
    other = plan_deployment("contract-tests", world.schedule.terms, world.schedule, roles).deployment.contracts()
    here = world.plan.deployment.contracts()
    assert {name for name in here if here[name] != other[name]} == moved


@pytest.mark.requirement("DEP-2")
def test_plan_deployment__another_document__is_another_bond(world: World) -> None:
    terms = replace(world.schedule.terms, document_hash="0x" + "11" * 32)
    other = plan_deployment("contract-tests", terms, world.schedule, world.roles).deployment
    assert other.bond != world.bond.wallet
    assert replace(other, bond=world.bond.wallet) == world.plan.deployment


@pytest.mark.requirement("DEP-2")
def test_plan_deployment__sent_again_without_the_journal__is_refused_and_changes_nothing(world: World) -> None:
    sender = Sender(world.chain, world.keys, Journal())
    block = world.chain.web3.eth.block_number
    for intent in world.plan.intents:
        with pytest.raises(TransactionFailed):
            sender.execute(intent)
    assert world.chain.web3.eth.block_number == block
