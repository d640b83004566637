"""What the tokens say of themselves (ERC-165, ERC-20)."""

from __future__ import annotations

from functools import reduce
from operator import xor

from eth_utils.abi import function_abi_to_4byte_selector

from tenor.artifacts.store import load
from tests.contracts.support import Deployed
from tests.contracts.world import World

INHERITED = {  # of IERC20Metadata, which IPermissionedToken extends and ERC-165 leaves out
    "allowance", "approve", "balanceOf", "decimals", "name", "symbol", "totalSupply", "transfer", "transferFrom",
}  # fmt: skip


def test_supports_interface__permissioned_token__is_there(token: Deployed) -> None:
    own = [
        int.from_bytes(function_abi_to_4byte_selector(entry))
        for entry in load("IPermissionedToken").abi
        if entry["type"] == "function" and entry["name"] not in INHERITED
    ]
    assert token.supportsInterface(reduce(xor, own).to_bytes(4))
    assert token.supportsInterface(bytes.fromhex("01ffc9a7"))  # ERC-165
    assert not token.supportsInterface(bytes.fromhex("ffffffff"))


def test_identity_registry__as_deployed__is_the_shared_one(world: World, token: Deployed) -> None:
    assert token.identityRegistry() == world.registry.wallet
