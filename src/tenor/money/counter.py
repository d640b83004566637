"""The counter of one money token: accounts opened and closed by hand, deposits booked, withdrawn and moved.

Cash, deposits at a bank and central-bank money are served alike; what the chain would refuse is refused before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eth_utils.crypto import keccak
from web3.contract import Contract
from web3.exceptions import ContractLogicError, Web3Exception, Web3RPCError
from web3.types import TxParams

from tenor.chain.connection import Chain, connect
from tenor.chain.contract import at, explain_revert
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.gas_money import check_gas_money
from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring
from tenor.chain.sender import Sender
from tenor.deployment.apply import has_code
from tenor.errors import InputError
from tenor.money.accounts import (
    Deposits,
    allowing_intent,
    booking_intent,
    closing_intent,
    fiat_reference,
    opening_intents,
    transfer_intent,
    withdrawal_intent,
)
from tenor.onboarding.desk import check_reference, written_address
from tenor.onboarding.reading import raw_logs
from tenor.parties import Actor
from tenor.units import MINOR_DIGITS, Money

MOST_SUPPLY = 2**64 - 1  # [minor]
ISSUER, HOLDER = "issuer", "holder"
_BOOKED = "Minted(address,uint256,bytes32)"
_WITHDRAWN = "Redeemed(address,uint256,bytes32)"

Sent = list[tuple[str, Outcome]]
"""What was done in words, and what came of it."""


@dataclass(frozen=True, slots=True)
class Counter:
    """A money token on a chain, and who acts at it.

    Args:
        chain: where it stands.
        deposits: its address, its currency, and its issuer; the actor itself where a holder acts.
        actor: whose key it is.
        option: that names the key.
        first_block: a block before its first; what was booked is read from there.
        has_accounts: whether only wallets with an account may hold it: deposits, not cash.
        keys: of the actor.
    """

    chain: Chain
    deposits: Deposits
    actor: Actor
    option: str
    first_block: int
    has_accounts: bool
    keys: Keyring

    @property
    def token(self) -> Contract:
        """The contract, for reading."""
        return at(self.chain, "DepositToken", self.deposits.token)

    def send(self, *intents: Intent) -> Sent:
        """Carry intents out; each is asked of the chain first."""
        for intent in intents:
            foretell(self.chain, intent, "TOKEN")
        sender = Sender(self.chain, self.keys, Journal())
        return [(intent.what, sender.execute(intent)) for intent in intents]

    def minor(self, amount: str) -> int:
        """An amount that a person wrote [minor]; raises InputError for what is none."""
        return minor_of(amount, self.deposits.currency)


def open_counter(url: str, token: str, option: str, key: str, first_block: int = 0) -> Counter:
    """Open a money token for somebody to act at it.

    Args:
        option: that names the key: of the issuer or of a holder.

    Raises:
        InputError: an argument is wrong: no such key, no address, no money token there.
        ConnectionFailed: no chain answers, another one does, or the actor has no gas money.
    """
    check_reference(option, key)
    address = written_address("TOKEN", token)
    chain = connect(url, DEVELOPMENT_CHAIN_ID)
    currency, has_accounts = _kind(chain, address)
    ring = Keyring([key], chain.chain_id)
    actor = Actor(ring[key].address, key, ring[key].address)
    check_gas_money(chain, [actor])
    deposits = Deposits(address, address, currency, actor, stage="money")
    return Counter(chain, deposits, actor, option, first_block, has_accounts, ring)


def open_accounts(counter: Counter, wallets: Sequence[str]) -> Sent:
    """Open accounts for those of the wallets that have none."""
    _require_issuer(counter)
    _require_accounts(counter)
    given = [written_address("WALLET", wallet) for wallet in wallets]
    missing = [each for each in dict.fromkeys(given) if not counter.token.functions.hasAccount(each).call()]
    return counter.send(*opening_intents(counter.deposits, missing))


def close_account(counter: Counter, wallet: str) -> Sent:
    """Close an account that holds nothing."""
    _require_issuer(counter)
    _require_accounts(counter)
    address = written_address("WALLET", wallet)
    balance = counter.token.functions.balanceOf(address).call()
    if not counter.token.functions.hasAccount(address).call():
        raise InputError("WALLET", f"{address} has no account here", "Name one that tenor money balances lists")
    if balance:
        what = f"{address} still holds {_money(counter, balance)}"
        raise InputError("WALLET", what, "Have it withdrawn or paid away first")
    return counter.send(closing_intent(counter.deposits, address, f"block {counter.chain.web3.eth.block_number}"))


def book(counter: Counter, wallet: str, amount: str, reference: str) -> Sent:
    """Book what was received for a wallet, once under the reference of its receipt."""
    _require_issuer(counter)
    receiver, minor = written_address("WALLET", wallet), counter.minor(amount)
    _require_moving(counter)
    _require_receiver(counter, receiver)
    if minor + counter.token.functions.totalSupply().call() > MOST_SUPPLY:
        raise InputError("AMOUNT", "a money token cannot say so much in all", "Book less")
    if _used(counter, _BOOKED, reference):
        what = f"receipt {reference} is booked already"
        raise InputError("--reference", what, "Name the receipt of other money; a receipt is booked once")
    return counter.send(booking_intent(counter.deposits, Actor(receiver, "", receiver), minor, reference))


def withdraw(counter: Counter, amount: str, reference: str) -> Sent:
    """Have what the actor holds paid out, once under the reference of the pay-out."""
    minor = counter.minor(amount)
    _require_moving(counter)
    _require_covered(counter, minor)
    if _used(counter, _WITHDRAWN, reference, counter.actor.wallet):
        what = f"pay-out {reference} is made already"
        raise InputError("--reference", what, "Name another pay-out; each is made once")
    return counter.send(withdrawal_intent(counter.deposits, counter.actor, minor, reference))


def transfer(counter: Counter, wallet: str, amount: str) -> Sent:
    """Move what the actor holds to another wallet of the same money."""
    receiver, minor = written_address("WALLET", wallet), counter.minor(amount)
    _require_moving(counter)
    _require_receiver(counter, receiver)
    _require_covered(counter, minor)
    reference = f"block {counter.chain.web3.eth.block_number}"
    return counter.send(
        transfer_intent(counter.deposits, counter.actor, Actor(receiver, "", receiver), minor, reference)
    )


def allow(counter: Counter, *, allowed: bool) -> Sent:
    """Let payments be held on the actor's account, or no longer; nothing is sent where it is so already."""
    if counter.token.functions.settlementAllowed(counter.actor.wallet).call() == allowed:
        return []
    reference = f"block {counter.chain.web3.eth.block_number}"
    return counter.send(allowing_intent(counter.deposits, counter.actor, reference, allowed=allowed))


