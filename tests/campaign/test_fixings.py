"""When coupons are fixed, if all goes by the files."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from tenor.campaign.fixings import fixings_of
from tests.bonds import schedule
from tests.contracts.kinds import TARGET

SETTLED = datetime(2024, 1, 15, 10, tzinfo=UTC)
STEP_HOLDS = int(datetime(2025, 1, 15, tzinfo=UTC).timestamp())
A_DAY, SLACK = 86_400, 60  # [s]


@pytest.mark.requirement("CAMP-5")
@pytest.mark.parametrize(
    ("observed_from", "seen", "after"),
    [
        ("2025-01-15", {}, A_DAY + SLACK),
        ("2025-01-15", {"emissions": Fraction(1)}, SLACK),
        ("2024-12-01", {}, 0),
        ("2024-12-01", {"emissions": Fraction(1)}, 0),
    ],
)
def test_fixings_of__target_that_may_still_be_observed__holds_up_what_steps_by_it(
    observed_from: str, seen: dict[str, Fraction], after: int
) -> None:
    """Nobody observed it: it counts as missed a day after it first could be, when its coupons are fixed."""
    kpi = [{**TARGET, "observed_from": observed_from}]
    first, second, third, *_ = fixings_of(schedule(kpi=kpi), seen, SETTLED)
    assert first.confirmed is not None
    assert first.confirmed < STEP_HOLDS
    assert second.confirmed == first.confirmed
    assert third.confirmed == STEP_HOLDS + after
