"""The twin's rates against answers worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.twin import rates
from tests.twin.calendars import HOLIDAYS
from tests.twin.dates import Refused, closed_on

TARGET = closed_on(["TARGET"], HOLIDAYS)
WEEK = rates.Span(1, date(2024, 3, 7), date(2024, 3, 7), date(2024, 3, 14))  # Thursday to Thursday
OVER_A_WEEKEND = rates.Span(1, date(2024, 3, 9), date(2024, 3, 9), date(2024, 3, 16))  # Saturday to Saturday


def floating(**fixing: str) -> dict[str, Any]:
    fixing = {"timing": "in-arrears", **fixing}
    return {"kind": "floating", "day_count": "ACT/360", "spread_percent": "1", "fixing": fixing}


def seen_on(span: rates.Span, **fixing: str) -> list[tuple[str, int]]:
    return [(day.strftime("%m-%d"), days) for day, days in rates.weights(fixing, span, TARGET)]


def test_weights__plain__count_the_weekend_for_its_friday() -> None:
    assert seen_on(WEEK) == [("03-07", 1), ("03-08", 3), ("03-11", 1), ("03-12", 1), ("03-13", 1)]


def test_weights__period_from_a_saturday__begin_with_the_fridays_rate_for_its_own_days_alone() -> None:
    assert seen_on(OVER_A_WEEKEND)[0] == ("03-08", 2)
    assert seen_on(OVER_A_WEEKEND)[-1] == ("03-15", 1)
    assert sum(days for _, days in seen_on(OVER_A_WEEKEND)) == 7


def test_weights__lookback__takes_earlier_rates_for_the_days_themselves() -> None:
    assert seen_on(WEEK, lookback="2") == [("03-05", 1), ("03-06", 3), ("03-07", 1), ("03-08", 1), ("03-11", 1)]


def test_weights__observation_shift__takes_the_days_of_the_earlier_rates_too() -> None:
    shifted = seen_on(WEEK, lookback="2", observation_shift="true")
    assert shifted == [("03-05", 1), ("03-06", 1), ("03-07", 1), ("03-08", 3), ("03-11", 1)]
    from_saturday = seen_on(OVER_A_WEEKEND, lookback="1", observation_shift="true")
    assert from_saturday[0] == ("03-07", 1)
    assert sum(days for _, days in from_saturday) == 8  # Thursday 7 to Friday 15


def test_weights__lockout__repeats_the_rate_before_the_last_days() -> None:
    assert seen_on(WEEK, lockout="2") == [("03-07", 1), ("03-08", 3), ("03-11", 1), ("03-11", 1), ("03-11", 1)]
    assert {day for day, _ in seen_on(WEEK, lockout="5")} == {day for day, _ in seen_on(WEEK, lockout="9")} == {"03-07"}
    assert seen_on(WEEK, lookback="0", observation_shift="true") == seen_on(WEEK)


def test_weights__easter__counts_the_thursday_for_five_days() -> None:
    assert seen_on(rates.Span(1, date(2024, 3, 28), date(2024, 3, 28), date(2024, 4, 3))) == [
        ("03-28", 5),
        ("04-02", 1),
    ]


def test_compounded__three_days__is_the_product_worked_out_by_hand() -> None:
    span = rates.Span(1, date(2024, 3, 7), date(2024, 3, 7), date(2024, 3, 12))
    daily = {"2024-03-07": "5.31", "2024-03-08": "5.40", "2024-03-11": "5.28"}
    growth = (1 + Fraction(531, 3_600_000)) * (1 + Fraction(540 * 3, 3_600_000)) * (1 + Fraction(528, 3_600_000))
    by_hand = (growth - 1) * 360 / 5 * 100  # 26.79 / 5 = 5.358, and 0.0011089 for interest on interest
    assert Fraction("5.359108") < by_hand < Fraction("5.359110")
    assert rates.compounded(floating(), daily, span, TARGET) == Fraction("0.0535911")
    assert rates.compounded(floating(decimals="3"), daily, span, TARGET) == Fraction("0.05359")
    assert rates.compounded(floating(), dict(list(daily.items())[:2]), span, TARGET) is None


@pytest.mark.parametrize(
    ("observed", "expected"), [("2", "3"), ("-3", "0.5"), ("-0.5", "0.5"), ("9", "4.5"), ("3.4999", "4.4999")]
)
def test_rate_of__floating__is_within_cap_and_floor_after_the_spread(observed: str, expected: str) -> None:
    coupon = floating() | {"floor_percent": "0.5", "cap_percent": "4.5", "fixing": {"timing": "in-advance"}}
    assert rates.rate_of({"coupon": coupon}, {"coupons": {"1": observed}}, WEEK, TARGET) == Fraction(expected) / 100
    assert rates.rate_of({"coupon": coupon}, {}, WEEK, TARGET) is None


def test_rate_of__observed_beyond_its_bounds__is_refused() -> None:
    coupon = floating() | {"fixing": {"timing": "in-advance", "maximum_percent": "8"}}
    with pytest.raises(Refused, match="outside"):
        rates.rate_of({"coupon": coupon}, {"coupons": {"1": "8.0001"}}, WEEK, TARGET)


def test_rate_of__no_floor_in_the_sheet__is_never_below_nothing() -> None:
    coupon = floating() | {"fixing": {"timing": "in-advance"}}
    assert rates.rate_of({"coupon": coupon}, {"coupons": {"1": "-3"}}, WEEK, TARGET) == 0


def test_rate_of__first_coupons_fixed__take_no_spread() -> None:
    coupon = floating() | {"fixed_first": {"coupons": "1", "rate_percent": "7.5"}}
    assert rates.rate_of({"coupon": coupon}, {}, WEEK, TARGET) == Fraction("0.075")


def test_rate_of__step_up__is_the_last_step_reached() -> None:
    steps = [{"from": "2024-01-01", "rate_percent": "2"}, {"from": "2024-03-07", "rate_percent": "2.5"}]
    assert rates.rate_of({"coupon": {"kind": "step-up", "steps": steps}}, {}, WEEK, TARGET) == Fraction("0.025")
    steps[1]["from"] = "2024-03-08"
    assert rates.rate_of({"coupon": {"kind": "step-up", "steps": steps}}, {}, WEEK, TARGET) == Fraction("0.02")


@pytest.mark.parametrize(("value", "rate"), [("100", "4"), ("100.1", "4.25"), (None, "4.25")])
def test_rate_of__target__missed_or_never_observed_adds_its_step(value: str | None, rate: str) -> None:
    kpi = {"name": "tonnes", "comparison": "at-most", "target": "100", "step_percent": "0.25"}
    terms = {
        "coupon": {"kind": "fixed", "rate_percent": "4"},
        "kpi": [kpi | {"applies_from": "2024-03-07"}, kpi | {"applies_from": "2024-03-08", "step_percent": "9"}],
    }
    seen = {} if value is None else {"kpi": {"tonnes": value}}
    assert rates.rate_of(terms, seen, WEEK, TARGET) == Fraction(rate) / 100
