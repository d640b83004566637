"""A customer's account at one bank, entry by entry, from events: opening balance, who and what for, closing balance."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tenor.money.books import Books, Entry, Kind
from tenor.money.codes import meaning


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a statement.

    Args:
        time: [s]
        change: what was credited, below 0 debited [minor].
        balance: after it [minor].
        counterparty: wallet on the other side; empty for the bank itself.
        counterparty_bank: token of its bank; empty where it is of the same bank.
        uetr: of the payment; None where it was for none.
        purpose: code (ISO 20022); empty for none.
        returns: reference of the payment that this one sends back; None where it sends none back.
        transaction: where it stands on the chain.
        held_for: wallet of a payee who could not be given it; empty where it is the holder's own.
    """

    time: int
    kind: Kind
    change: int
    balance: int
    counterparty: str
    counterparty_bank: str
    uetr: UUID | None
    purpose: str
    returns: UUID | None
    reference: bytes
    transaction: str
    held_for: str = ""

    @property
    def words(self) -> str:
        """What it was, for a reader."""
        if self.returns is not None:
            return "return of a payment"
        if self.held_for:
            return "held for the payee"
        return meaning(self.purpose) or self.kind.value


@dataclass(frozen=True, slots=True)
class Statement:
    """A customer's account between two moments [minor].

    Args:
        token: of the bank.
        wallet: the customer.
        opening: balance before the first line.
        closing: balance after the last.
    """

    token: str
    wallet: str
    opening: int
    lines: tuple[Line, ...]
    closing: int


def statement_of(books: Books, token: str, wallet: str, since: int = 0, until: int | None = None) -> Statement:
    """The statement of a wallet at a bank from one second to another, both included."""
    balance = opening = 0
    lines: list[Line] = []
    for entry in books.entries[token]:
        leg = entry.leg
        change = (leg.receiver == wallet) * leg.amount - (leg.sender == wallet) * leg.amount
        involved = wallet in {leg.sender, leg.receiver}
        if not involved or (until is not None and leg.event.timestamp > until):
            continue
        balance += change
        if leg.event.timestamp < since:
            opening = balance
        else:
            lines.append(_line(books, entry, change, balance))
    return Statement(token, wallet, opening, tuple(lines), balance)


def _line(books: Books, entry: Entry, change: int, balance: int) -> Line:
    leg, story = entry.leg, books.payments.get(entry.payment)
    other, bank = (leg.sender if change > 0 else leg.receiver) or "", ""
    uetr, purpose, returns = None, "", None
    if story is not None:
        uetr, purpose = story.uetr, story.purpose
        if entry.kind is not Kind.RESERVES:
            other, bank = (story.payer, story.payer_token) if change > 0 else (story.payee, story.payee_token)
        if story.returns in books.payments:
            returns = books.payments[story.returns].uetr
    return Line(
        leg.event.timestamp, entry.kind, change, balance, other, bank, uetr, purpose, returns, entry.reference,
        leg.event.transaction, story.payee if story is not None and story.suspense == leg.receiver else "",
    )  # fmt: skip
