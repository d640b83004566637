"""Events of a contract, decoded, in the order of the chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from eth_typing import HexStr
from eth_utils.abi import event_abi_to_log_topic
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from web3.contract import Contract
from web3.types import FilterParams, LogReceipt, TxReceipt

from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.chain.intent import Movement

NOBODY = "0x0000000000000000000000000000000000000000"
_TRANSFER = keccak(text="Transfer(address,address,uint256)")
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
    return _read(at(chain, contract, address), chain, (first_block, last_block), {})


def read_events_about(chain: Chain, contract: str, address: str, first_block: int, about: bytes) -> Iterator[Event]:
    """Every event since a block, in order, whose first indexed member is a word of 32 bytes."""
    topics: FilterParams = {"topics": [None, HexStr("0x" + about.hex())]}
    return _read(at(chain, contract, address), chain, (first_block, chain.web3.eth.block_number), topics)


def _read(deployed: Contract, chain: Chain, blocks: tuple[int, int], narrower: FilterParams) -> Iterator[Event]:
    first_block, last_block = blocks
    topics = {bytes(event_abi_to_log_topic(entry)): entry["name"] for entry in deployed.abi if entry["type"] == "event"}
    times: dict[int, int] = {}
    for start in range(first_block, last_block + 1, _BLOCKS_A_QUERY):
        query: FilterParams = {
            "address": deployed.address,
            "fromBlock": start,
            "toBlock": min(start + _BLOCKS_A_QUERY - 1, last_block),
            **narrower,
        }
        for log in chain.web3.eth.get_logs(query):
            name = topics[bytes(log["topics"][0])]
            decoded = deployed.events[name]().process_log(log)
            yield _event(name, dict(decoded["args"]), log, _time(chain, log["blockNumber"], times))


def transfers(receipt: TxReceipt) -> Iterator[Movement]:
    """Every token movement of a transaction, whichever token it is of."""
    for log in receipt["logs"]:
        if log["topics"] and bytes(log["topics"][0]) == _TRANSFER:
            sender, receiver = (to_checksum_address(bytes(topic)[12:]) for topic in log["topics"][1:3])
            yield transfer(log["address"], sender, receiver, int.from_bytes(log["data"], "big"))


def transfer(asset: str, sender: str, receiver: str, amount: int) -> Movement:
    """An ERC-20 `Transfer` as a movement: the zero address stands for nobody."""
    return Movement(asset, None if sender == NOBODY else sender, None if receiver == NOBODY else receiver, amount)


def _event(name: str, args: dict[str, Any], log: LogReceipt, timestamp: int) -> Event:
    return Event(name, args, log["blockNumber"], log["logIndex"], timestamp, log["transactionHash"].to_0x_hex())


def _time(chain: Chain, block: int, known: dict[int, int]) -> int:
    if block not in known:
        known[block] = chain.web3.eth.get_block(block)["timestamp"]
    return known[block]
