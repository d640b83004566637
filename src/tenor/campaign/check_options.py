"""Rules on calls and puts in the events: what the terms give no right to, and what a campaign cannot carry out yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tenor.campaign.events import Acceleration, CallNoticed, Event, Missed, PartCalled, PutNoticed, PutsPaid
from tenor.campaign.model import Campaign
from tenor.campaign.options_course import price_of_call, price_of_put
from tenor.deployment.bond_issue import day_of
from tenor.files.problems import Problem
from tenor.files.table import closest
from tenor.schedule.model import Period, Schedule
from tenor.terms.vocabulary import CouponKind

_Found = tuple[str, str, str]
"""Field, what is wrong with it, and the remedy."""


def check_options(schedule: Schedule, events: tuple[Event, ...]) -> Iterator[Problem]:
    """Problems of calls and puts that the terms alone show, as places in the events file."""
    mixed = any(isinstance(each, Missed | Acceleration) for each in events)
    ended = False
    called: set[int] = set()
    for index, event in enumerate(events):
        found: Iterator[_Found] = iter(())
        if not isinstance(event, PartCalled | CallNoticed | PutNoticed | PutsPaid):
            continue
        if mixed or ended or schedule.terms.kind is CouponKind.ZERO or schedule.terms.inflation is not None:
            what = "a campaign cannot carry out options of this bond beside missed payments, after a call, of a zero "
            what += "coupon or of an indexed bond yet"
            found = iter([("event", what, "Take the event out")])
        elif isinstance(event, PartCalled):
            found = _part(schedule, event, frozenset(called))
            called.add(event.payment)
        elif isinstance(event, CallNoticed):
            found, ended = _call(schedule, event), True
        else:
            found = _put(schedule, event)
        for name, what, remedy in found:
            yield Problem(("events", index, name), what, remedy)


def _part(schedule: Schedule, event: PartCalled, called: frozenset[int]) -> Iterator[_Found]:
    terms = schedule.terms
    if terms.call is None or not terms.call.partial:
        yield "event", "the terms let no part be called", "Take the event out, or write 'partial: true' in the terms"
        return
    if not 1 <= event.payment < len(schedule.coupons) or event.payment in called:
        what = f"no part can be called for payment {event.payment}"
        yield "payment", what, f"Write a coupon from 1 to {len(schedule.coupons) - 1}, each once"
        return
    period = schedule.periods[event.payment - 1]
    if int(event.at.timestamp()) > period.record_time:
        yield "at", f"coupon {event.payment} is recorded by then", "Write a moment before its record time"
    yield from _notice(schedule, int(event.at.timestamp()), period.pay_time)
    if not 0 < event.share < 1:
        yield "percent", "a part is more than nothing and less than all", "Write a percentage between 0 and 100"


def _call(schedule: Schedule, event: CallNoticed) -> Iterator[_Found]:
    end = int(event.end.timestamp())
    if schedule.terms.call is None:
        yield "event", "the terms provide for no call", "Take the event out, or add 'call' to the terms"
        return
    running = [period for period in schedule.periods if period.record_time >= end]
    before = schedule.periods[-len(running) - 1] if 0 < len(running) < len(schedule.periods) else None
    if not running or end <= int(event.at.timestamp()) or (before is not None and end < before.pay_time):
        what = "the life cannot end then: after the last record time, in the past, or while a coupon waits to be paid"
        yield "end", what, "Write another moment"
        return
    yield from _notice(schedule, int(event.at.timestamp()), end)


def _notice(schedule: Schedule, given: int, moment: int) -> Iterator[_Found]:
    call, terms = schedule.terms.call, schedule.terms
    earliest = day_of(terms, given) + timedelta(days=call.notice_days if call else 0)
    if day_of(terms, moment) < earliest:
        yield "at", f"the notice is too short: repayment on {earliest} at the earliest", "Give notice earlier"
    try:
        price_of_call(terms, moment)
    except ValueError as error:
        yield "event", str(error), "Write a day of one of the windows"


def _put(schedule: Schedule, event: PutNoticed | PutsPaid) -> Iterator[_Found]:
    terms, put = schedule.terms, schedule.terms.put
    try:
        price_of_put(terms, event.on)
    except ValueError as error:
        yield "on", str(error), "Write a date of the terms' put"
        return
    day = day_of(terms, int(event.at.timestamp()))
    if isinstance(event, PutsPaid):
        if terms.withholding:
            yield "event", "a campaign cannot carry out puts of a taxed bond yet", "Take the event out"
        elif not _settled(schedule, event, day):
            yield "at", "puts are repaid from their day on, and not while a coupon waits to be paid", "Write that day"
    elif put is not None:
        opens, closes = (event.on - timedelta(days=days) for days in (put.opens_days_before, put.closes_days_before))
        if not opens <= day <= closes:
            yield "at", f"notice is given from {opens} to {closes}", "Write a moment of these days"


def _settled(schedule: Schedule, event: PutsPaid, day: date) -> bool:
    at = int(event.at.timestamp())

    def waits(period: Period) -> bool:
        return period.record_time < at and period.pay_date >= day

    return day >= event.on and not any(waits(period) for period in schedule.periods)


def check_putters(campaign: Campaign) -> Iterator[Problem]:
    """Problems of who puts: unknown investors, and puts for no day that is repaid."""
    known = {investor.id for investor in campaign.investors}
    for index, event in enumerate(campaign.events):
        if isinstance(event, PutNoticed) and event.by not in known:
            yield Problem(
                ("events", index, "by"), f"'{event.by}' is not on the investor list", closest(event.by, known)
            )
