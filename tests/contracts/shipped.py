"""What the project ships, from the compiler's own list: contracts and their functions."""

from __future__ import annotations

from tenor.artifacts.store import contracts

SHIPPED = sorted(
    name for name, artifact in contracts().artifacts.items() if artifact.is_deployable and not artifact.is_mock
)
DELEGATES = ("BondFixing", "BondOptions", "BondPricing", "BondServicing", "BondTrouble")
"""What a bond delegates to and no other token has: without roles' functions of their own."""


def functions(contract: str, *, views: bool) -> set[str]:
    """The contract's external functions, those that read or those that change something."""
    return {
        entry["name"]
        for entry in contracts().artifacts[contract].abi
        if entry["type"] == "function" and (entry["stateMutability"] in {"view", "pure"}) == views
    }
