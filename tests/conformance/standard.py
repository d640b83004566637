"""What ERC-3643 asks for, by the text of the standard: every function and event of its interfaces, names and types.

Contract types are addresses in an ABI. The standard builds on ERC-20 and ERC-173, which stand here too.
"""

from __future__ import annotations

import re
from typing import Any

ERC20 = """
event Transfer(address indexed, address indexed, uint256)
event Approval(address indexed, address indexed, uint256)
function totalSupply() view returns (uint256)
function balanceOf(address) view returns (uint256)
function transfer(address, uint256) returns (bool)
function allowance(address, address) view returns (uint256)
function approve(address, uint256) returns (bool)
function transferFrom(address, address, uint256) returns (bool)
function name() view returns (string)
function symbol() view returns (string)
function decimals() view returns (uint8)
"""
ERC173 = """
event OwnershipTransferred(address indexed, address indexed)
function owner() view returns (address)
function transferOwnership(address)
"""
AGENT_ROLE = """
event AgentAdded(address indexed)
event AgentRemoved(address indexed)
function addAgent(address)
function removeAgent(address)
function isAgent(address) view returns (bool)
"""
ERC3643 = """
event UpdatedTokenInformation(string, string, uint8, string, address)
event IdentityRegistryAdded(address indexed)
event ComplianceAdded(address indexed)
event RecoverySuccess(address, address, address)
event AddressFrozen(address indexed, bool indexed, address indexed)
event TokensFrozen(address indexed, uint256)
event TokensUnfrozen(address indexed, uint256)
event Paused(address)
event Unpaused(address)
function onchainID() view returns (address)
function version() view returns (string)
function identityRegistry() view returns (address)
function compliance() view returns (address)
function paused() view returns (bool)
function isFrozen(address) view returns (bool)
function getFrozenTokens(address) view returns (uint256)
function setName(string)
function setSymbol(string)
function setOnchainID(address)
function pause()
function unpause()
function setAddressFrozen(address, bool)
function freezePartialTokens(address, uint256)
function unfreezePartialTokens(address, uint256)
function setIdentityRegistry(address)
function setCompliance(address)
function forcedTransfer(address, address, uint256) returns (bool)
function mint(address, uint256)
function burn(address, uint256)
function recoveryAddress(address, address, address) returns (bool)
function batchTransfer(address[], uint256[])
function batchForcedTransfer(address[], address[], uint256[])
function batchMint(address[], uint256[])
function batchBurn(address[], uint256[])
function batchSetAddressFrozen(address[], bool[])
function batchFreezePartialTokens(address[], uint256[])
function batchUnfreezePartialTokens(address[], uint256[])
"""
REGISTRY = """
event ClaimTopicsRegistrySet(address indexed)
event IdentityStorageSet(address indexed)
event TrustedIssuersRegistrySet(address indexed)
event IdentityRegistered(address indexed, address indexed)
event IdentityRemoved(address indexed, address indexed)
event IdentityUpdated(address indexed, address indexed)
event CountryUpdated(address indexed, uint16 indexed)
function identityStorage() view returns (address)
function issuersRegistry() view returns (address)
function topicsRegistry() view returns (address)
function setIdentityRegistryStorage(address)
function setClaimTopicsRegistry(address)
function setTrustedIssuersRegistry(address)
function registerIdentity(address, address, uint16)
function deleteIdentity(address)
function updateCountry(address, uint16)
function updateIdentity(address, address)
function batchRegisterIdentity(address[], address[], uint16[])
function contains(address) view returns (bool)
function isVerified(address) view returns (bool)
function identity(address) view returns (address)
function investorCountry(address) view returns (uint16)
"""
STORAGE = """
event IdentityStored(address indexed, address indexed)
event IdentityUnstored(address indexed, address indexed)
event IdentityModified(address indexed, address indexed)
event CountryModified(address indexed, uint16 indexed)
event IdentityRegistryBound(address indexed)
event IdentityRegistryUnbound(address indexed)
function storedIdentity(address) view returns (address)
function storedInvestorCountry(address) view returns (uint16)
function addIdentityToStorage(address, address, uint16)
function removeIdentityFromStorage(address)
function modifyStoredInvestorCountry(address, uint16)
function modifyStoredIdentity(address, address)
function bindIdentityRegistry(address)
function unbindIdentityRegistry(address)
function linkedIdentityRegistries() view returns (address[])
"""
COMPLIANCE = """
event TokenBound(address)
event TokenUnbound(address)
function bindToken(address)
function unbindToken(address)
function isTokenBound(address) view returns (bool)
function getTokenBound() view returns (address)
function canTransfer(address, address, uint256) view returns (bool)
function transferred(address, address, uint256)
function created(address, uint256)
function destroyed(address, uint256)
"""
TRUSTED_ISSUERS = """
event TrustedIssuerAdded(address indexed, uint256[])
event TrustedIssuerRemoved(address indexed)
event ClaimTopicsUpdated(address indexed, uint256[])
function addTrustedIssuer(address, uint256[])
function removeTrustedIssuer(address)
function updateIssuerClaimTopics(address, uint256[])
function getTrustedIssuers() view returns (address[])
function isTrustedIssuer(address) view returns (bool)
function getTrustedIssuerClaimTopics(address) view returns (uint256[])
function getTrustedIssuersForClaimTopic(uint256) view returns (address[])
function hasClaimTopic(address, uint256) view returns (bool)
"""
CLAIM_TOPICS = """
event ClaimTopicAdded(uint256 indexed)
event ClaimTopicRemoved(uint256 indexed)
function addClaimTopic(uint256)
function removeClaimTopic(uint256)
function getClaimTopics() view returns (uint256[])
"""

_DECLARATION = re.compile(r"(event|function) (\w+)\(([^)]*)\)(?: (view))?(?: returns \(([^)]*)\))?")


def entries(interface: str) -> list[dict[str, Any]]:
    """The ABI of an interface written as above; a line that is no declaration is an error."""
    found = []
    for line in interface.strip().splitlines():
        match = _DECLARATION.fullmatch(line)
        if match is None:
            raise ValueError(f"{line!r} is no declaration: write `function name(types) view returns (types)`")
        kind, name, inputs, view, outputs = match.groups()
        found.append({"type": kind, "name": name, "inputs": _types(inputs), "anonymous": False})
        if kind == "function":
            found[-1] |= {"outputs": _types(outputs or ""), "stateMutability": view or "nonpayable"}
    return found


def signature(entry: dict[str, Any]) -> str:
    """Kind, name and types: what a selector or a topic is the hash of."""
    return f"{entry['type']} {entry['name']}({','.join(member['type'] for member in entry['inputs'])})"


def shape(entry: dict[str, Any]) -> tuple[object, ...]:
    """What else a caller or a reader of logs depends on: whether it writes and what it returns, or what is indexed."""
    if entry["type"] == "event":
        return (entry.get("anonymous", False), *(member["indexed"] for member in entry["inputs"]))
    reads = entry["stateMutability"] in {"view", "pure"}
    return (reads, entry["stateMutability"] == "payable", *(member["type"] for member in entry["outputs"]))


def _types(text: str) -> list[dict[str, Any]]:
    parts = [part.split() for part in text.split(", ") if part]
    return [{"name": "", "type": part[0], "indexed": "indexed" in part[1:]} for part in parts]
