from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.schedule.accrued import accrued
from tests.bonds import FLOATING, schedule

EX = {"business_days_before": "1", "ex_business_days_before": "7"}
ICMA = {"day_count": "ACT/ACT-ICMA"}


@pytest.mark.requirement("SCHED-13")
@pytest.mark.parametrize(
    ("day", "exact", "minor"),
    [
        (date(2024, 1, 14), Fraction(0), 0),  # before the interest start
        (date(2024, 1, 15), Fraction(0), 0),
        (date(2024, 4, 15), Fraction(2500 * 91, 182), 1250),
        (date(2024, 7, 14), Fraction(2500 * 181, 182), 2486),
        (date(2024, 7, 15), Fraction(0), 0),  # the next period starts
        (date(2027, 1, 15), Fraction(0), 0),  # the last period has ended
    ],
)
def test_accrued__day_of_a_period__is_its_share_of_the_coupon(day: date, exact: Fraction, minor: int) -> None:
    result = accrued(schedule(coupon=ICMA), day)

    assert (result.exact, result.minor) == (exact, minor)


@pytest.mark.requirement("SCHED-13")
@pytest.mark.parametrize(
    ("day", "part"),
    [
        (date(2024, 7, 3), Fraction(170, 182)),
        (date(2024, 7, 4), Fraction(-11, 182)),  # seven business days before Monday 15 July
        (date(2024, 7, 14), Fraction(-1, 182)),
    ],
)
def test_accrued__from_the_ex_date_on__is_what_the_seller_keeps(day: date, part: Fraction) -> None:
    result = accrued(schedule(coupon=ICMA, record=EX), day)

    assert result.exact == 2500 * part
    assert result.minor == (2500 * part + Fraction(1, 2)).__floor__()


@pytest.mark.requirement("SCHED-13", "SCHED-4")
def test_accrued__30_day_months__leave_the_periods_days_less_those_accrued() -> None:
    rule = {"day_count": "30/360", "frequency": "annual"}
    plan = schedule(coupon=rule, issue_date="2024-02-28", maturity_date="2026-02-28", record=EX)
    bound = plan.periods[0].ex_date
    assert bound is not None
    day = bound + timedelta(days=1)
    reached = 360 * (day.year - 2024) + 30 * (day.month - 2) + day.day - 28

    assert accrued(plan, day).exact == -Fraction(5000 * (360 - reached), 360)


@pytest.mark.requirement("SCHED-13")
@given(st.integers(0, 3 * 365))
def test_accrued__any_day_before_the_ex_date__is_between_nothing_and_the_coupon(offset: int) -> None:
    plan = schedule(coupon=ICMA)
    result = accrued(plan, date(2024, 1, 15) + timedelta(days=offset))

    assert 0 <= result.exact <= 2500
    assert abs(result.exact - result.minor) <= Fraction(1, 2)


@pytest.mark.requirement("SCHED-13")
def test_accrued__coupon_not_observed__is_refused() -> None:
    with pytest.raises(ValueError, match="the interest of coupon 1 is not observed yet"):
        accrued(schedule(coupon=FLOATING), date(2024, 2, 1))
    assert accrued(schedule(coupon={"kind": "zero", "day_count": "ACT/365F"}), date(2024, 2, 1)).exact == 0
