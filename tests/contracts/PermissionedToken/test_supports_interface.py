"""What the tokens say of themselves (ERC-165)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import xor
from typing import Any

import pytest
from eth_utils.abi import function_abi_to_4byte_selector, function_signature_to_4byte_selector

from tenor.artifacts.store import load
from tests.contracts.support import Deployed
from tests.contracts.world import World

ERC_7943 = (
    "forcedTransfer(address,address,uint256)", "setFrozenTokens(address,uint256)", "getFrozenTokens(address)",
    "canSend(address)", "canReceive(address)", "canTransfer(address,address,uint256)",
)  # fmt: skip
ERC_1643 = (
    "getDocument(bytes32)", "setDocument(bytes32,string,bytes32)", "removeDocument(bytes32)", "getAllDocuments()",
)  # fmt: skip
ERC_20 = {"allowance", "approve", "balanceOf", "totalSupply", "transfer", "transferFrom"}
OWN = ("IERC3643", "IEnforcement", "ITransferRules", "IAgentRole", "IERC173")


def interface_id(selectors: Iterable[bytes]) -> bytes:
    return reduce(xor, map(int.from_bytes, selectors)).to_bytes(4)


def selectors(interface: str) -> set[bytes]:
    """Of its own functions: ERC-165 leaves out what is inherited, here from ERC-20."""
    functions: list[Any] = [entry for entry in load(interface).abi if entry["type"] == "function"]
    return {function_abi_to_4byte_selector(entry) for entry in functions if entry["name"] not in ERC_20}


@pytest.mark.parametrize("interface", OWN)
def test_supports_interface__interface_of_this_project__is_there(token: Deployed, interface: str) -> None:
    assert token.supportsInterface(interface_id(selectors(interface)))


def test_supports_interface__published_interface__is_there(token: Deployed) -> None:
    assert interface_id(map(function_signature_to_4byte_selector, ERC_7943)) == bytes.fromhex("3edbb4c4")
    assert token.supportsInterface(bytes.fromhex("3edbb4c4"))  # ERC-7943
    assert token.supportsInterface(interface_id(map(function_signature_to_4byte_selector, ERC_1643)))
    assert token.supportsInterface(bytes.fromhex("36372b07"))  # ERC-20
    assert token.supportsInterface(bytes.fromhex("a219a025"))  # ERC-20 metadata
    assert token.supportsInterface(bytes.fromhex("9d8ff7da"))  # ERC-2612
    assert token.supportsInterface(bytes.fromhex("84b0196e"))  # ERC-5267
    assert token.supportsInterface(bytes.fromhex("7f5828d0"))  # ERC-173
    assert token.supportsInterface(bytes.fromhex("7965db0b"))  # IAccessControl
    assert token.supportsInterface(bytes.fromhex("01ffc9a7"))  # ERC-165
    assert not token.supportsInterface(bytes.fromhex("ffffffff"))


def test_identity_registry__as_deployed__is_the_shared_one(world: World, token: Deployed) -> None:
    assert token.identityRegistry() == world.registry.wallet
