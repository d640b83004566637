"""Registry and cash token deployed through Ape's own objects, for `ape test`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import ape
import pytest
from ape.api import AccountAPI, ReceiptAPI
from ape.contracts import ContractInstance
from ape.managers.accounts import TestAccountManager
from ape.managers.chain import ChainManager
from ape.managers.project import ProjectManager

from tenor.chain.events import NOBODY
from tenor.chain.keys import Keyring
from tenor.deployment.bond_issue import short_string
from tenor.deployment.plan import KNOW_YOUR_CUSTOMER
from tenor.onboarding.register import Holder, Onboarding, registration_intents
from tenor.parties import Actor

HONG_KONG = 344
ELIGIBLE_UNTIL = date(2100, 1, 1)
NAMES = ("operator", "registrar", "provider", "central_bank", "officer", "custodian", "pauser", "alice", "bob")
PROVIDER, STRANGER = (f"dev:{NAMES.index(name)}" for name in ("provider", "bob"))

Cast = Mapping[str, AccountAPI]
Register = Callable[[AccountAPI, str], ReceiptAPI]


@pytest.fixture(scope="session")
def chain() -> ChainManager:
    """Ape's own, which the fixture of this name above this folder would hide."""
    manager: ChainManager = ape.chain
    return manager


@pytest.fixture(scope="session")
def cast(accounts: TestAccountManager) -> Cast:
    """One account for each role and holder of the tests; Ape's accounts are those of the development chain."""
    return dict(zip(NAMES, accounts, strict=False))


@pytest.fixture(scope="session")
def registry(project: ProjectManager, cast: Cast) -> ContractInstance:
    operator = cast["operator"]
    deployed: ContractInstance = operator.deploy(project.IdentityRegistry, operator, cast["registrar"])
    deployed.addClaimTopic(KNOW_YOUR_CUSTOMER, sender=operator)
    deployed.addTrustedIssuer(cast["provider"], [KNOW_YOUR_CUSTOMER], sender=operator)
    return deployed


@pytest.fixture(scope="session")
def cash(project: ProjectManager, cast: Cast, registry: ContractInstance) -> ContractInstance:
    operator = cast["operator"]
    configuration = {
        "registry": registry.address,
        "name": short_string("Tokenised HKD"),
        "symbol": short_string("tHKD"),
        "currency": b"HKD",
        "decimals": 2,
        "settlementVenue": NOBODY,
        "dualControl": False,
    }
    roles = {
        "issuer": cast["central_bank"].address,
        "registrar": cast["registrar"].address,
        "complianceOfficer": cast["officer"].address,
        "custodian": cast["custodian"].address,
        "pauser": cast["pauser"].address,
    }
    enforcement = operator.deploy(project.CashEnforcement, configuration)
    administration = operator.deploy(project.CashAdministration, configuration, enforcement)
    deployed: ContractInstance = operator.deploy(project.CashToken, configuration, roles, administration)
    return deployed


@pytest.fixture
def register(chain: ChainManager, cast: Cast, registry: ContractInstance) -> Register:
    """Lets a provider sign a wallet's claim, as Tenor has it signed, and the registrar bring it."""

    def bring(holder: AccountAPI, provider: str) -> ReceiptAPI:
        onboarding = Onboarding(
            campaign="ape",
            registry=registry.address,
            chain_id=chain.chain_id,
            issued_at=chain.blocks.head.timestamp,
            timezone="UTC",
            registrar=Actor("registrar", "", cast["registrar"].address),
            provider=Keyring([provider], chain.chain_id)[provider],
        )
        (intent,) = registration_intents(onboarding, [Holder("holder", holder.address, HONG_KONG, ELIGIBLE_UNTIL)])
        _, arguments = registry.decode_input(bytes.fromhex(intent.data[2:]))
        receipt: ReceiptAPI = registry.registerSigned(*arguments.values(), sender=cast["registrar"])
        return receipt

    return bring
