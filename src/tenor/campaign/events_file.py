"""The shape of an events file, as a person writes it, and the events it tells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import Field

from tenor.campaign import events
from tenor.files.document import Document, read_document
from tenor.files.fields import (
    Amount,
    FileName,
    Identifier,
    IsoDate,
    LocalDateTime,
    Percent,
    SignedPercent,
    StrictModel,
    Switch,
    WholeNumber,
)
from tenor.files.problems import Problem
from tenor.files.source import MAX_BYTES
from tenor.files.text import read_bytes
from tenor.terms.terms import Terms
from tenor.units import MINOR_DIGITS, Money, share_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What entries of one file are read with.

    Args:
        folder: of the files that they name.
        currency: of the bond.
        zone: of its times.
        evidence: SHA-256 of the file.
    """

    folder: Path
    currency: str
    zone: ZoneInfo
    evidence: bytes

    def moment(self, at: datetime) -> datetime:
        """A wall-clock time of the terms as an aware moment."""
        return at.replace(tzinfo=self.zone)


class _Dated(StrictModel):
    at: LocalDateTime = Field(description="when it is sent, in the time zone of the terms")


class _ByAnybody(_Dated):
    by: Identifier = Field(description="who sends it: the id of an investor, or a role")


class MissedEntry(StrictModel):
    """A payment is not made on its date."""

    event: Literal["payment-missed"]
    payment: WholeNumber = Field(description="number of the coupon; the one after the last is the principal")
    paid: IsoDate | None = Field(default=None, description="day on which it is made after all; without it never")

    def told(self, reading: Reading) -> events.Event:  # noqa: ARG002 -- as of every entry  # noqa: ARG002 -- as of every entry
        """The event."""
        return events.Missed(self.payment, self.paid)


class DefaultEntry(_ByAnybody):
    """A missed payment is declared an event of default."""

    event: Literal["default-declared"]
    payment: WholeNumber = Field(description="number of the payment")

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.DefaultDeclared(reading.moment(self.at), self.by, self.payment)


class VoteEntry(_Dated):
    """Holders vote, each with all units of the record time."""

    event: Literal["vote"]
    on: events.Question = Field(description="the open vote on acceleration, or on what the issuer asks consent to")
    holders: tuple[Identifier, ...] = Field(min_length=1, description="ids of the investors who vote so")
    in_favour: Switch = Field(description="whether they agree")

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.Vote(reading.moment(self.at), self.on, self.holders, self.in_favour)


class RenewalEntry(_ByAnybody):
    """The vote on acceleration is opened anew."""

    event: Literal["vote-renewed"]

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.VoteRenewed(reading.moment(self.at), self.by)


class AccelerationEntry(_ByAnybody):
    """Everything is made due at once."""

    event: Literal["acceleration"]

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.Acceleration(reading.moment(self.at), self.by)


class CureEntry(_ByAnybody):
    """The default ends, its payment made."""

    event: Literal["cure"]

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.Cured(reading.moment(self.at), self.by)


class RecoveryEntry(_Dated):
    """A part of the accelerated claim is distributed."""

    event: Literal["recovery"]
    per_unit: Amount = Field(description="on one unit, in major units")

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.Recovery(reading.moment(self.at), Money.of(self.per_unit, reading.currency).minor)


class RestEntry(_Dated):
    """The rest of the accelerated claim is paid."""

    event: Literal["rest-paid"]

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.RestPaid(reading.moment(self.at))


class _Asked(_Dated):
    record: LocalDateTime = Field(description="who holds at this time may vote")
    until: LocalDateTime = Field(description="end of the vote")

    def _asked(self, reading: Reading) -> tuple[datetime, datetime, datetime]:
        return reading.moment(self.at), reading.moment(self.record), reading.moment(self.until)


class TermsEntry(_Asked):
    """The issuer asks for consent to other terms."""

    event: Literal["terms-proposed"]
    document: FileName = Field(description="the term sheet as it would be; its hash is what holders vote on")

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        path = reading.folder / self.document
        proposed = hashlib.sha256(read_bytes(path, MAX_BYTES, "Name a term sheet")).digest()
        return events.Proposal(*self._asked(reading), proposed, None)


