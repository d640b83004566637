"""The books of every bank, from events: each movement of its money with what it was for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tenor.chain.connection import Chain
from tenor.chain.events import Event
from tenor.chain.intent import Movement
from tenor.chain.ledger import Ledger
from tenor.money.history import History, read_history
from tenor.money.stories import Key, Leg, Story, all_legs, sessions_of, stories_of

Mark = tuple[int, int]
"""Block and log of an event: what it is known by."""


class Kind(StrEnum):
    """What a movement of a bank's money was for."""

    BOOKED = "booked"
    WITHDRAWN = "withdrawn"
    INTEREST = "interest"  # credited by the bank on what was held
    LENT = "lent"  # reserves drawn by a bank within the day
    REPAID = "repaid"  # reserves given back for such a loan
    SENT = "sent"  # to a customer of another bank: the deposit ceases
    RECEIVED = "received"  # from a customer of another bank: the deposit comes to be
    CORRESPONDENT = "correspondent"  # paid to a customer out of another bank's account here
    RESERVES = "reserves"  # between banks, for one payment
    NET = "net"  # between banks, for many payments of a session
    TRANSFER = "transfer"  # between customers of the bank
    FORCED = "forced"  # by a compliance officer, or a recovery
    UNEXPLAINED = "unexplained"  # created or destroyed by nothing that an event tells


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement of a bank's money.

    Args:
        leg: the movement.
        kind: what it was for.
        payment: id of the payment; empty where it was for none.
        reference: hash of the fiat reference; empty where there is none.
    """

    leg: Leg
    kind: Kind
    payment: bytes = b""
    reference: bytes = b""

    @property
    def change(self) -> int:
        """By how much the bank owes more [minor]."""
        return (self.leg.sender is None) * self.leg.amount - (self.leg.receiver is None) * self.leg.amount


@dataclass(frozen=True, slots=True)
class Books:
    """What a payment system's events tell of every payment and every bank.

    Attributes:
        history: the events.
        payments: every payment by id, in the order in which they were made.
        entries: every movement of each money token, central-bank money first.
        ledger: balances after the last event.
    """

    history: History
    payments: Mapping[bytes, Story]
    entries: Mapping[str, tuple[Entry, ...]]
    ledger: Ledger

    def liability(self, token: str) -> int:
        """What a bank owes its customers: booked and received, less withdrawn and sent [minor]."""
        explained = (entry for entry in self.entries[token] if entry.kind is not Kind.UNEXPLAINED)
        return sum(entry.change for entry in explained)


def read_books(chain: Chain, payments: str, first_block: int = 0, campaign: str = "") -> Books:
    """Rebuild the books of a payment system from its chain; see `read_history`."""
    return books_of(read_history(chain, payments, first_block, campaign))


def books_of(history: History) -> Books:
    """The books that a history makes."""
    stories = stories_of(history)
    kinds = dict(_kinds(stories)) | dict(_nets(history))
    legs: defaultdict[str, list[Leg]] = defaultdict(list)
    for leg in all_legs(history):
        legs[leg.token].append(leg)
    entries = {token: tuple(_entries(legs[token], _told(history, token), kinds)) for token in history.tokens}
    moved = (Movement(leg.token, leg.sender, leg.receiver, leg.amount) for each in legs.values() for leg in each)
    return Books(history, stories, entries, Ledger(moved))


def _kinds(stories: Mapping[bytes, Story]) -> Iterator[tuple[Mark, tuple[Kind, bytes]]]:
    """What each movement of a payment is to the bank whose money moved, by block and log."""
    for story in stories.values():
        for leg in story.debits:
            yield _mark(leg.event), (Kind.SENT, story.id)
        for leg in story.credits:
            yield _mark(leg.event), (Kind.RECEIVED if leg.sender is None else Kind.CORRESPONDENT, story.id)
        for leg in story.between:
            yield _mark(leg.event), (Kind.RESERVES, story.id)


def _told(history: History, token: str) -> tuple[Event, ...]:
    """The events that say why money of a token was created or destroyed."""
    return history.tokens[token] + (history.credit if token == history.system.reserves else ())


def _nets(history: History) -> Iterator[tuple[Mark, tuple[Kind, bytes]]]:
    """Reserves that moved in sessions: in their transactions nothing else moves any."""
    sessions = sessions_of(history)
    for event in history.tokens[history.system.reserves]:
        if event.name == "Transfer" and event.transaction in sessions:
            yield _mark(event), (Kind.NET, b"")


def _entries(legs: Sequence[Leg], events: Sequence[Event], kinds: Mapping[Mark, tuple[Kind, bytes]]) -> Iterator[Entry]:
    reasons, forced = _reasons(events), _forced(events)
    for leg in legs:
        transaction = leg.event.transaction
        told = reasons[transaction, leg.sender, leg.receiver, leg.amount]
        if known := kinds.get(_mark(leg.event)):
            yield Entry(leg, *known)
        elif told:
            kind, reference = told.pop(0)
            yield Entry(leg, kind, reference=reference)
        elif leg.sender is None or leg.receiver is None:
            yield Entry(leg, Kind.UNEXPLAINED)
        else:
            is_forced = (transaction, leg.sender, leg.receiver) in forced
            yield Entry(leg, Kind.FORCED if is_forced else Kind.TRANSFER)


def _reasons(events: Sequence[Event]) -> defaultdict[Key, list[tuple[Kind, bytes]]]:
    """Why money was created or destroyed, other than for a payment: by transaction, parties and amount."""
    reasons: defaultdict[Key, list[tuple[Kind, bytes]]] = defaultdict(list)
    for event in events:
        args, at = event.args, event.transaction
        if event.name == "Minted":
            reasons[at, None, args["to"], args["amount"]].append((Kind.BOOKED, args["fiatReference"]))
        elif event.name == "Redeemed":
            reasons[at, args["holder"], None, args["amount"]].append((Kind.WITHDRAWN, args["fiatReference"]))
        elif event.name == "InterestCredited":
            reasons[at, None, args["holder"], args["amount"]].append((Kind.INTEREST, b""))
        elif event.name == "CreditDrawn":
            reasons[at, None, args["bank"], args["amount"]].append((Kind.LENT, b""))
        elif event.name == "CreditRepaid":
            reasons[at, args["payer"], None, args["amount"]].append((Kind.REPAID, b""))
    return reasons


def _forced(events: Sequence[Event]) -> set[tuple[str, str | None, str | None]]:
    """Transaction, giver and taker of what was moved without the giver's will, or after a key was lost."""
    names = {"ForcedTransfer": ("from", "to"), "RecoverySuccess": ("lostWallet", "newWallet")}
    return {
        (event.transaction, *(event.args[end] for end in names[event.name])) for event in events if event.name in names
    }


def _mark(event: Event) -> Mark:
    return event.block, event.index
