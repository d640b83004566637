"""Calls to contracts in tests: one line each, and strict about everything that comes back.

``bond.transfer(buyer, 5, by=seller)`` sends a transaction and returns its logs; ``bond.balanceOf(buyer)`` reads;
``with reverts("NotOnRegister", wallet=buyer):`` wants exactly this error with exactly these values. Actors and
contracts stand for their addresses wherever an address is meant. The node signs, so that one call costs about two
milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pytest
from eth_abi.abi import decode
from eth_utils.abi import collapse_if_tuple, event_abi_to_log_topic, function_abi_to_4byte_selector
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from web3.types import RPCEndpoint

from tenor.artifacts.store import contracts, load
from tenor.chain.clock import latest_time
from tenor.chain.connection import Chain
from tenor.chain.contract import calldata

ZERO = "0x" + "00" * 20

MOST_GAS = 2**24  # of one transaction (EIP-7825): no test rests on more
_OF_TRANSACTION = {"at", "gas"}
_BUILT_IN = {
    "08c379a0": {"name": "Error", "inputs": [{"name": "message", "type": "string"}]},
    "4e487b71": {"name": "Panic", "inputs": [{"name": "code", "type": "uint256"}]},
}


class Refused(Exception):
    """A call that reverted, with its error's name and values."""

    def __init__(self, output: bytes) -> None:
        entry = _errors().get(output[:4].hex(), {"name": output.hex(), "inputs": []})
        self.error: str = entry["name"]
        self.values = _decoded(entry["inputs"], output[4:])
        super().__init__(f"{self.error}({self.values})")


@contextmanager
def reverts(error: str, **values: object) -> Iterator[None]:
    """The block's last call reverts with exactly this error and these values; "" is a revert without data."""
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.error, caught.value.values) == (error, plain(values))


def unauthorized(account: object, role: str = "") -> AbstractContextManager[None]:
    """The block's last call is refused because the account lacks a role; "" is the administrator's."""
    return reverts("AccessControlUnauthorizedAccount", account=account, neededRole=role_id(role))


def role_id(role: str) -> bytes:
    """A role as contracts know it; the administrator's name is empty."""
    return keccak(text=role) if role else bytes(32)


def wallet(number: int) -> str:
    """An address that nobody has the key of."""
    return to_checksum_address(number.to_bytes(20, "big"))


