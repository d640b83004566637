"""The contracts of a campaign and their addresses, foretold; the intents that put them there.

Shared contracts go through the deterministic deployment proxy (the CREATE2 factory at the same address on every chain),
so the same constructor arguments give the same address and a second deployment finds the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenor.artifacts.artifact import DELEGATES
from tenor.chain.contract import calldata, initcode
from tenor.chain.intent import Intent, intent_id
from tenor.deployment.bond_code import bond_address, create2_address
from tenor.deployment.bond_issue import bond_issue, needs_calculation_agent, short_string
from tenor.parties import Actor, Role
from tenor.schedule.model import Schedule
from tenor.terms.model import Terms
from tenor.units import MINOR_DIGITS

CREATE2_PROXY = "0x4e59b44847b379578588920cA78FbF26c0B4956C"
DEPLOYMENT = "deploy"
REQUIRE = "require proof of identity"
TRUST = "trust the identity provider"
KNOW_YOUR_CUSTOMER = 1  # claim topic of ERC-3643 registries by custom; the first one, so the topic of index 0
NOBODY = "0x" + "00" * 20
_SALT = bytes(32)


@dataclass(frozen=True, slots=True)
class Deployment:
    """Addresses of a campaign's contracts, by their contract's name."""

    registry: str
    dvp: str
    cash: str
    factory: str
    bond: str
    delegates: Mapping[str, str]  # contracts that the tokens delegate to, by name

    def contracts(self) -> Mapping[str, str]:
        """Contract name -> address."""
        return {
            "IdentityRegistry": self.registry,
            "DeliveryVersusPayment": self.dvp,
            "CashToken": self.cash,
            "BondFactory": self.factory,
            "Bond": self.bond,
            **self.delegates,
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
    addresses = {name: proxied_address(code) for name, code in codes.items()}
    registry, factory = addresses["IdentityRegistry"], addresses["BondFactory"]
    roles = _bond_roles(actors, observed=needs_calculation_agent(terms))
    issue = bond_issue(schedule, addresses["CashToken"], addresses["DeliveryVersusPayment"], roles)
    require = calldata("IdentityRegistry", "addClaimTopic", KNOW_YOUR_CUSTOMER)
    provider = actors[Role.IDENTITY_PROVIDER].wallet
    trust = calldata("IdentityRegistry", "addTrustedIssuer", provider, [KNOW_YOUR_CUSTOMER])
    create = calldata("BondFactory", "createBond", *issue.arguments)
    deployer, operator, issuer = actors[Role.DEPLOYER], actors[Role.OPERATOR], actors[Role.ISSUER]
    sent = [
        *((deploying(name), deployer, CREATE2_PROXY, proxied_data(code)) for name, code in codes.items()),
        (REQUIRE, operator, registry, require),
        (TRUST, operator, registry, trust),
        (deploying("Bond"), issuer, factory, create),
    ]
    return DeploymentPlan(
        Deployment(
            registry=registry,
            dvp=addresses["DeliveryVersusPayment"],
            cash=addresses["CashToken"],
            factory=factory,
            bond=bond_address(factory, issue),
            delegates={name: addresses[name] for name in addresses if name.endswith(DELEGATES)},
        ),
        provider,
        tuple(
            Intent(intent_id(campaign, DEPLOYMENT, what), DEPLOYMENT, what, actor, to, data)
            for what, actor, to, data in sent
        ),
    )


def deploying(contract: str) -> str:
    """What the intent that deploys a contract says it does."""
    return f"deploy {contract}"


def _bond_roles(actors: Mapping[Role, Actor], *, observed: bool) -> dict[str, str]:
    """`BondRoles` of IBondFactory.sol; a bond of which nothing is observed has no calculation agent."""
    return {
        "issuer": actors[Role.ISSUER].wallet,
        "payingAgent": actors[Role.PAYING_AGENT].wallet,
        "paymentApprover": actors[Role.PAYMENT_APPROVER].wallet,
        "calculationAgent": actors[Role.CALCULATION_AGENT].wallet if observed else NOBODY,
        "registrar": actors[Role.REGISTRAR].wallet,
        "complianceOfficer": actors[Role.COMPLIANCE_OFFICER].wallet,
        "custodian": actors[Role.CUSTODIAN].wallet,
        "pauser": actors[Role.PAUSER].wallet,
    }


def _cash_roles(actors: Mapping[Role, Actor]) -> dict[str, str]:
    """`MoneyRoles` of IMoneyToken.sol."""
    return {
        "issuer": actors[Role.CENTRAL_BANK].wallet,
        "registrar": actors[Role.REGISTRAR].wallet,
        "complianceOfficer": actors[Role.COMPLIANCE_OFFICER].wallet,
        "custodian": actors[Role.CUSTODIAN].wallet,
        "pauser": actors[Role.PAUSER].wallet,
    }


def _shared_code(terms: Terms, actors: Mapping[Role, Actor]) -> dict[str, bytes]:
    """Creation code by contract name, in the order of deployment: each after those whose addresses it is given."""
    registry = initcode("IdentityRegistry", actors[Role.OPERATOR].wallet, actors[Role.REGISTRAR].wallet)
    dvp = initcode("DeliveryVersusPayment")
    cash = {
        "registry": proxied_address(registry),
        "name": short_string(f"Tokenised {terms.currency}"),
        "symbol": short_string(f"t{terms.currency}"),
        "currency": terms.currency.encode(),
        "decimals": MINOR_DIGITS[terms.currency],
        "settlementVenue": proxied_address(dvp),
        "dualControl": terms.dual_control,
    }
    cash_enforcement = initcode("CashEnforcement", cash)
    cash_administration = initcode("CashAdministration", cash, proxied_address(cash_enforcement))
    bond_pricing = initcode("BondPricing", proxied_address(registry))
    bond_trouble = initcode("BondTrouble", proxied_address(registry), proxied_address(bond_pricing))
    bond_options = initcode("BondOptions", proxied_address(registry), proxied_address(bond_trouble))
    bond_fixing = initcode("BondFixing", proxied_address(registry), proxied_address(bond_options))
    bond_enforcement = initcode("BondEnforcement", proxied_address(registry), proxied_address(bond_fixing))
    bond_administration = initcode("BondAdministration", proxied_address(registry), proxied_address(bond_enforcement))
    bond_servicing = initcode("BondServicing", proxied_address(registry), proxied_address(bond_administration))
    return {
        "IdentityRegistry": registry,
        "DeliveryVersusPayment": dvp,
        "CashEnforcement": cash_enforcement,
        "CashAdministration": cash_administration,
        "CashToken": initcode("CashToken", cash, _cash_roles(actors), proxied_address(cash_administration)),
        "BondPricing": bond_pricing,
        "BondTrouble": bond_trouble,
        "BondOptions": bond_options,
        "BondFixing": bond_fixing,
        "BondEnforcement": bond_enforcement,
        "BondAdministration": bond_administration,
        "BondServicing": bond_servicing,
        "BondFactory": initcode("BondFactory", proxied_address(registry), proxied_address(bond_servicing)),
    }


def proxied_address(code: bytes) -> str:
    """Where the deterministic deployment proxy puts this creation code."""
    return create2_address(CREATE2_PROXY, _SALT, code)


def proxied_data(code: bytes) -> str:
    """What the deterministic deployment proxy is sent to put it there."""
    return "0x" + (_SALT + code).hex()
