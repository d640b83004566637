"""The published packages of ERC-3643 and ONCHAINID: their ABIs and code, and claims made as their own tools make them.

They come with `make setup` and are run against, in tests only: nothing of them stands in this tree or in the wheel.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from eth_abi.abi import encode
from eth_account.messages import encode_defunct
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

PACKAGES = Path(__file__).parents[2] / "node_modules"
ONCHAINID = "@onchain-id/solidity"
TREX = "@tokenysolutions/t-rex"

MANAGEMENT, CLAIM_SIGNER = 1, 3  # purposes of a key (ERC-734, as ONCHAINID extends it)
ECDSA = 1  # type of a key and scheme of a claim


class PublishedMissing(Exception):
    """A published artifact is not where the package manager should have put it."""


@cache
def artifact(package: str, path: str, packages: Path = PACKAGES) -> dict[str, Any]:
    """ABI and code of a contract of a package, e.g. ("@tokenysolutions/t-rex", "token/Token"); see PublishedMissing."""
    file = packages / package / "artifacts" / "contracts" / f"{path}.sol" / f"{path.rpartition('/')[2]}.json"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {"abi": found["abi"], "bytecode": found["bytecode"]}
    except (OSError, ValueError, KeyError, TypeError) as exc:
        where = file.relative_to(packages)
        raise PublishedMissing(f"node_modules/{where}: no artifact of {package}. Run `make setup`.") from exc


def onchainid(path: str) -> dict[str, Any]:
    """An artifact of ONCHAINID: Identity, ClaimIssuer, interface/IERC735."""
    return artifact(ONCHAINID, path)


def trex(path: str) -> dict[str, Any]:
    """An artifact of T-REX, the reference implementation of ERC-3643: token/IToken, registry/interface/..."""
    return artifact(TREX, path)


def merged(*paths: str) -> list[dict[str, Any]]:
    """One ABI of several interfaces of T-REX, each entry once."""
    entries = [entry for path in paths for entry in trex(path)["abi"] if entry["type"] != "constructor"]
    return list({json.dumps(entry, sort_keys=True): entry for entry in entries}.values())


def key_of(address: str) -> bytes:
    """The key under which an identity knows an account."""
    return keccak(encode(["address"], [address]))


def claim_id(issuer: str, topic: int) -> bytes:
    """The id of an issuer's claim on a topic: an identity holds one of each."""
    return keccak(encode(["address", "uint256"], [issuer, topic]))


def sign_claim(signer: LocalAccount, identity: str, topic: int, data: bytes) -> bytes:
    """An issuer's signature on what it states of an identity: a personal message over the hash of the claim."""
    stated = keccak(encode(["address", "uint256", "bytes"], [identity, topic, data]))
    return bytes(signer.sign_message(encode_defunct(stated)).signature)