class StandstillEntry(_Asked):
    """The issuer asks holders not to accelerate for a time."""

    event: Literal["standstill-proposed"]
    standstill_until: LocalDateTime = Field(description="end of the standstill")

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.Proposal(*self._asked(reading), None, reading.moment(self.standstill_until))


class ClosedEntry(_ByAnybody):
    """A consent whose vote is over is counted."""

    event: Literal["consent-closed"]

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.ConsentClosed(reading.moment(self.at), self.by)


class PartEntry(_Dated):
    """The issuer calls a part of every unit."""

    event: Literal["part-called"]
    payment: WholeNumber = Field(description="number of the coupon with which it is repaid")
    percent: Percent = Field(description="of what the payment leaves outstanding")

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.PartCalled(reading.moment(self.at), self.payment, share_of(self.percent))


class CallEntry(_Dated):
    """The issuer calls all units."""

    event: Literal["called"]
    end: LocalDateTime = Field(description="when the life ends")

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.CallNoticed(reading.moment(self.at), reading.moment(self.end))


class MakeWholeEntry(_Dated):
    """The issuer calls all units at the greater of par and the present value."""

    event: Literal["make-whole"]
    end: LocalDateTime = Field(description="when the life ends")
    reference_yield_percent: SignedPercent = Field(
        description="a year, without the spread of the terms, as it is observed on the day of the end"
    )

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        reference = share_of(self.reference_yield_percent)
        return events.MakeWholeNoticed(reading.moment(self.at), reading.moment(self.end), reference, reading.evidence)


class PutEntry(_ByAnybody):
    """A holder puts units."""

    event: Literal["put-notice"]
    units: WholeNumber = Field(description="units that are put")
    on: IsoDate = Field(description="day of the terms for which they are put")

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.PutNoticed(reading.moment(self.at), self.by, self.units, self.on)


class PutsPaidEntry(_Dated):
    """What holders put for a day is repaid."""

    event: Literal["puts-paid"]
    on: IsoDate = Field(description="the day")

    def told(self, reading: Reading) -> events.Event:
        """The event."""
        return events.PutsPaid(reading.moment(self.at), self.on)


Entry: TypeAlias = Annotated[
    MissedEntry
    | DefaultEntry
    | VoteEntry
    | RenewalEntry
    | AccelerationEntry
    | CureEntry
    | RecoveryEntry
    | RestEntry
    | TermsEntry
    | StandstillEntry
    | ClosedEntry
    | PartEntry
    | CallEntry
    | MakeWholeEntry
    | PutEntry
    | PutsPaidEntry,
    Field(discriminator="event"),
]


class EventsFile(StrictModel):
    """events.yaml: what happens in the life besides the schedule."""

    events: tuple[Entry, ...] = Field(min_length=1, description="in the order of their dates")


def read_events(path: Path, terms: Terms) -> tuple[Document[EventsFile], tuple[events.Event, ...]]:
    """The events of a file, with the document that knows their lines.

    Raises:
        InputError: the file does not have the shape, or an amount has a fraction of a minor unit.
    """
    document = read_document(path, EventsFile)
    if found := list(_fractions(document.value, terms.currency)):
        raise document.refusal(found)
    evidence = bytes.fromhex(document.source.sha256)
    reading = Reading(path.parent, terms.currency, ZoneInfo(terms.timezone), evidence)
    return document, tuple(entry.told(reading) for entry in document.value.events)


def _fractions(file: EventsFile, currency: str) -> Iterator[Problem]:
    """A problem for each amount that is not a whole number of minor units."""
    digits = MINOR_DIGITS[currency]
    for index, entry in enumerate(file.events):
        if isinstance(entry, RecoveryEntry) and entry.per_unit.scaleb(digits) % 1:
            what = f"per_unit {entry.per_unit} is not a whole number of {currency} minor units"
            yield Problem(("events", index, "per_unit"), what, f"Write at most {digits} decimals")
