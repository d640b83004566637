"""Builds the world through the product's own code: the deployment plan's intents and the sender."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from tenor.chain.clock import advance_to
from tenor.chain.connection import Chain
from tenor.chain.intent import Intent
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring
from tenor.chain.sender import Sender
from tenor.deployment.plan import plan_deployment
from tenor.deployment.verify import verify_deployment
from tenor.onboarding.investors import InvestorClass
from tenor.onboarding.register import Holder, Onboarding, registration_intents, settlement_permission_intent
from tenor.parties import Actor, Role
from tenor.schedule.build import build_schedule
from tenor.terms.load import load_terms
from tests.contracts.banking import open_reserves
from tests.contracts.conditional import deploy_conditional
from tests.contracts.support import Deployed
from tests.contracts.world import HONG_KONG, World

TERMS = Path(__file__).parents[2] / "campaigns" / "hksar-2023" / "terms.yaml"
DEPLOYED_AT = int(datetime(2023, 2, 14, tzinfo=UTC).timestamp())
ELIGIBLE_UNTIL = date(2033, 12, 31)

_ROLES = {
    Role.ISSUER: "issuer", Role.CENTRAL_BANK: "central_bank", Role.OPERATOR: "operator", Role.REGISTRAR: "registrar",
    Role.IDENTITY_PROVIDER: "provider", Role.PAYING_AGENT: "paying_agent", Role.COMPLIANCE_OFFICER: "officer",
    Role.PAUSER: "pauser", Role.SETTLEMENT_AGENT: "settler", Role.DEPLOYER: "deployer", Role.CUSTODIAN: "custodian",
    Role.PAYMENT_APPROVER: "approver", Role.CALCULATION_AGENT: "calculator",
}  # fmt: skip
_OTHERS = {"investor_a": 20, "investor_b": 21, "investor_c": 22, "outsider": 30, "bank_a": 31, "bank_b": 32}


def build_world(chain: Chain, at: int = DEPLOYED_AT) -> World:
    """Deploy, onboard and approve; no unit is issued yet and no money is in circulation."""
    terms = load_terms(TERMS)
    schedule = build_schedule(terms)
    indices = {role.value: index for index, role in enumerate(Role)} | _OTHERS
    keys = Keyring([f"dev:{index}" for index in indices.values()], chain.chain_id)
    actors = {name: Actor(name, f"dev:{index}", keys[f"dev:{index}"].address) for name, index in indices.items()}
    roles = {role: actors[role.value] for role in Role}
    plan = plan_deployment("contract-tests", terms, schedule, roles)
    names = dict(zip(("registry", "dvp", "cash", "factory", "bond"), plan.deployment.contracts().items(), strict=False))
    world = World(
        chain=chain, keys=keys, schedule=schedule, plan=plan, roles=roles,
        **{field: Deployed(chain, *contract) for field, contract in names.items()},
        **{field: roles[role] for role, field in _ROLES.items()},
        **{field: actors[field] for field in _OTHERS},
    )  # fmt: skip
    advance_to(chain, at)
    sender = Sender(chain, keys, Journal())
    for intent in (*plan.intents, *_onboarding(world)):
        sender.execute(intent)
    verify_deployment(chain, plan.deployment, terms, roles)
    banking = {**open_reserves(world), "SealedBids": world.deploy("SealedBids", world.issuer)}
    return replace(world, banking=banking, conditional=deploy_conditional(world))


def _onboarding(world: World) -> Iterator[Intent]:
    holders = (world.issuer, world.paying_agent, world.investor_a, world.investor_b, world.investor_c)
    onboarding = Onboarding(
        campaign="contract-tests",
        registry=world.registry.wallet,
        chain_id=world.chain.chain_id,
        issued_at=world.now,
        timezone=world.schedule.terms.timezone,
        registrar=world.registrar,
        provider=world.keys[world.provider.key],
    )
    verified = [Holder(actor.name, actor.wallet, HONG_KONG, ELIGIBLE_UNTIL) for actor in holders]
    payer = Holder("bond", world.bond.wallet, HONG_KONG, ELIGIBLE_UNTIL, InvestorClass.MONEY_ONLY)
    yield from registration_intents(onboarding, [*verified, payer])
    for holder in (world.issuer, world.investor_a, world.investor_b, world.investor_c):
        for token in (world.bond, world.cash):
            yield settlement_permission_intent("contract-tests", holder, (token.contract, token.wallet))
