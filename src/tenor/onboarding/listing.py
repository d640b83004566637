"""The register as its events tell it, and beside it what a token's events tell of holdings and freezes.

What was rebuilt is held against the contracts before it is shown; a difference is an error that names the wallet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eth_utils.address import to_checksum_address

from tenor.chain.contract import at
from tenor.chain.events import transfer
from tenor.chain.ledger import Ledger
from tenor.errors import ReconciliationFailed
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.desk import Desk
from tenor.onboarding.investors import InvestorClass
from tenor.onboarding.reading import read_logs, read_policy, read_register, read_words
from tenor.onboarding.words import IdentityWord
from tenor.units import utc

_LETTERS = {number: letters for letters, number in COUNTRY_NUMBERS.items()}
_CLASSES = {int(member): member.name.lower().replace("_", " ") for member in InvestorClass}
_NEVER = 253_402_300_800  # [s] the year 10000: such an end was not meant as one
_TRANSFER, _ADDRESS = "Transfer(address,address,uint256)", "AddressFrozen(address,bool,address)"
_FROZEN, _UNFROZEN = "TokensFrozen(address,uint256)", "TokensUnfrozen(address,uint256)"


@dataclass(frozen=True, slots=True)
class Listed:
    """One wallet of the register.

    Args:
        country: ISO 3166-1 letters, or the number where it is nobody's; empty for a wallet off the register.
        investor_class: in a word; empty for a wallet off the register.
        valid_until: last moment of validity, UTC; empty where there is none, "revoked" after a revocation.
        verified: whether the wallet is verified now.
        units: it holds of the token; None where no token is named.
        frozen: units of these that are frozen; more than held is possible.
        address_frozen: whether the whole address is frozen.
    """

    wallet: str
    country: str
    investor_class: str
    valid_until: str
    verified: bool
    units: int | None = None
    frozen: int | None = None
    address_frozen: bool | None = None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a token's events tell."""

    units: Mapping[str, int]
    frozen: Mapping[str, int]
    address_frozen: Mapping[str, bool]


def list_register(desk: Desk) -> list[Listed]:
    """Every wallet on the register, and with a token every wallet that holds it, verified as of the latest block.

    Raises:
        ReconciliationFailed: events and contracts disagree.
    """
    told = read_register(desk.chain, desk.registry, desk.first_block)
    words = dict(zip(told, read_words(desk.chain, desk.registry, list(told)), strict=True))
    for wallet, word in words.items():
        if told[wallet] not in {None, word}:
            _differs(desk.registry, wallet, "the word that the registry holds is not the one that its events tell")
    policy, now = read_policy(desk.chain, desk.registry, desk.first_block), desk.now()
    holdings = _holdings(desk, desk.token) if desk.token else None
    blank = IdentityWord.decode(0)
    holders = holdings.units if holdings else {}
    return [
        _listed(wallet, word, policy.is_in_force(word, now), holdings)
        for wallet, word in {**dict.fromkeys(holders, blank), **words}.items()
        if word.on_register or wallet in holders
    ]


def _listed(wallet: str, word: IdentityWord, verified: bool, holdings: Holdings | None) -> Listed:  # noqa: FBT001 -- a fact
    listed = Listed(
        wallet=wallet,
        country=_LETTERS.get(word.country, str(word.country)) if word.on_register else "",
        investor_class=_CLASSES.get(word.investor_class, f"class {word.investor_class}") if word.on_register else "",
        valid_until=_until(word),
        verified=verified,
    )
    if holdings is None:
        return listed
    return Listed(
        *(listed.wallet, listed.country, listed.investor_class, listed.valid_until, listed.verified),
        units=holdings.units.get(wallet, 0),
        frozen=holdings.frozen.get(wallet, 0),
        address_frozen=holdings.address_frozen.get(wallet, False),
    )


def _until(word: IdentityWord) -> str:
    if not word.on_register or word.valid_until >= _NEVER:
        return ""
    if word.valid_until == 0:
        return "revoked"
    return datetime.isoformat(utc(word.valid_until)).replace("+00:00", "Z")


def _holdings(desk: Desk, token: str) -> Holdings:
    ledger, frozen, address_frozen = Ledger(), defaultdict[str, int](int), dict[str, bool]()
    logs = read_logs(desk.chain, token, (_TRANSFER, _FROZEN, _UNFROZEN, _ADDRESS), desk.first_block)
    for name, topics, data in logs:
        wallet, number = _wallet(topics[0]), int.from_bytes(data[:32], "big")
        if name == "Transfer":
            ledger.apply([transfer(token, wallet, _wallet(topics[1]), number)])
        elif name == "AddressFrozen":
            address_frozen[wallet] = int(topics[1], 16) == 1
        else:
            frozen[wallet] += number if name == "TokensFrozen" else -number
    contract = at(desk.chain, "Bond", token)
    if ledger.supply(token) != contract.functions.totalSupply().call():
        _differs(token, "all wallets", "the supply is not the sum of the holdings that events tell")
    for wallet, part in frozen.items():
        if contract.functions.getFrozenTokens(wallet).call() != part:
            _differs(token, wallet, "the frozen part that the token holds is not the one that its events tell")
    return Holdings(ledger.holdings(token), frozen, address_frozen)


def _wallet(topic: str) -> str:
    return str(to_checksum_address("0x" + topic[-40:]))


def _differs(contract: str, wallet: str, what: str) -> None:
    raise ReconciliationFailed(f"{contract}, {wallet}", what, "Name an earlier block with --from-block, or trace it")
