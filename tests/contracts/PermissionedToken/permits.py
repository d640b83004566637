"""Permits as a wallet signs them (ERC-2612), hashed from the standard's text."""

from __future__ import annotations

from typing import Any

from tenor.parties import Actor
from tests.contracts.signing import CHAIN_ID, digest, sign
from tests.contracts.support import Deployed, plain
from tests.contracts.world import World

PERMIT_TYPE = "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
DOMAINS = {"Bond": "Tenor Bond", "CashToken": "Tenor Cash"}


def permission(world: World, token: Deployed, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- any member
    """Investor a lets the settler spend six, within the hour."""
    owner = changes.get("owner", world.investor_a)
    return {
        "owner": plain(owner),
        "spender": world.settler.wallet,
        "value": 6,
        "nonce": token.nonces(owner),
        "deadline": world.now + 3_600,
        **plain(changes),
    }


def signed(
    world: World, token: Deployed, values: dict[str, Any], by: Actor | None = None, chain_id: int = CHAIN_ID
) -> bytes:
    """65 bytes: r, s, v; of investor a unless somebody else signs."""
    message = digest(PERMIT_TYPE, values, DOMAINS[token.contract], token.wallet, chain_id)
    return sign(world.keys[(by or world.investor_a).key].key, message)


def split(signature: bytes) -> tuple[int, bytes, bytes]:
    """v, r and s, as the standard's own form takes them."""
    return signature[64], signature[:32], signature[32:64]


def named(values: dict[str, Any]) -> tuple[Any, ...]:
    """The arguments that come before the signature."""
    return values["owner"], values["spender"], values["value"], values["deadline"]
