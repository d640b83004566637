"""A treasurer's desk: one bond on one chain, and the keys of those who act on it.

The chain is the record: a command that stopped is run again and looks there what is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from eth_typing import HexStr
from eth_utils.crypto import keccak
from web3 import Web3
from web3.contract import Contract
from web3.exceptions import Web3Exception
from web3.types import TxParams, TxReceipt

from tenor.artifacts.store import load
from tenor.chain.clock import next_time
from tenor.chain.connection import Chain, connect
from tenor.chain.contract import calldata
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.gas_money import check_gas_money
from tenor.chain.intent import Intent, Movement, Outcome, intent_id
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring
from tenor.chain.ledger import Ledger
from tenor.chain.sender import Sender
from tenor.deployment.apply import has_code
from tenor.errors import InputError
from tenor.onboarding.desk import check_reference, written_address
from tenor.onboarding.reading import raw_logs, read_logs
from tenor.parties import Actor
from tenor.units import Money, utc

ROLES = {
    "issuer": "ISSUER_ROLE",
    "paying-agent": "PAYING_AGENT_ROLE",
    "approver": "PAYMENT_APPROVER_ROLE",
    "calculation-agent": "CALCULATION_AGENT_ROLE",
}
"""Role in the bond by the option that names its holder's key."""

GRANTED = "RoleGranted(bytes32,address,address)"
_TRANSFER = "Transfer(address,address,uint256)"
_QUARTER, _A_DAY = 900, 86_400  # [s]


@dataclass(frozen=True, slots=True)
class Spot:
    """Which bond, as a person names it.

    Args:
        url: node.
        bond: address of the bond.
        chain_id: the chain that the node must be.
        first_block: a block before the bond's first; events are read from there.
    """

    url: str
    bond: str
    chain_id: int = DEVELOPMENT_CHAIN_ID
    first_block: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What one transaction did.

    Args:
        what: in words.
        outcome: what the chain made of it.
        changes: what it changed, a line each.
    """

    what: str
    outcome: Outcome
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BondDesk:
    """An open bond.

    Args:
        chain: where it stands.
        bond: its address.
        terms: `BondTerms` of IBond.sol as they stand in its code.
        first_block: a block before its first.
        keys: of those who act, by reference.
        actors: who acts, by the option that names the key.
    """

    chain: Chain
    bond: str
    terms: Any
    first_block: int
    keys: Keyring
    actors: Mapping[str, Actor]

    def read(self, function: str, *arguments: object) -> Any:  # noqa: ANN401 -- any ABI value
        """A view of the bond as of the next block; structs have their members' names."""
        return _read(self.chain, "Bond", self.bond, function, *arguments)

    def foretell(self, option: str, function: str, *arguments: object) -> Any:  # noqa: ANN401 -- any ABI value
        """What an act of the actor of an option would return in the next block; nothing is sent."""
        caller = self.actors[option].wallet
        return _read(self.chain, "Bond", self.bond, function, *arguments, caller=caller)

    def read_cash(self, function: str, *arguments: object) -> Any:  # noqa: ANN401 -- as above
        """A view of the money that the bond pays in."""
        return _read(self.chain, "CashToken", self.cash, function, *arguments)

    @property
    def cash(self) -> str:
        """Address of the money that the bond pays in."""
        return str(self.terms.cash)

    @property
    def currency(self) -> str:
        """ISO 4217 code of it."""
        return bytes(self.terms.currency).decode()

    def money(self, minor: int) -> Money:
        """An amount of it."""
        return Money(minor, self.currency)

    def exact(self, minor: Fraction) -> str:
        """An amount that need not be whole: of one unit, where interest is rounded on each holding."""
        whole, rest = divmod(minor, 1)
        if not rest:
            return str(self.money(int(whole)))
        return f"{self.money(int(whole))} and {rest} of {self.money(1)}, rounded down on each holding"

    def now(self) -> int:
        """Time of the next block [s]."""
        return next_time(self.chain)

    def day_of(self, moment: int) -> int:
        """The bond's day of a moment [days since 1970-01-01]."""
        return int(moment + self.terms.zone * _QUARTER) // _A_DAY

    def end_of(self, day: int) -> int:
        """When a day of the bond is over [s]."""
        return int((day + 1) * _A_DAY - self.terms.zone * _QUARTER)

    def has_role(self, role: str, wallet: str) -> bool:
        """Whether a wallet holds a role of the bond now."""
        return bool(self.read("hasRole", keccak(text=role), wallet))

    def require_role(self, option: str) -> Actor:
        """The actor of an option; raises InputError where it does not hold the role that the option is for."""
        actor = self.actors[option]
        if not self.has_role(ROLES[option], actor.wallet):
            word = ROLES[option].removesuffix("_ROLE").lower().replace("_", " ")
            what = f"{actor.key} ({actor.wallet}) is no {word} of this bond"
            raise InputError(f"--{option}", what, "Name the key of one (tenor bond show lists them)")
        return actor

    def is_held(self, option: str) -> bool:
        """Whether anybody holds the role that an option is for, from events; each asked of the contract again."""
        role = keccak(text=ROLES[option])
        given = {"0x" + topics[1][-40:] for _, topics, _ in self.logs(GRANTED) if bytes.fromhex(topics[0][2:]) == role}
        return any(self.has_role(ROLES[option], Web3.to_checksum_address(wallet)) for wallet in given)

    def holdings(self) -> dict[str, int]:
        """Units of every wallet that ever held some, from events; nothing of one that has sold."""
        ledger, seen = Ledger(), dict[str, int]()
        for _, topics, data in self.logs(_TRANSFER):
            parties = [str(Web3.to_checksum_address("0x" + topic[-40:])) for topic in topics]
            sender, receiver = (None if int(party, 16) == 0 else party for party in parties)
            ledger.apply([Movement(self.bond, sender, receiver, int.from_bytes(data, "big"))])
            seen.update(dict.fromkeys((party for party in (sender, receiver) if party), 0))
        return seen | dict(ledger.holdings(self.bond))

    def logs(self, *signatures: str) -> Iterator[tuple[str, list[str], bytes]]:
        """Name, topics after the first, and data, of every event of the bond of some kinds, in order."""
        return read_logs(self.chain, self.bond, signatures, self.first_block)

    def last_time(self, signature: str, subject: int) -> int:
        """When the bond last told of something by an event of a kind [s]; 0 if it never did."""
        logs = (log for _, log in raw_logs(self.chain, self.bond, [signature], self.first_block))
        blocks = [int(log["blockNumber"], 16) for log in logs if int(log["topics"][1], 16) == subject]
        return int(self.chain.web3.eth.get_block(blocks[-1])["timestamp"]) if blocks else 0

    def send(self, intent: Intent, *, promised: bool = True) -> Outcome:
        """Carry out one intent; see `Sender.execute`."""
        return Sender(self.chain, self.keys, Journal()).execute(intent, promised=promised)

    def act(self, option: str, what: str, function: str, *arguments: object, promised: bool = True) -> Outcome:
        """Have the actor of an option call the bond."""
        data = calldata("Bond", function, *arguments)
        intent = Intent(intent_id(self.bond, what), "bond", what, self.actors[option], self.bond, data)
        return self.send(intent, promised=promised)

    def receipt(self, outcome: Outcome) -> TxReceipt:
        """What a transaction left behind."""
        return self.chain.web3.eth.get_transaction_receipt(HexStr(outcome.hash))


