"""Rules on events that change what is paid, before the life with them is computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from tenor.campaign.course import claim_on_unit
from tenor.campaign.events import Acceleration, Event, Missed, Recovery, RestPaid
from tenor.campaign.fixings import Fixing
from tenor.files.problems import Problem
from tenor.schedule.model import Schedule
from tenor.terms.vocabulary import CouponKind
from tenor.units import Money

_NEVER = date.max


def check_payments(
    schedule: Schedule, events: tuple[Event, ...], fixings: tuple[Fixing, ...] = ()
) -> Iterator[Problem]:
    """Problems of missed payments, and of acceleration and what follows it, as places in the events file.

    Args:
        schedule: on what calls have left, to an early end.
        fixings: when coupons are fixed that are not known at issue.
    """
    missed = {event.payment: index for index, event in enumerate(events) if isinstance(event, Missed)}
    yield from _numbers_and_days(schedule, events)
    yield from _order(schedule, events, missed)
    yield from _principal_alone(schedule, events, missed)
    yield from _acceleration(schedule, events, fixings)


def _numbers_and_days(schedule: Schedule, events: Sequence[Event]) -> Iterator[Problem]:
    last, seen = len(schedule.coupons) + 1, set[int]()
    for index, event in enumerate(events):
        if not isinstance(event, Missed):
            continue
        if not 1 <= event.payment <= last:
            what = f"payment {event.payment} is none of this bond's"
            yield _problem(index, "payment", what, f"Write 1 to {last}; {last} is the principal")
        elif event.payment in seen:
            yield _problem(index, "payment", f"payment {event.payment} is missed twice", "Keep one of the entries")
        elif event.paid is not None and event.paid <= _due(schedule, event.payment):
            what = f"paid {event.paid} is not after the payment date {_due(schedule, event.payment)}"
            yield _problem(index, "paid", what, "Write a later day, or take the entry out")
        seen.add(event.payment)


def _order(schedule: Schedule, events: Sequence[Event], missed: dict[int, int]) -> Iterator[Problem]:
    """Payments are funded in their order: none is made while one before it is not."""
    if not set(missed) <= set(range(1, len(schedule.coupons) + 2)):
        return
    ended = min((int(each.at.timestamp()) for each in events if isinstance(each, Acceleration)), default=None)
    numbers = [
        *(each.number for each in schedule.coupons if ended is None or each.record_time < ended),
        *([len(schedule.coupons) + 1] if ended is None else []),
    ]
    for earlier, later in pairwise(numbers):
        before, after = (_paid(schedule, events, missed, number) for number in (earlier, later))
        at_once = later <= len(schedule.coupons) and schedule.periods[later - 1].is_cut  # at an early end
        if earlier in missed and (after < before or (at_once and after == before)):
            what = f"payment {later} would be made on {after}, while payment {earlier} is still missed"
            remedy = f"Add an event payment-missed for payment {later}, or let it be paid later"
            yield _problem(missed.get(later, missed[earlier]), "payment", what, remedy)


def _principal_alone(schedule: Schedule, events: Sequence[Event], missed: dict[int, int]) -> Iterator[Problem]:
    """Default interest of principal paid after the last coupon would be taxed after the last remittance."""
    principal = len(schedule.coupons) + 1
    if principal not in missed or not schedule.terms.withholding:
        return
    paid = _paid(schedule, events, missed, principal)
    if _NEVER > paid > _paid(schedule, events, missed, principal - 1):
        what = "the principal of a bond that keeps tax back is paid alone, after the last coupon"
        yield _problem(missed[principal], "paid", what, "Let the last coupon be paid as late as the principal")


def _acceleration(schedule: Schedule, events: tuple[Event, ...], fixings: tuple[Fixing, ...]) -> Iterator[Problem]:
    """One acceleration at most, while there is something to accelerate; then recoveries within the claim."""
    left, closed = None, False
    for index, event in enumerate(events):
        if isinstance(event, Acceleration):
            if left is not None:
                yield _problem(index, "event", "all has been accelerated already", "Keep one acceleration")
                return
            try:
                left = claim_on_unit(schedule, int(event.at.timestamp()), fixings)
            except ValueError as error:
                yield _problem(index, "at", f"nothing can be accelerated: {error}", "Write an earlier moment")
                return
        elif isinstance(event, Recovery | RestPaid):
            what = "is before all is accelerated" if left is None else "is after the rest is paid" if closed else ""
            if what:
                yield _problem(
                    index, "event", f"event {index + 1} {what}", "Put the events in the order of their dates"
                )
                return
            if isinstance(event, Recovery):
                left = (left or 0) - event.per_unit
                if left < 0:
                    claim = Money(left + event.per_unit, schedule.terms.currency)
                    yield _problem(
                        index, "per_unit", f"per_unit is more than the claim that is left, {claim}", "Write less"
                    )
                    return
            closed = closed or isinstance(event, RestPaid)


def _due(schedule: Schedule, payment: int) -> date:
    return schedule.periods[min(payment, len(schedule.periods)) - 1].pay_date


def _paid(schedule: Schedule, events: Sequence[Event], missed: dict[int, int], number: int) -> date:
    """When a payment is made; the principal with a last coupon that is late, where nothing else is said of it."""
    index = missed.get(number)
    if index is not None:
        event = events[index]
        return (event.paid or _NEVER) if isinstance(event, Missed) else _NEVER
    principal = number == len(schedule.coupons) + 1
    if principal and schedule.terms.kind is not CouponKind.ZERO and number - 1 in missed:
        return _paid(schedule, events, missed, number - 1)
    return _due(schedule, number)


def _problem(index: int, field: str, what: str, remedy: str) -> Problem:
    return Problem(("events", index, field), what, remedy)
