"""Bonds of every kind ended early on a chain, by call and by make-whole, against the tests' own calculator."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tenor.campaign import events
from tenor.schedule.observations import Observations
from tests.bonds import ARREARS, FLOATING
from tests.campaigns import ZONE
from tests.scenarios.lives import campaign_of, finished, problems, sheet_of, twin_of, with_events
from tests.scenarios.notes import assert_received

WHOLE = {
    "until": "2026-12-15", "spread_percent": "0.25", "notice_days": "30", "minimum_percent": "-1",
    "maximum_percent": "10",
}  # fmt: skip
CALL = {
    "windows": [{"from": "2024-07-15", "to": "2026-12-15", "price_percent": "101"}],
    "notice_days": "30", "partial": "true",
}  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


WHOLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "by holding": {"coupon": {"rounding": "per-holding-down", "day_count": "ACT/365F"}},
    "in instalments": {"amortisation": {"kind": "sinking", "first": "2025-01-15", "percent": "20"}},
    "ex-dates": {"record": {"business_days_before": "3", "time": "17:00", "ex_business_days_before": "6"}},
    "stepping up": {
        "coupon": {
            "kind": "step-up",
            "steps": [{"from": "2024-01-15", "rate_percent": "4"}, {"from": "2026-01-15", "rate_percent": "6"}],
            "frequency": "semi-annual", "day_count": "ACT/ACT-ICMA", "rounding": "per-unit-down",
        }
    },
}  # fmt: skip


@pytest.mark.requirement("CALL-1")
@pytest.mark.parametrize("changes", WHOLES.values(), ids=WHOLES)
@pytest.mark.parametrize(("reference", "above_par"), [("1.5", 1), ("9.75", 0)])
def test_make_whole__any_coupon_known_at_issue__repays_what_the_twin_says(
    changes: dict[str, Any], reference: str, above_par: int
) -> None:
    sheet = sheet_of(make_whole=WHOLE, **changes)
    notice = events.MakeWholeNoticed(
        at("2025-03-01T10:00"), at("2025-04-10T10:00"), Fraction(reference) / 100, b"\x07" * 32
    )
    _, report, rebuilt = finished(with_events(campaign_of(sheet), notice))
    twin = twin_of(sheet)
    twin.coupon(1, "2024-07-15")
    twin.coupon(2, "2025-01-15")
    twin.life.make_whole(twin.at("2025-04-10T10:00"), (Fraction(reference) + Fraction(WHOLE["spread_percent"])) / 100)
    twin.pay("2025-04-10T10:02")
    assert_received(report, twin.paid)
    (call,) = report["options"]["calls"]
    assert (call["price_percent"], call["reference_yield_percent"], call["last_coupon"]) == (None, reference, 3)
    outstanding = Fraction(report["coupons"][-1]["outstanding_per_unit"])
    assert (Fraction(report["redemption"]["per_unit"]) > outstanding) == above_par
    assert [event.args["evidence"] for event in rebuilt.of_bond("ReferenceYieldFixed")] == [b"\x07" * 32]


@pytest.mark.requirement("CALL-1")
def test_make_whole__after_a_part_was_called__is_of_what_is_left() -> None:
    sheet = sheet_of(make_whole=WHOLE, call=CALL)
    campaign = with_events(
        campaign_of(sheet),
        events.PartCalled(at("2024-12-02T10:00"), 2, Fraction(1, 4)),
        events.PartCalled(at("2025-02-03T10:00"), 3, Fraction(3, 10)),
        events.MakeWholeNoticed(at("2025-03-01T10:00"), at("2025-04-10T10:00"), Fraction(1, 100)),
    )
    _, report, _ = finished(campaign)
    twin = twin_of(sheet)
    twin.coupon(1, "2024-07-15")
    twin.life.call_part(twin.at("2024-12-02T10:00"), 2, Fraction(25), Fraction(101, 100))
    twin.coupon(2, "2025-01-15")
    twin.life.call_part(twin.at("2025-02-03T10:00"), 3, Fraction(30), Fraction(101, 100))
    twin.life.make_whole(twin.at("2025-04-10T10:00"), Fraction(125, 10_000))
    twin.pay("2025-04-10T10:02")
    assert_received(report, twin.paid)


WHOLE_CALL = {**CALL, "partial": "false"}
ZERO = {"coupon": {"kind": "zero", "day_count": "ACT/365F"}, "issue_price_percent": "88"}


@pytest.mark.requirement("CALL-1")
@pytest.mark.parametrize("end", ["2025-04-10T10:00", "2026-12-14T20:00"])
def test_called__zero_coupon__repays_its_price(end: str) -> None:
    sheet = sheet_of(call=WHOLE_CALL, **ZERO)
    _, report, _ = finished(with_events(campaign_of(sheet), events.CallNoticed(at("2025-03-01T10:00"), at(end))))
    twin = twin_of(sheet)
    twin.life.call(twin.at(end), Fraction(101, 100))
    twin.pay(end)
    assert_received(report, twin.paid)
    assert report["options"]["calls"][0]["last_coupon"] == 0


@pytest.mark.requirement("CALL-1")
def test_make_whole__zero_coupon__repays_the_present_value_of_yearly_periods() -> None:
    sheet = sheet_of(make_whole=WHOLE, **ZERO)
    notice = events.MakeWholeNoticed(at("2025-03-01T10:00"), at("2025-04-10T10:00"), Fraction(-5, 1_000))
    _, report, _ = finished(with_events(campaign_of(sheet), notice))
    twin = twin_of(sheet)
    twin.life.make_whole(twin.at("2025-04-10T10:00"), Fraction(-25, 10_000))
    twin.pay("2025-04-10T10:02")
    assert_received(report, twin.paid)


INDEX = {
    "inflation": {
        "index": "prices", "base": "120", "principal_floor": "par", "business_days": "5", "minimum": "50",
        "maximum": "300", "challenge_hours": "24",
    }
}  # fmt: skip
VALUES = {"1": "121.5", "2": "123", "3": "119"}  # nobody observes what comes after the end
RATES = {"1": "3.25", "2": "3.5", "3": "2.75"}


def seen(values: dict[str, str], scale: int = 1) -> Observations:
    return Observations({int(number): Fraction(value) / scale for number, value in values.items()})


@pytest.mark.requirement("CALL-1")
@pytest.mark.parametrize(("observed", "per_unit"), [("124", "1043.66"), ("119", "1010.00")])
def test_called__indexed_bond__repays_its_principal_by_the_index(observed: str, per_unit: str) -> None:
    """The index is observed at the end, disputed for a day by nobody, and then all is computed and paid."""
    sheet, values = sheet_of(call=WHOLE_CALL, **INDEX), {**VALUES, "3": observed}
    notice = events.CallNoticed(at("2025-03-01T10:00"), at("2025-04-10T10:00"))
    _, report, _ = finished(with_events(campaign_of(sheet, seen(values)), notice))
    twin = twin_of(sheet, coupons=values)
    twin.coupon(1, "2024-07-15")
    twin.coupon(2, "2025-01-15")
    twin.life.call(twin.at("2025-04-10T10:00"), Fraction(101, 100))
    twin.pay("2025-04-11T10:02")
    assert_received(report, twin.paid)
    assert report["redemption"]["per_unit"] == per_unit


@pytest.mark.requirement("CALL-1")
@pytest.mark.parametrize("partial", ["true", "false"])
def test_called__floating_bond__pays_the_rate_that_is_fixed_for_the_cut_coupon(partial: str) -> None:
    fixing = {**FLOATING["fixing"], "challenge_hours": "4"}
    coupon = {**FLOATING, "frequency": "semi-annual", "fixing": fixing}
    sheet = sheet_of(call={**CALL, "partial": partial}, coupon=coupon)
    notice = events.CallNoticed(at("2025-03-01T10:00"), at("2025-04-10T10:00"))
    _, report, _ = finished(with_events(campaign_of(sheet, seen(RATES, 100)), notice))
    twin = twin_of(sheet, coupons=RATES)
    twin.coupon(1, "2024-07-15")
    twin.coupon(2, "2025-01-15")
    twin.life.call(twin.at("2025-04-10T10:00"), Fraction(101, 100))
    twin.pay("2025-04-10T10:02")
    assert_received(report, twin.paid)


@pytest.mark.requirement("CALL-1")
def test_called__floating_bond_on_a_payment_date__needs_no_rate_of_the_period_that_starts() -> None:
    sheet = sheet_of(call={**CALL, "partial": "false"}, coupon={**FLOATING, "frequency": "semi-annual"})
    rates, end = {number: RATES[number] for number in "12"}, "2025-01-15T10:00"
    notice = events.CallNoticed(at("2024-12-01T10:00"), at(end))
    _, report, _ = finished(with_events(campaign_of(sheet, seen(rates, 100)), notice))
    twin = twin_of(sheet, coupons=rates)
    twin.coupon(1, "2024-07-15")
    twin.coupon(2, "2025-01-15")
    twin.life.call(twin.at(end), Fraction(101, 100))
    twin.pay(end)
    assert_received(report, twin.paid)


@pytest.mark.requirement("CALL-1")
@pytest.mark.parametrize("partial", ["true", "false"])
def test_called__compounding_bond__compounds_the_days_until_the_end(partial: str) -> None:
    """As a bond that had been due on that day would have, its last period a short one."""
    fixing = {**ARREARS["fixing"], "challenge_hours": "4", "lookback": "2"}
    coupon = {**ARREARS, "frequency": "semi-annual", "fixing": fixing}
    sheet = sheet_of(call={**CALL, "partial": partial}, coupon=coupon)
    days = [date(2023, 12, 1) + timedelta(days=day) for day in range(495)]  # to 8 April 2025
    daily = {day.isoformat(): f"{2 + Decimal(day.day % 16) / 16:.4f}" for day in days}
    rates = {date.fromisoformat(day): Fraction(rate) / 100 for day, rate in daily.items()}
    notice = events.CallNoticed(at("2025-03-01T10:00"), at("2025-04-10T10:00"))
    _, report, _ = finished(with_events(campaign_of(sheet, Observations(daily=rates)), notice))
    short = {**sheet, "maturity_date": "2025-04-10", "coupon": {**coupon, "stub": "short-last"}}
    promised = [period.interest for period in twin_of(short, daily=daily).life.periods()]
    assert [Fraction(each["amount_per_unit"]) * 100 for each in report["coupons"]] == promised
    assert report["reconciliation"]["first_difference"] is None


@pytest.mark.requirement("CALL-1")
def test_called__bond_with_a_target_missed__pays_the_step_until_the_end() -> None:
    target = {
        "name": "tonnes", "observed_from": "2024-12-01", "comparison": "at-most", "target": "100",
        "step_percent": "0.5", "applies_from": "2025-01-15", "minimum": "0", "maximum": "1000",
    }  # fmt: skip
    sheet = sheet_of(call=WHOLE_CALL, kpi=[target])
    notice = events.CallNoticed(at("2025-03-01T10:00"), at("2025-04-10T10:00"))
    observed = Observations(targets={"tonnes": Fraction(101)})
    _, report, _ = finished(with_events(campaign_of(sheet, observed), notice))
    twin = twin_of(sheet, kpi={"tonnes": "101"})
    twin.coupon(1, "2024-07-15")
    twin.coupon(2, "2025-01-15")
    twin.life.call(twin.at("2025-04-10T10:00"), Fraction(101, 100))
    twin.pay("2025-04-10T10:02")
    assert_received(report, twin.paid)
    assert report["coupons"][2]["rate_percent"] == "5.5"


@pytest.mark.requirement("CALL-2", "TROUBLE-2")
def test_called__indexed_bond_with_default_interest__is_late_while_its_index_can_be_disputed() -> None:
    """A day of dispute after the end is a day of default interest, which the events file has to say."""
    default = {"grace_days": "10", "acceleration_percent": "25", "default_interest_percent": "2"}
    campaign = campaign_of(sheet_of(call=WHOLE_CALL, default=default, **INDEX), seen(VALUES))
    notice = events.CallNoticed(at("2025-03-01T10:00"), at("2025-04-10T10:00"))
    (problem,) = problems(with_events(campaign, notice))
    assert "coupon 3, cut at the end, is fixed only on 2025-04-11, and bears default interest" in problem.what
    (problem,) = problems(with_events(campaign, notice, events.Missed(3, date(2025, 4, 11))))
    assert "coupon 3, cut at the end, is fixed at 2025-04-11T10:01, and paid before" in problem.what
    _, report, _ = finished(with_events(campaign, notice, events.Missed(3, date(2025, 4, 12))))
    assert report["reconciliation"]["first_difference"] is None
    # 11.71 and 1,010.00 on a unit at 7 % for 2 days of 365
    assert [each["default_interest_per_unit"] for each in report["trouble"]["late"]] == ["0.39", "0.00"]
