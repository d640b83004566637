"""What the contracts cannot hold is refused when the schedule is built, with the line of the term sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from tenor.errors import InputError
from tenor.schedule.build import MOST_COUPONS, MOST_INTEREST, MOST_PRINCIPAL, build_schedule
from tenor.terms.model import BusinessDayRule, CalendarName, Terms

Vary = Callable[..., Terms]


def monthly(vary: Vary, months: int) -> Terms:
    """A bond of so many months."""
    year, month = divmod(months + 1, 12)
    return vary(
        issue_date=date(2023, 2, 16),
        maturity_date=date(2023 + year, month + 1, 16),
        frequency=12,
        calendars=(CalendarName.TARGET,),
        roll=BusinessDayRule.FOLLOWING,
        record_lag=2,
    )


@pytest.mark.requirement("SCHED-8")
def test_build_schedule__more_coupons_than_a_bond_holds__is_refused_with_its_line(vary: Vary) -> None:
    assert len(build_schedule(monthly(vary, MOST_COUPONS)).periods) == MOST_COUPONS
    with pytest.raises(InputError) as caught:
        build_schedule(monthly(vary, MOST_COUPONS + 1))
    assert caught.value.what == "601 coupons are more than the 600 that a bond can have"
    assert "terms.yaml:" in caught.value.where


@pytest.mark.requirement("SCHED-8", "TOK-9")
def test_build_schedule__more_interest_than_an_account_holds__is_refused_with_its_line(vary: Vary) -> None:
    each = 2 * 50_000_000  # of a coupon at this rate on one unit; two coupons of 181 and 184 days
    terms = vary(unit_face=50_000_000, rate=Fraction(4), units=1_600)
    interest = sum(period.interest_per_unit for period in build_schedule(terms).periods)
    assert abs(interest - 2 * each) < 10
    most = MOST_INTEREST // interest
    assert build_schedule(vary(unit_face=50_000_000, rate=Fraction(4), units=most)).periods
    with pytest.raises(InputError) as caught:
        build_schedule(vary(unit_face=50_000_000, rate=Fraction(4), units=most + 1))
    assert "is more than a bond can owe one holder" in caught.value.what
    assert "terms.yaml:" in caught.value.where
    assert caught.value.exit_status == 2


@pytest.mark.requirement("SCHED-8")
def test_build_schedule__more_principal_than_a_cash_account_holds__is_refused_with_its_line(vary: Vary) -> None:
    assert build_schedule(vary(size=MOST_PRINCIPAL)).periods
    with pytest.raises(InputError) as caught:
        build_schedule(vary(size=MOST_PRINCIPAL + 1))
    assert "is more than a cash account can hold" in caught.value.what
    assert "terms.yaml:" in caught.value.where
