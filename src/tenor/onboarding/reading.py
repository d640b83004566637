"""What the registry says: words of many wallets in one call, and policy and register rebuilt from its events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eth_abi.abi import decode
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from tenor.chain.connection import Chain
from tenor.errors import ConnectionFailed
from tenor.onboarding.words import IdentityWord, Policy

MAX_WORDS = 1_000
"""Wallets asked for in one call."""

_BLOCKS_A_QUERY = 5_000  # nodes refuse wider ranges
_WORDS_OF = keccak(text="wordsOf(address[])")[:4]
_REGISTERED, _VERIFIED = "IdentityRegistered(address,address)", "IdentityVerified(address,uint256)"
_POLICY = (
    *("TopicDefined(uint256,uint8)", "ClaimTopicAdded(uint256)", "ClaimTopicRemoved(uint256)"),
    *("TrustedIssuerAdded(address,uint256[])", "ClaimTopicsUpdated(address,uint256[])"),
    "TrustedIssuerRemoved(address)",
)


def read_words(chain: Chain, registry: str, wallets: Sequence[str]) -> list[IdentityWord]:
    """The words of wallets as they stand now, in their order."""
    words: list[IdentityWord] = []
    for start in range(0, len(wallets), MAX_WORDS):
        page = wallets[start : start + MAX_WORDS]
        data = (32).to_bytes(32, "big") + len(page).to_bytes(32, "big")
        data += b"".join(bytes(12) + bytes.fromhex(wallet[2:]) for wallet in page)
        answer = bytes.fromhex(
            str(chain.rpc("eth_call", {"to": registry, "data": _hex(_WORDS_OF + data)}, "latest"))[2:]
        )
        words += [IdentityWord.decode(int.from_bytes(answer[at : at + 32], "big")) for at in range(64, len(answer), 32)]
    return words


def read_policy(chain: Chain, registry: str, first_block: int) -> Policy:
    """What a registry relies on now, from its events since a block before its first."""
    required, issuers, topics = 0, list[str](), list[int]()
    relied_on: list[set[int]] = [set() for _ in range(8)]
    for name, subject, data in _events(chain, registry, _POLICY, first_block):
        if name == "TopicDefined":
            topics.append(int(subject, 16))
        elif name == "ClaimTopicAdded":
            required |= 1 << topics.index(int(subject, 16))
        elif name == "ClaimTopicRemoved":
            required &= ~(1 << topics.index(int(subject, 16)))
        else:
            issuer = to_checksum_address("0x" + subject[-40:])
            if issuer not in issuers:
                issuers.append(issuer)
            (given,) = decode(["uint256[]"], data) if data else ((),)
            for index, topic in enumerate(topics):
                (relied_on[index].add if topic in given else relied_on[index].discard)(issuers.index(issuer))
    return Policy(required, tuple(frozenset(each) for each in relied_on), tuple(issuers), tuple(topics))


def read_register(chain: Chain, registry: str, first_block: int) -> dict[str, IdentityWord | None]:
    """Every wallet that ever was on the register, from events, in the order of their first.

    Each with the word that its last event tells; None where that is its registration, which tells none.
    """
    words: dict[str, IdentityWord | None] = {}
    for name, wallet, data in _events(chain, registry, (_REGISTERED, _VERIFIED), first_block):
        told = name == _VERIFIED.partition("(")[0]
        words["0x" + wallet[-40:]] = IdentityWord.decode(int.from_bytes(data, "big")) if told else None
    return {to_checksum_address(wallet): word for wallet, word in words.items()}


def read_logs(
    chain: Chain, address: str, events: Sequence[str], first_block: int
) -> Iterator[tuple[str, list[str], bytes]]:
    """Logs of some events of a contract in the order of the chain: the event's name, its topics and its data.

    Undecoded: a register may have a million of them.
    """
    for name, log in raw_logs(chain, address, events, first_block):
        yield name, log["topics"][1:], bytes.fromhex(log["data"][2:])


def raw_logs(
    chain: Chain, address: str, events: Sequence[str], first_block: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same logs as the node has them, with their blocks."""
    names = {_hex(keccak(text=event)): event.partition("(")[0] for event in events}
    last_block = chain.web3.eth.block_number
    for start in range(first_block, last_block + 1, _BLOCKS_A_QUERY):
        query = {
            "address": address,
            "fromBlock": hex(start),
            "toBlock": hex(min(start + _BLOCKS_A_QUERY - 1, last_block)),
            "topics": [list(names)],
        }
        for log in _logs(chain, query):
            yield names[log["topics"][0]], log


def _events(chain: Chain, registry: str, events: Sequence[str], first_block: int) -> Iterator[tuple[str, str, bytes]]:
    """Events of a registry with the first subject that each of them has."""
    return ((name, others[0], data) for name, others, data in read_logs(chain, registry, events, first_block))


def _logs(chain: Chain, query: Mapping[str, Any]) -> list[dict[str, Any]]:
    answer = chain.rpc("eth_getLogs", query)
    if not isinstance(answer, list):
        raise ConnectionFailed(chain.network, "eth_getLogs did not answer with a list", "Check the node")
    return answer


def _hex(data: bytes) -> str:
    return "0x" + data.hex()
