"""Calls by name, and the words of a revert."""

from __future__ import annotations

from typing import Any

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak
from web3.exceptions import ContractCustomError, ContractLogicError, Web3RPCError

from tenor.artifacts.store import load
from tenor.chain.contract import at, calldata, explain_revert, initcode
from tenor.errors import SetupError
from tests.contracts.support import wallet
from tests.contracts.world import World

HOLDER = wallet(17)
RESTRICTED = keccak(text="TransferRestricted(uint8,address,address,uint256)")[:4] + encode(
    ["uint8", "address", "address", "uint256"], [7, HOLDER, wallet(18), 5]
)
SHOWN = f"TransferRestricted(reason=7, from={HOLDER.lower()}, to={wallet(18).lower()}, amount=5)"


def test_calldata__function_and_arguments__is_abi_encoded() -> None:
    expected = keccak(text="transfer(address,uint256)")[:4] + encode(["address", "uint256"], [HOLDER, 5])
    assert calldata("Bond", "transfer", HOLDER, 5) == "0x" + expected.hex()


def test_calldata__struct__is_given_by_member_name_in_any_order() -> None:
    claim = {
        "wallet": HOLDER,
        "investor": HOLDER,
        "country": 344,
        "investorClass": 2,
        "topics": 1,
        "issuedAt": 1,
        "validUntil": 2,
    }
    turned = dict(reversed(claim.items()))
    assert calldata("IdentityRegistry", "claimDigest", claim) == calldata("IdentityRegistry", "claimDigest", turned)


def test_calldata__no_such_contract__is_refused() -> None:
    with pytest.raises(SetupError, match="no contract has this name"):
        calldata("NoSuchContract", "transfer", HOLDER, 5)


def test_initcode__constructor_arguments__follow_the_code() -> None:
    code = initcode("IdentityRegistry", wallet(1), wallet(2))
    assert code.endswith(encode(["address", "address"], [wallet(1), wallet(2)]))
    assert len(code) > 1_000


def test_initcode__no_constructor__is_the_code_alone() -> None:
    assert initcode("MockCash").hex() == load("MockCash").bytecode[2:]


def test_at__address_in_lower_case__reads_the_contract(world: World) -> None:
    assert at(world.chain, "CashToken", world.cash.wallet.lower()).functions.symbol().call() == "tHKD"


@pytest.mark.requirement("CHAIN-9")
@pytest.mark.parametrize(
    "failure",
    [
        ContractLogicError("reverted", data="0x" + RESTRICTED.hex()),
        ContractCustomError("reverted", data="0x" + RESTRICTED.hex()),
        Web3RPCError("reverted", rpc_response={"error": {"data": "0x" + RESTRICTED.hex()}}),  # type: ignore[typeddict-item]
    ],
)
def test_explain_revert__custom_error__is_named_with_its_values(failure: Exception) -> None:
    assert explain_revert(failure) == SHOWN


@pytest.mark.requirement("CHAIN-9")
def test_explain_revert__values_of_bytes__are_shown_as_hex() -> None:
    role = keccak(text="PAUSER_ROLE")
    data = keccak(text="AccessControlUnauthorizedAccount(address,bytes32)")[:4]
    data += encode(["address", "bytes32"], [HOLDER, role])
    found = explain_revert(ContractLogicError("reverted", data="0x" + data.hex()))
    assert found == f"AccessControlUnauthorizedAccount(account={HOLDER.lower()}, neededRole=0x{role.hex()})"


@pytest.mark.requirement("CHAIN-9")
@pytest.mark.parametrize("data", [None, "0x", "0x1234", "0xdeadbeef", "0x" + RESTRICTED[:20].hex(), "no hex", {"a": 1}])
def test_explain_revert__nothing_that_is_known__stays_the_nodes_words(data: Any) -> None:  # noqa: ANN401
    assert explain_revert(ContractLogicError("the node's words", data=data)) == str(
        ContractLogicError("the node's words", data=data)
    )


def test_explain_revert__no_error_of_a_call__stays_its_words() -> None:
    assert explain_revert(ValueError("anything")) == "anything"
    assert explain_revert(Web3RPCError("anything", rpc_response={"result": 1})) == "anything"  # type: ignore[typeddict-item]
