"""The twin's schedules and prices against published deals and answers worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin import pricing
from tests.twin.document import schedule_of
from tests.twin.schedule import Period, Sheet, build

FIXED = {"kind": "fixed", "frequency": "annual", "day_count": "ACT/ACT-ICMA", "rounding": "per-unit-half-up"}
EURO: dict[str, Any] = {  # HKSAR, EUR 300m 2.5% due 2029, issued at 99.955 to yield 2.512% a year
    "currency": "EUR",
    "size": "300000000",
    "unit": "1000",
    "issue_date": "2025-11-11",
    "maturity_date": "2029-11-11",
    "coupon": FIXED | {"rate_percent": "2.500"},
}
HALF_YEARLY = EURO | {
    "issue_date": "2024-01-15",
    "maturity_date": "2026-01-15",
    "record": {"business_days_before": "1", "time": "17:00", "ex_business_days_before": "5"},
    "coupon": FIXED | {"rate_percent": "6", "frequency": "semi-annual", "day_count": "30/360"},
}


def built(terms: dict[str, Any]) -> tuple[Sheet, list[Period]]:
    sheet = Sheet(terms)
    return sheet, build(sheet)


def test_schedule_of__the_pages_own_example__is_as_printed() -> None:
    first = schedule_of(EURO | {"maturity_date": "2026-11-11"})[0]
    assert first["interest_per_unit"] == "25.00"
    assert (first["total"], first["principal_total"]) == ("307500000.00", "300000000.00")
    assert first["year_fraction"] == {"numerator": 1, "denominator": 1}


@pytest.mark.parametrize(
    ("rounding", "totals", "first_of_a_unit"),
    [
        ("per-unit-half-up", ["16066848.00", "16333152.00"], "10041.78"),
        ("per-unit-down", ["16066848.00", "16333136.00"], "10041.78"),
        ("per-holding-down", ["16066849.31", "16333150.68"], "10041.78082191780821"),
    ],
)
def test_schedule_of__hksar_2023__is_the_coupons_of_the_deal(
    rounding: str, totals: list[str], first_of_a_unit: str
) -> None:
    """HKD 800m at 4.05%, 181 and 184 days over 365: 16,066,849.315 and 16,333,150.685 unrounded."""
    terms = {
        "currency": "HKD",
        "size": "800000000",
        "unit": "500000",
        "issue_date": "2023-02-16",
        "maturity_date": "2024-02-16",
        "coupon": FIXED | {"rate_percent": "4.05", "frequency": "semi-annual", "day_count": "ACT/365F"},
        "business_days": {"calendars": ["HK"], "roll": "modified-following", "accrual": "adjusted"},
    }
    periods = schedule_of(terms | {"coupon": terms["coupon"] | {"rounding": rounding}})  # type: ignore[operator]
    assert [period["days"] for period in periods] == [181, 184]
    assert [period["interest_total"] for period in periods] == totals
    assert periods[0]["interest_per_unit"] == first_of_a_unit
    exact = [Fraction(800_000_000) * Fraction("0.0405") * days / 365 for days in (181, 184)]
    printed = [Fraction("16066849.32"), Fraction("16333150.68")]
    assert all(abs(found - shown) <= Fraction(1, 200) for found, shown in zip(exact, printed, strict=True))
    assert sum(exact) == 32_400_000


def test_clean_price__hksar_euro_2029__is_the_issue_price_at_its_yield() -> None:
    sheet, periods = built(EURO)
    prices = [
        pricing.clean_price(sheet, periods, sheet.start, Fraction(y) / 100) for y in ("2.511965", "2.51197", "2.511975")
    ]
    assert prices[0] > 99_955 > prices[2]
    assert abs(prices[1] - 99_955) < Fraction(1, 2)


def test_clean_price__yield_is_the_coupon__is_par_on_any_coupon_date() -> None:
    sheet, periods = built(HALF_YEARLY)
    for period in periods:
        assert pricing.clean_price(sheet, periods, period.span.first, Fraction(6, 100)) == 100_000


def test_dirty_price__within_a_period__discounts_simply_for_what_is_left_of_it() -> None:
    sheet, periods = built(HALF_YEARLY)
    day, half = date(2025, 8, 30), 1 + Fraction(3, 100) * Fraction(135, 180)  # 45 days of 180 gone
    assert pricing.dirty_price(sheet, periods, day, Fraction(6, 100)) == Fraction(103_000) / half
    assert pricing.accrued_interest(sheet, periods, day) == 750
    assert pricing.clean_price(sheet, periods, day, Fraction(6, 100)) == Fraction(103_000) / half - 750


def test_left__thirty_day_period__is_its_days_less_those_accrued() -> None:
    sheet, periods = built(
        EURO
        | {
            "issue_date": "2022-08-31",
            "maturity_date": "2023-02-28",
            "coupon": HALF_YEARLY["coupon"] | {"stub": "short-last"},
        }
    )
    # accrued 31 August to 31 October is 60 days; a fresh count from there to 28 February would be 118
    assert pricing.left(sheet, periods[0], date(2022, 10, 31)) == Fraction(178 - 60, 178)
    assert pricing.left(sheet, periods[0], date(2022, 11, 1)) == Fraction(178 - 61, 178)


def test_accrued_interest__ex_coupon__is_owed_to_the_buyer() -> None:
    sheet, periods = built(HALF_YEARLY)
    ex = periods[0].ex
    assert ex == date(2024, 7, 8)
    assert pricing.accrued_interest(sheet, periods, ex - timedelta(days=1)) == Fraction(100_000 * 6 * 172, 36_000)
    assert pricing.accrued_interest(sheet, periods, ex) == Fraction(100_000 * 6 * -7, 36_000)
    assert pricing.accrued_interest(sheet, periods, date(2024, 7, 15)) == 0


def test_accrued_interest__no_ex_date__runs_to_the_end_of_the_period() -> None:
    sheet, periods = built({key: value for key, value in HALF_YEARLY.items() if key != "record"})
    assert pricing.accrued_interest(sheet, periods, date(2024, 7, 14)) == Fraction(100_000 * 6 * 179, 36_000)
    assert pricing.accrued_interest(sheet, periods, date(2024, 7, 15)) == 0


def test_dirty_price__ex_coupon__is_without_the_next_coupon() -> None:
    sheet, periods = built(HALF_YEARLY)
    day, half = date(2025, 7, 8), 1 + Fraction(3, 100) * Fraction(7, 180)
    assert pricing.dirty_price(sheet, periods, day, Fraction(6, 100)) == Fraction(103_000) / (half * Fraction(103, 100))
    assert pricing.clean_price(sheet, periods, day, Fraction(6, 100)) == 100_000 / half + Fraction(3000 * 7, 180)


@given(day=st.dates(date(2024, 1, 15), date(2026, 1, 14)), y=st.integers(0, 1500))
def test_make_whole__any_day_and_yield__is_par_or_more(day: date, y: int) -> None:
    sheet, periods = built(HALF_YEARLY)
    paid = pricing.make_whole(sheet, periods, day, Fraction(y, 10_000))
    assert paid >= 100_000
    clean = pricing.clean_price(sheet, periods, day, Fraction(y, 10_000))
    assert paid == 100_000 or abs(paid - clean) <= Fraction(1, 2)
    assert pricing.clean_price(sheet, periods, day, Fraction(y + 1, 10_000)) < clean


def test_dirty_price__zero_coupon__counts_years_back_from_maturity() -> None:
    sheet, periods = built(EURO | {"coupon": {"kind": "zero", "day_count": "ACT/ACT-ICMA"}})
    assert pricing.dirty_price(sheet, periods, date(2025, 11, 11), Fraction(1, 10)) == 100_000 / Fraction("1.4641")
    later = pricing.dirty_price(sheet, periods, date(2028, 6, 12), Fraction(1, 10))
    assert later == 100_000 / (Fraction("1.1") * (1 + Fraction(152, 366) / 10))


@pytest.mark.parametrize(
    ("roll", "day", "dirty", "owed"),
    [
        ("preceding", "2024-08-09", 100_000, Fraction(-50, 3)),  # paid on this Friday, earned to Saturday
        ("following", "2024-08-10", 103_000, Fraction(3000)),  # earned to this Saturday, paid on Monday
        ("following", "2024-08-12", None, Fraction(100, 3)),
    ],
)
def test_accrued_interest__payment_moved__follows_who_gets_the_coupon(
    roll: str, day: str, dirty: int | None, owed: Fraction
) -> None:
    days = {"calendars": [], "roll": roll, "accrual": "unadjusted"}
    life = {"issue_date": "2024-02-10", "maturity_date": "2025-08-10", "business_days": days, "record": {}}
    terms = {key: value for key, value in (HALF_YEARLY | life).items() if key != "record"}
    sheet, periods = built(terms)
    assert pricing.accrued_interest(sheet, periods, date.fromisoformat(day)) == owed
    if dirty is not None:
        assert pricing.dirty_price(sheet, periods, date.fromisoformat(day), Fraction(6, 100)) == dirty
