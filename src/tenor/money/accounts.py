"""Accounts at one bank: opened and closed, deposits booked and withdrawn, money moved between customers.

The same for central-bank money, whose customers are banks, and for cash, which needs no accounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, batches, intent_id
from tenor.chain.typed_data import TypedData
from tenor.parties import Actor
from tenor.units import Money

ACCOUNTS_A_TRANSACTION = 200
"""Wallets that a deposit token opens accounts for at once (DepositAdministration.sol)."""

DEPOSIT_NAME = "Tenor Deposit"
_PERMIT = {"owner": "address", "spender": "address", "value": "uint256", "nonce": "uint256", "deadline": "uint256"}


@dataclass(frozen=True, slots=True)
class Deposits:
    """The deposits at one bank.

    Args:
        campaign: campaign id.
        token: address of the deposit token.
        currency: ISO 4217.
        bank: owes them: books, and opens accounts.
        stage: that the intents belong to.
    """

    campaign: str
    token: str
    currency: str
    bank: Actor
    stage: str = "deposits"


def opening_intents(deposits: Deposits, wallets: Sequence[str]) -> list[Intent]:
    """The bank opens accounts for customers, as many at a time as one transaction takes."""
    return [
        _intent(
            deposits, deposits.bank, "openAccounts", (list(group),), f"open {len(group)} accounts", key=tuple(group)
        )
        for group in batches(wallets, ACCOUNTS_A_TRANSACTION)
    ]


def closing_intent(deposits: Deposits, wallet: str, reference: str) -> Intent:
    """The bank closes an account that holds nothing; the reference tells one closing of an account from the next."""
    what = f"{reference}: close the account of {wallet}"
    return _intent(deposits, deposits.bank, "closeAccount", (wallet,), what, key=(reference,))


def booking_intent(deposits: Deposits, customer: Actor, amount: int, reference: str) -> Intent:
    """The bank books a deposit [minor], once under the reference of what it received."""
    what = f"{reference}: book {_money(deposits, amount)} for {customer.name}"
    moves = Movement(deposits.token, None, customer.wallet, amount)
    arguments = customer.wallet, amount, fiat_reference(reference)
    return _intent(deposits, deposits.bank, "mint", arguments, what, key=(reference,), moves=moves)


def withdrawal_intent(deposits: Deposits, customer: Actor, amount: int, reference: str) -> Intent:
    """A customer withdraws [minor], once under the reference of what the bank pays out."""
    what = f"{reference}: {customer.name} withdraws {_money(deposits, amount)}"
    moves = Movement(deposits.token, customer.wallet, None, amount)
    arguments = amount, fiat_reference(reference)
    return _intent(deposits, customer, "redeem", arguments, what, key=(customer.wallet, reference), moves=moves)


def transfer_intent(deposits: Deposits, sender: Actor, receiver: Actor, amount: int, reference: str) -> Intent:
    """A customer pays another of the same bank [minor]: the bank owes somebody else, and no reserves move."""
    what = f"{reference}: {_money(deposits, amount)} from {sender.name} to {receiver.name}"
    moves = Movement(deposits.token, sender.wallet, receiver.wallet, amount)
    return _intent(
        deposits, sender, "transfer", (receiver.wallet, amount), what, key=(sender.wallet, reference), moves=moves
    )


def sign_permit(  # noqa: PLR0913 -- the members of a permit, and where it counts
    deposits: Deposits, chain_id: int, owner: LocalAccount, spender: str, amount: int, *, nonce: int, deadline: int
) -> bytes:
    """A holder's signature that lets somebody move an amount [minor] (ERC-2612)."""
    data = TypedData(DEPOSIT_NAME, deposits.token, chain_id, "Permit", _PERMIT)
    message = {"owner": owner.address, "spender": spender, "value": amount, "nonce": nonce, "deadline": deadline}
    return data.sign(message, owner)


def permit_intent(  # noqa: PLR0913 -- as above
    deposits: Deposits,
    owner: Actor,
    spender: str,
    amount: int,
    *,
    nonce: int,
    deadline: int,
    signature: bytes,
    submitter: Actor,
) -> Intent:
    """Somebody brings such a signature: the holder needs no transaction, and so no gas money."""
    what = f"{owner.name} lets {spender} move {_money(deposits, amount)}, by signature"
    arguments = owner.wallet, spender, amount, deadline, signature
    return _intent(deposits, submitter, "permit", arguments, what, key=(owner.wallet, nonce))


def allowing_intent(deposits: Deposits, customer: Actor, reference: str, *, allowed: bool) -> Intent:
    """A customer lets payments be held on its account, and trades settle in it, or no longer."""
    what = f"{reference}: {customer.name} {'lets' if allowed else 'no longer lets'} payments be held on its account"
    return _intent(deposits, customer, "allowSettlement", (allowed,), what, key=(customer.wallet, reference))


def fiat_reference(reference: str) -> bytes:
    """A business reference as a money token keeps it."""
    return keccak(text=reference)


def _intent(  # noqa: PLR0913 -- what every act on an account shares
    deposits: Deposits,
    actor: Actor,
    function: str,
    arguments: Sequence[object],
    what: str,
    *,
    key: Sequence[object],
    moves: Movement | None = None,
) -> Intent:
    return Intent(
        id=intent_id(deposits.campaign, function, deposits.token, *key),
        stage=deposits.stage,
        what=what,
        actor=actor,
        to=deposits.token,
        data=calldata("DepositToken", function, *arguments),
        movements=() if moves is None else (moves,),
    )


def _money(deposits: Deposits, amount: int) -> Money:
    return Money(amount, deposits.currency)
