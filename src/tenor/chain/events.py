"""Events of a contract, decoded, in the order of the chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from eth_utils.abi import event_abi_to_log_topic
from web3 import Web3
from web3.types import FilterParams, LogReceipt

from tenor.chain.connection import Chain
from tenor.chain.contract import at

_BLOCKS_A_QUERY = 5_000  # nodes refuse wider ranges


@dataclass(frozen=True, slots=True)
class Event:
    """One decoded log.

    Args:
        name: the event's name.
        args: its members by name.
        block: block number.
        index: position among the block's logs.
        timestamp: block time [s].
        transaction: transaction hash.
    """

    name: str
    args: dict[str, Any]
    block: int
    index: int
    timestamp: int
    transaction: str


def read_events(chain: Chain, contract: str, address: str, first_block: int, last_block: int) -> Iterator[Event]:
    """Every event that a contract emitted between two blocks, both included, in order."""
    deployed = at(chain, contract, address)
    topics = {bytes(event_abi_to_log_topic(entry)): entry["name"] for entry in deployed.abi if entry["type"] == "event"}
    times: dict[int, int] = {}
    for start in range(first_block, last_block + 1, _BLOCKS_A_QUERY):
        query: FilterParams = {
            "address": Web3.to_checksum_address(address),
            "fromBlock": start,
            "toBlock": min(start + _BLOCKS_A_QUERY - 1, last_block),
        }
        for log in chain.web3.eth.get_logs(query):
            name = topics[bytes(log["topics"][0])]
            decoded = deployed.events[name]().process_log(log)
            yield _event(name, dict(decoded["args"]), log, _time(chain, log["blockNumber"], times))


def _event(name: str, args: dict[str, Any], log: LogReceipt, timestamp: int) -> Event:
    return Event(name, args, log["blockNumber"], log["logIndex"], timestamp, log["transactionHash"].to_0x_hex())


def _time(chain: Chain, block: int, known: dict[int, int]) -> int:
    if block not in known:
        known[block] = chain.web3.eth.get_block(block)["timestamp"]
    return known[block]
