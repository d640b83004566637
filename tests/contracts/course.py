"""What the life of a bond does to its terms, written into its storage: for views alone, whoever brings it about."""

from __future__ import annotations

from typing import Any

from eth_utils.crypto import keccak

from tenor.artifacts.store import load
from tests.contracts.world import World

WATCHED = 1 << 255  # of TokenWords.sol
FIXED = 1 << 128  # of BondCourse.sol


def put(world: World, variable: str, value: int | dict[str, int], key: int | None = None) -> None:
    """Set a variable of the bond, a struct of one slot by its members, or one entry of a mapping."""
    layout = load("Bond").storage_layout
    place: Any = next(each for each in layout["storage"] if each["label"] == variable)
    slot, kind = int(place["slot"]), layout["types"][place["type"]]
    if key is not None:
        slot, kind = int.from_bytes(keccak(key.to_bytes(32) + slot.to_bytes(32))), layout["types"][kind["value"]]
    if isinstance(value, dict):
        offsets = {each["label"]: int(each["offset"]) for each in kind["members"]}
        value = sum(amount << 8 * offsets[member] for member, amount in value.items())
    world.chain.rpc("anvil_setStorageAt", world.bond.wallet, hex(slot), "0x" + value.to_bytes(32).hex())


def watch(world: World) -> None:
    """The bond leaves its planned course."""
    slot = next(int(each["slot"]) for each in load("Bond").storage_layout["storage"] if each["label"] == "_state")
    word = int(str(world.chain.rpc("eth_getStorageAt", world.bond.wallet, hex(slot), "latest")), 16)
    put(world, "_state", word | WATCHED)


def end(world: World, **ending: int) -> None:
    """The bond ends early, as `Ending` of BondCourse.sol says."""
    put(world, "_ending", ending)
    watch(world)
