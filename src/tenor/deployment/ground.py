"""What money needs before there is any: the register of who may hold it, and the venue that settles in it."""

from __future__ import annotations

from dataclasses import dataclass

from tenor.chain.contract import calldata, initcode
from tenor.chain.intent import Intent, intent_id
from tenor.deployment.plan import (
    CREATE2_PROXY,
    DEPLOYMENT,
    KNOW_YOUR_CUSTOMER,
    REQUIRE,
    TRUST,
    deploying,
    proxied_address,
    proxied_data,
)
from tenor.parties import Actor


@dataclass(frozen=True, slots=True)
class Ground:
    """Addresses, foretold, and the intents that put everything there.

    Args:
        registry: the identity registry.
        venue: the settlement venue.
        intents: deployments, then what the register requires and whom it trusts.
    """

    registry: str
    venue: str
    intents: tuple[Intent, ...]


def plan_ground(campaign: str, operator: Actor, registrar: Actor, provider: str, deployer: Actor) -> Ground:
    """Foretell a register that requires proof of identity, trusts one provider for it, and a venue."""
    registry, venue = initcode("IdentityRegistry", operator.wallet, registrar.wallet), initcode("DeliveryVersusPayment")
    address = proxied_address(registry)
    sent = (
        (deploying("IdentityRegistry"), deployer, CREATE2_PROXY, proxied_data(registry)),
        (deploying("DeliveryVersusPayment"), deployer, CREATE2_PROXY, proxied_data(venue)),
        (REQUIRE, operator, address, calldata("IdentityRegistry", "addClaimTopic", KNOW_YOUR_CUSTOMER)),
        (TRUST, operator, address, calldata("IdentityRegistry", "addTrustedIssuer", provider, [KNOW_YOUR_CUSTOMER])),
    )
    intents = tuple(
        Intent(intent_id(campaign, "ground", what), DEPLOYMENT, what, actor, to, data) for what, actor, to, data in sent
    )
    return Ground(address, proxied_address(venue), intents)