def open_bond(spot: Spot, keys: Mapping[str, str]) -> BondDesk:
    """Open a bond.

    Args:
        spot: which.
        keys: references of the keys of those who will act, by the option that names each.

    Raises:
        InputError: an argument is wrong: no such key, no address, no bond there.
        ConnectionFailed: no chain answers, another one does, or somebody who will act has no gas money.
    """
    for option, reference in keys.items():
        check_reference(option, reference)
    address = written_address("BOND", spot.bond)
    chain = connect(spot.url, spot.chain_id)
    if not has_code(chain, address):
        raise InputError("BOND", f"no contract stands at {address}", "Check the address and the chain")
    try:
        terms = _read(chain, "Bond", address, "terms")
    except Web3Exception as exc:
        what = f"the contract at {address} is no bond of this project"
        raise InputError("BOND", what, "Check the address and the chain") from exc
    ring = Keyring(keys.values(), chain.chain_id)
    actors = {option: Actor(option, reference, ring[reference].address) for option, reference in keys.items()}
    check_gas_money(chain, actors.values())
    return BondDesk(chain, address, terms, spot.first_block, ring, actors)


def moment(seconds: int) -> str:
    """A time of the chain for a reader."""
    return f"{utc(seconds):%Y-%m-%d %H:%M:%S} UTC"


def _read(
    chain: Chain, contract: str, address: str, function: str, *arguments: object, caller: str | None = None
) -> Any:  # noqa: ANN401 -- any ABI value
    called = _deployed(chain, contract, address).functions[function](*arguments)
    transaction: TxParams = {"from": Web3.to_checksum_address(caller)} if caller else {}
    return called.call(transaction, block_identifier="pending")


@lru_cache(maxsize=4)
def _deployed(chain: Chain, contract: str, address: str) -> Contract:
    """A contract for reading, with its structs by name; kept, since an ABI as large as a bond's takes time to open."""
    found: Contract = chain.web3.eth.contract(
        address=Web3.to_checksum_address(address), abi=load(contract).abi, decode_tuples=True
    )
    return found
