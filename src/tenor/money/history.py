"""Everything that events of a payment system and of its banks' money tell, and the payments as they were asked for.

A payment's id is the hash of all that it says, so the call that brought it proves itself: what it asked for counts
where its hash is the id that an event tells. Where a payment came through another contract its events alone are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from eth_typing import HexStr
from eth_utils.address import to_checksum_address
from web3.contract import Contract
from web3.exceptions import Web3Exception

from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.chain.events import NOBODY, Event, read_events
from tenor.errors import InputError
from tenor.money.payment import Payment, PaymentSystem, payment_from, payment_id
from tenor.parties import Actor

_MONEY = "InterestDepositToken"
"""Whose events are those of every deposit token, whether it earns interest or not."""


@dataclass(frozen=True, slots=True)
class Member:
    """A bank that has joined.

    Args:
        code: short name, from the symbol of its token.
        token: its deposits.
        account: its wallet.
        former: wallets that were its account before.
    """

    code: str
    token: str
    account: str
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """What a payment system's chain tells.

    Attributes:
        system: the system, with its banks as they are now.
        members: the banks by their token, in the order in which they joined.
        events: of the payment system.
        tokens: events of each money token, central-bank money first.
        credit: events of what lends reserves within the day; none where nothing does.
        asked: payments by id, as their calls asked for them.
        last_block: up to which it was read.
    """

    system: PaymentSystem
    operator: str
    members: Mapping[str, Member]
    events: tuple[Event, ...]
    tokens: Mapping[str, tuple[Event, ...]]
    asked: Mapping[bytes, Payment]
    last_block: int
    credit: tuple[Event, ...] = ()

    def code(self, token: str) -> str:
        """The short name of a money token's bank."""
        return "CB" if token == self.system.reserves else self.members[token].code

    def token_of(self, code: str) -> str | None:
        """The money token of a bank by its short name; None where there is no such bank."""
        known = {self.code(token): token for token in self.tokens}
        return known.get(code)


def read_history(chain: Chain, payments: str, first_block: int = 0, campaign: str = "") -> History:
    """Read every event of a payment system and of the tokens that settle and joined.

    Args:
        payments: address of the payment system.
        first_block: a block before the first of all of them.
        campaign: campaign id, for intents about its payments; the system's address if not given.

    Raises:
        InputError: no payment system stands there.
    """
    last_block = chain.web3.eth.block_number
    contract = at(chain, "InterbankPayments", payments)
    try:
        reserves, operator = str(contract.functions.reserves().call()), str(contract.functions.operator().call())
    except Web3Exception as exc:
        what = f"no payment system of this project stands at {payments}"
        raise InputError("PAYMENTS", what, "Check the address and the chain; tenor money deploy prints it") from exc
    events = tuple(read_events(chain, "InterbankPayments", payments, first_block, last_block))
    members = _members(chain, events)
    currency = bytes(at(chain, "DepositToken", reserves).functions.currency().call()).decode("ascii")
    system = PaymentSystem(
        campaign or payments,
        to_checksum_address(payments),
        reserves,
        currency,
        chain.chain_id,
        accounts={member.token: member.account for member in members.values()},
        screens={event.args["token"]: event.args["screensFrom"] for event in events if event.name == "BankSet"},
    )
    tokens = {
        token: tuple(read_events(chain, _MONEY, token, first_block, last_block)) for token in (reserves, *members)
    }
    lender = str(at(chain, "DepositToken", reserves).functions.paymentSystem().call())
    credit = () if lender == NOBODY else tuple(read_events(chain, "IntradayCredit", lender, first_block, last_block))
    asked = _asked(chain, contract, system, events)
    return History(system, operator, members, events, tokens, asked, last_block, credit)


def actor_of(wallet: str) -> Actor:
    """Somebody of whom only the wallet is known."""
    return Actor(wallet, "", wallet)


def _members(chain: Chain, events: tuple[Event, ...]) -> dict[str, Member]:
    members: dict[str, Member] = {}
    for event in events:
        if event.name == "BankJoined":
            token, account = event.args["token"], event.args["account"]
            earlier = members.get(token)
            code = earlier.code if earlier else str(at(chain, "DepositToken", token).functions.symbol().call())
            former = (*earlier.former, earlier.account) if earlier else ()
            members[token] = Member(code.partition("-")[0], token, account, former)
    return members


def _asked(chain: Chain, contract: Contract, system: PaymentSystem, events: tuple[Event, ...]) -> dict[bytes, Payment]:
    """Payments as the calls that made them asked for them."""
    found: dict[bytes, Payment] = {}
    looked_at: set[str] = set()
    for event in events:
        known = event.args.get("id") in found or event.transaction in looked_at
        if event.name in {"PaymentHeld", "PaymentFinal"} and not known:
            looked_at.add(event.transaction)
            found |= {payment_id(system, each): each for each in _in_call(chain, contract, event.transaction)}
    return found


def _in_call(chain: Chain, contract: Contract, transaction: str) -> Iterator[Payment]:
    """The payment that a call to the system was about; none where the call was to another contract."""
    sent = chain.web3.eth.get_transaction(HexStr(transaction))
    if sent.get("to") != contract.address:
        return
    _, given = contract.decode_function_input(sent["input"])
    if "payment" in given:
        yield payment_from(given["payment"], actor_of)
