"""Role by function, every cell: whoever lacks the role that a function asks for is refused, whoever holds it is not."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tenor.artifacts.store import load
from tenor.deployment.plan import CREATE2_PROXY
from tenor.parties import Actor, Role
from tests.contracts.shipped import SHIPPED, functions
from tests.contracts.support import Deployed, Refused, role_id, unauthorized
from tests.contracts.world import World

ANYBODY = None  # what a function does for anybody is bounded by its own tests
TOKEN = {
    "approve": ANYBODY, "transfer": ANYBODY, "transferFrom": ANYBODY,
    "pause": "PAUSER_ROLE", "unpause": "PAUSER_ROLE", "setAddressFrozen": "COMPLIANCE_ROLE",
    "freezePartialTokens": "COMPLIANCE_ROLE", "unfreezePartialTokens": "COMPLIANCE_ROLE",
}  # fmt: skip
RULED = {"grantRole": "", "revokeRole": "", "renounceRole": ANYBODY}
MATRIX: dict[str, dict[str, str | None]] = {
    "IdentityRegistry": {
        "register": "REGISTRAR_ROLE", "revoke": "REGISTRAR_ROLE", "trustProvider": "", "removeProvider": "", **RULED,
    },
    "CashToken": {"mint": "CENTRAL_BANK_ROLE", "redeem": ANYBODY, **TOKEN, **RULED},
    "Bond": {
        "issue": "ISSUER_ROLE", "fundCoupon": "PAYING_AGENT_ROLE", "fundRedemption": "PAYING_AGENT_ROLE",
        "payCoupons": ANYBODY, "redeem": ANYBODY, "initialize": ANYBODY, **TOKEN, **RULED,
    },
    "BondFactory": {"createBond": ANYBODY},
    "DeliveryVersusPayment": {"settle": ANYBODY},
}  # fmt: skip
HOLDERS = {
    "IdentityRegistry": {"": Role.OPERATOR, "REGISTRAR_ROLE": Role.REGISTRAR},
    "CashToken": {
        "": Role.CENTRAL_BANK, "CENTRAL_BANK_ROLE": Role.CENTRAL_BANK,
        "COMPLIANCE_ROLE": Role.COMPLIANCE_OFFICER, "PAUSER_ROLE": Role.PAUSER,
    },
    "Bond": {
        "": Role.ISSUER, "ISSUER_ROLE": Role.ISSUER, "PAYING_AGENT_ROLE": Role.PAYING_AGENT,
        "COMPLIANCE_ROLE": Role.COMPLIANCE_OFFICER, "PAUSER_ROLE": Role.PAUSER,
    },
}  # fmt: skip
GUARDED = [
    (contract, function, role)
    for contract, rules in MATRIX.items()
    for function, role in rules.items()
    if role is not ANYBODY
]
EMPTY = {"address": "0x" + "11" * 20, "bool": True, "bytes32": bytes(32), "uint256": 0}


def deployed(world: World, contract: str) -> Deployed:
    return Deployed(world.chain, contract, world.plan.deployment.contracts()[contract])


def arguments(contract: str, function: str) -> list[object]:
    """Any arguments: a role is asked for before they are looked at."""
    (entry,) = [entry for entry in load(contract).abi if entry.get("name") == function and entry["type"] == "function"]
    return [[] if member["type"].endswith("[]") else EMPTY[member["type"]] for member in entry["inputs"]]


def everybody(world: World) -> list[Actor]:
    """All actors, and the contracts that could be taken for one."""
    machines = (CREATE2_PROXY, world.factory.wallet, world.dvp.wallet, world.cash.wallet, world.bond.wallet)
    return [*world.actors, *(Actor(address, "", address) for address in machines)]


def test_matrix__every_changing_function__has_a_row() -> None:
    assert {contract: set(rules) for contract, rules in MATRIX.items()} == {
        contract: functions(contract, views=False) for contract in SHIPPED
    }


@pytest.mark.requirement("TOK-10")
@pytest.mark.parametrize(("contract", "function", "role"), GUARDED)
def test_matrix__every_cell__is_open_to_the_roles_holder_alone(
    world: World, contract: str, function: str, role: str
) -> None:
    call = getattr(deployed(world, contract), function)
    holder = world.roles[HOLDERS[contract][role]]
    for actor in everybody(world):
        sender = actor if actor.key else world.become(actor.wallet)
        if actor == holder:
            assert was_admitted(world, call, contract, function, sender)
        else:
            with unauthorized(actor, role):
                call(*arguments(contract, function), by=sender)


def was_admitted(world: World, call: object, contract: str, function: str, sender: Actor) -> bool:
    """Whether the call came past the question of roles, whatever became of it then."""
    snapshot = world.chain.rpc("evm_snapshot")
    try:
        call(*arguments(contract, function), by=sender)  # type: ignore[operator]
    except Refused as refusal:
        return refusal.error != "AccessControlUnauthorizedAccount"
    finally:
        world.chain.rpc("evm_revert", snapshot)
    return True


@pytest.mark.requirement("TOK-7")
@pytest.mark.parametrize("contract", sorted(HOLDERS))
def test_matrix__as_deployed__each_role_has_its_one_holder(world: World, contract: str) -> None:
    found = {
        role: [actor.name for actor in everybody(world) if deployed(world, contract).hasRole(role_id(role), actor)]
        for role in HOLDERS[contract]
    }
    assert found == {role: [holder.value] for role, holder in HOLDERS[contract].items()}


@pytest.mark.requirement("TOK-7")
@pytest.mark.parametrize("contract", sorted(HOLDERS))
def test_matrix__events_since_genesis__tell_of_no_other_holder(world: World, contract: str) -> None:
    """A role given to somebody outside this list would stand in the log."""
    address = world.plan.deployment.contracts()[contract]
    topic = "0x" + keccak(text="RoleGranted(bytes32,address,address)").hex()
    logs = world.chain.web3.eth.get_logs({"address": address, "fromBlock": 0, "topics": [topic]})
    granted = {(bytes(log["topics"][1]), "0x" + log["topics"][2].hex()[-40:]) for log in logs}
    expected = {(role_id(role), world.roles[holder].wallet.lower()) for role, holder in HOLDERS[contract].items()}
    assert granted == expected