def foretell(chain: Chain, intent: Intent, place: str) -> None:
    """Ask the chain what it would make of an intent; raises InputError with its reason where it would refuse."""
    call: TxParams = {"from": intent.actor.wallet, "to": intent.to, "data": intent.data}  # type: ignore[typeddict-item]
    try:
        chain.web3.eth.call(call, "pending")
    except (ContractLogicError, Web3RPCError) as exc:
        what = f"the chain would refuse this: {intent.what}: {explain_revert(exc)}"
        raise InputError(place, what, "See the reason; contracts/interfaces explains errors") from exc


def minor_of(amount: str, currency: str) -> int:
    """An amount of money that a person wrote in major units [minor]; raises InputError for what is none."""
    try:
        minor = Money.of(amount, currency).minor
    except (ValueError, ArithmeticError):
        minor = 0
    if minor <= 0:
        raise InputError("AMOUNT", f"'{amount}' is no amount of {currency}", "Write e.g. 1250.00")
    return minor


def _kind(chain: Chain, address: str) -> tuple[str, bool]:
    """Currency of a money token, and whether it is held on accounts."""
    views = at(chain, "DepositToken", address).functions
    currency = ""
    if has_code(chain, address):
        try:
            currency = bytes(views.currency().call()).decode("ascii", "replace")
        except Web3Exception:
            currency = ""
    if currency not in MINOR_DIGITS:
        what = f"no money token of this project stands at {address}"
        raise InputError("TOKEN", what, "Check the address and the chain; tenor money deploy prints those of banks")
    try:
        views.paymentSystem().call()
    except Web3Exception:
        return currency, False
    return currency, True


def _require_issuer(counter: Counter) -> None:
    role = "BANK_ROLE" if counter.has_accounts else "CENTRAL_BANK_ROLE"
    if not counter.token.functions.hasRole(keccak(text=role), counter.actor.wallet).call():
        what = f"{counter.actor.key} ({counter.actor.wallet}) does not issue this money"
        raise InputError(f"--{counter.option}", what, "Name the key of the bank that does")


def _require_accounts(counter: Counter) -> None:
    if not counter.has_accounts:
        raise InputError("TOKEN", "this is cash, which is held without accounts", "Name a deposit token")


def _require_moving(counter: Counter) -> None:
    if counter.token.functions.paused().call():
        raise InputError("TOKEN", "the token is paused", "Do it when it moves again")


def _require_receiver(counter: Counter, wallet: str) -> None:
    views = counter.token.functions
    if counter.has_accounts and not views.hasAccount(wallet).call():
        raise InputError("WALLET", f"{wallet} has no account here", "Open one first: tenor money open")
    if not views.canReceive(wallet).call():
        issuer = counter.actor.wallet
        _, words = views.transferRestriction(issuer, issuer, wallet, 0).call()
        what = f"{wallet} cannot receive this money: {words}"
        raise InputError("WALLET", what, "Bring it onto the register first: tenor register add")


def _require_covered(counter: Counter, minor: int) -> None:
    balance = counter.token.functions.balanceOf(counter.actor.wallet).call()
    if minor > balance:
        what = f"{counter.actor.key} holds {_money(counter, balance)}, which is less than {_money(counter, minor)}"
        raise InputError("AMOUNT", what, "Name no more than that")


def _used(counter: Counter, event: str, reference: str, holder: str = "") -> bool:
    """Whether money was booked, or withdrawn by a holder, under a reference."""
    wanted = fiat_reference(reference)
    logs = raw_logs(counter.chain, counter.deposits.token, [event], counter.first_block)
    return any(
        bytes.fromhex(log["topics"][2][2:]) == wanted and log["topics"][1].endswith(holder.removeprefix("0x").lower())
        for _, log in logs
    )


def _money(counter: Counter, minor: int) -> Money:
    return Money(minor, counter.deposits.currency)
