"""Puts of bonds of every kind, and calls and puts beside late payments and default, against the tests' calculator."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tenor.campaign import events
from tenor.schedule.observations import Observations
from tests.bonds import FLOATING
from tests.campaigns import ZONE, trade, with_offices
from tests.scenarios.lives import campaign_of, lived, sheet_of, twin_of, with_events
from tests.scenarios.notes import Twin, assert_received

PUT = {
    "dates": [{"date": "2025-04-10", "price_percent": "99"}], "opens_days_before": "40", "closes_days_before": "15",
}  # fmt: skip
CALL = {
    "windows": [{"from": "2024-07-15", "to": "2026-12-15", "price_percent": "101"}],
    "notice_days": "30", "partial": "true",
}  # fmt: skip
DEFAULT = {"grace_days": "10", "acceleration_percent": "25", "default_interest_percent": "2"}
TAXED = [{"country": "HK", "percent": "12.5"}, {"investor_class": "institutional", "percent": "15"}]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


PUTS = (
    events.PutNoticed(at("2025-03-05T10:00"), "INV-A", 100, date(2025, 4, 10)),
    events.PutNoticed(at("2025-03-06T10:00"), "INV-C", 200, date(2025, 4, 10)),
    events.PutNoticed(at("2025-03-07T10:00"), "INV-A", 33, date(2025, 4, 10)),
)
PAID = events.PutsPaid(at("2025-04-10T11:00"), date(2025, 4, 10))


def put_and_lived(twin: Twin, sold: int = 0) -> None:
    """The same puts in the calculator; INV-C sells some of its units before they are repaid."""
    for day, holder, units in (("05", "INV-A", 100), ("06", "INV-C", 200), ("07", "INV-A", 33)):
        twin.life.give_notice(twin.at(f"2025-03-{day}T10:00"), holder, units, date(2025, 4, 10))
    if sold:
        twin.life.transfer(twin.at("2025-03-20T11:00"), "INV-C", "INV-B", sold)
    twin.life.settle_puts(twin.at("2025-04-10T11:00"), Fraction(99, 100))
    twin.pay("2025-04-10T11:00")


@pytest.mark.requirement("CALL-1", "TAX-1", "TAX-2")
@pytest.mark.parametrize("rounding", ["per-unit-half-up", "per-holding-down"])
def test_puts__taxed_bond__keeps_tax_back_of_the_interest_and_remits_it(rounding: str) -> None:
    sheet = sheet_of(put=PUT, withholding=TAXED, coupon={"rounding": rounding, "day_count": "ACT/365F"})
    sold = trade("SEC-1", ("INV-C", "INV-B"), 100, date(2025, 3, 20))
    campaign = with_offices(campaign_of(sheet, trades=[sold]))
    twin = twin_of(
        sheet,
        {"INV-A": "HK", "INV-B": "FR", "INV-C": "HK"},
        {"INV-A": "other", "INV-B": "other", "INV-C": "institutional"},
    )
    report, _ = lived(with_events(campaign, *PUTS, PAID))
    twin.coupon(1, "2024-07-15")
    twin.coupon(2, "2025-01-15")
    put_and_lived(twin, 100)
    for number, day in ((3, "2025-07-15"), (4, "2026-01-15"), (5, "2026-07-15"), (6, "2027-01-15")):
        twin.coupon(number, day)
    assert_received(report, twin.paid)
    assert {each["held"] for each in report["tax"]["authorities"]} == {"0.00"}
    assert "2025-04-10" in {each["date"] for each in report["tax"]["remittances"]}


@pytest.mark.requirement("CALL-1")
def test_puts__zero_coupon__repay_their_price() -> None:
    sheet = sheet_of(put=PUT, coupon={"kind": "zero", "day_count": "ACT/365F"}, issue_price_percent="88")
    report, _ = lived(with_events(campaign_of(sheet), *PUTS, PAID))
    twin = twin_of(sheet)
    put_and_lived(twin)
    twin.coupon(1, "2027-01-15")
    assert_received(report, twin.paid)


@pytest.mark.requirement("CALL-1")
def test_puts__indexed_bond_whose_index_is_known_by_then__repay_principal_by_it() -> None:
    index = {
        "index": "prices", "base": "120", "principal_floor": "none", "business_days": "70", "minimum": "50",
        "maximum": "300",
    }  # fmt: skip
    values = {"1": "121.5", "2": "123", "3": "119", "4": "126", "5": "127", "6": "128"}
    sheet = sheet_of(put=PUT, inflation=index)
    seen = Observations({int(number): Fraction(value) for number, value in values.items()})
    report, _ = lived(with_events(campaign_of(sheet, seen), *PUTS, PAID))
    twin = twin_of(sheet, coupons=values)
    twin.coupon(1, "2024-07-15")
    twin.coupon(2, "2025-01-15")
    put_and_lived(twin)
    for number, day in ((3, "2025-07-15"), (4, "2026-01-15"), (5, "2026-07-15"), (6, "2027-01-15")):
        twin.coupon(number, day)
    assert_received(report, twin.paid)


def defaulted(payment: int, paid: date, *before: events.Event) -> tuple[events.Event, ...]:
    """Events of a life, then a coupon of July 2025 that is missed, accelerated, recovered in part, and the rest."""
    return (
        *before,
        events.Missed(payment, paid),
        events.DefaultDeclared(at("2025-07-28T10:00"), "INV-A", payment),
        events.Vote(at("2025-07-29T10:00"), events.Question.ACCELERATION, ("INV-B",), in_favour=True),
        events.Acceleration(at("2025-08-04T10:00"), "INV-B"),
        events.Recovery(at("2025-10-01T10:00"), 12_345),
        events.RestPaid(at("2025-12-01T12:00")),
    )


def default_and_lived(twin: Twin, payment: int) -> None:
    """The same in the calculator."""
    twin.life.default(twin.at("2025-07-28T10:00"), payment)
    twin.life.accelerate(twin.at("2025-08-04T10:00"), ["INV-B"])
    twin.life.recover(twin.at("2025-10-01T10:00"), 12_345)
    twin.pay("2025-10-01T10:00")
    twin.coupon(payment, "2025-12-01")
    twin.life.redeem_claim(twin.at("2025-12-01T12:00"))
    twin.pay("2025-12-01T12:00")


@pytest.mark.requirement("CALL-1", "TROUBLE-1", "TROUBLE-2")
@pytest.mark.parametrize("rounding", ["per-unit-half-up", "per-holding-down"])
def test_part_and_puts__between_a_late_coupon_and_a_default__pay_as_the_twin_says(rounding: str) -> None:
    sheet = sheet_of(put=PUT, call=CALL, default=DEFAULT, coupon={"rounding": rounding, "day_count": "ACT/365F"})
    happened = defaulted(
        3,
        date(2025, 12, 1),
        events.Missed(1, date(2024, 8, 20)),
        events.DefaultDeclared(at("2024-08-01T10:00"), "INV-C", 1),
        events.Cured(at("2024-08-21T10:00"), "INV-C"),
        events.PartCalled(at("2024-11-04T10:00"), 2, Fraction(1, 5)),
        *PUTS,
        PAID,
        events.PartCalled(at("2025-05-05T10:00"), 3, Fraction(1, 4)),
        events.PartCalled(at("2025-05-06T10:00"), 5, Fraction(1, 4)),  # which nobody lives to see
    )
    report, _ = lived(with_events(campaign_of(sheet), *happened))
    twin = twin_of(sheet)
    twin.coupon(1, "2024-08-20")
    twin.life.call_part(twin.at("2024-11-04T10:00"), 2, Fraction(20), Fraction(101, 100))
    twin.coupon(2, "2025-01-15")
    put_and_lived(twin)
    twin.life.call_part(twin.at("2025-05-05T10:00"), 3, Fraction(25), Fraction(101, 100))
    default_and_lived(twin, 3)
    assert_received(report, twin.paid)
    assert {"trouble", "options"} <= set(report)
    assert report["trouble"]["late"][0]["number"] == 1
    assert report["trouble"]["recoveries"][0]["run"] == 9  # after the run of the puts
    assert [each["units"] for each in report["coupons"]] == [1_000, 1_000, 667]


@pytest.mark.requirement("CALL-1", "TROUBLE-1")
@pytest.mark.parametrize("kind", ["call", "make-whole"])
def test_end__accelerated_before__is_no_more(kind: str) -> None:
    whole = {
        "until": "2026-12-15", "spread_percent": "0.25", "notice_days": "30", "minimum_percent": "-1",
        "maximum_percent": "10",
    }  # fmt: skip
    sheet = sheet_of(call={**CALL, "partial": "false"}, make_whole=whole, default=DEFAULT)
    noticed, end = at("2025-07-01T10:00"), at("2025-09-01T10:00")
    notice = (
        events.CallNoticed(noticed, end) if kind == "call" else events.MakeWholeNoticed(noticed, end, Fraction(1, 50))
    )
    report, _ = lived(with_events(campaign_of(sheet), *defaulted(3, date(2025, 12, 1), notice)))
    twin = twin_of(sheet)
    twin.coupon(1, "2024-07-15")
    twin.coupon(2, "2025-01-15")
    default_and_lived(twin, 3)
    assert_received(report, twin.paid)


@pytest.mark.requirement("CALL-1", "TROUBLE-2")
def test_called__end_paid_late__bears_default_interest_to_that_day() -> None:
    sheet = sheet_of(call={**CALL, "partial": "false"}, default=DEFAULT)
    happened = (
        events.CallNoticed(at("2025-03-01T10:00"), at("2025-04-10T10:00")),
        events.Missed(3, date(2025, 5, 5)),
        events.Missed(4, date(2025, 5, 9)),
        events.DefaultDeclared(at("2025-04-22T10:00"), "INV-A", 3),
        events.Cured(at("2025-05-06T10:00"), "INV-A"),
        events.DefaultDeclared(at("2025-05-07T10:00"), "INV-A", 4),
        events.Cured(at("2025-05-10T10:00"), "INV-A"),
    )
    report, _ = lived(with_events(campaign_of(sheet), *happened))
    assert report["reconciliation"]["first_difference"] is None
    told = [(each["number"], each["days"], each["default_interest_per_unit"]) for each in report["trouble"]["late"]]
    # 11.81 and 1,010.00 on a unit at 7 % for 25 days of 365, then the principal for 4 days more
    assert told == [(3, 25, "4.89"), (4, 29, "0.77")]
    assert report["redemption"]["per_unit"] == "1010.00"
    assert (report["supply"]["bond"], report["supply"]["cash"]) == (0, "0.00")


CLAIMS: dict[str, tuple[dict[str, Any], dict[str, dict[str, str]]]] = {
    "indexed": (
        {
            "inflation": {
                "index": "prices", "base": "120", "principal_floor": "none", "business_days": "5", "minimum": "50",
                "maximum": "300",
            }
        },
        {"coupons": {"1": "121.5", "2": "123", "3": "119"}},  # the fourth is observed in January
    ),
    "indexed with its floor": (
        {
            "inflation": {
                "index": "prices", "base": "120", "principal_floor": "par", "business_days": "125", "minimum": "50",
                "maximum": "300", "challenge_hours": "12",
            }
        },
        {"coupons": {"1": "121.5", "2": "123", "3": "119", "4": "116", "5": "127", "6": "128"}},
    ),
    "floating": (
        {"coupon": {**FLOATING, "frequency": "semi-annual"}},
        {"coupons": {"1": "3.25", "2": "3.5", "3": "2.75", "4": "3.1", "5": "3", "6": "3"}},
    ),
    "stepped by a target": (
        {
            "kpi": [{
                "name": "tonnes", "observed_from": "2025-07-10", "comparison": "at-most", "target": "100",
                "step_percent": "0.5", "applies_from": "2025-07-15", "minimum": "0", "maximum": "1000",
            }]
        },
        {"kpi": {"tonnes": "101"}},
    ),
}  # fmt: skip


@pytest.mark.requirement("TROUBLE-1")
@pytest.mark.parametrize(("changes", "seen"), CLAIMS.values(), ids=CLAIMS)
def test_acceleration__coupon_by_what_is_observed__counts_at_what_is_fixed_by_then(
    changes: dict[str, Any], seen: dict[str, dict[str, str]]
) -> None:
    sheet = sheet_of(default=DEFAULT, **changes)
    scale = 1 if "inflation" in changes else 100
    observed = Observations(
        coupons={int(number): Fraction(value) / scale for number, value in seen.get("coupons", {}).items()},
        targets={name: Fraction(value) for name, value in seen.get("kpi", {}).items()},
    )
    report, _ = lived(with_events(campaign_of(sheet, observed), *defaulted(3, date(2025, 12, 1))))
    twin = twin_of(sheet, **seen)
    twin.coupon(1, "2024-07-15")
    twin.coupon(2, "2025-01-15")
    default_and_lived(twin, 3)
    assert_received(report, twin.paid)


@pytest.mark.requirement("CALL-1", "TROUBLE-2")
def test_puts__of_a_bond_that_is_then_never_paid__leave_the_units_that_are_left() -> None:
    happened = (*PUTS, PAID, *(events.Missed(number, None) for number in (4, 5, 6)))
    report, _ = lived(with_events(campaign_of(sheet_of(put=PUT, default=DEFAULT)), *happened))
    assert report["reconciliation"]["first_difference"] is None
    assert (report["supply"]["bond"], report["redemption"]["units"]) == (667, 0)
