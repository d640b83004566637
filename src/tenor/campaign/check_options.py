"""Rules on calls and puts that the terms alone show: what they give no right to, on which day, at which notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

from tenor.campaign.events import (
    Acceleration,
    CallNoticed,
    Ending,
    Event,
    MakeWholeNoticed,
    Option,
    PartCalled,
    PutNoticed,
    PutsPaid,
)
from tenor.campaign.options_course import price_of_call, price_of_put, repaid_in_parts, running
from tenor.deployment.bond_issue import day_of
from tenor.files.problems import Problem
from tenor.schedule.model import Period, Schedule
from tenor.schedule.pricing import dirty_price
from tenor.terms.parts import MakeWhole
from tenor.units import percent_text

_Found = tuple[str, str, str]
"""Field, what is wrong with it, and the remedy."""


@dataclass(slots=True)
class _Standing:
    """What was noticed before an event."""

    parts: dict[int, Fraction] = field(default_factory=dict)  # by payment
    ending: Ending | None = None
    accelerated: bool = False


def check_options(schedule: Schedule, events: tuple[Event, ...]) -> Iterator[Problem]:
    """Problems of calls and puts that the terms alone show, as places in the events file."""
    standing = _Standing()
    for index, event in enumerate(events):
        standing.accelerated = standing.accelerated or isinstance(event, Acceleration)
        if isinstance(event, Option):
            for name, what, remedy in _refused(schedule, standing, event):
                yield Problem(("events", index, name), what, remedy)
                break  # what follows may be wrong only because of it


def _refused(schedule: Schedule, standing: _Standing, event: Option) -> Iterator[_Found]:
    if standing.accelerated:
        yield "event", "all is accelerated by then", "Take the event out"
        return
    match event:
        case PartCalled():
            yield from _part(schedule, standing, event)
            standing.parts[event.payment] = event.share
        case CallNoticed() | MakeWholeNoticed():
            yield from _end(schedule, standing, event)
            standing.ending = event
        case PutNoticed() | PutsPaid():
            yield from _put(schedule, standing, event)


def _part(schedule: Schedule, standing: _Standing, event: PartCalled) -> Iterator[_Found]:
    terms, parts = schedule.terms, standing.parts
    if terms.call is None or not terms.call.partial:
        yield "event", "the terms let no part be called", "Take the event out, or write 'partial: true' in the terms"
        return
    yield from _not_ending(standing)
    if not 1 <= event.payment < len(schedule.coupons) or event.payment in parts:
        what = f"no part can be called for payment {event.payment}"
        yield "payment", what, f"Write a coupon from 1 to {len(schedule.coupons) - 1}, each once"
        return
    period = schedule.periods[event.payment - 1]
    if int(event.at.timestamp()) > period.record_time:
        yield "at", f"coupon {event.payment} is recorded by then", "Write a moment before its record time"
    yield from _notice(schedule, event.at.timestamp(), period.pay_time, terms.call.notice_days)
    yield from _window(schedule, period.pay_time)
    left = repaid_in_parts(schedule, parts)[event.payment].outstanding_per_unit
    if not 0 < int(left * event.share) < left:
        yield "percent", "a part is more than nothing and less than all", "Write a percentage between 0 and 100"


def _not_ending(standing: _Standing) -> Iterator[_Found]:
    if standing.ending is not None:
        end = standing.ending.end
        yield "event", f"the life ends early already, at {end:%Y-%m-%dT%H:%M}: a notice binds", "Take the event out"


def _end(schedule: Schedule, standing: _Standing, event: Ending) -> Iterator[_Found]:
    terms, end = schedule.terms, int(event.end.timestamp())
    block = terms.call if isinstance(event, CallNoticed) else terms.make_whole
    if block is None:
        word, name = ("call", "call") if isinstance(event, CallNoticed) else ("make-whole", "make_whole")
        yield "event", f"the terms provide for no {word}", f"Take the event out, or add '{name}' to the terms"
        return
    yield from _not_ending(standing)
    period = running(schedule, end)
    before = schedule.periods[period.number - 2] if period is not None and period.number > 1 else None
    if period is None or end <= int(event.at.timestamp()) or (before is not None and end < before.pay_time):
        what = "the life cannot end then: after the last record time, in the past, or while a coupon waits to be paid"
        yield "end", what, "Write another moment"
        return
    yield from _notice(schedule, event.at.timestamp(), end, block.notice_days)
    if isinstance(event, MakeWholeNoticed) and terms.make_whole is not None:
        yield from _made_whole(schedule, event, period, terms.make_whole)
    else:
        yield from _window(schedule, end)


def _made_whole(schedule: Schedule, event: MakeWholeNoticed, period: Period, block: MakeWhole) -> Iterator[_Found]:
    day = day_of(schedule.terms, int(event.end.timestamp()))
    if day > block.until:
        yield "end", f"the terms have no make-whole after {block.until}", "Write a day until then"
    elif schedule.coupons and period.pay_date <= day:
        what = f"coupon {period.number} is paid on that day, and in no present value any more"
        yield "end", what, "Write an earlier day, or a moment after its record time"
    elif not block.minimum <= event.reference <= block.maximum:
        bounds = f"{percent_text(block.minimum)} % to {percent_text(block.maximum)} %"
        what = f"a reference yield of {percent_text(event.reference)} % is outside the bounds of the terms, {bounds}"
        yield "reference_yield_percent", what, "Correct it"
    else:
        try:
            dirty_price(schedule, day, block.minimum + block.spread)
        except ValueError as error:
            yield "event", f"there is no present value: {error}", "Take the event out"


def _notice(schedule: Schedule, given: float, moment: int, days: int) -> Iterator[_Found]:
    earliest = day_of(schedule.terms, int(given)) + timedelta(days=days)
    if day_of(schedule.terms, moment) < earliest:
        yield "at", f"the notice is too short: repayment on {earliest} at the earliest", "Give notice earlier"


def _window(schedule: Schedule, moment: int) -> Iterator[_Found]:
    try:
        price_of_call(schedule.terms, moment)
    except ValueError as error:
        yield "event", str(error), "Write a day of one of the windows"


def _put(schedule: Schedule, standing: _Standing, event: PutNoticed | PutsPaid) -> Iterator[_Found]:
    terms, put, ending = schedule.terms, schedule.terms.put, standing.ending
    try:
        price_of_put(terms, event.on)
    except ValueError as error:
        yield "on", str(error), "Write a date of the terms' put"
        return
    day = day_of(terms, int(event.at.timestamp()))
    if isinstance(event, PutNoticed) and put is not None:
        opens, closes = (event.on - timedelta(days=days) for days in (put.opens_days_before, put.closes_days_before))
        if not opens <= day <= closes:
            yield "at", f"notice is given from {opens} to {closes}", "Write a moment of these days"
        if ending is not None and event.on >= day_of(terms, int(ending.end.timestamp())):
            yield "on", f"the life ends early, at {ending.end:%Y-%m-%dT%H:%M}", "Take the event out"
    elif isinstance(event, PutsPaid) and day < event.on:
        yield "at", f"puts are repaid from their day on, {event.on}", "Write that day"
    elif (ending is not None and event.at >= ending.end) or running(schedule, int(event.at.timestamp())) is None:
        yield "at", "the life is over by then, or has no record time to come", "Write an earlier moment"
