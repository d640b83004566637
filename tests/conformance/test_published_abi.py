"""Our contracts speak the interfaces of ERC-3643 to the letter; the table of the text is held against the package."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tenor.artifacts.store import load
from tests.conformance import standard
from tests.conformance.published import merged
from tests.conformance.standard import entries, shape, signature
from tests.contracts.support import ZERO
from tests.contracts.world import World

TOKEN = (standard.ERC20, standard.ERC173, standard.AGENT_ROLE, standard.ERC3643)
REGISTRY = (
    *(standard.ERC173, standard.AGENT_ROLE, standard.REGISTRY, standard.STORAGE),
    *(standard.TRUSTED_ISSUERS, standard.CLAIM_TOPICS),
)

PUBLISHED = [
    (("token/IToken",), (standard.ERC20, standard.ERC3643)),
    (("roles/AgentRole",), (standard.ERC173, standard.AGENT_ROLE)),
    (("compliance/modular/IModularCompliance", "compliance/legacy/ICompliance"), (standard.COMPLIANCE,)),
    (("registry/interface/IIdentityRegistry",), (standard.REGISTRY,)),
    (("registry/interface/IIdentityRegistryStorage",), (standard.STORAGE,)),
    (("registry/interface/ITrustedIssuersRegistry",), (standard.TRUSTED_ISSUERS,)),
    (("registry/interface/IClaimTopicsRegistry",), (standard.CLAIM_TOPICS,)),
]
"""Interfaces of T-REX 4.1.6 and what the text of the standard has of them."""

OTHERWISE_INDEXED = {
    "event RecoverySuccess(address,address,address)": (False, True, True, True),
    "event UpdatedTokenInformation(string,string,uint8,string,address)": (False, True, True, False, False, True),
}
"""Where the package departs from the text: the same topic, other members of the event indexed."""

EXTRAS = {
    *("renounceOwnership", "ModuleAdded", "ModuleInteraction", "ModuleRemoved", "addModule", "callModuleFunction"),
    *("getModules", "isModuleBound", "removeModule"),
    *("TokenAgentAdded", "TokenAgentRemoved", "addTokenAgent", "isTokenAgent", "removeTokenAgent"),
}
"""What the package has beside the standard."""


def table(texts: Iterable[str]) -> dict[str, tuple[object, ...]]:
    return by_signature(entry for text in texts for entry in entries(text))


def by_signature(abi: Iterable[dict[str, Any]]) -> dict[str, tuple[object, ...]]:
    return {signature(entry): shape(entry) for entry in abi if entry["type"] in {"function", "event"}}


@pytest.mark.parametrize(("paths", "texts"), PUBLISHED, ids=[paths[0] for paths, _ in PUBLISHED])
def test_table__each_interface__is_the_published_one(paths: tuple[str, ...], texts: tuple[str, ...]) -> None:
    published = by_signature(entry for entry in merged(*paths) if entry.get("name") not in EXTRAS)
    wanted = table(texts)
    assert published == wanted | {name: value for name, value in OTHERWISE_INDEXED.items() if name in wanted}


@pytest.mark.requirement("INTEROP-1")
@pytest.mark.parametrize(("contract", "texts"), [("Bond", TOKEN), ("CashToken", TOKEN), ("IdentityRegistry", REGISTRY)])
def test_abi__each_entry_of_the_standard__has_its_selector_mutability_outputs_and_indexed_fields(
    contract: str, texts: tuple[str, ...]
) -> None:
    ours = by_signature(dict(entry) for entry in load(contract).abi)
    wanted = table(texts)
    assert {name: ours.get(name) for name in wanted} == wanted


@pytest.mark.requirement("INTEROP-1")
@pytest.mark.parametrize("contract", ["Bond", "CashToken"])
def test_abi__token_that_is_its_own_compliance_contract__has_the_whole_interface(contract: str) -> None:
    """What tells a compliance contract of movements is refused by a token, so its mutability says nothing."""
    ours = by_signature(dict(entry) for entry in load(contract).abi)
    assert table([standard.COMPLIANCE]).keys() - ours.keys() == set()


@pytest.mark.requirement("INTEROP-1")
def test_registry__parts_of_the_standard__are_the_registry_itself(world: World) -> None:
    registry = world.registry
    parts = (registry.identityStorage(), registry.issuersRegistry(), registry.topicsRegistry())
    assert parts == (registry.wallet,) * 3
    assert world.bond.identityRegistry() == registry.wallet
    assert world.bond.compliance() != ZERO


def test_entries__a_line_that_is_no_declaration__is_refused() -> None:
    with pytest.raises(ValueError, match=r"'function mint\(address' is no declaration"):
        entries("function mint(address")
