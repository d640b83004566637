"""The desk of a payment system: payments made from a file, and what becomes of them, by hand.

The chain is the record: a command that stopped is run again and looks there what is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from tenor.chain.clock import next_time
from tenor.chain.connection import Chain, connect
from tenor.chain.contract import at
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.gas_money import check_gas_money
from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring
from tenor.chain.sender import Sender
from tenor.deployment.apply import has_code
from tenor.errors import InputError
from tenor.files.table import Table
from tenor.money.acts import (
    Word,
    accept_intent,
    complete_intent,
    confirm_intent,
    recall_intent,
    refuse_intent,
    return_of,
    reverse_intent,
    sign_word,
)
from tenor.money.books import Books, read_books
from tenor.money.codes import is_code
from tenor.money.counter import foretell
from tenor.money.payment import Method, Payment, Status, payment_intent
from tenor.money.payment_file import PaymentRow, check_payments
from tenor.money.queues import read_means, read_queues
from tenor.money.sessions import choose, session_intent
from tenor.money.stories import Story
from tenor.onboarding.desk import check_reference, written_address
from tenor.parties import Actor
from tenor.units import Money

_HELD = (Status.SCREENING, Status.PENDING, Status.QUEUED)


@dataclass(frozen=True, slots=True)
class PaymentDesk:
    """An open payment system.

    Args:
        chain: where it stands.
        books: everything that its events tell.
        keys: of those who act, by reference.
        actors: who acts, by the option that names the key.
    """

    chain: Chain
    books: Books
    keys: Keyring
    actors: Mapping[str, Actor]

    def send(self, intent: Intent, *, promised: bool = True) -> tuple[str, Outcome]:
        """Carry one intent out that the chain would not refuse."""
        foretell(self.chain, intent, "UETR")
        return intent.what, Sender(self.chain, self.keys, Journal()).execute(intent, promised=promised)

    def story(self, uetr: str, *statuses: Status) -> tuple[Story, Payment]:
        """The one payment of a reference, which must stand in one of some states.

        Raises:
            InputError: there is none, several payers have one, its call is not known, or it stands elsewhere.
        """
        found = [each for each in self.books.payments.values() if uetr in {str(each.uetr), "0x" + each.id.hex()}]
        if len(found) != 1:
            what = f"{len(found) or 'no'} payments of this system have the reference {uetr}"
            raise InputError("UETR", what, "Take one that tenor interbank list shows, or its id (--json)")
        story = found[0]
        if story.asked is None:
            raise InputError(
                "UETR", "it came through another contract, and how it was asked for is not known", "Act there"
            )
        if statuses and story.status not in statuses:
            wanted = " or ".join(each.name.lower() for each in statuses)
            what = f"the payment is {story.status.name.lower()}, and not {wanted}"
            raise InputError("UETR", what, "See tenor interbank status")
        return story, story.asked

    def nonces(self, payer: str) -> Iterator[int]:
        """A payer's nonces that are not spent, the lowest first: they share storage words."""
        views = at(self.chain, "InterbankPayments", self.books.history.system.address).functions
        nonce = 0
        while True:
            if not views.isNonceSpent(payer, nonce).call():
                yield nonce
            nonce += 1


def open_payments(url: str, payments: str, keys: Mapping[str, str], first_block: int = 0) -> PaymentDesk:
    """Open a payment system.

    Args:
        keys: references of the keys of those who will act, by the option that names each.

    Raises:
        InputError: an argument is wrong: no such key, no address, no payment system there.
        ConnectionFailed: no chain answers, another one does, or somebody who will act has no gas money.
    """
    for option, reference in keys.items():
        check_reference(option, reference)
    address = written_address("PAYMENTS", payments)
    chain = connect(url, DEVELOPMENT_CHAIN_ID)
    if not has_code(chain, address):
        raise InputError("PAYMENTS", f"no contract stands at {address}", "Check the address and the chain")
    ring = Keyring(keys.values(), chain.chain_id)
    actors = {option: Actor(option, key, ring[key].address) for option, key in keys.items()}
    check_gas_money(chain, actors.values())
    return PaymentDesk(chain, read_books(chain, address, first_block), ring, actors)


def pay(desk: PaymentDesk, table: Table[PaymentRow], hours: int) -> Iterator[tuple[str, Outcome | None]]:
    """Make the payments of a file in its order, each once: what its payer has paid already is passed over.

    Args:
        hours: until the deadline of a payment that names none.

    Returns:
        What was done in words, and what came of it; None for what the chain had already.

    Raises:
        InputError: a row is wrong, or the chain would refuse it as things are; nothing was sent.
        TransactionFailed: the chain refused one that others before it left no money for.
    """
    check_payments(table, desk.books.history)
    made = {(story.payer, story.uetr) for story in desk.books.payments.values()}
    until = next_time(desk.chain) + hours * 3_600
    nonces = {key: desk.nonces(desk.keys[key].address) for key in desk.keys}
    planned: list[tuple[str, Intent | None]] = []
    for place, row in enumerate(table.rows):
        payer = desk.keys[row.payer].address
        if (payer, row.uetr) in made:
            planned.append((f"{row.uetr}: made already", None))
            continue
        payment = _payment(desk, row, until, next(nonces[row.payer]))
        intent = payment_intent(desk.books.history.system, payment, "pay")
        foretell(desk.chain, intent, table.where(place))
        planned.append((intent.what, intent))
    _check_covered(desk, table, made)
    sender = Sender(desk.chain, desk.keys, Journal())
    return ((what, sender.execute(intent) if intent else None) for what, intent in planned)


