"""What a tool may expect of a token: the state that its standard events add up to, and the events of one transaction.

Nothing here or in `tool.py` knows more of a token than the published ABIs and the text of ERC-3643.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from eth_utils.abi import event_abi_to_log_topic
from eth_utils.address import is_address, to_checksum_address
from eth_utils.crypto import keccak
from web3 import Web3

from tests.conformance import standard
from tests.conformance.published import merged

ZERO = "0x" + "00" * 20

ABI: dict[str, list[dict[str, Any]]] = {
    "token": merged("token/IToken", "roles/AgentRole"),
    "registry": merged("registry/interface/IIdentityRegistry", "roles/AgentRole"),
    "storage": merged("registry/interface/IIdentityRegistryStorage", "roles/AgentRole"),
    "issuers": merged("registry/interface/ITrustedIssuersRegistry"),
    "topics": merged("registry/interface/IClaimTopicsRegistry"),
    "compliance": merged("compliance/modular/IModularCompliance"),
}
"""What each part of an ERC-3643 suite is spoken to with."""


class Nonconformity(Exception):
    """The contracts did something else than the standard has them do."""


class Event(NamedTuple):
    """One event; a text counts as its hash, which is all that is left of it where the member is indexed."""

    emitter: str
    name: str
    values: tuple[object, ...]


def event(emitter: str, name: str, *values: object) -> Event:
    """An event to expect."""
    return Event(emitter, name, tuple(map(_comparable, values)))


def read_events(logs: Iterable[Mapping[str, Any]]) -> Counter[Event]:
    """The events of ERC-3643 among the logs of a transaction, in either form that is published of them."""
    found: Counter[Event] = Counter()
    for log in logs:
        entry = _EVENTS.get((bytes(log["topics"][0]), len(log["topics"]) - 1)) if log["topics"] else None
        if entry is not None:
            reader = _WEB3.eth.contract(abi=[entry]).events[entry["name"]]()
            arguments = reader.process_log(log)["args"]
            values = tuple(_comparable(arguments[member["name"]]) for member in entry["inputs"])
            found[Event(log["address"], entry["name"], values)] += 1
    return found


@dataclass
class Books:
    """The state of one token for the wallets that a run touches, as its events add up."""

    token: str
    paused: bool
    supply: int
    balances: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    frozen: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    addresses_frozen: defaultdict[str, bool] = field(default_factory=lambda: defaultdict(bool))
    allowances: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def book(self, entry: Event) -> None:
        """Add one event of the token; those of other contracts and of no effect on these books are passed over."""
        if entry.emitter != self.token:
            return
        values: Any = entry.values
        match entry.name:
            case "Transfer":
                sender, receiver, amount = values
                self.supply += amount * ((sender == ZERO) - (receiver == ZERO))
                self.balances[sender] -= amount
                self.balances[receiver] += amount
            case "Approval":
                self.allowances[values[0], values[1]] = values[2]
            case "TokensFrozen" | "TokensUnfrozen":
                self.frozen[values[0]] += values[1] * (1 if entry.name == "TokensFrozen" else -1)
            case "AddressFrozen":
                self.addresses_frozen[values[0]] = values[1]
            case "Paused" | "Unpaused":
                self.paused = entry.name == "Paused"


def missing(expected: Counter[Event], seen: Counter[Event], token: str) -> list[str]:
    """What a transaction left out, and movements of the token that nobody expected."""
    unseen = [f"{entry.name}{entry.values} was not emitted" for entry in (expected - seen).elements()]
    moved = Counter({entry: count for entry, count in seen.items() if entry[:2] == (token, "Transfer")})
    return unseen + [f"{entry.name}{entry.values} was not expected" for entry in (moved - expected).elements()]


def _comparable(value: object) -> object:
    """The form in which what is expected and what is read are the same."""
    if isinstance(value, str):
        return to_checksum_address(value) if is_address(value) else keccak(text=value)
    if isinstance(value, list | tuple):
        return tuple(map(_comparable, value))
    return bytes(value) if isinstance(value, bytes) else value


def _events() -> dict[tuple[bytes, int], dict[str, Any]]:
    """Every event of the published ABIs and of the text, by topic and number of indexed members."""
    texts = (standard.ERC20, standard.ERC3643, standard.AGENT_ROLE, standard.REGISTRY, standard.STORAGE)
    written = [entry for text in texts for entry in standard.entries(text) if entry["type"] == "event"]
    for entry in written:
        for position, member in enumerate(entry["inputs"]):
            member["name"] = f"value{position}"
    published = [entry for abi in ABI.values() for entry in abi if entry["type"] == "event"]
    return {
        (event_abi_to_log_topic(entry), sum(member["indexed"] for member in entry["inputs"])): entry  # type: ignore[arg-type]
        for entry in (*written, *published)
    }


_EVENTS = _events()
_WEB3 = Web3()  # decodes, connects to nothing
