"""Accrued interest and prices about the days on which coupons are paid, and of coupons that are not rounded."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tenor.schedule.accrued import accrued
from tenor.schedule.model import Schedule
from tenor.schedule.pricing import clean_price, dirty_price, make_whole_price, yield_of
from tests.bonds import FLOATING, schedule

SIX = Fraction(6, 100)
LIFE: dict[str, Any] = {"issue_date": "2024-02-10", "maturity_date": "2025-08-10"}  # 10 August 2024 is a Saturday
COUPON = {"rate_percent": "6", "day_count": "30/360"}
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2024, 8, day) for day in (9, 10, 11, 12))
EX = {"business_days_before": "1", "ex_business_days_before": "3"}
WHOLE = {
    "until": "2025-08-01",
    "spread_percent": "0",
    "notice_days": "1",
    "minimum_percent": "0",
    "maximum_percent": "10",
}


def paid(roll: str, **changes: Any) -> Schedule:  # noqa: ANN401 -- any field of a term sheet
    days = {"calendars": [], "roll": roll, "accrual": "unadjusted"}
    return schedule(**{**LIFE, "coupon": COUPON, "business_days": days, **changes})


@pytest.mark.requirement("SCHED-13", "SCHED-5")
def test_clean_price__interest_rounded_per_holding__is_of_the_exact_coupons() -> None:
    coupon = {"rate_percent": "0.99", "day_count": "30/360", "rounding": "per-holding-down"}
    plan, day = schedule(**LIFE, unit="1", size="1", coupon=coupon), date(2024, 3, 10)

    assert float(dirty_price(plan, day, SIX)) == pytest.approx(93.36757, abs=5e-6)
    assert float(clean_price(plan, day, SIX)) == pytest.approx(93.28507, abs=5e-6)


@pytest.mark.requirement("SCHED-13")
@pytest.mark.parametrize(
    ("roll", "day", "dirty", "interest"),
    [
        ("preceding", date(2024, 8, 8), None, Fraction(3000 * 178, 180)),
        ("preceding", FRIDAY, Fraction(100_000), Fraction(-50, 3)),  # paid on Friday, earned to Saturday
        ("preceding", SATURDAY, Fraction(100_000), Fraction(0)),
        ("following", FRIDAY, None, Fraction(3000 * 179, 180)),
        ("following", SATURDAY, Fraction(103_000), Fraction(3000)),  # earned by Saturday, paid on Monday
        ("following", SUNDAY, None, 3000 + Fraction(50, 3)),
        ("following", MONDAY, None, 2 * Fraction(50, 3)),
        ("none", SATURDAY, Fraction(100_000), Fraction(0)),
    ],
)
def test_accrued__payment_moved_and_interest_not__follows_who_gets_the_coupon(
    roll: str, day: date, dirty: Fraction | None, interest: Fraction
) -> None:
    plan = paid(roll)

    assert accrued(plan, day).exact == interest
    assert abs(clean_price(plan, day, SIX) - 100_000) < 20  # no jump: a day's interest at most
    if dirty is not None:
        assert dirty_price(plan, day, SIX) == dirty


@pytest.mark.requirement("SCHED-13")
def test_accrued__ex_date_and_payment_after_the_period__is_of_the_next_coupon_alone() -> None:
    plan = paid("following", record=EX)  # ex from Wednesday 7 August

    assert accrued(plan, date(2024, 8, 7)).exact == 3 * Fraction(-50, 3)
    assert accrued(plan, SATURDAY).exact == 0
    assert accrued(plan, SUNDAY).exact == Fraction(50, 3)
    assert dirty_price(plan, SATURDAY, SIX) == 100_000


@pytest.mark.requirement("SCHED-13")
@pytest.mark.parametrize(("roll", "last"), [("preceding", date(2025, 8, 8)), ("following", date(2025, 8, 11))])
def test_dirty_price__last_payment_date__has_nothing_left(roll: str, last: date) -> None:
    plan = paid(roll)

    assert accrued(plan, last).exact == 0
    with pytest.raises(ValueError, match=f"nothing is due after {last}"):
        dirty_price(plan, last, SIX)
    with pytest.raises(ValueError, match="no make-whole on"):
        make_whole_price(paid(roll, make_whole=WHOLE), last, SIX)


@pytest.mark.requirement("SCHED-13")
def test_yield_of__all_that_is_due_waits_for_a_business_day__is_refused() -> None:
    plan, sunday = paid("following"), date(2025, 8, 10)

    assert dirty_price(plan, sunday, SIX) == 103_000
    for clean in (99_000, 100_000, 101_000):
        with pytest.raises(ValueError, match="than what is paid at once"):
            yield_of(plan, sunday, Fraction(clean))
    assert yield_of(plan, SATURDAY, clean_price(plan, SATURDAY, SIX)) == SIX
    with pytest.raises(ValueError, match="than what is paid at once"):
        yield_of(plan, SATURDAY, Fraction(0))


@pytest.mark.requirement("SCHED-13")
@pytest.mark.parametrize(("roll", "day"), [("following", date(2025, 8, 10)), ("preceding", date(2025, 8, 7))])
def test_dirty_price__zero_coupon_about_its_maturity__is_discounted_to_the_notional_day(roll: str, day: date) -> None:
    plan = paid(roll, coupon={"kind": "zero", "day_count": "ACT/365F"})
    left = max(0, (date(2025, 8, 10) - day).days)

    assert dirty_price(plan, day, SIX) == 100_000 / (1 + Fraction(left, 365) * SIX)


@pytest.mark.requirement("SCHED-13")
def test_make_whole_price__coupon_still_due_with_its_instalment__is_of_what_is_outstanding_until_then() -> None:
    block = {"kind": "amount", "instalments": [{"date": "2024-08-10", "amount": "400"}]}
    plan = paid("following", amortisation=block, make_whole=WHOLE)

    assert make_whole_price(plan, SATURDAY, SIX) == 100_000
    assert make_whole_price(plan, MONDAY, SIX) == 60_000


@pytest.mark.requirement("SCHED-13")
def test_accrued__coupon_of_which_nothing_has_accrued__need_not_be_observed() -> None:
    assert accrued(schedule(coupon=FLOATING), date(2024, 1, 15)).exact == 0
