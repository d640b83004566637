"""Rules on events that somebody sends: each is walked through in its order, as the bond would take or refuse it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import chain

from tenor.campaign import events
from tenor.campaign.model import Campaign
from tenor.campaign.moments import funded_at, redeemed_at
from tenor.campaign.projection import holdings_at
from tenor.deployment.bond_issue import day_of
from tenor.files.problems import Problem
from tenor.files.table import closest
from tenor.parties import Role
from tenor.units import utc

_VOTE_TERM = timedelta(days=30)
"""After so long a vote on acceleration may be opened anew."""


@dataclass(slots=True)
class _Ballot:
    record: datetime
    until: datetime | None
    proposal: events.Proposal | None
    voted: set[str] = field(default_factory=set)
    cast: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})


@dataclass(slots=True)
class _Standing:
    """Where the bond stands between two events."""

    terms_hash: bytes
    missed: int = 0
    accelerated: bool = False
    standstill: datetime | None = None
    ballots: dict[events.Question, _Ballot] = field(default_factory=dict)


def check_events(campaign: Campaign) -> Iterator[Problem]:
    """Problems of the events in their order, as places in the events file; only the first."""
    standing = _Standing(bytes.fromhex(campaign.terms.document_hash.removeprefix("0x")))
    before = campaign.timetable.settlement
    for index, event in enumerate(campaign.events):
        if isinstance(event, events.Missed):
            continue
        refused = iter(()) if isinstance(event, events.Option) else _refused(campaign, standing, event)
        found = next(chain(_time(campaign, before, event.at), refused), None)
        if found is not None:
            name, (what, remedy) = found
            yield Problem(("events", index, name), what, remedy)
            return  # what follows may be wrong only because of it
        before = event.at


_Found = tuple[str, tuple[str, str]]
"""The field of an event that is wrong, with what and remedy."""


def _time(campaign: Campaign, before: datetime, at: datetime) -> Iterator[_Found]:
    if not before < at < campaign.timetable.cash_redemption:
        what = f"the event comes at {at:%Y-%m-%dT%H:%M}, not between {before:%Y-%m-%dT%H:%M} and cash redemption"
        yield "at", (what, "Put the events in the order of their dates, after the settlement")


def _refused(campaign: Campaign, standing: _Standing, event: events.Act) -> Iterator[_Found]:
    """What the bond would refuse of an event; one that it takes changes where the bond stands."""
    if isinstance(event, events.Sent):
        yield from _sender(campaign, event.by)
    match event:
        case events.DefaultDeclared() | events.VoteRenewed() | events.Acceleration() | events.Cured():
            yield from _of_default(campaign, standing, event)
        case events.Vote():
            yield from _voted(campaign, standing, event)
        case events.Proposal():
            yield from _proposed(campaign, standing, event)
        case events.ConsentClosed():
            yield from _closed(campaign, standing, event)
        case events.RestPaid():
            yield from _rest(campaign, event)
        case events.Recovery():
            return


def _of_default(
    campaign: Campaign,
    standing: _Standing,
    event: events.DefaultDeclared | events.VoteRenewed | events.Acceleration | events.Cured,
) -> Iterator[_Found]:
    match event:
        case events.DefaultDeclared():
            yield from _declared(campaign, standing, event)
        case events.VoteRenewed():
            yield from _renewed(campaign, standing, event)
        case events.Acceleration():
            yield from _accelerated(campaign, standing, event)
        case events.Cured():
            yield from _cured(campaign, standing, event)


def _sender(campaign: Campaign, name: str) -> Iterator[_Found]:
    known = {*(investor.id for investor in campaign.investors), *(role.value for role in Role)}
    if name not in known:
        yield "by", (f"'{name}' is neither an investor nor a role", closest(name, known))


def _declared(campaign: Campaign, standing: _Standing, event: events.DefaultDeclared) -> Iterator[_Found]:
    rule, schedule = campaign.terms.default, campaign.schedule.promised
    if rule is None:
        yield "event", ("the terms provide for no default", "Add 'default' to the terms, or take the event out")
        return
    if standing.missed or standing.accelerated:
        yield "event", ("a default stands already, or all is accelerated", "Take the event out")
        return
    if not 1 <= event.payment <= len(schedule.coupons) + 1:
        yield "payment", (f"payment {event.payment} is none of this bond's", "Write the number of a coupon")
        return
    due = schedule.periods[min(event.payment, len(schedule.periods)) - 1].pay_time
    grace = utc(due + rule.grace_days * 86_400).astimezone(event.at.tzinfo)
    if event.at <= grace:
        yield "at", (f"the days of grace end on {grace:%Y-%m-%dT%H:%M}", "Write a later moment")
    elif next_unpaid(campaign, event.at) != event.payment:
        what = f"payment {event.payment} is not the one that is missed at {event.at:%Y-%m-%dT%H:%M}"
        yield "payment", (what, f"Write {next_unpaid(campaign, event.at)}, or an event payment-missed for it")
    standing.missed = event.payment
    standing.ballots[events.Question.ACCELERATION] = _Ballot(event.at, None, None)


def next_unpaid(campaign: Campaign, moment: datetime) -> int:
    """Number of the first payment that is not funded at a moment.

    The one after the last coupon is the principal, and the one after that says that nothing is owed any more.
    """
    for period in campaign.schedule.coupons:
        funded = funded_at(campaign, period)
        if funded is None or funded >= moment:
            return period.number
    redeemed = redeemed_at(campaign)
    is_redeemed = redeemed is not None and redeemed < moment
    return len(campaign.schedule.promised.coupons) + (2 if is_redeemed else 1)


def _voted(campaign: Campaign, standing: _Standing, event: events.Vote) -> Iterator[_Found]:
    ballot = standing.ballots.get(event.on)
    if ballot is None:
        yield "on", (f"there is no open vote on {event.on.value}", "Write the event that opens it before this one")
        return
    if not ballot.record < event.at or (ballot.until is not None and event.at > ballot.until):
        yield (
            "at",
            ("the vote is not open then", f"Write a moment after {ballot.record:%Y-%m-%dT%H:%M}, within the vote"),
        )
        return
    held = holdings_at(campaign, ballot.record)
    for holder in event.holders:
        if holder not in held:
            what = f"'{holder}' held nothing at the record time {ballot.record:%Y-%m-%dT%H:%M}"
            yield "holders", (what, closest(holder, set(held)))
        elif holder in ballot.voted:
            yield "holders", (f"{holder} has voted already", "Name each holder once")
        ballot.voted.add(holder)
        ballot.cast[event.in_favour] += held.get(holder, 0)


def _renewed(campaign: Campaign, standing: _Standing, event: events.VoteRenewed) -> Iterator[_Found]:
    ballot = standing.ballots.get(events.Question.ACCELERATION)
    if ballot is None:
        yield "event", ("there is no open vote on acceleration", "Write an event default-declared before this one")
        return
    holders = holdings_at(campaign, event.at)
    if event.by not in holders:
        yield "by", (f"'{event.by}' holds nothing then", closest(event.by, set(holders)))
    if event.at <= ballot.record + _VOTE_TERM:
        what = f"the vote is open since {ballot.record:%Y-%m-%dT%H:%M}, not for more than {_VOTE_TERM.days} days"
        yield "at", (what, "Write a later moment")
    elif _carries(campaign, ballot) and (standing.standstill is None or event.at > standing.standstill):
        yield "event", ("enough have voted for acceleration, and nothing holds it up", "Write an event acceleration")
    standing.ballots[events.Question.ACCELERATION] = _Ballot(event.at, None, None)


def _carries(campaign: Campaign, ballot: _Ballot) -> bool:
    """Whether enough of the units in issue at the record time voted for acceleration."""
    rule, for_it = campaign.terms.default, ballot.cast[True]
    return rule is not None and 0 < for_it >= rule.acceleration * sum(holdings_at(campaign, ballot.record).values())


def _accelerated(campaign: Campaign, standing: _Standing, event: events.Acceleration) -> Iterator[_Found]:
    rule, ballot = campaign.terms.default, standing.ballots.get(events.Question.ACCELERATION)
    if rule is None or ballot is None or not standing.missed:
        yield "event", ("there is no default", "Write an event default-declared before this one")
        return
    if next_unpaid(campaign, event.at) != standing.missed:
        yield "event", (f"payment {standing.missed} is made by then", "Write an event cure instead")
    elif standing.standstill is not None and event.at <= standing.standstill:
        what = f"a standstill holds until {standing.standstill:%Y-%m-%dT%H:%M}"
        yield "at", (what, "Write a later moment")
    elif not _carries(campaign, ballot):
        units = sum(holdings_at(campaign, ballot.record).values())
        what = f"{ballot.cast[True]:,} of {units:,} units voted for it, which is too few"
        yield "event", (what, "Let more holders vote for acceleration before")
    standing.accelerated = True
    _drop(standing)


def _cured(campaign: Campaign, standing: _Standing, event: events.Cured) -> Iterator[_Found]:
    if not standing.missed or standing.accelerated:
        yield "event", ("there is no default to cure", "Take the event out")
        return
    if next_unpaid(campaign, event.at) == standing.missed:
        yield "at", (f"payment {standing.missed} is still missed then", "Write a moment after it is paid")
    standing.missed, standing.standstill = 0, None
    _drop(standing)


def _drop(standing: _Standing) -> None:
    """What is no more once a default ends: the vote on acceleration, and one on a standstill."""
    standing.ballots.pop(events.Question.ACCELERATION, None)
    consent = standing.ballots.get(events.Question.CONSENT)
    if consent is not None and consent.proposal is not None and consent.proposal.standstill_until is not None:
        standing.ballots.pop(events.Question.CONSENT)


def _proposed(campaign: Campaign, standing: _Standing, event: events.Proposal) -> Iterator[_Found]:
    rule = campaign.terms.consent
    if rule is None:
        yield "event", ("the terms provide for no consent", "Add 'consent' to the terms, or take the event out")
        return
    if events.Question.CONSENT in standing.ballots:
        yield "event", ("another consent is open", "Close it before, by an event consent-closed")
    if event.standstill_until is not None and (not standing.missed or standing.accelerated):
        yield "event", ("there is no default that a standstill could suspend", "Take the event out")
    elif event.standstill_until is not None and event.standstill_until <= event.until:
        yield "standstill_until", ("the standstill ends before the vote on it", "Write a later moment")
    if event.terms_hash is not None and event.terms_hash == standing.terms_hash:
        yield "document", ("these are the terms already", "Name a term sheet that says something else")
    first = day_of(campaign.terms, int(event.at.timestamp())) + timedelta(days=rule.notice_days)
    if not event.at <= event.record < event.until:
        yield "record", ("the record time is not between the proposal and the end of the vote", "Correct one of them")
    elif day_of(campaign.terms, int(event.until.timestamp())) < first:
        yield (
            "until",
            (f"the vote ends before the notice of {rule.notice_days} days is over", f"Write {first} or later"),
        )
    standing.ballots[events.Question.CONSENT] = _Ballot(event.record, event.until, event)


def _closed(campaign: Campaign, standing: _Standing, event: events.ConsentClosed) -> Iterator[_Found]:
    rule, ballot = campaign.terms.consent, standing.ballots.pop(events.Question.CONSENT, None)
    if rule is None or ballot is None or ballot.until is None or ballot.proposal is None:
        yield "event", ("no consent is open", "Write the proposal before this event")
        return
    if event.at <= ballot.until:
        yield "at", (f"the vote runs until {ballot.until:%Y-%m-%dT%H:%M}", "Write a later moment")
    if _is_agreed(campaign, ballot):
        standing.standstill = ballot.proposal.standstill_until or standing.standstill
        standing.terms_hash = ballot.proposal.terms_hash or standing.terms_hash


def _is_agreed(campaign: Campaign, ballot: _Ballot) -> bool:
    """Whether a consent holds: the quorum voted, and the majority of the votes cast agreed."""
    rule, cast, votes = campaign.terms.consent, ballot.cast, sum(ballot.cast.values())
    units = sum(holdings_at(campaign, ballot.record).values())
    if rule is None or votes == 0:
        return False
    return votes >= rule.quorum * units and Fraction(cast[True], votes) >= rule.majority


def _rest(campaign: Campaign, event: events.RestPaid) -> Iterator[_Found]:
    number = next_unpaid(campaign, event.at)
    if number <= len(campaign.schedule.coupons):
        what = f"payment {number}, owed to its holders of record, is still missed then"
        yield "at", (what, "Let it be paid before the rest of the claim")
