"""The interfaces that the registry says it has (ERC-165), each id computed from its functions."""

from __future__ import annotations

import pytest
from eth_utils.abi import function_signature_to_4byte_selector

from tests.contracts.world import World

INTERFACES = {
    "ERC-165": ["supportsInterface(bytes4)"],
    "ERC-173": ["owner()", "transferOwnership(address)"],
    "access control": [
        *("hasRole(bytes32,address)", "getRoleAdmin(bytes32)", "grantRole(bytes32,address)"),
        *("revokeRole(bytes32,address)", "renounceRole(bytes32,address)"),
    ],
    "identity registry of ERC-3643": [
        *("identityStorage()", "issuersRegistry()", "topicsRegistry()", "setIdentityRegistryStorage(address)"),
        *("setClaimTopicsRegistry(address)", "setTrustedIssuersRegistry(address)"),
        *("registerIdentity(address,address,uint16)", "deleteIdentity(address)", "updateCountry(address,uint16)"),
        *("updateIdentity(address,address)", "batchRegisterIdentity(address[],address[],uint16[])"),
        *("contains(address)", "isVerified(address)", "identity(address)", "investorCountry(address)"),
    ],
}


def interface_id(functions: list[str]) -> bytes:
    """The selectors of all functions, by exclusive or."""
    found = 0
    for function in functions:
        found ^= int.from_bytes(function_signature_to_4byte_selector(function), "big")
    return found.to_bytes(4, "big")


@pytest.mark.requirement("REG-17", "REG-19")
@pytest.mark.parametrize("name", INTERFACES)
def test_supports_interface__implemented__says_so(world: World, name: str) -> None:
    assert world.registry.supportsInterface(interface_id(INTERFACES[name]))


@pytest.mark.requirement("REG-17")
def test_supports_interface__none_or_another__does_not(world: World) -> None:
    for other in ("ffffffff", "00000000", "36372b07"):  # the last one is that of ERC-20
        assert not world.registry.supportsInterface(bytes.fromhex(other))
