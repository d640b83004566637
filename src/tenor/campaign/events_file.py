"""The shape of an events file, as a person writes it, and the events it tells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
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


class _Dated(StrictModel):
    at: LocalDateTime = Field(description="when it is sent, in the time zone of the terms")


class _ByAnybody(_Dated):
    by: Identifier = Field(description="who sends it: the id of an investor, or a role")


class MissedEntry(StrictModel):
    """A payment is not made on its date."""

    event: Literal["payment-missed"]
    payment: WholeNumber = Field(description="number of the coupon; the one after the last is the principal")
    paid: IsoDate | None = Field(default=None, description="day on which it is made after all; without it never")


class DefaultEntry(_ByAnybody):
    """A missed payment is declared an event of default."""

    event: Literal["default-declared"]
    payment: WholeNumber = Field(description="number of the payment")


class VoteEntry(_Dated):
    """Holders vote, each with all units of the record time."""

    event: Literal["vote"]
    on: events.Question = Field(description="the open vote on acceleration, or on what the issuer asks consent to")
    holders: tuple[Identifier, ...] = Field(min_length=1, description="ids of the investors who vote so")
    in_favour: Switch = Field(description="whether they agree")


class RenewalEntry(_ByAnybody):
    """The vote on acceleration is opened anew."""

    event: Literal["vote-renewed"]


class AccelerationEntry(_ByAnybody):
    """Everything is made due at once."""

    event: Literal["acceleration"]


class CureEntry(_ByAnybody):
    """The default ends, its payment made."""

    event: Literal["cure"]


class RecoveryEntry(_Dated):
    """A part of the accelerated claim is distributed."""

    event: Literal["recovery"]
    per_unit: Amount = Field(description="on one unit, in major units")


class RestEntry(_Dated):
    """The rest of the accelerated claim is paid."""

    event: Literal["rest-paid"]


class _Asked(_Dated):
    record: LocalDateTime = Field(description="who holds at this time may vote")
    until: LocalDateTime = Field(description="end of the vote")


class TermsEntry(_Asked):
    """The issuer asks for consent to other terms."""

    event: Literal["terms-proposed"]
    document: FileName = Field(description="the term sheet as it would be; its hash is what holders vote on")


class StandstillEntry(_Asked):
    """The issuer asks holders not to accelerate for a time."""

    event: Literal["standstill-proposed"]
    standstill_until: LocalDateTime = Field(description="end of the standstill")


class ClosedEntry(_ByAnybody):
    """A consent whose vote is over is counted."""

    event: Literal["consent-closed"]


class PartEntry(_Dated):
    """The issuer calls a part of every unit."""

    event: Literal["part-called"]
    payment: WholeNumber = Field(description="number of the coupon with which it is repaid")
    percent: Percent = Field(description="of what the payment leaves outstanding")


class CallEntry(_Dated):
    """The issuer calls all units."""

    event: Literal["called"]
    end: LocalDateTime = Field(description="when the life ends")


class MakeWholeEntry(_Dated):
    """The issuer calls all units at the greater of par and the present value."""

    event: Literal["make-whole"]
    end: LocalDateTime = Field(description="when the life ends")
    reference_yield_percent: SignedPercent = Field(
        description="a year, without the spread of the terms, as it is observed on the day of the end"
    )


class PutEntry(_ByAnybody):
    """A holder puts units."""

    event: Literal["put-notice"]
    units: WholeNumber = Field(description="units that are put")
    on: IsoDate = Field(description="day of the terms for which they are put")


class PutsPaidEntry(_Dated):
    """What holders put for a day is repaid."""

    event: Literal["puts-paid"]
    on: IsoDate = Field(description="the day")


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
    zone = ZoneInfo(terms.timezone)
    told = (_event(entry, path.parent, terms.currency, zone) for entry in document.value.events)
    evidence = bytes.fromhex(document.source.sha256)
    return document, tuple(
        replace(event, evidence=evidence) if isinstance(event, events.MakeWholeNoticed) else event for event in told
    )


def _event(entry: Entry, folder: Path, currency: str, zone: ZoneInfo) -> events.Event:
    if isinstance(entry, MissedEntry):
        return events.Missed(entry.payment, entry.paid)
    at = entry.at.replace(tzinfo=zone)
    if isinstance(entry, TermsEntry | StandstillEntry):
        return _proposal(entry, at, folder, zone)
    if isinstance(entry, PartEntry | CallEntry | MakeWholeEntry | PutEntry | PutsPaidEntry):
        return _option(entry, at, zone)
    if isinstance(entry, RecoveryEntry):
        return events.Recovery(at, Money.of(entry.per_unit, currency).minor)
    if isinstance(entry, VoteEntry):
        return events.Vote(at, entry.on, entry.holders, entry.in_favour)
    return _plain(entry, at)


def _plain(
    entry: DefaultEntry | RenewalEntry | AccelerationEntry | CureEntry | ClosedEntry | RestEntry, at: datetime
) -> events.Event:
    match entry:
        case DefaultEntry():
            return events.DefaultDeclared(at, entry.by, entry.payment)
        case RenewalEntry():
            return events.VoteRenewed(at, entry.by)
        case AccelerationEntry():
            return events.Acceleration(at, entry.by)
        case CureEntry():
            return events.Cured(at, entry.by)
        case ClosedEntry():
            return events.ConsentClosed(at, entry.by)
        case RestEntry():
            return events.RestPaid(at)


def _option(
    entry: PartEntry | CallEntry | MakeWholeEntry | PutEntry | PutsPaidEntry, at: datetime, zone: ZoneInfo
) -> events.Option:
    match entry:
        case PartEntry():
            return events.PartCalled(at, entry.payment, share_of(entry.percent))
        case CallEntry():
            return events.CallNoticed(at, entry.end.replace(tzinfo=zone))
        case MakeWholeEntry():
            end, reference = entry.end.replace(tzinfo=zone), share_of(entry.reference_yield_percent)
            return events.MakeWholeNoticed(at, end, reference)
        case PutEntry():
            return events.PutNoticed(at, entry.by, entry.units, entry.on)
        case PutsPaidEntry():
            return events.PutsPaid(at, entry.on)


def _proposal(entry: TermsEntry | StandstillEntry, at: datetime, folder: Path, zone: ZoneInfo) -> events.Proposal:
    record, until = entry.record.replace(tzinfo=zone), entry.until.replace(tzinfo=zone)
    if isinstance(entry, TermsEntry):
        document = hashlib.sha256(read_bytes(folder / entry.document, MAX_BYTES, "Name a term sheet")).digest()
        return events.Proposal(at, record, until, document, None)
    return events.Proposal(at, record, until, None, entry.standstill_until.replace(tzinfo=zone))


def _fractions(file: EventsFile, currency: str) -> Iterator[Problem]:
    """A problem for each amount that is not a whole number of minor units."""
    digits = MINOR_DIGITS[currency]
    for index, entry in enumerate(file.events):
        if isinstance(entry, RecoveryEntry) and entry.per_unit.scaleb(digits) % 1:
            what = f"per_unit {entry.per_unit} is not a whole number of {currency} minor units"
            yield Problem(("events", index, "per_unit"), what, f"Write at most {digits} decimals")
