"""Coupons that round to zero minor units on one unit: refused as the sheet states them, never as observed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tenor.errors import InputError
from tenor.schedule import schedule_of
from tenor.schedule.observations import Observations
from tests.bonds import FIXED, FLOATING, schedule

YEARLY = {"frequency": "annual", "rounding": "per-unit-down"}
STEP = {**FIXED, **YEARLY, "kind": "step-up"}
STEP.pop("rate_percent")
INDEX = {
    "index": "a price index",
    "base": "100",
    "principal_floor": "none",
    "business_days": "5",
    "minimum": "50",
    "maximum": "200",
}
TARGET = {
    "name": "tonnes",
    "observed_from": "2024-01-31",
    "comparison": "at-most",
    "target": "100",
    "step_percent": "1",
    "applies_from": "2025-01-15",
    "minimum": "0",
    "maximum": "1000",
}


def steps(first: str, second: str) -> dict[str, Any]:
    rates = [("2024-01-15", first), ("2025-01-15", second)]
    return {**STEP, "steps": [{"from": day, "rate_percent": rate} for day, rate in rates]}


@pytest.mark.requirement("SCHED-7")
@pytest.mark.parametrize(
    ("terms", "interest"),
    [
        (
            {
                "currency": "EUR",
                "size": "1",
                "unit": "1",
                "issue_date": "2000-06-30",
                "maturity_date": "2000-12-31",
                "coupon": {**FIXED, "rate_percent": "0.979", "day_count": "ACT/360", "end_of_month": "true"},
            },
            "0.01",  # 184 days: half a cent and a little; half a year would be less
        ),
        (
            {
                "currency": "JPY",
                "size": "1000",
                "unit": "1000",
                "issue_date": "2000-11-29",
                "maturity_date": "2000-12-31",
                "coupon": {
                    **FIXED,
                    "rate_percent": "0.571",
                    "frequency": "monthly",
                    "stub": "long-first",
                    "day_count": "ACT/365F",
                },
            },
            "1",  # 32 days
        ),
    ],
)
def test_schedule_of__coupon_a_regular_one_of_which_would_be_nothing__is_paid(
    terms: dict[str, Any], interest: str
) -> None:
    assert [period["interest_per_unit"] for period in schedule_of(terms)["periods"]] == [interest]


@pytest.mark.requirement("SCHED-7")
@pytest.mark.parametrize(
    ("changes", "where", "number"),
    [
        ({"coupon": {"rate_percent": "0"}}, "coupon.rate_percent", 1),
        ({"coupon": {**YEARLY, "rate_percent": "0.000999"}}, "coupon.rate_percent", 1),
        ({"coupon": steps("0.001", "0.000999")}, "coupon.steps[2].rate_percent", 2),
        ({"coupon": steps("0", "1")}, "coupon.steps[1].rate_percent", 1),
        (
            {"coupon": {**FLOATING, "fixed_first": {"coupons": "2", "rate_percent": "0"}}},
            "coupon.fixed_first.rate_percent",
            1,
        ),
        ({"coupon": {"rate_percent": "0"}, "inflation": INDEX}, "coupon.rate_percent", 1),
        ({"coupon": {"rate_percent": "0"}, "kpi": [TARGET]}, "coupon.rate_percent", 1),
    ],
)
def test_build_schedule__stated_rate_that_rounds_to_zero__is_refused_where_it_stands(
    changes: dict[str, Any], where: str, number: int
) -> None:
    with pytest.raises(InputError) as caught:
        schedule(**changes)
    assert caught.value.where == f"terms, {where}"
    assert f"coupon {number} (" in caught.value.what
    assert "rounds to zero minor units" in caught.value.what


@pytest.mark.requirement("SCHED-7")
@pytest.mark.parametrize(
    "coupon",
    [
        {**YEARLY, "rate_percent": "0.001"},
        {"rate_percent": "0", "rounding": "per-holding-down"},
        steps("0.001", "0.001"),
        {"kind": "zero", "day_count": "ACT/365F"},
    ],
)
def test_build_schedule__least_that_does_not_round_to_zero__is_taken(coupon: dict[str, Any]) -> None:
    assert schedule(coupon=coupon).periods


@pytest.mark.requirement("SCHED-7", "SCHED-12")
def test_build_schedule__observed_index_below_its_base__may_pay_nothing() -> None:
    coupon, observed = {**YEARLY, "rate_percent": "0.001"}, Observations(coupons={1: Fraction(99)})

    assert schedule(observed, coupon=coupon, inflation=INDEX).periods[0].interest_per_unit == 0


@pytest.mark.requirement("SCHED-7", "SCHED-11")
def test_build_schedule__observed_rate_of_nothing__pays_nothing() -> None:
    assert schedule(Observations(coupons={1: Fraction(0)}), coupon=FLOATING).periods[0].interest_per_unit == 0
