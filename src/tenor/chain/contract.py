"""Calls to contracts by name: calldata, views and the words of a revert, from the compiled artifacts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from eth_abi.abi import encode
from eth_abi.codec import ABICodec
from eth_abi.exceptions import DecodingError
from eth_utils.abi import collapse_if_tuple, function_abi_to_4byte_selector, get_aligned_abi_inputs
from web3 import Web3
from web3.contract import Contract

from tenor.artifacts.store import contracts, load
from tenor.chain.connection import Chain

_ERROR_STRING = "0x08c379a0"  # Error(string)


def calldata(contract: str, function: str, *arguments: object) -> str:
    """ABI-encoded call of a contract's function; structs may be given as mappings by member name."""
    found = _function(contract, function, len(arguments))
    if found is None:  # overloaded: web3 tells by the arguments which one is meant
        data: str = _interface(contract).encode_abi(function, args=list(arguments))
        return data
    selector, entry = found
    types, values = get_aligned_abi_inputs(entry, arguments)
    return selector + _codec().encode(types, values).hex()


def initcode(contract: str, *arguments: object) -> bytes:
    """Creation code of a contract with its constructor's arguments; structs as for `calldata`."""
    artifact = load(contract)
    constructor: Any = next(
        (entry for entry in artifact.abi if entry["type"] == "constructor"), {"type": "constructor", "inputs": []}
    )
    types, values = get_aligned_abi_inputs(constructor, tuple(arguments))
    return bytes.fromhex(artifact.bytecode.removeprefix("0x")) + encode(types, values)


def at(chain: Chain, contract: str, address: str) -> Contract:
    """A deployed contract for reading; everything that writes goes through the sender."""
    found: Contract = chain.web3.eth.contract(address=Web3.to_checksum_address(address), abi=load(contract).abi)
    return found


def explain_revert(exc: Exception) -> str:
    """The custom error that a node reported, with its values by name, e.g. ``IssueNotOpen(issueTime=...)``."""
    data = _revert_data(exc)
    if data is None or len(data) < len(_ERROR_STRING):
        return str(exc)
    error = _errors().get(data[:10])
    if error is None:
        return str(exc)
    types = [collapse_if_tuple(member) for member in error["inputs"]]
    try:
        values = Web3().codec.decode(types, bytes.fromhex(data[10:]))
    except DecodingError:
        return str(exc)
    named = ", ".join(
        f"{member['name']}={_shown(value)}" for member, value in zip(error["inputs"], values, strict=True)
    )
    return f"{error['name']}({named})"


@cache
def _function(contract: str, function: str, arguments: int) -> tuple[str, Any] | None:
    """The one function of a name and number of arguments with its selector; None where there is none, or several."""
    named: list[Any] = [
        entry
        for entry in load(contract).abi
        if entry["type"] == "function" and entry["name"] == function and len(entry["inputs"]) == arguments
    ]
    if len(named) != 1:
        return None
    return "0x" + function_abi_to_4byte_selector(named[0]).hex(), named[0]


@cache
def _codec() -> ABICodec:
    return Web3().codec


@cache
def _interface(contract: str) -> type[Contract]:
    interface: type[Contract] = Web3().eth.contract(abi=load(contract).abi)
    return interface


@cache
def _errors() -> Mapping[str, Mapping[str, Any]]:
    """Every custom error of the project's contracts by its selector."""
    entries: list[Any] = [
        entry for artifact in contracts().artifacts.values() for entry in artifact.abi if entry["type"] == "error"
    ]
    return {"0x" + _selector(entry): entry for entry in entries}


def _selector(error: Any) -> str:  # noqa: ANN401 -- an ABI entry, whose typed forms leave errors out
    as_function: Any = {**error, "type": "function"}
    return function_abi_to_4byte_selector(as_function).hex()


def _revert_data(exc: Exception) -> str | None:
    data: object = getattr(exc, "data", None)
    reply = getattr(exc, "rpc_response", None)
    if data is None and isinstance(reply, dict):
        data = reply.get("error", {}).get("data")
    return data if isinstance(data, str) and data.startswith("0x") else None


def _shown(value: object) -> str:
    return "0x" + value.hex() if isinstance(value, bytes) else str(value)
