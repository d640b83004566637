from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tenor.errors import InputError
from tenor.schedule.build import build_schedule
from tenor.schedule.price_table import (
    COLUMNS,
    Ladder,
    deal_of,
    first_settlement,
    issue_yield,
    price_document,
    rows_of,
)
from tests.bonds import FLOATING, bond, schedule

ICMA = {"day_count": "ACT/ACT-ICMA"}
START = date(2024, 1, 15)


@pytest.mark.requirement("SCHED-17")
@pytest.mark.parametrize(
    ("ladder", "expected"), [(Ladder(50, 100), [300, 350, 400, 450, 500]), (Ladder(75, 100), [325, 400, 475])]
)
def test_ladder__step_and_reach__are_yields_around_the_centre(ladder: Ladder, expected: list[int]) -> None:
    assert ladder.around(Fraction(4, 100)) == [Fraction(points, 10_000) for points in expected]


@pytest.mark.requirement("SCHED-17")
def test_issue_yield__at_par_and_below__is_the_coupon_and_more() -> None:
    assert issue_yield(schedule(coupon=ICMA)) == Fraction(5, 100)
    # 2.5 a half-year six times, and 100 at the end, are worth 99 at 2.68266059... % a half-year
    assert issue_yield(schedule(coupon=ICMA, issue_price_percent="99")) == Fraction(5_365_321, 100_000_000)


@pytest.mark.requirement("SCHED-17")
def test_first_settlement__interest_that_starts_after_the_issue__is_its_start() -> None:
    later = replace(bond(coupon={"stub": "short-first"}), interest_start=date(2024, 2, 1))
    assert first_settlement(build_schedule(later)) == date(2024, 2, 1)
    assert first_settlement(schedule()) == START


@pytest.mark.requirement("SCHED-17")
def test_price_document__between_coupons__adds_up_in_every_row() -> None:
    document = price_document(schedule(coupon=ICMA), [START, date(2024, 4, 15)], Ladder(50, 100))
    issue, later = document["settlements"]
    assert (document["issue_price_percent"], document["issue_yield_percent"]) == ("100", "5.000000")
    assert (issue["accrued_per_unit"], later["accrued_per_unit"]) == ("0.00", "12.50")  # 91 of 182 days of 25.00
    assert issue["rows"][2] == {
        "yield_percent": "5.000000",
        "clean_percent": "100.0000",
        "clean_per_unit": "1000.00",
        "dirty_per_unit": "1000.00",
    }
    for row in later["rows"]:
        assert Decimal(row["clean_per_unit"]) + Decimal("12.50") == Decimal(row["dirty_per_unit"])
    prices = [Decimal(row["clean_percent"]) for row in later["rows"]]
    assert prices == sorted(prices, reverse=True)
    assert len(set(prices)) == 5


@pytest.mark.requirement("SCHED-17")
def test_price_document__repaid_in_part__is_in_percent_of_what_is_outstanding() -> None:
    plan = schedule(coupon=ICMA, amortisation={"kind": "sinking", "first": "2025-07-15", "percent": "25"})
    (settled,) = price_document(plan, [date(2026, 7, 15)], Ladder(50, 0))["settlements"]
    assert settled["outstanding_per_unit"] == "250.00"
    assert settled["rows"][0]["clean_percent"] == "100.0000"


@pytest.mark.requirement("SCHED-17")
def test_price_document__payments_not_known__is_refused_with_what_is_missing() -> None:
    with pytest.raises(InputError, match=r"the interest of coupon 1 is not observed yet.*--observations"):
        price_document(schedule(coupon=FLOATING), [START], Ladder())


@pytest.mark.requirement("SCHED-17")
@pytest.mark.parametrize("day", [date(2024, 1, 14), date(2027, 1, 15)])
def test_price_document__day_on_which_nothing_is_due__is_refused_with_the_days_that_are(day: date) -> None:
    with pytest.raises(InputError, match=r"nothing is due after .* from 2024-01-15 to the day before 2027-01-15"):
        price_document(schedule(), [day], Ladder())


@pytest.mark.requirement("SCHED-17")
def test_deal_of__price_paid__is_parted_and_has_its_yield() -> None:
    deal = deal_of(schedule(coupon=ICMA), date(2024, 4, 15), Fraction(101_250))
    assert (deal.accrued, deal.clean_percent) == (1250, "100.0000")
    assert Fraction("4.99") < Fraction(deal.yield_percent) < Fraction("5.01")
    assert deal_of(schedule(coupon=ICMA), START, Fraction(0)) == (0, "0.0000", None)


@pytest.mark.requirement("SCHED-17")
def test_rows_of__two_days__have_every_column_and_no_more() -> None:
    rows = rows_of(price_document(schedule(), [START, date(2024, 4, 15)], Ladder(100, 100)))
    assert [row["settlement_date"] for row in rows] == ["2024-01-15"] * 3 + ["2024-04-15"] * 3
    assert {frozenset(row) for row in rows} == {frozenset(COLUMNS)}
