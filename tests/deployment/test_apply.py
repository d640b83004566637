"""What of a deployment is still to be sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.chain.anvil import embedded_anvil
from tenor.chain.connection import connect
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.deployment.apply import has_code, needed_intents
from tenor.deployment.plan import KNOW_YOUR_CUSTOMER, DeploymentPlan, plan_deployment
from tenor.errors import ConnectionFailed
from tenor.parties import Role
from tests.contracts.support import wallet
from tests.contracts.world import World


def plan(world: World, document: str = "0x" + "11" * 32, **roles: object) -> DeploymentPlan:
    """A second issue, of another document, by the same roles unless told otherwise."""
    actors = {**world.roles, **{Role(name): actor for name, actor in roles.items()}}
    terms = replace(world.schedule.terms, document_hash=document)
    return plan_deployment("second", terms, replace(world.schedule, terms=terms), actors)  # type: ignore[arg-type]


@pytest.mark.requirement("DEP-5")
def test_needed_intents__nothing_there__are_all(world: World) -> None:
    with embedded_anvil(world.now, accounts=1) as url:
        assert needed_intents(connect(url, DEVELOPMENT_CHAIN_ID), world.plan) == world.plan.intents


@pytest.mark.requirement("DEP-5")
def test_needed_intents__second_issue__is_the_bond_alone_and_works(world: World) -> None:
    second = plan(world)
    intents = needed_intents(world.chain, second)
    assert [intent.what for intent in intents] == ["deploy Bond"]
    Sender(world.chain, world.keys, Journal()).execute(intents[0])
    assert has_code(world.chain, second.deployment.bond)


@pytest.mark.requirement("DEP-5")
def test_needed_intents__another_central_bank__adds_its_money(world: World) -> None:
    intents = needed_intents(world.chain, plan(world, central_bank=world.outsider))
    assert [intent.what for intent in intents] == ["deploy CashToken", "deploy Bond"]


@pytest.mark.requirement("DEP-5")
def test_needed_intents__another_provider__adds_the_trust_in_it(world: World) -> None:
    intents = needed_intents(world.chain, plan(world, identity_provider=world.outsider))
    assert [intent.what for intent in intents] == ["trust the identity provider", "deploy Bond"]


@pytest.mark.requirement("DEP-5")
def test_needed_intents__proof_no_longer_required__is_required_again(world: World) -> None:
    world.registry.removeClaimTopic(KNOW_YOUR_CUSTOMER, by=world.operator)
    intents = needed_intents(world.chain, plan(world))
    assert [intent.what for intent in intents] == ["require proof of identity", "deploy Bond"]
    Sender(world.chain, world.keys, Journal()).execute(intents[0])
    assert world.registry.getClaimTopics() == (KNOW_YOUR_CUSTOMER,)


@pytest.mark.requirement("DEP-5")
def test_needed_intents__bond_there__is_refused(world: World) -> None:
    with pytest.raises(ConnectionFailed, match=f"holds the bond already, at {world.bond.wallet}") as refusal:
        needed_intents(world.chain, world.plan)
    assert refusal.value.exit_status == 2


def test_has_code__address__is_a_contract_or_not(world: World) -> None:
    assert has_code(world.chain, world.bond.wallet.lower())
    assert not has_code(world.chain, wallet(77))
    assert not has_code(world.chain, world.issuer.wallet)
