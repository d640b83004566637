"""The reference implementation of ERC-3643, as published: what the tool is tried on, and what our registry serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eth_account.signers.local import LocalAccount
from web3.contract import Contract

from tests.conformance.books import ABI, ZERO
from tests.conformance.node import Node
from tests.conformance.published import trex

_REGISTRY = "registry/implementation"


def make(node: Node, by: LocalAccount, path: str, *arguments: object, init: str = "init") -> Contract:
    """Deploy a published contract without its proxy, and set it up."""
    return _made(node, by, trex(path), init, arguments)


def deploy_trex(
    node: Node,
    owner: LocalAccount,
    *,
    registry: str = "",
    storage: str = "",
    token: Mapping[str, Any] | None = None,
) -> tuple[str, str]:
    """Deploy a whole suite, paused as it begins, and return the addresses of token and identity registry.

    Args:
        registry: another identity registry in the place of the published one.
        storage: another storage, claim topics and trusted issuers registry, all in one, below the published registry.
        token: another artifact in the place of the published token.
    """
    if not registry:
        parts = [storage] * 3 if storage else _parts(node, owner)
        registry = make(node, owner, f"{_REGISTRY}/IdentityRegistry", *parts).address
        holder = node.at(parts[2], ABI["storage"])
        node.send(owner, holder.functions.bindIdentityRegistry(registry))
    compliance = make(node, owner, "compliance/modular/ModularCompliance").address
    arguments = (registry, compliance, "Reference Token", "REF", 0, ZERO)
    return _made(node, owner, token or trex("token/Token"), "init", arguments).address, registry


def _parts(node: Node, owner: LocalAccount) -> list[str]:
    names = ("TrustedIssuersRegistry", "ClaimTopicsRegistry", "IdentityRegistryStorage")
    return [make(node, owner, f"{_REGISTRY}/{name}").address for name in names]


def _made(
    node: Node, by: LocalAccount, artifact: Mapping[str, Any], init: str, arguments: tuple[object, ...]
) -> Contract:
    contract = node.deploy(by, artifact)
    node.send(by, contract.functions[init](*arguments))
    return contract
