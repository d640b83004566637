"""What a transaction called, also from within contracts: what its own data does not have to show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from eth_utils.address import to_checksum_address

from tenor.chain.connection import Chain
from tenor.errors import ConnectionFailed


def calls_of(chain: Chain, transaction: str) -> Iterator[tuple[str, bytes]]:
    """Every call of a transaction, in order: the contract called and its calldata.

    Raises:
        ConnectionFailed: the node keeps no traces, or not of this transaction.
    """
    frame = chain.rpc("debug_traceTransaction", transaction, {"tracer": "callTracer"})
    if not isinstance(frame, dict) or not frame.get("to"):
        what = f"the node has no trace of transaction {transaction}"
        raise ConnectionFailed(chain.network, what, "Use a node that keeps traces")
    return _calls(frame)


def _calls(call: Any) -> Iterator[tuple[str, bytes]]:  # noqa: ANN401 -- as the node's tracer writes it
    frame: Mapping[str, Any] = call
    if frame.get("to"):
        yield to_checksum_address(frame["to"]), bytes.fromhex(frame["input"][2:])
    for inner in frame.get("calls", ()):
        yield from _calls(inner)
