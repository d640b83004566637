"""Role by function, every cell: whoever lacks the role that a function asks for is refused, whoever holds it is not.

Every form of every function of every shipped contract is called by everybody, also what a token delegates to.
"""

from __future__ import annotations

from typing import Any

import pytest
from eth_utils.abi import abi_to_signature
from eth_utils.crypto import keccak
from web3.types import RPCEndpoint

from tenor.artifacts.store import load
from tenor.deployment.plan import CREATE2_PROXY
from tests.contracts.role_matrix import (
    ANYBODY,
    CELLS,
    FACTORY,
    HOLDERS,
    LENDER,
    LOCKING,
    MATRIX,
    NETTING,
    PAYMENTS,
    REFUSED,
    any_call,
    changing,
    rule_of,
)
from tests.contracts.shipped import DELEGATES, SHIPPED
from tests.contracts.support import ZERO, Deployed, Refused, plain, role_id
from tests.contracts.world import World

UNAUTHORIZED = "AccessControlUnauthorizedAccount"


def address_of(world: World, contract: str) -> str:
    others = {name: each.wallet for name, each in {**world.banking, **world.conditional}.items()}
    return {**others, **world.plan.deployment.contracts()}[contract]


def everybody(world: World) -> dict[str, str]:
    """All actors by name, and the contracts that could be taken for one."""
    others = {name: each.wallet for name, each in {**world.banking, **world.conditional}.items()}
    machines = {
        **world.plan.deployment.contracts(),
        **others,
        "proxy": CREATE2_PROXY,
        "code": world.factory.implementation(),
    }
    return {**{actor.name: actor.wallet for actor in world.actors}, **machines}


def holders(contract: str, roles: tuple[str, ...]) -> set[str]:
    """Names of those who hold one of the roles."""
    return {holder.value for role, holder in HOLDERS.get(contract, {}).items() if holder and role in roles}


def refusal(world: World, contract: str, data: bytes, sender: str) -> Refused | None:
    """How a contract refuses a call, which is not sent: nobody's key is needed and nothing changes."""
    call = {"from": sender, "to": address_of(world, contract), "data": "0x" + data.hex(), "gas": hex(2**24)}
    reply: Any = world.chain.web3.provider.make_request(RPCEndpoint("eth_call"), [call, "latest"])
    return Refused(bytes.fromhex(reply["error"]["data"][2:])) if "error" in reply else None


def test_matrix__every_changing_function__has_a_row_and_every_row_a_function() -> None:
    assert list(MATRIX) == SHIPPED
    assert {form for contract, form in CELLS if not isinstance(rule_of(contract, form), tuple)} == set()
    for contract in ("Bond", "CashToken", "DepositToken", "IdentityRegistry", "BondFactory", "DeliveryVersusPayment"):
        forms = changing(contract)
        known = {*forms, *(form.partition("(")[0] for form in forms)}
        assert set(MATRIX[contract]) - known == set()


@pytest.mark.requirement("TOK-10")
@pytest.mark.parametrize(("contract", "form"), CELLS)
def test_matrix__every_cell__is_open_to_the_roles_holder_alone(world: World, contract: str, form: str) -> None:
    rule, data = rule_of(contract, form), any_call(contract, form)
    admitted = holders(contract, rule)
    for name, address in everybody(world).items():
        refused = refusal(world, contract, data, address)
        found = (refused.error, refused.values) if refused else ("", {})
        if rule == REFUSED:
            assert found == ("MintRefused", {}), name
        elif rule == FACTORY and name != "BondFactory":
            assert found == ("NotFactory", {"caller": address}), name
        elif rule in {LOCKING, NETTING, PAYMENTS}:  # to the venue, or to what lends central-bank money
            assert found[0] == rule[0] or name in {"DeliveryVersusPayment", "IntradayCredit"}, name
        elif rule == LENDER:
            assert found == ("NotCentralBank", {"caller": address}) or name == "central_bank", name
        elif rule in {ANYBODY, FACTORY} or name in admitted:
            assert found[0] != UNAUTHORIZED, name
        else:
            assert found == (UNAUTHORIZED, {"account": address, "neededRole": role_id(rule[-1])}), name


def test_matrix__roles_of_the_code__are_those_of_the_table() -> None:
    for contract, table in HOLDERS.items():
        names = [entry["name"] for entry in load(contract).abi if entry["type"] == "function"]
        of_code = {name for name in names if name.endswith("_ROLE")}
        # Money has no issuer: what an issuer does for a bond, the central bank does against receipts.
        assert of_code - {"DEFAULT_ADMIN_ROLE"} == {
            *table,
            *(["ISSUER_ROLE"] if contract.endswith(("CashToken", "DepositToken")) else []),
        } - {""}


@pytest.mark.requirement("TOK-7")
@pytest.mark.parametrize("contract", SHIPPED)
def test_matrix__as_deployed__each_role_has_its_one_holder_and_no_delegate_has_any(world: World, contract: str) -> None:
    if "hasRole" not in {entry.get("name") for entry in load(contract).abi}:
        ownerless = {"DecryptionContract", "DeliveryVersusPayment", "InterbankPayments", "LockingContract"}
        assert contract in {"BondFactory", "IntradayCredit", "SealedBids", "TestStablecoin", *ownerless, *DELEGATES}
        return
    deployed = Deployed(world.chain, contract, address_of(world, contract))
    roles = ["", *(entry["name"] for entry in load(contract).abi if entry.get("name", "").endswith("_ROLE"))]
    found = {
        role: [name for name, address in everybody(world).items() if deployed.hasRole(role_id(role), address)]
        for role in roles
        if role != "DEFAULT_ADMIN_ROLE"
    }
    expected = {role: holder for role, holder in HOLDERS.get(contract, {}).items() if holder}
    assert found == {role: [expected[role].value] if role in expected else [] for role in found}
    if "owner()" in {abi_to_signature(entry) for entry in load(contract).abi if entry["type"] == "function"}:
        assert deployed.owner() == (world.roles[expected[""]].wallet if expected else ZERO)


@pytest.mark.requirement("TOK-7")
@pytest.mark.parametrize("contract", SHIPPED)
def test_matrix__events_since_genesis__tell_of_no_other_holder(world: World, contract: str) -> None:
    """A role given to somebody outside this list would stand in the log."""

    def told(event: str) -> list[Any]:
        topic = "0x" + keccak(text=event).hex()
        query: Any = {"address": address_of(world, contract), "fromBlock": 0, "topics": [topic]}
        return [log["topics"] for log in world.chain.web3.eth.get_logs(query)]

    expected = {role: holder for role, holder in HOLDERS.get(contract, {}).items() if holder}
    granted = {(bytes(t[1]), "0x" + t[2].hex()[-40:]) for t in told("RoleGranted(bytes32,address,address)")}
    assert granted == {(role_id(role), plain(world.roles[holder]).lower()) for role, holder in expected.items() if role}
    owned = ["0x" + topics[2].hex()[-40:] for topics in told("OwnershipTransferred(address,address)")]
    assert owned == ([world.roles[expected[""]].wallet.lower()] if expected else [])
