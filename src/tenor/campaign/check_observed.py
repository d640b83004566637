"""Rules on what coupons depend on: a campaign is lived to its end, so everything must have been observed."""

from __future__ import annotations

from collections.abc import Iterator

from tenor.campaign.events import Acceleration, Event, of_kind
from tenor.files.problems import Problem
from tenor.schedule.model import Schedule


def check_observed(ended: Schedule, events: tuple[Event, ...]) -> Iterator[Problem]:
    """One problem that names every coupon without its observation.

    Args:
        ended: the schedule to an early end; what acceleration leaves unlived needs no observation either.
    """
    accelerated = min((int(each.at.timestamp()) for each in of_kind(events, Acceleration)), default=None)
    lived = (each for each in ended.periods if accelerated is None or each.record_time < accelerated)
    missing = [str(period.number) for period in lived if None in {period.interest_per_unit, period.principal_per_unit}]
    if missing:
        what = f"nothing is observed for coupon {', '.join(missing)}, and the campaign lives to its payment"
        yield Problem(("observations",), what, "Name a file with 'observations:', and write what was observed there")
