"""The ids that a token answers to are those of the standards, computed here from the names of their functions."""

from __future__ import annotations

from functools import reduce

import pytest
from eth_utils.crypto import keccak

from tenor.artifacts.store import load
from tests.contracts.support import Deployed
from tests.contracts.world import World

STANDARDS = {
    "ERC-165": ["supportsInterface(bytes4)"],
    "ERC-20": [
        "totalSupply()",
        "balanceOf(address)",
        "transfer(address,uint256)",
        "allowance(address,address)",
        "approve(address,uint256)",
        "transferFrom(address,address,uint256)",
    ],
    "ERC-20 metadata": ["name()", "symbol()", "decimals()"],
    "ERC-173": ["owner()", "transferOwnership(address)"],
    "ERC-1643": [
        "getDocument(bytes32)",
        "setDocument(bytes32,string,bytes32)",
        "removeDocument(bytes32)",
        "getAllDocuments()",
    ],
    "ERC-2612": [
        "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
        "nonces(address)",
        "DOMAIN_SEPARATOR()",
    ],
    "ERC-5267": ["eip712Domain()"],
    "ERC-7943 fungible": [
        "forcedTransfer(address,address,uint256)",
        "setFrozenTokens(address,uint256)",
        "canSend(address)",
        "canReceive(address)",
        "getFrozenTokens(address)",
        "canTransfer(address,address,uint256)",
    ],
}


def interface_id(functions: list[str]) -> bytes:
    """The selectors, combined (ERC-165)."""
    selectors = [int.from_bytes(keccak(text=function)[:4], "big") for function in functions]
    return reduce(int.__xor__, selectors).to_bytes(4, "big")


@pytest.mark.requirement("TOK-32")
@pytest.mark.parametrize("standard", STANDARDS)
def test_supports_interface__standard_from_its_text__is_answered_with_yes(
    world: World, token: Deployed, standard: str
) -> None:
    assert token.supportsInterface(interface_id(STANDARDS[standard]))
    names = {entry["name"] for entry in load(token.contract).abi if entry["type"] == "function"}
    assert {function.partition("(")[0] for function in STANDARDS[standard]} <= names
    assert world.bond.supportsInterface(interface_id(STANDARDS[standard]))


@pytest.mark.requirement("TOK-32")
def test_supports_interface__fungible_face_of_the_standard__has_its_published_id() -> None:
    assert interface_id(STANDARDS["ERC-7943 fungible"]).hex() == "3edbb4c4"


@pytest.mark.requirement("TOK-32")
@pytest.mark.parametrize("other", ["ffffffff", "00000000", "bf1ef5fe", "80ac58cd", "d9b67a26"])
def test_supports_interface__anything_else__is_answered_with_no(token: Deployed, other: str) -> None:
    """The invalid id, and the faces of tokens that are not fungible."""
    assert not token.supportsInterface(bytes.fromhex(other))
