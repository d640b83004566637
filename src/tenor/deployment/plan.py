"""The contracts of a campaign and their addresses, foretold; the intents that put them there.

Shared contracts go through the deterministic deployment proxy (the CREATE2 factory at the same address on every chain),
so the same constructor arguments give the same address and a second deployment finds the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenor.chain.contract import calldata, initcode
from tenor.chain.intent import Intent, intent_id
from tenor.deployment.bond_code import bond_address, create2_address, period_argument, terms_argument
from tenor.parties import Actor, Role
from tenor.schedule.model import Schedule
from tenor.terms.model import Terms
from tenor.units import MINOR_DIGITS

CREATE2_PROXY = "0x4e59b44847b379578588920cA78FbF26c0B4956C"
DEPLOYMENT = "deploy"
TRUST = "trust the identity provider"
_SALT = bytes(32)


@dataclass(frozen=True, slots=True)
class Deployment:
    """Addresses of a campaign's contracts, by their contract's name."""

    registry: str
    dvp: str
    cash: str
    factory: str
    bond: str

    def contracts(self) -> Mapping[str, str]:
        """Contract name -> address."""
        return {
            "IdentityRegistry": self.registry,
            "DeliveryVersusPayment": self.dvp,
            "CashToken": self.cash,
            "BondFactory": self.factory,
            "Bond": self.bond,
        }


@dataclass(frozen=True, slots=True)
class DeploymentPlan:
    """Where everything will be, what has to be sent for it, and the identity provider that the registry trusts."""

    deployment: Deployment
    provider: str
    intents: tuple[Intent, ...]


def plan_deployment(campaign: str, terms: Terms, schedule: Schedule, actors: Mapping[Role, Actor]) -> DeploymentPlan:
    """Foretell every address and list the deploying intents: the deployer's first, the issuer's bond last.

    Roles stand in constructor arguments, so the deployer gets none by sending.
    """
    codes = _shared_code(terms, actors)
    addresses = {name: create2_address(CREATE2_PROXY, _SALT, code) for name, code in codes.items()}
    registry, factory = addresses["IdentityRegistry"], addresses["BondFactory"]
    argument, roles = terms_argument(terms, schedule, addresses["CashToken"]), _bond_roles(actors)
    trust = calldata("IdentityRegistry", "trustProvider", actors[Role.IDENTITY_PROVIDER].wallet)
    create = calldata(
        "BondFactory", "createBond", argument, [period_argument(each) for each in schedule.periods], roles
    )
    deployer, operator, issuer = actors[Role.DEPLOYER], actors[Role.OPERATOR], actors[Role.ISSUER]
    sent = [
        *((deploying(name), deployer, CREATE2_PROXY, "0x" + (_SALT + code).hex()) for name, code in codes.items()),
        (TRUST, operator, registry, trust),
        (deploying("Bond"), issuer, factory, create),
    ]
    return DeploymentPlan(
        Deployment(
            registry=registry,
            dvp=addresses["DeliveryVersusPayment"],
            cash=addresses["CashToken"],
            factory=factory,
            bond=bond_address(factory, argument, schedule, roles),
        ),
        actors[Role.IDENTITY_PROVIDER].wallet,
        tuple(
            Intent(intent_id(campaign, DEPLOYMENT, what), DEPLOYMENT, what, actor, to, data)
            for what, actor, to, data in sent
        ),
    )


def deploying(contract: str) -> str:
    """What the intent that deploys a contract says it does."""
    return f"deploy {contract}"


def _bond_roles(actors: Mapping[Role, Actor]) -> dict[str, str]:
    """`BondRoles` of IBondFactory.sol."""
    return {
        "issuer": actors[Role.ISSUER].wallet,
        "payingAgent": actors[Role.PAYING_AGENT].wallet,
        "complianceOfficer": actors[Role.COMPLIANCE_OFFICER].wallet,
        "pauser": actors[Role.PAUSER].wallet,
    }


def _shared_code(terms: Terms, actors: Mapping[Role, Actor]) -> dict[str, bytes]:
    """Creation code by contract name, in the order of deployment."""
    registry = initcode("IdentityRegistry", actors[Role.OPERATOR].wallet, actors[Role.REGISTRAR].wallet)
    registry_address = create2_address(CREATE2_PROXY, _SALT, registry)
    cash = initcode(
        "CashToken",
        registry_address,
        f"Tokenised {terms.currency}",
        f"t{terms.currency}",
        terms.currency.encode(),
        MINOR_DIGITS[terms.currency],
        actors[Role.CENTRAL_BANK].wallet,
        actors[Role.COMPLIANCE_OFFICER].wallet,
        actors[Role.PAUSER].wallet,
    )
    return {
        "IdentityRegistry": registry,
        "DeliveryVersusPayment": initcode("DeliveryVersusPayment"),
        "CashToken": cash,
        "BondFactory": initcode("BondFactory", registry_address),
    }
