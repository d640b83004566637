from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tenor.errors import InputError
from tenor.schedule.observations import Observations
from tests.bonds import ARREARS, FLOATING, bond, schedule

STEPS = {
    "kind": "step-up",
    "frequency": "semi-annual",
    "day_count": "30E/360",
    "rounding": "per-unit-half-up",
    "steps": [
        {"from": "2024-01-15", "rate_percent": "4"},
        {"from": "2025-07-15", "rate_percent": "4.5"},
        {"from": "2026-07-15", "rate_percent": "6"},
    ],
}
CARBON = {
    "name": "tonnes",
    "observed_from": "2025-01-31",
    "comparison": "at-most",
    "target": "100",
    "step_percent": "0.25",
    "applies_from": "2025-07-15",
    "minimum": "0",
    "maximum": "1000",
}


def percents(schedule_: Any) -> list[Any]:  # noqa: ANN401 -- a schedule
    return [None if each.rate is None else each.rate * 100 for each in schedule_.periods]


@pytest.mark.requirement("SCHED-11")
def test_rate_of__step_up__holds_from_the_notional_start_of_its_period() -> None:
    assert percents(schedule(coupon=STEPS)) == [4, 4, 4, Fraction(9, 2), Fraction(9, 2), 6]


@pytest.mark.requirement("SCHED-11", "TERM-8")
def test_rate_of__step_on_no_notional_date__is_refused_with_the_one_before() -> None:
    odd = {**STEPS, "steps": [STEPS["steps"][0], {"from": "2025-07-16", "rate_percent": "5"}]}

    with pytest.raises(InputError, match=r"coupon.steps\[2\].from: 2025-07-16 is not the notional start") as caught:
        schedule(coupon=odd)
    assert "2025-07-15" in caught.value.remedy


@pytest.mark.requirement("SCHED-11")
@pytest.mark.parametrize(
    ("observed", "rule", "expected"),
    [
        ("3.25", {"spread_percent": "0.85"}, "4.1"),
        ("3.25", {"spread_percent": "-0.15"}, "3.1"),
        ("-0.5", {"spread_percent": "0.2"}, "0"),  # the floor is zero unless the sheet says more
        ("-0.5", {"floor_percent": "1"}, "1"),
        ("9", {"spread_percent": "1", "cap_percent": "7.5"}, "7.5"),
        ("7.5", {"cap_percent": "7.5"}, "7.5"),
    ],
)
def test_rate_of__floating__is_the_observation_and_spread_within_cap_and_floor(
    observed: str, rule: dict[str, str], expected: str
) -> None:
    seen = Observations(coupons={1: Fraction(observed) / 100})
    first, second, *_ = schedule(seen, coupon={**FLOATING, **rule}).periods

    assert first.rate == Fraction(expected) / 100
    assert (second.rate, second.interest_per_unit, second.interest_exact) == (None, None, None)


@pytest.mark.requirement("SCHED-11")
def test_rate_of__fixed_first__needs_no_observation() -> None:
    coupon = {**FLOATING, "fixed_first": {"coupons": "2", "rate_percent": "5"}}
    periods = schedule(coupon=coupon).periods

    assert [each.rate for each in periods[:3]] == [Fraction(5, 100), Fraction(5, 100), None]
    assert [each.fixing_date for each in periods[:3]] == [None, None, date(2024, 7, 11)]


@pytest.mark.requirement("SCHED-11")
def test_fixing_date_of__in_advance__lies_before_the_accrual_start_by_the_fixing_calendars() -> None:
    fixing = {**FLOATING["fixing"], "calendars": ["US"]}  # type: ignore[dict-item]
    first, *_ = schedule(
        coupon={**FLOATING, "fixing": fixing}, issue_date="2024-01-16", maturity_date="2025-01-16"
    ).periods

    assert first.fixing_date == date(2024, 1, 11)  # Monday 15 January is a holiday in New York