@dataclass(frozen=True, slots=True)
class Log:
    """One event: emitter, name and values in the order of its declaration."""

    emitter: str
    name: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a transaction that succeeded left behind."""

    logs: list[Log]
    time: int  # [s]
    gas: int
    created: str | None


class Deployed:
    """A contract at an address: its functions by name, views are read and all others sent `by` somebody.

    `at` puts a transaction into a block of exactly that second, `gas` limits it. The last arguments may be given by
    name.
    """

    def __init__(self, chain: Chain, contract: str, wallet: str) -> None:
        self.chain, self.contract, self.wallet = chain, contract, wallet
        self._functions: dict[str, list[Any]] = {}
        for entry in load(contract).abi:
            if entry["type"] == "function":
                self._functions.setdefault(entry["name"], []).append(entry)

    def __getattr__(self, function: str) -> Callable[..., Any]:
        if function not in self._functions:
            raise AttributeError(f"{self.contract} has no function {function}")
        return partial(self._run, self._functions[function])

    def __repr__(self) -> str:
        return f"{self.contract}({self.wallet})"

    def data(self, function: str, *arguments: object) -> bytes:
        """Calldata of one of its functions; of several forms, the one that takes such arguments."""
        return bytes.fromhex(calldata(self.contract, function, *plain(arguments))[2:])

    def log(self, event: str, *values: object) -> Log:
        """The event as this contract emits it."""
        return Log(self.wallet, event, tuple(tuple(v) if isinstance(v, list) else v for v in plain(values)))

    def _run(self, forms: Sequence[Mapping[str, Any]], *arguments: object, by: object = None, **named: Any) -> object:  # noqa: ANN401
        given = {*named} - _OF_TRANSACTION
        entry = next(form for form in forms if len(form["inputs"]) == len(arguments) + len(given))
        last = [named.pop(member["name"]) for member in entry["inputs"][len(arguments) :]]
        data = self.data(entry["name"], *arguments, *last)
        if entry["stateMutability"] not in {"view", "pure"}:
            return transact(self.chain, by, self.wallet, data, **named)
        values = tuple(_decoded(entry["outputs"], read(self.chain, self.wallet, data)).values())
        return values[0] if len(values) == 1 else values


def transact(
    chain: Chain, sender: object, to: str | None, data: bytes, *, at: int | None = None, gas: int = MOST_GAS
) -> Sent:
    """Send from an account that the node can sign for; raises Refused where the transaction reverts."""
    if at is not None:
        chain.rpc("evm_setNextBlockTimestamp", at)
    call = {"from": plain(sender), "data": "0x" + data.hex(), "gas": hex(gas)}
    transaction = chain.rpc("eth_sendTransaction", call if to is None else {**call, "to": to})
    receipt: Any = None
    while receipt is None:
        receipt = chain.rpc("eth_getTransactionReceipt", transaction)
    if receipt["status"] != "0x1":
        trace: Any = chain.rpc("debug_traceTransaction", transaction, {"tracer": "callTracer"})
        raise Refused(bytes.fromhex(trace.get("output", "0x")[2:]))
    created = receipt["contractAddress"]
    return Sent(
        [_log(log) for log in receipt["logs"]],
        latest_time(chain),
        int(receipt["gasUsed"], 16),
        created and to_checksum_address(created),
    )


def read(chain: Chain, to: str, data: bytes) -> bytes:
    """Call at the latest block; raises Refused where the call reverts."""
    call = {"to": to, "data": "0x" + data.hex(), "gas": hex(2**40)}
    reply: Any = chain.web3.provider.make_request(RPCEndpoint("eth_call"), [call, "latest"])
    if "error" in reply:
        raise Refused(bytes.fromhex(reply["error"]["data"][2:]))
    return bytes.fromhex(reply["result"][2:])


def plain(value: Any) -> Any:  # noqa: ANN401 -- any argument of a call
    """The value with addresses in the place of actors and contracts."""
    if isinstance(value, Mapping):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return type(value)(plain(member) for member in value)
    return getattr(value, "wallet", value)


def _decoded(members: Sequence[Mapping[str, Any]], data: bytes) -> dict[str, object]:
    values = decode([collapse_if_tuple(dict(member)) for member in members], data)
    return {
        member["name"] or str(index): _shaped(member, value)
        for index, (member, value) in enumerate(zip(members, values, strict=True))
    }


def _shaped(member: Mapping[str, Any], value: Any) -> object:  # noqa: ANN401 -- any ABI value
    """A decoded value with structs as mappings and addresses with their checksum."""
    if member["type"] == "tuple":
        return {part["name"]: _shaped(part, entry) for part, entry in zip(member["components"], value, strict=True)}
    if member["type"] == "address[]":
        return tuple(to_checksum_address(entry) for entry in value)
    return to_checksum_address(value) if member["type"] == "address" else value


def _log(log: Mapping[str, Any]) -> Log:
    entry = _events()[log["topics"][0]]
    indexed = [member for member in entry["inputs"] if member["indexed"]]
    others = [member for member in entry["inputs"] if not member["indexed"]]
    values = _decoded(indexed, bytes.fromhex("".join(topic[2:] for topic in log["topics"][1:])))
    values |= _decoded(others, bytes.fromhex(log["data"][2:]))
    return Log(
        to_checksum_address(log["address"]), entry["name"], tuple(values[part["name"]] for part in entry["inputs"])
    )


@cache
def _errors() -> dict[str, dict[str, Any]]:
    return _BUILT_IN | {
        function_abi_to_4byte_selector({**entry, "type": "function"}).hex(): entry for entry in _entries("error")
    }


@cache
def _events() -> dict[str, dict[str, Any]]:
    return {"0x" + event_abi_to_log_topic(entry).hex(): entry for entry in _entries("event")}


def _entries(kind: str) -> list[Any]:
    return [entry for artifact in contracts().artifacts.values() for entry in artifact.abi if entry["type"] == kind]
