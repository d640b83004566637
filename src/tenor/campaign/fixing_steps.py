"""The steps that fix coupons not known at issue: what was observed, and after its challenge time the coupon."""

from __future__ import annotations

from collections.abc import Iterator

from tenor.campaign.moments import fixed_at
from tenor.campaign.plan import Desk, Step
from tenor.chain.intent import Intent
from tenor.deployment.bond_issue import is_fixed_later, is_partly_callable
from tenor.servicing.fixing import confirm_fixing_intent, propose_fixing_intent, propose_target_intent

_A_SECOND = 1


def fixing_steps(desk: Desk) -> Iterator[Step]:
    """Every observation and every coupon fixed by it; none of a bond whose coupons are known at issue.

    What could be fixed before the issue is fixed at the issue. A coupon follows the one before it.
    """
    if not is_fixed_later(desk.campaign.terms):
        return
    issued = int(desk.campaign.timetable.settlement.timestamp()) + _A_SECOND
    final: dict[str, int] = {}  # by target
    for index, target in enumerate(desk.campaign.terms.targets):
        if target.name in desk.campaign.observations.targets:
            intent = propose_target_intent(desk.fixing, index, desk.campaign.observations.targets[target.name])
            at = max(issued, desk.fixing.target_at(target))
            final[target.name] = desk.fixing.final_after(at)
            yield _step(intent, at)
    before = 0
    for period in desk.campaign.schedule.coupons:
        at = max(issued, desk.fixing.proposed_at(period))
        if period.observed is not None:
            yield _step(propose_fixing_intent(desk.fixing, period), at)
            at = desk.fixing.final_after(at)
        applying = [
            target.name for target in desk.campaign.terms.targets if target.applies_from <= period.notional_start
        ]
        if is_partly_callable(desk.campaign.terms):
            at = max(at, int(fixed_at(desk.campaign, period).timestamp()))  # until its record time a part can be called
        if period.is_cut:
            return  # what an early end pays is fixed by itself
        before = max(before, at, *(final.get(name, 0) for name in applying))
        yield _step(confirm_fixing_intent(desk.fixing, period), before)


def _step(intent: Intent, at: int) -> Step:
    return Step(intent.stage, at, lambda _: [intent])
