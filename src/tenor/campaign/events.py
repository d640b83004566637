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
class Missed:
    """A payment that is not made on its date; the one after the last coupon is the principal."""

    payment: int
    paid: date | None  # on which it is made after all; None for never


@dataclass(frozen=True, slots=True)
class DefaultDeclared:
    """Somebody declares a missed payment an event of default, which opens the vote on acceleration."""

    at: datetime
    by: str  # investor id or role
    payment: int


@dataclass(frozen=True, slots=True)
class Vote:
    """Holders vote with all units that they held at the record time."""

    at: datetime
    on: Question
    holders: tuple[str, ...]
    in_favour: bool


@dataclass(frozen=True, slots=True)
class VoteRenewed:
    """A holder has the vote on acceleration opened anew, for whoever holds then."""

    at: datetime
    by: str  # investor id


@dataclass(frozen=True, slots=True)
class Acceleration:
    """What is outstanding and the interest accrued are made due at once."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Cured:
    """The default ends, its payment made."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Recovery:
    """A part of the accelerated claim is distributed, the same on every unit."""

    at: datetime
    per_unit: int  # [minor]


@dataclass(frozen=True, slots=True)
class RestPaid:
    """The rest of the accelerated claim is paid, and all units are redeemed."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """The issuer asks for consent: to other terms, or to a standstill in which holders do not accelerate."""

    at: datetime
    record: datetime  # who holds at the end of this second may vote
    until: datetime  # last second of the vote
    terms_hash: bytes | None  # of the document as it would be
    standstill_until: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentClosed:
    """A consent whose vote is over is counted."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PartCalled:
    """The issuer calls a part of every unit, to be repaid with a coupon."""

    at: datetime
    payment: int
    share: Fraction  # of what the payment leaves outstanding


@dataclass(frozen=True, slots=True)
class CallNoticed:
    """The issuer calls all units; the life ends early."""

    at: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class MakeWholeNoticed:
    """The issuer calls all units at the greater of par and the present value; the life ends early."""

    at: datetime
    end: datetime
    reference: Fraction  # yield a year, as it is observed on the day of the end
    evidence: bytes = bytes(32)  # SHA-256 of the file that states it


@dataclass(frozen=True, slots=True)
class PutNoticed:
    """A holder puts units for a day of the terms."""

    at: datetime
    by: str  # investor id
    units: int
    on: date


@dataclass(frozen=True, slots=True)
class PutsPaid:
    """What holders put for a day is repaid."""

    at: datetime
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
