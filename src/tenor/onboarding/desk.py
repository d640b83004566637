"""A registrar's desk: one register on one chain, and the keys of those who act on it.

Without a node's URL the desk brings a chain and a register of its own, which end with it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from eth_utils.address import is_checksum_address, is_hex_address, to_checksum_address
from web3.exceptions import Web3Exception

from tenor.chain.anvil import embedded_anvil
from tenor.chain.clock import latest_time, start_clock
from tenor.chain.connection import Chain, connect
from tenor.chain.contract import at, calldata, initcode
from tenor.chain.development import DEVELOPMENT_CHAIN_ID, development_index
from tenor.chain.gas_money import check_gas_money
from tenor.chain.intent import Intent, Outcome, intent_id
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring, development_accounts_needed
from tenor.chain.sender import Sender
from tenor.deployment.apply import has_code
from tenor.deployment.bond_code import create2_address
from tenor.deployment.plan import CREATE2_PROXY, DEPLOYMENT, KNOW_YOUR_CUSTOMER, REQUIRE, TRUST
from tenor.errors import InputError
from tenor.parties import Actor

_OWNER, _DEPLOYER = "owner", "deployer"
_OWN_KEYS = {_OWNER: "dev:2", _DEPLOYER: "dev:9"}  # of a register that comes and goes with its chain


@dataclass(frozen=True, slots=True)
class Place:
    """Which register, as a person names it; what is wrong with it is said with the name of its option.

    Args:
        url: node; None for a chain of the desk's own.
        registry: address of the register; None for the token's, or a new one on the desk's own chain.
        token: address of a token whose register it is, where the command is about one.
        chain_id: the chain that the node must be.
        first_block: a block before the register's first.
    """

    url: str | None
    registry: str | None = None
    token: str | None = None
    chain_id: int = DEVELOPMENT_CHAIN_ID
    first_block: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """An open register.

    Args:
        chain: where it stands.
        registry: its address.
        token: address of the token concerned, or None.
        first_block: a block before its first.
        keys: of those who act, by reference.
        actors: who acts, by the role that the command gives them.
    """

    chain: Chain
    registry: str
    token: str | None
    first_block: int
    keys: Keyring
    actors: Mapping[str, Actor]

    def send(self, intent: Intent) -> Outcome:
        """Carry out one intent.

        The chain is the record of what was done, not a journal: a command that stopped is run again and looks there.
        """
        return Sender(self.chain, self.keys, Journal()).execute(intent)

    def now(self) -> int:
        """Chain time [s]."""
        return latest_time(self.chain)


@contextmanager
def open_desk(place: Place, keys: Mapping[str, str]) -> Iterator[Desk]:
    """Open a register.

    Args:
        place: which.
        keys: references of the keys of those who will act, by role.

    Raises:
        InputError: an option is wrong: no such key, no contract at an address, no address at all.
        ConnectionFailed: no chain answers, another one does, or somebody who will act has no gas money.
    """
    for role, reference in keys.items():
        check_reference(role, reference)
    if place.url is not None:
        chain = connect(place.url, place.chain_id)
        desk = _desk(chain, place, *_found(chain, place), keys)
        check_gas_money(chain, desk.actors.values())
        yield desk
        return
    if place.registry or place.token:
        raise InputError("--rpc", "an address is named and no chain", "Give the URL of the node")
    accounts = development_accounts_needed([*keys.values(), *_OWN_KEYS.values()])
    with embedded_anvil(int(time.time()), accounts) as url:
        chain = connect(url, DEVELOPMENT_CHAIN_ID, "embedded Anvil")
        start_clock(chain)
        yield _fresh(chain, place, keys)


def _desk(chain: Chain, place: Place, registry: str, token: str | None, keys: Mapping[str, str]) -> Desk:
    ring = Keyring(keys.values(), chain.chain_id)
    actors = {role: Actor(role, reference, ring[reference].address) for role, reference in keys.items()}
    return Desk(chain, registry, token, place.first_block, ring, actors)


def _fresh(chain: Chain, place: Place, keys: Mapping[str, str]) -> Desk:
    """A desk with a register of its own, which relies on the desk's issuer for the one topic that it requires."""
    everybody = {**_OWN_KEYS, **keys}
    desk = _desk(chain, place, CREATE2_PROXY, None, everybody)
    owner, issuer = desk.actors[_OWNER], desk.actors["issuer"].wallet
    code = initcode("IdentityRegistry", owner.wallet, desk.actors["registrar"].wallet)
    registry = create2_address(CREATE2_PROXY, bytes(32), code)
    require = calldata("IdentityRegistry", "addClaimTopic", KNOW_YOUR_CUSTOMER)
    trust = calldata("IdentityRegistry", "addTrustedIssuer", issuer, [KNOW_YOUR_CUSTOMER])
    for what, actor, to, data in (
        ("deploy the register", desk.actors[_DEPLOYER], CREATE2_PROXY, "0x" + (bytes(32) + code).hex()),
        (REQUIRE, owner, registry, require),
        (TRUST, owner, registry, trust),
    ):
        desk.send(Intent(intent_id("register", what), DEPLOYMENT, what, actor, to, data))
    return _desk(chain, place, registry, None, keys)


def check_reference(role: str, reference: str) -> None:
    """Raise InputError where an option names no key; what it says instead is not repeated."""
    if development_index(reference) is None:
        remedy = "Write dev:<n>, the account n of the development chain, e.g. dev:7; never a key itself"
        raise InputError(f"--{role}", "this is not a reference to a key", remedy)  # which may be one: never repeated


def address_of(option: str, text: str) -> str:
    """An address that a person gave with an option, with its checksum; raises InputError for anything else."""
    return written_address(f"--{option}", text)


def written_address(place: str, text: str) -> str:
    """An address that a person wrote, with its checksum; raises InputError for anything else."""
    mixed = text[2:] not in {text[2:].lower(), text[2:].upper()}
    if not (text.startswith("0x") and is_hex_address(text)) or (mixed and not is_checksum_address(text)):
        raise InputError(place, "this is not an address", "Copy it anew: 0x and 40 hexadecimal digits")
    return str(to_checksum_address(text))


def _contract(chain: Chain, option: str, text: str) -> str:
    address = address_of(option, text)
    if not has_code(chain, address):
        raise InputError(f"--{option}", f"no contract stands at {address}", "Check the address and the chain")
    return address


def _found(chain: Chain, place: Place) -> tuple[str, str | None]:
    """Register and token of a place, each a contract that answers as one."""
    token, named = place.token and _contract(chain, "token", place.token), place.registry
    if token:
        of_token = _answer(chain, ("Bond", "identityRegistry"), "token", token)
        named = named or str(of_token)
    if named is None:
        raise InputError("--registry", "no register is named", "Give its address, or a token's with --token")
    registry = _contract(chain, "registry", named)
    _answer(chain, ("IdentityRegistry", "knownTopics"), "registry", registry)
    return registry, token


def _answer(chain: Chain, view: tuple[str, str], option: str, address: str) -> object:
    contract, function = view
    try:
        answer: object = at(chain, contract, address).functions[function]().call()
    except Web3Exception as exc:
        what = f"the contract at {address} is no {option} of this project"
        raise InputError(f"--{option}", what, "Check the address and the chain") from exc
    return answer
