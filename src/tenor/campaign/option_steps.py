"""The steps of options: calls, the end that they bring, and puts, each at its moment."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from tenor.campaign import events
from tenor.campaign.moments import fixed_at
from tenor.campaign.options_course import put_amounts
from tenor.campaign.plan import Desk, Step
from tenor.campaign.projection import repaid_puts
from tenor.chain.intent import Intent
from tenor.servicing.options import (
    call_intent,
    call_part_intent,
    confirm_ending_intent,
    put_notice_intent,
    put_run,
    redeem_puts_intent,
)


def option_steps(desk: Desk) -> Iterator[Step]:
    """Every notice, the repayment of puts, and the computing of what an early end pays."""
    annex, servicing = desk.fixing.annex, desk.servicing
    notices, runs = count(1), count(len(desk.campaign.promised.coupons) + 2)
    for event in desk.campaign.events:
        match event:
            case events.PartCalled():
                yield _step(event, call_part_intent(servicing, annex, event.payment, event.share))
            case events.CallNoticed():
                yield _step(event, call_intent(servicing, annex, int(event.end.timestamp()), event.end.date()))
                last = desk.campaign.schedule.periods[-1]
                fixed = confirm_ending_intent(servicing, servicing.paying_agent)
                yield Step(fixed.stage, int(fixed_at(desk.campaign, last).timestamp()), lambda _, it=fixed: [it])  # type: ignore[misc]
            case events.PutNoticed():
                holder = desk.cast.investors[event.by]
                put = (event.units, event.on)
                yield _step(event, put_notice_intent(servicing, annex, holder, next(notices), put))
            case events.PutsPaid():
                yield _step(event, _repaid(desk, event, next(runs)))
            case _:
                continue


def _step(event: events.Option, intent: Intent) -> Step:
    return Step(intent.stage, int(event.at.timestamp()), lambda _: [intent])


def _repaid(desk: Desk, event: events.PutsPaid, run: int) -> Intent:
    campaign, amounts = desk.campaign, put_amounts(desk.campaign.schedule, event)
    put = {
        desk.cast.investors[holder].wallet: (
            units,
            units * amounts.principal + amounts.interest_on(campaign.terms, units),
        )
        for holder, units in repaid_puts(campaign, event).items()
    }
    on_one = amounts.principal + amounts.interest_on(campaign.terms, 1)
    signed = put_run(run, on_one, put, int(event.at.timestamp()))
    return redeem_puts_intent(desk.servicing, desk.fixing.annex, event.on, signed, put)
