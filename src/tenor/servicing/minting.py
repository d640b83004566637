"""Money minted by hand, against fiat that the central bank received."""

from __future__ import annotations

from dataclasses import dataclass

from eth_utils.crypto import keccak
from web3.contract import Contract
from web3.exceptions import Web3Exception

from tenor.chain.connection import Chain, connect
from tenor.chain.contract import at, calldata
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.gas_money import check_gas_money
from tenor.chain.intent import Intent, Movement, Outcome, intent_id
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring
from tenor.chain.sender import Sender
from tenor.deployment.apply import has_code
from tenor.errors import InputError
from tenor.onboarding.desk import check_reference, written_address
from tenor.onboarding.reading import raw_logs
from tenor.parties import Actor
from tenor.servicing.cash import FUNDING
from tenor.units import MINOR_DIGITS, Money

MOST_SUPPLY = 2**64 - 1  # [minor]
_ACTOR = "central-bank"
_MINTED = "Minted(address,uint256,bytes32)"


@dataclass(frozen=True, slots=True)
class Till:
    """A cash token on a chain, and who mints it.

    Args:
        chain: where it stands.
        cash: its address.
        currency: ISO 4217 code of it.
        first_block: a block before its first; what was minted is read from there.
        keys: of the central bank, by reference.
        bank: the central bank.
    """

    chain: Chain
    cash: str
    currency: str
    first_block: int
    keys: Keyring
    bank: Actor

    @property
    def token(self) -> Contract:
        """The contract, for reading."""
        return at(self.chain, "CashToken", self.cash)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Fiat that was received, as a person writes it down.

    Args:
        wallet: for whom it is minted.
        amount: in major units.
        reference: business key of the receipt, minted once.
    """

    wallet: str
    amount: str
    reference: str


def open_till(url: str, cash: str, key: str, first_block: int = 0) -> Till:
    """Open a cash token.

    Raises:
        InputError: an argument is wrong: no such key, no address, no cash token there.
        ConnectionFailed: no chain answers, another one does, or the central bank has no gas money.
    """
    check_reference(_ACTOR, key)
    address = written_address("CASH", cash)
    chain = connect(url, DEVELOPMENT_CHAIN_ID)
    currency = _currency(chain, address)
    ring = Keyring([key], chain.chain_id)
    bank = Actor(_ACTOR, key, ring[key].address)
    check_gas_money(chain, [bank])
    return Till(chain, address, currency, first_block, ring, bank)


def mint(till: Till, receipt: Receipt) -> tuple[str, Outcome]:
    """The central bank mints what was received, once under the reference of its receipt; in words, and what came of it.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    wallet, amount = written_address("WALLET", receipt.wallet), _minor(till, receipt.amount)
    reference = keccak(text=receipt.reference)
    views = till.token.functions
    if not views.hasRole(keccak(text="CENTRAL_BANK_ROLE"), till.bank.wallet).call():
        what = f"{till.bank.key} ({till.bank.wallet}) is no central bank of this money"
        raise InputError(f"--{_ACTOR}", what, "Name the key of one")
    if views.paused().call():
        raise InputError("CASH", "the token is paused", "Mint when it moves again")
    if not views.canReceive(wallet).call():
        _, words = views.transferRestriction(till.bank.wallet, till.bank.wallet, wallet, 0).call()
        what = f"{wallet} cannot receive this money: {words}"
        raise InputError("WALLET", what, "Bring it onto the register first: tenor register add")
    if amount + views.totalSupply().call() > MOST_SUPPLY:
        raise InputError("AMOUNT", "a cash token cannot say so much in all", "Mint less")
    if any(bytes.fromhex(topics[2][2:]) == reference for topics in _minted(till)):
        what = f"receipt {receipt.reference} is minted already"
        raise InputError("--reference", what, "Name the receipt of other money; a receipt is minted once")
    what = f"mint {Money(amount, till.currency)} to {wallet}, receipt {receipt.reference}"
    data = calldata("CashToken", "mint", wallet, amount, reference)
    moved = (Movement(till.cash, None, wallet, amount),)
    intent = Intent(intent_id(till.cash, "mint", receipt.reference), FUNDING, what, till.bank, till.cash, data, moved)
    return what, Sender(till.chain, till.keys, Journal()).execute(intent)


def _currency(chain: Chain, address: str) -> str:
    if has_code(chain, address):
        try:
            currency = bytes(at(chain, "CashToken", address).functions.currency().call()).decode("ascii", "replace")
        except Web3Exception:
            currency = ""
        if currency in MINOR_DIGITS:
            return currency
    what = f"no cash token of this project stands at {address}"
    raise InputError("CASH", what, "Check the address and the chain; tenor bond show tells what money a bond pays in")


def _minted(till: Till) -> list[list[str]]:
    """Topics of all that was minted."""
    return [log["topics"] for _, log in raw_logs(till.chain, till.cash, [_MINTED], till.first_block)]


def _minor(till: Till, amount: str) -> int:
    try:
        minor = Money.of(amount, till.currency).minor
    except (ValueError, ArithmeticError):
        minor = 0
    if minor <= 0:
        raise InputError("AMOUNT", f"'{amount}' is no amount of {till.currency}", "Write e.g. 1250.00")
    return minor
