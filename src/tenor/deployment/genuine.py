"""Which of the shipped contracts stands at an address, by its code: what it does, not whose it is."""

from __future__ import annotations

from eth_utils.address import to_checksum_address

from tenor.artifacts.artifact import Artifact
from tenor.artifacts.store import contracts
from tenor.chain.connection import Chain

_CLONE_HEAD = bytes.fromhex("363d3d373d3d3d363d73")  # EIP-1167; the implementation's address follows
_CLONE_TAIL = bytes.fromhex("5af43d82803e903d91602b57fd5bf3")  # then immutable arguments
_ADDRESS = 20  # [bytes]


def shipped_at(chain: Chain, address: str) -> str | None:
    """The name of the shipped contract whose code stands at an address, itself or as a clone; None for any other."""
    code = _code(chain, address)
    start = len(_CLONE_HEAD)
    if code.startswith(_CLONE_HEAD) and code[start + _ADDRESS :].startswith(_CLONE_TAIL):
        code = _code(chain, "0x" + code[start : start + _ADDRESS].hex())
    if not code:
        return None
    shipped = (each for each in contracts().artifacts.values() if each.is_deployable and not each.is_mock)
    return next((each.name for each in shipped if _is_code_of(code, each)), None)


def _is_code_of(code: bytes, artifact: Artifact) -> bool:
    """Whether code is an artifact's, whatever stands where its immutables go."""
    if len(code) != artifact.size:
        return False
    found = bytearray(code)
    for places in artifact.immutable_references.values():
        for place in places:
            found[place["start"] : place["start"] + place["length"]] = bytes(place["length"])
    return bytes(found) == bytes.fromhex(artifact.deployed_bytecode.removeprefix("0x"))


def _code(chain: Chain, address: str) -> bytes:
    return bytes(chain.web3.eth.get_code(to_checksum_address(address)))
