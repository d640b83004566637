"""The steps that fix coupons not known at issue: what was observed, and after its challenge time the coupon."""

from __future__ import annotations

from collections.abc import Iterator

from tenor.campaign.fixings import Fixing, fixings_of, target_times
from tenor.campaign.plan import Desk, Step
from tenor.chain.intent import Intent
from tenor.servicing.fixing import confirm_fixing_intent, propose_fixing_intent, propose_target_intent


def fixing_steps(desk: Desk) -> Iterator[Step]:
    """Every observation and every coupon fixed by it; none of a bond whose coupons are known at issue.

    Of a coupon that acceleration leaves unlived only what comes before it: its rate counts for the claim.
    """
    campaign, terms = desk.campaign, desk.campaign.terms
    seen, settlement = campaign.observations.targets, campaign.timetable.settlement
    places = {target.name: index for index, target in enumerate(terms.targets)}
    for name, at in target_times(terms, seen, settlement).items():
        yield _step(propose_target_intent(desk.fixing, places[name], seen[name]), at)
    ended, lived = campaign.schedule.redemption.time, len(campaign.schedule.coupons)
    if campaign.schedule.accelerated:
        ended = campaign.schedule.redemption.claims[0][0]
    for each in fixings_of(campaign.schedule.promised, seen, settlement):
        fixed = _fixed(desk, each)
        yield from (step for step in fixed if each.period.number <= lived or step.at <= ended)


def _fixed(desk: Desk, fixing: Fixing) -> Iterator[Step]:
    if fixing.confirmed is None:
        return
    if fixing.proposed is not None:
        yield _step(propose_fixing_intent(desk.fixing, fixing.period), fixing.proposed)
    yield _step(confirm_fixing_intent(desk.fixing, fixing.period), fixing.confirmed)


def _step(intent: Intent, at: int) -> Step:
    return Step(intent.stage, at, lambda _: [intent])
