"""What of a deployment is still to be sent: shared contracts that stand already serve every issue of the chain."""

from __future__ import annotations

from dataclasses import replace

from eth_utils.address import to_checksum_address

from tenor.chain.connection import Chain
from tenor.chain.contract import at, calldata
from tenor.chain.intent import Intent
from tenor.deployment.plan import KNOW_YOUR_CUSTOMER, REQUIRE, TRUST, DeploymentPlan, deploying
from tenor.errors import ConnectionFailed


def needed_intents(chain: Chain, plan: DeploymentPlan) -> tuple[Intent, ...]:
    """The intents of a plan whose result is not on the chain yet.

    A provider that the registry trusts for other topics only is trusted for proof of identity too, and for those still.

    Raises:
        ConnectionFailed: the bond stands already, so this campaign has been carried out on this chain.
    """
    contracts = plan.deployment.contracts()
    there = {name for name, address in contracts.items() if has_code(chain, address)}
    if "Bond" in there:
        what = f"this chain holds the bond already, at {contracts['Bond']}"
        raise ConnectionFailed(chain.network, what, "Use another chain, or another campaign")
    intents = {intent.what: intent for intent in plan.intents if intent.what not in map(deploying, there)}
    if "IdentityRegistry" in there:
        registry = at(chain, "IdentityRegistry", plan.deployment.registry).functions
        if KNOW_YOUR_CUSTOMER in registry.getClaimTopics().call():
            del intents[REQUIRE]
        if registry.hasClaimTopic(plan.provider, KNOW_YOUR_CUSTOMER).call():
            del intents[TRUST]
        elif registry.isTrustedIssuer(plan.provider).call():
            topics = [*registry.getTrustedIssuerClaimTopics(plan.provider).call(), KNOW_YOUR_CUSTOMER]
            data = calldata("IdentityRegistry", "updateIssuerClaimTopics", plan.provider, topics)
            intents[TRUST] = replace(intents[TRUST], data=data)
    return tuple(intents.values())


def has_code(chain: Chain, address: str) -> bool:
    """Whether a contract stands at an address."""
    return bool(chain.web3.eth.get_code(to_checksum_address(address)))
