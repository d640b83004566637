"""What happens in a life besides the schedule: payments that are missed, default, votes, acceleration, recoveries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, TypeVar


class Question(StrEnum):
    """What holders vote on."""

    ACCELERATION = "acceleration"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Dated:
    """What is sent to the chain at a moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Sent(Dated):
    """What anybody may send."""

    by: str  # investor id or role


@dataclass(frozen=True, slots=True)
class Missed:
    """A payment that is not made on its date; the one after the last coupon is the principal."""

    payment: int
    paid: date | None  # on which it is made after all; None for never


@dataclass(frozen=True, slots=True)
class DefaultDeclared(Sent):
    """Somebody declares a missed payment an event of default, which opens the vote on acceleration."""

    payment: int


@dataclass(frozen=True, slots=True)
class Vote(Dated):
    """Holders vote with all units that they held at the record time."""

    on: Question
    holders: tuple[str, ...]
    in_favour: bool


@dataclass(frozen=True, slots=True)
class VoteRenewed(Sent):
    """A holder has the vote on acceleration opened anew, for whoever holds then."""


@dataclass(frozen=True, slots=True)
class Acceleration(Sent):
    """What is outstanding and the interest accrued are made due at once."""


@dataclass(frozen=True, slots=True)
class Cured(Sent):
    """The default ends, its payment made."""


@dataclass(frozen=True, slots=True)
class Recovery(Dated):
    """A part of the accelerated claim is distributed, the same on every unit."""

    per_unit: int  # [minor]


@dataclass(frozen=True, slots=True)
class RestPaid(Dated):
    """The rest of the accelerated claim is paid, and all units are redeemed."""


@dataclass(frozen=True, slots=True)
class Proposal(Dated):
    """The issuer asks for consent: to other terms, or to a standstill in which holders do not accelerate."""

    record: datetime  # who holds at the end of this second may vote
    until: datetime  # last second of the vote
    terms_hash: bytes | None  # of the document as it would be
    standstill_until: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentClosed(Sent):
    """A consent whose vote is over is counted."""


@dataclass(frozen=True, slots=True)
class PartCalled(Dated):
    """The issuer calls a part of every unit, to be repaid with a coupon."""

    payment: int
    share: Fraction  # of what the payment leaves outstanding


@dataclass(frozen=True, slots=True)
class CallNoticed(Dated):
    """The issuer calls all units; the life ends early."""

    end: datetime


@dataclass(frozen=True, slots=True)
class MakeWholeNoticed(Dated):
    """The issuer calls all units at the greater of par and the present value; the life ends early."""

    end: datetime
    reference: Fraction  # yield a year, as it is observed on the day of the end
    evidence: bytes = bytes(32)  # SHA-256 of the file that states it


@dataclass(frozen=True, slots=True)
class PutNoticed(Sent):
    """A holder puts units for a day of the terms."""

    units: int
    on: date


@dataclass(frozen=True, slots=True)
class PutsPaid(Dated):
    """What holders put for a day is repaid."""

    on: date


Ending: TypeAlias = CallNoticed | MakeWholeNoticed
"""A notice that ends the life early."""

Option: TypeAlias = PartCalled | Ending | PutNoticed | PutsPaid
"""An event of an option of the terms."""

Act: TypeAlias = (
    DefaultDeclared | Vote | VoteRenewed | Acceleration | Cured | Recovery | RestPaid | Proposal | ConsentClosed
)
"""An event that somebody sends to the chain at a moment."""

Event: TypeAlias = Missed | Act | Option

K = TypeVar("K", bound=Event)


def of_kind(events: tuple[Event, ...], kind: type[K]) -> tuple[K, ...]:
    """The events of one kind, in the order of the file."""
    return tuple(event for event in events if isinstance(event, kind))


def ending_of(events: tuple[Event, ...]) -> Ending | None:
    """The notice by which the life ends early; None without one, or where holders accelerated before that end."""
    accelerated = min((event.at for event in of_kind(events, Acceleration)), default=None)
    for event in events:
        if isinstance(event, Ending) and (accelerated is None or event.end <= accelerated):
            return event
    return None


def votes_of(events: tuple[Event, ...]) -> Iterator[tuple[int, datetime, Vote]]:
    """Every vote with the number of its ballot, and the record time of that."""
    number, current = 0, dict[Question, tuple[int, datetime]]()
    for event in events:
        if isinstance(event, DefaultDeclared | VoteRenewed):
            number += 1
            current[Question.ACCELERATION] = (number, event.at)
        elif isinstance(event, Proposal):
            number += 1
            current[Question.CONSENT] = (number, event.record)
        elif isinstance(event, Vote):
            yield (*current[event.on], event)