@pytest.mark.requirement("SCHED-11")
@pytest.mark.parametrize(("lookback", "expected"), [("0", date(2024, 4, 15)), ("5", date(2024, 4, 8))])
def test_fixing_date_of__in_arrears__is_the_end_of_the_observation(lookback: str, expected: date) -> None:
    fixing = {**ARREARS["fixing"], "lookback": lookback}  # type: ignore[dict-item]

    assert schedule(coupon={**ARREARS, "fixing": fixing}).periods[0].fixing_date == expected


@pytest.mark.requirement("SCHED-3", "SCHED-11")
def test_fixing_date_of__observation_beyond_the_horizon__is_refused_with_all_dates() -> None:
    fixing = {**FLOATING["fixing"], "calendars": ["HK"]}  # type: ignore[dict-item]

    with pytest.raises(InputError, match="coupon.fixing.calendars: holidays of HK.*2027-01-15, 2027-04-15, 2027-07-15"):
        schedule(coupon={**FLOATING, "fixing": fixing}, maturity_date="2027-10-15")


@pytest.mark.requirement("SCHED-11")
@pytest.mark.parametrize(
    ("comparison", "value", "missed"),
    [
        ("at-most", "100", False),
        ("at-most", "101", True),
        ("at-least", "100", False),
        ("at-least", "99", True),
        ("at-least", None, True),  # not observed
    ],
)
def test_rate_of__target__adds_its_step_where_it_is_missed(comparison: str, value: str | None, *, missed: bool) -> None:
    seen = Observations(targets={} if value is None else {"tonnes": Fraction(value)})
    rates = percents(schedule(seen, kpi=[{**CARBON, "comparison": comparison}]))

    assert rates == [5, 5, 5, *[5 + Fraction(1, 4) * missed] * 3]


@pytest.mark.requirement("SCHED-11")
def test_rate_of__two_targets_on_a_floating_rate__add_up_after_the_cap() -> None:
    second = {**CARBON, "name": "women", "applies_from": "2025-10-15"}
    coupon = {**FLOATING, "cap_percent": "6"}
    seen = Observations(coupons=dict.fromkeys(range(1, 13), Fraction(9, 100)))

    assert percents(schedule(seen, coupon=coupon, kpi=[CARBON, second]))[5:8] == [6, Fraction(25, 4), Fraction(13, 2)]


@pytest.mark.requirement("SCHED-11", "TERM-8")
def test_rate_of__target_from_no_notional_date__is_refused() -> None:
    with pytest.raises(InputError, match=r"kpi\[1\].applies_from: 2025-07-01 is not the notional start"):
        schedule(kpi=[{**CARBON, "applies_from": "2025-07-01"}])


@pytest.mark.requirement("SCHED-11")
def test_build_schedule__zero_coupon__is_one_period_without_interest() -> None:
    (period,) = schedule(coupon={"kind": "zero", "day_count": "ACT/ACT-ICMA"}, issue_price_percent="86.4").periods

    assert (period.accrual_start, period.accrual_end) == (date(2024, 1, 15), date(2027, 1, 15))
    assert (period.year_fraction, period.rate) == (3, None)
    assert (period.interest_per_unit, period.principal_per_unit) == (0, 100_000)


@pytest.mark.requirement("SCHED-5")
def test_build_schedule__rounding_rules__differ_on_half_a_cent() -> None:
    rule = {"rate_percent": "2.001", "frequency": "semi-annual"}  # 10.005 on a unit

    def interest(rounding: str) -> tuple[int | None, int]:
        plan = schedule(coupon={**rule, "rounding": rounding})
        return plan.periods[0].interest_per_unit, plan.interest_total(plan.periods[0])

    assert interest("per-unit-half-up") == (1001, 1_001_000)
    assert interest("per-unit-down") == (1000, 1_000_000)
    assert interest("per-holding-down") == (1000, 1_000_500)
    assert bond(coupon={**rule, "rounding": "per-holding-down"}).units == 1000
