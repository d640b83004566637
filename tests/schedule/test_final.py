"""What a coupon is fixed by must be final when the coupon is to be paid."""

from __future__ import annotations

from typing import Any

import pytest

from tenor.errors import InputError
from tests.bonds import ARREARS, FLOATING, schedule

IN_ARREARS = {**ARREARS, "frequency": "semi-annual"}
INDEX = {
    "index": "an index", "base": "100", "ratio_decimals": "3", "principal_floor": "par", "business_days": "5",
    "minimum": "0.01", "maximum": "200",
}  # fmt: skip
TARGET = {
    "name": "tonnes", "observed_from": "2025-01-15", "comparison": "at-most", "target": "100", "step_percent": "0.25",
    "applies_from": "2025-01-15", "minimum": "0", "maximum": "1000",
}  # fmt: skip


def fixing(base: dict[str, Any], **rule: str) -> dict[str, Any]:
    return {"coupon": {**base, "fixing": {**base["fixing"], **rule}}}


@pytest.mark.requirement("SCHED-8")
@pytest.mark.parametrize(
    ("changes", "most", "place"),
    [
        (fixing(FLOATING), 2_217, "coupon.fixing.challenge_hours"),  # of the shortest quarter, from two days before it
        (fixing(IN_ARREARS), 9, "coupon.fixing.challenge_hours"),  # from midnight of the payment date on
        (fixing(IN_ARREARS, lookback="2"), 57, "coupon.fixing.challenge_hours"),
        ({"inflation": INDEX}, 177, "inflation.challenge_hours"),
    ],
)
def test_build_schedule__final_after_the_payment__is_refused_with_its_line(
    changes: dict[str, Any], most: int, place: str
) -> None:
    def with_hours(hours: int) -> dict[str, Any]:
        if "inflation" in changes:
            return {"inflation": {**INDEX, "challenge_hours": str(hours)}}
        return fixing(changes["coupon"], challenge_hours=str(hours))

    assert schedule(**with_hours(most)).periods
    with pytest.raises(InputError) as caught:
        schedule(**with_hours(most + 1))
    assert f"final {most + 1} hours later, after its payment at " in caught.value.what
    assert place in caught.value.where
    assert caught.value.remedy == f"Write at most {most}, or let it be observed earlier"


@pytest.mark.requirement("SCHED-8")
def test_build_schedule__target_observed_too_late_for_a_rate_of_the_terms__is_refused() -> None:
    first = {**FLOATING, "fixed_first": {"coupons": "12", "rate_percent": "4"}}
    assert schedule(**fixing(first, challenge_hours="2169"), kpi=[TARGET]).periods
    with pytest.raises(InputError, match="coupon 5 is observed from 2025-01-15 on and final 2170 hours later"):
        schedule(**fixing(first, challenge_hours="2170"), kpi=[TARGET])
