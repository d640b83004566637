"""The steps of options: calls, the end that they bring, and puts, each at its moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from tenor.campaign import events
from tenor.campaign.moments import computed_at, yield_fixed_at
from tenor.campaign.plan import Desk, Step
from tenor.campaign.projection import project_puts
from tenor.chain.intent import Intent
from tenor.servicing.bond import RUN_TERM, PaymentRun
from tenor.servicing.options import (
    call_intent,
    call_part_intent,
    confirm_ending_intent,
    make_whole_intent,
    put_notice_intent,
    redeem_puts_intent,
    reference_yield_intent,
)
from tenor.servicing.tax import TAX, remit_intents


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
            case events.MakeWholeNoticed():
                yield _step(event, make_whole_intent(servicing, annex, int(event.end.timestamp()), event.end.date()))
            case events.PutNoticed():
                holder = desk.cast.investors[event.by]
                put = (event.units, event.on)
                yield _step(event, put_notice_intent(servicing, annex, holder, next(notices), put))
            case events.PutsPaid():
                yield from _repaid(desk, event, next(runs))
            case _:
                continue

    yield from _end(desk)


def _end(desk: Desk) -> Iterator[Step]:
    """What is computed at an early end: none of it where holders accelerated before."""
    campaign, ending = desk.campaign, events.ending_of(desk.campaign.events)
    if isinstance(ending, events.MakeWholeNoticed):
        yield _at(yield_fixed_at(ending.end), reference_yield_intent(desk.fixing, ending.reference, ending.evidence))
    if ending is not None and campaign.schedule.coupons:
        confirmed = confirm_ending_intent(desk.servicing, desk.servicing.paying_agent)
        yield _at(computed_at(campaign, campaign.schedule.periods[-1]), confirmed)


def _step(event: events.Option, intent: Intent) -> Step:
    return _at(event.at, intent)


def _at(moment: datetime, intent: Intent) -> Step:
    return Step(intent.stage, int(moment.timestamp()), lambda _: [intent])


def _repaid(desk: Desk, event: events.PutsPaid, number: int) -> Iterator[Step]:
    """Puts repaid, and the tax kept back of them remitted."""
    servicing, run, at = desk.servicing, project_puts(desk.campaign, event), int(event.at.timestamp())
    put = {desk.cast.investors[name].wallet: (units, run.paid[name]) for name, units in run.units.items()}
    units, total = sum(run.units.values()), sum(run.gross.values())
    signed = PaymentRun(number, run.on_one, units, total, at + RUN_TERM)
    yield _step(event, redeem_puts_intent(servicing, desk.fixing.annex, event.on, signed, put))
    if desk.campaign.terms.withholding:
        remitted = list(remit_intents(servicing, event.on, run.collected))
        yield Step(TAX, at, lambda _: remitted, note=f"no tax on puts of {event.on}")