def accept(desk: PaymentDesk, uetr: str) -> tuple[str, Outcome]:
    """A compliance officer of the payee's bank lets a payment in."""
    _, payment = desk.story(uetr, Status.SCREENING)
    return desk.send(accept_intent(desk.books.history.system, payment, desk.actors["officer"], "interbank"))


def refuse(desk: PaymentDesk, uetr: str, reason: str) -> tuple[str, Outcome]:
    """The same officer refuses it."""
    _check_code(reason)
    _, payment = desk.story(uetr, Status.SCREENING)
    return desk.send(refuse_intent(desk.books.history.system, payment, reason, desk.actors["officer"], "interbank"))


def confirm(desk: PaymentDesk, uetr: str, word: Word) -> tuple[str, Outcome]:
    """The operator says what became of a payment that settles outside; the books tell who was given the money."""
    _, payment = desk.story(uetr, Status.PENDING)
    operator, system = desk.actors["operator"], desk.books.history.system
    if operator.wallet != desk.books.history.operator:
        what = f"{operator.key} ({operator.wallet}) is not the operator of this system"
        raise InputError("--operator", what, f"Name the key of {desk.books.history.operator}")
    signed = sign_word(system, payment, word, desk.keys[operator.key])
    return desk.send(confirm_intent(system, payment, signed, operator, "interbank"), promised=False)


def complete(desk: PaymentDesk, uetr: str) -> tuple[str, Outcome]:
    """Have a payment credited that was confirmed when nobody could be."""
    _, payment = desk.story(uetr, Status.CONFIRMED)
    intent = complete_intent(desk.books.history.system, payment, desk.actors["sender"], "interbank")
    return desk.send(intent, promised=False)


def reverse(desk: PaymentDesk, uetr: str) -> tuple[str, Outcome]:
    """End a payment whose deadline is over."""
    _, payment = desk.story(uetr, *_HELD)
    return desk.send(reverse_intent(desk.books.history.system, payment, desk.actors["sender"], "interbank"))


def recall(desk: PaymentDesk, uetr: str, reason: str) -> tuple[str, Outcome]:
    """The payer or its bank asks for a payment back."""
    _check_code(reason)
    _, payment = desk.story(uetr, Status.FINAL)
    return desk.send(recall_intent(desk.books.history.system, payment, reason, desk.actors["asker"], "interbank"))


def send_back(desk: PaymentDesk, uetr: str, new: UUID, method: Method | None, hours: int) -> tuple[str, Outcome]:
    """The payee sends a payment back by one of its own, which names it.

    Args:
        new: reference of the payment that sends it back.
        method: how it settles; as the other did if not given.
    """
    story, payment = desk.story(uetr, Status.FINAL)
    payee = desk.actors["payee"]
    if payee.wallet != payment.payee.wallet:
        what = f"{payee.key} ({payee.wallet}) is not the payee"
        raise InputError("--payee", what, f"Name the key of {payment.payee.wallet}")
    if story.returned_by:
        earlier = desk.books.payments[story.returned_by[0]].uetr
        raise InputError("UETR", f"it was sent back by {earlier} already", "Send it back once")
    deadline = next_time(desk.chain) + hours * 3_600
    back = return_of(
        desk.books.history.system, payment, new, deadline=deadline, nonce=next(desk.nonces(payee.wallet)), method=method
    )
    return desk.send(payment_intent(desk.books.history.system, replace(back, payer=payee), "interbank"))


def settle(desk: PaymentDesk) -> Iterator[tuple[str, Outcome]]:
    """The operator settles what of the queues can be settled now, part by part; nothing where that is nothing."""
    part = 0
    books = desk.books
    while True:
        history = books.history
        chosen = choose(read_queues(desk.chain, history), read_means(desk.chain, history))
        if not chosen:
            return
        part += 1
        number = desk.chain.web3.eth.block_number, part
        yield desk.send(session_intent(history.system, chosen, desk.actors["operator"], number, "interbank"))
        books = read_books(desk.chain, history.system.address)


def _payment(desk: PaymentDesk, row: PaymentRow, until: int, nonce: int) -> Payment:
    history, payer = desk.books.history, desk.keys[row.payer].address
    tokens = history.token_of(row.payer_bank), history.token_of(row.payee_bank)
    return Payment(
        row.uetr,
        Actor(payer, row.payer, payer),
        Actor(row.payee, "", row.payee),
        str(tokens[0]),
        str(tokens[1]),
        Money.of(row.amount, history.system.currency).minor,
        row.method,
        row.purpose,
        int(row.deadline.timestamp()) if row.deadline else until,
        nonce,
    )


def _check_covered(desk: PaymentDesk, table: Table[PaymentRow], made: set[tuple[str, UUID]]) -> None:
    """Refuse a file whose payments of one payer come to more than it holds, with the row at which they do."""
    history, left = desk.books.history, dict[tuple[str, str], int]()
    for place, row in enumerate(table.rows):
        payer, token = desk.keys[row.payer].address, str(history.token_of(row.payer_bank))
        if (payer, row.uetr) in made:
            continue
        views = at(desk.chain, "DepositToken", token).functions
        free = views.balanceOf(payer).call() - views.lockedBalanceOf(payer).call()
        left[payer, token] = left.get((payer, token), free) - Money.of(row.amount, history.system.currency).minor
        if left[payer, token] < 0:
            lacking = Money(-left[payer, token], history.system.currency)
            what = f"the payments of {row.payer} up to here come to {lacking} more than it holds"
            raise InputError(table.where(place), what, "Fund it, or take some out")


def _check_code(reason: str) -> None:
    if not is_code(reason):
        what = f"'{reason}' is no reason code of ISO 20022"
        raise InputError("--reason", what, "Write four capital letters or digits, e.g. AM05 or DUPL")
