"""Rules on what coupons depend on: a campaign is lived to its end, so everything must have been observed."""

from __future__ import annotations

from collections.abc import Iterator

from tenor.files.problems import Problem
from tenor.schedule.model import Schedule


def check_observed(schedule: Schedule) -> Iterator[Problem]:
    """One problem that names every coupon without its observation."""
    missing = [str(period.number) for period in schedule.periods if period.interest_per_unit is None]
    if missing:
        what = f"nothing is observed for coupon {', '.join(missing)}, and the campaign lives to maturity"
        yield Problem(("observations",), what, "Name a file with 'observations:', and write what was observed there")
