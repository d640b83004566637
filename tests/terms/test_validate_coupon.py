from __future__ import annotations

from typing import Any

import pytest

from tenor.errors import InputError
from tests.bonds import ARREARS, FLOATING, bond

STEP = {
    "kind": "step-up",
    "frequency": "semi-annual",
    "day_count": "ACT/ACT-ICMA",
    "rounding": "per-unit-half-up",
    "steps": [{"from": "2024-01-15", "rate_percent": "4"}, {"from": "2025-01-15", "rate_percent": "5"}],
}
ZERO = {"kind": "zero", "day_count": "ACT/365F"}
TARGET = {
    "name": "tonnes",
    "observed_from": "2025-01-31",
    "comparison": "at-most",
    "target": "100",
    "step_percent": "0.25",
    "applies_from": "2025-07-15",
    "minimum": "-10",
    "maximum": "1000",
}


def steps(*days: str) -> dict[str, Any]:
    return {**STEP, "steps": [{"from": day, "rate_percent": "4"} for day in days]}


def fixing(base: dict[str, Any], **rule: Any) -> dict[str, Any]:  # noqa: ANN401 -- any field
    return {**base, "fixing": {**base["fixing"], **rule}}


BROKEN = {
    "zero with a rate": ({"coupon": {**ZERO, "rate_percent": "1"}}, "coupon.rate_percent is not a known field"),
    "zero with amortisation": (
        {"coupon": ZERO, "amortisation": {"kind": "annuity"}}, "a zero coupon has one payment, at maturity",
    ),
    "zero with targets": ({"coupon": ZERO, "kpi": [TARGET]}, "a target raises a rate, and a zero coupon has none"),
    "no steps": ({"coupon": steps()}, "coupon.steps has too few entries"),
    "steps from later on": ({"coupon": steps("2024-07-15")}, "the first step holds from 2024-07-15"),
    "step before the other": (
        {"coupon": steps("2024-01-15", "2025-07-15", "2025-07-15")}, "step 3 from 2025-07-15 is not after step 2",
    ),
    "cap below floor": ({"coupon": {**FLOATING, "cap_percent": "1", "floor_percent": "2"}}, "cap_percent 1 is below"),
    "negative floor": ({"coupon": {**FLOATING, "floor_percent": "-1"}}, "coupon.floor_percent is '-1'"),
    "bounds turned round": ({"coupon": fixing(FLOATING, minimum_percent="21")}, "minimum_percent 21 is above"),
    "fixing calendar twice": ({"coupon": fixing(FLOATING, calendars=["US", "US"])}, "names a calendar twice: US, US"),
    "look-back in advance": (
        {"coupon": fixing(FLOATING, lookback="2")}, "coupon.fixing.lookback is not a known field",
    ),
    "business days in arrears": (
        {"coupon": fixing(ARREARS, business_days="2")}, "coupon.fixing.business_days is not a known field",
    ),
    "no timing": ({"coupon": {**FLOATING, "fixing": {"lookback": "2"}}}, "coupon.fixing.timing is missing"),
    "eight decimals": ({"coupon": fixing(ARREARS, decimals="8")}, "decimals 8 are more than the 7"),
    "no first coupons": (
        {"coupon": {**FLOATING, "fixed_first": {"coupons": "0", "rate_percent": "1"}}}, "no coupon has a fixed rate",
    ),
    "target twice": ({"kpi": [TARGET, TARGET]}, "target 'tonnes' stands twice"),
    "observed too late": ({"kpi": [{**TARGET, "observed_from": "2025-07-16"}]}, "observed_from 2025-07-16 is after"),
    "target out of bounds": ({"kpi": [{**TARGET, "target": "1001"}]}, "target 1001 is not between minimum -10 and"),
    "annuity at a floating rate": (
        {"coupon": FLOATING, "amortisation": {"kind": "annuity"}}, "an annuity needs a fixed coupon, and this one is",
    ),
    "annuity not rounded": (
        {"coupon": {"rounding": "per-holding-down"}, "amortisation": {"kind": "annuity"}},
        "an annuity needs interest rounded per unit",
    ),
    "annuity with targets": ({"kpi": [TARGET], "amortisation": {"kind": "annuity"}}, "the payments of an annuity are"),
    "ex after record": (
        {"record": {"business_days_before": 3, "ex_business_days_before": 2}}, "is after the record date, 3 before it",
    ),
}  # fmt: skip


@pytest.mark.requirement("TERM-4", "TERM-8")
@pytest.mark.parametrize("case", BROKEN)
def test_check_coupon__broken_rule__is_refused(case: str) -> None:
    changes, what = BROKEN[case]

    with pytest.raises(InputError) as caught:
        bond(**changes)
    assert what in str(caught.value)


@pytest.mark.requirement("TERM-4", "TERM-8")
@pytest.mark.parametrize(
    ("coupon", "field", "remedy"),
    [
        ({**ZERO, "rate_percent": "1"}, "rate_percent", "Remove it; known here are day_count, kind"),
        ({**FLOATING, "rate_percent": "1"}, "rate_percent", "Write 'cap_percent' if that is meant, or remove it"),
        (fixing(FLOATING, lookback="2"), "lookback", "known here are business_days, calendars, challenge_hours"),
    ],
)
def test_check_coupon__field_of_another_kind__names_those_of_this_kind(
    coupon: dict[str, Any], field: str, remedy: str
) -> None:
    with pytest.raises(InputError) as caught:
        bond(coupon=coupon)
    assert f"{field} is not a known field" in caught.value.what
    assert remedy in caught.value.remedy


@pytest.mark.requirement("TERM-4", "TERM-8")
@pytest.mark.parametrize(
    "changes",
    [
        {"coupon": ZERO},
        {"coupon": STEP},
        {"coupon": {**FLOATING, "cap_percent": "2", "floor_percent": "2"}},
        {"coupon": fixing(FLOATING, minimum_percent="20", calendars=["US", "TARGET"])},
        {"coupon": fixing(ARREARS, decimals="7", lookback="5", lockout="2", observation_shift="true")},
        {"kpi": [{**TARGET, "observed_from": "2025-07-15", "target": "1000"}]},
        {"record": {"business_days_before": 3, "ex_business_days_before": 3}},
        {"business_days": {"calendars": []}},
    ],
)
def test_check_coupon__value_at_the_edge_of_a_rule__is_taken(changes: dict[str, Any]) -> None:
    assert bond(**changes).units == 1000


@pytest.mark.requirement("TERM-3", "TERM-8")
def test_to_terms__fixing_in_arrears__is_integers_and_exact_fractions() -> None:
    rule = {"lookback": "5", "lockout": "2", "observation_shift": "true", "challenge_hours": "48"}
    floating = bond(coupon={**fixing(ARREARS, **rule), "spread_percent": "-0.15"}).floating

    assert floating is not None
    assert (floating.spread * 10_000, floating.floor, floating.cap) == (-15, 0, None)
    plan = floating.fixing
    assert (plan.in_arrears, plan.decimals, plan.lookback, plan.lockout) == (True, 5, 5, 2)
    assert (plan.observation_shift, plan.challenge_hours, plan.business_days) == (True, 48, 0)
    assert (plan.minimum * 100, plan.maximum * 100, plan.calendars) == (-5, 20, ())
