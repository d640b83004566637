"""The plan of a deployment: what stands where, and who sends what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_utils.address import to_checksum_address

from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.deployment.apply import needed_intents
from tenor.deployment.plan import CREATE2_PROXY, DeploymentPlan, plan_deployment
from tenor.errors import TransactionFailed
from tenor.parties import Role
from tests.contracts.support import Deployed
from tests.contracts.world import World

NAMED = ["IdentityRegistry", "DeliveryVersusPayment", "CashToken", "BondFactory", "Bond"]
DELEGATES = [
    "CashEnforcement", "CashAdministration", "BondPricing", "BondTrouble", "BondOptions", "BondFixing",
    "BondEnforcement", "BondAdministration", "BondServicing",
]  # fmt: skip
"""What the tokens delegate to, each before the one that delegates to it."""


def plan(world: World, campaign: str = "contract-tests") -> DeploymentPlan:
    return plan_deployment(campaign, world.schedule.terms, world.schedule, world.roles)


def code_at(world: World, address: str) -> bytes:
    return bytes(world.chain.web3.eth.get_code(to_checksum_address(address)))


@pytest.mark.requirement("DEP-2")
def test_plan_deployment__carried_out__stands_where_it_was_foretold(world: World) -> None:
    contracts = plan(world).deployment.contracts()
    assert list(contracts) == [*NAMED, *DELEGATES]
    assert all(world.chain.web3.eth.get_code(address) for address in contracts.values())  # type: ignore[arg-type]
    assert world.bond.identityRegistry() == contracts["IdentityRegistry"]
    assert world.bond.terms()["cash"] == contracts["CashToken"]
    bond_code = Deployed(world.chain, "Bond", world.factory.implementation())
    for code, token, pieces in ((bond_code, world.bond, DELEGATES[:1:-1]), (world.cash, world.cash, DELEGATES[1::-1])):
        at = code.wallet
        for piece in pieces:  # What a contract delegates to stands in its code.
            assert bytes.fromhex(contracts[piece][2:]) in code_at(world, at)
            at = contracts[piece]
        assert token.settlementVenue() == contracts["DeliveryVersusPayment"]
        assert not token.dualControl()


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
        ("deployer", "deploy CashEnforcement", CREATE2_PROXY),
        ("deployer", "deploy CashAdministration", CREATE2_PROXY),
        ("deployer", "deploy CashToken", CREATE2_PROXY),
        ("deployer", "deploy BondPricing", CREATE2_PROXY),
        ("deployer", "deploy BondTrouble", CREATE2_PROXY),
        ("deployer", "deploy BondOptions", CREATE2_PROXY),
        ("deployer", "deploy BondFixing", CREATE2_PROXY),
        ("deployer", "deploy BondEnforcement", CREATE2_PROXY),
        ("deployer", "deploy BondAdministration", CREATE2_PROXY),
        ("deployer", "deploy BondServicing", CREATE2_PROXY),
        ("deployer", "deploy BondFactory", CREATE2_PROXY),
        ("operator", "require proof of identity", contracts.registry),
        ("operator", "trust the identity provider", contracts.registry),
        ("issuer", "deploy Bond", contracts.factory),
    ]
    assert all(intent.movements == () for intent in world.plan.intents)


@pytest.mark.requirement("DEP-2")
@pytest.mark.parametrize(
    ("role", "moved"),
    [
        (Role.OPERATOR, {*NAMED, *DELEGATES} - {"DeliveryVersusPayment"}),
        (Role.REGISTRAR, {*NAMED, *DELEGATES} - {"DeliveryVersusPayment"}),
        (Role.CENTRAL_BANK, {"CashToken", "Bond"}),
        (Role.PAUSER, {"CashToken", "Bond"}),
        (Role.COMPLIANCE_OFFICER, {"CashToken", "Bond"}),
        (Role.CUSTODIAN, {"CashToken", "Bond"}),
        (Role.ISSUER, {"Bond"}),
        (Role.PAYING_AGENT, {"Bond"}),
        (Role.PAYMENT_APPROVER, {"Bond"}),
        (Role.CALCULATION_AGENT, set()),  # nothing of this bond is fixed later
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
def test_plan_deployment__dual_control__is_of_both_tokens_and_for_good(world: World) -> None:
    terms = replace(world.schedule.terms, dual_control=True)
    second = plan_deployment("second", terms, replace(world.schedule, terms=terms), world.roles)
    sender = Sender(world.chain, world.keys, Journal())
    for intent in needed_intents(world.chain, second):
        sender.execute(intent)
    for name in ("Bond", "CashToken"):
        assert Deployed(world.chain, name, second.deployment.contracts()[name]).dualControl()
    assert second.deployment.registry == world.registry.wallet


@pytest.mark.requirement("DEP-2")
def test_plan_deployment__another_document__is_another_bond(world: World) -> None:
    terms = replace(world.schedule.terms, document_hash="0x" + "11" * 32)
    schedule = replace(world.schedule, terms=terms)
    other = plan_deployment("contract-tests", terms, schedule, world.roles).deployment
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
