"""Whether the chain holds what the plan foretold: code, roles as appointed, terms as written."""

from __future__ import annotations

from collections.abc import Mapping

from eth_utils.crypto import keccak
from web3.contract import Contract

from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.deployment.apply import has_code
from tenor.deployment.plan import KNOW_YOUR_CUSTOMER, Deployment
from tenor.errors import TransactionFailed
from tenor.parties import Actor, Role
from tenor.terms.model import Terms

_ADMINISTRATOR = bytes(32)

# Contract -> role's name in the contract -> who holds it. The administrator's name is empty.
_APPOINTED: Mapping[str, Mapping[str, Role]] = {
    "IdentityRegistry": {"": Role.OPERATOR, "REGISTRAR_ROLE": Role.REGISTRAR},
    "CashToken": {
        "": Role.CENTRAL_BANK,
        "CENTRAL_BANK_ROLE": Role.CENTRAL_BANK,
        "REGISTRAR_ROLE": Role.REGISTRAR,
        "COMPLIANCE_ROLE": Role.COMPLIANCE_OFFICER,
        "CUSTODIAN_ROLE": Role.CUSTODIAN,
        "PAUSER_ROLE": Role.PAUSER,
    },
    "Bond": {
        "": Role.ISSUER,
        "ISSUER_ROLE": Role.ISSUER,
        "PAYING_AGENT_ROLE": Role.PAYING_AGENT,
        "PAYMENT_APPROVER_ROLE": Role.PAYMENT_APPROVER,
        "REGISTRAR_ROLE": Role.REGISTRAR,
        "COMPLIANCE_ROLE": Role.COMPLIANCE_OFFICER,
        "CUSTODIAN_ROLE": Role.CUSTODIAN,
        "PAUSER_ROLE": Role.PAUSER,
    },
}


def verify_deployment(chain: Chain, deployment: Deployment, terms: Terms, actors: Mapping[Role, Actor]) -> None:
    """Hold the chain against the plan.

    Raises:
        TransactionFailed: a contract is missing, a role is with another actor of the campaign, proof of identity is not
            required, the identity provider is not trusted for it, or the terms hash differs.
    """
    for name, address in deployment.contracts().items():
        if not has_code(chain, address):
            raise TransactionFailed(name, f"there is no code at {address}", "Deploy again")
    for name, appointed in _APPOINTED.items():
        contract = at(chain, name, deployment.contracts()[name])
        for role_name, role in appointed.items():
            _verify_role(contract, name, role_name, actors, role)
    registry = at(chain, "IdentityRegistry", deployment.registry).functions
    if KNOW_YOUR_CUSTOMER not in registry.getClaimTopics().call():
        what = f"it does not require topic {KNOW_YOUR_CUSTOMER}, proof of identity"
        raise TransactionFailed("IdentityRegistry", what, "Have the operator add the topic and deploy again")
    provider = actors[Role.IDENTITY_PROVIDER].wallet
    if not registry.hasClaimTopic(provider, KNOW_YOUR_CUSTOMER).call():
        raise TransactionFailed("IdentityRegistry", f"it does not trust the provider {provider}", "Deploy again")
    found = "0x" + at(chain, "Bond", deployment.bond).functions.terms().call()[1].hex()
    if found != terms.document_hash:
        raise TransactionFailed("Bond", f"its terms hash is {found}, not {terms.document_hash}", "Deploy again")


def _verify_role(contract: Contract, name: str, role_name: str, actors: Mapping[Role, Actor], holder: Role) -> None:
    role_id = keccak(text=role_name) if role_name else _ADMINISTRATOR
    for actor in actors.values():
        expected = actors[holder].wallet == actor.wallet
        if contract.functions.hasRole(role_id, actor.wallet).call() != expected:
            what = f"{actor.name} {'lacks' if expected else 'holds'} the role {role_name or 'administrator'}"
            raise TransactionFailed(name, what, "Deploy again with the appointments of the campaign")
