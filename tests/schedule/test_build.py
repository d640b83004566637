from __future__ import annotations

from datetime import UTC, date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tenor.errors import InputError
from tenor.schedule.build import build_schedule
from tenor.schedule.dates import notional_dates
from tenor.schedule.model import Period
from tenor.terms.model import BusinessDayRule, CalendarName
from tests.bonds import schedule

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenor.terms.model import Terms

    Vary = Callable[..., Terms]


def line_named(error: InputError) -> str:
    """The line of the term sheet that an error points to."""
    path, _, number = error.where.rpartition(":")
    return Path(path).read_text().splitlines()[int(number) - 1].strip()


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).astimezone(UTC).timestamp())


@pytest.mark.requirement("SCHED-1", "SCHED-5", "SCHED-6")
def test_build_schedule__hksar_2023__is_the_two_coupons_of_the_deal(hksar: Terms) -> None:
    first, second = build_schedule(hksar).periods

    assert first == Period(
        number=1,
        notional_start=date(2023, 2, 16),
        accrual_start=date(2023, 2, 16),
        accrual_end=date(2023, 8, 16),
        days=181,
        year_fraction=Fraction(181, 365),
        record_date=date(2023, 8, 15),
        record_time=seconds("2023-08-15T17:00+08:00"),
        pay_date=date(2023, 8, 16),
        pay_time=seconds("2023-08-16T09:00+08:00"),
        interest_per_unit=1_004_178,
        principal_per_unit=0,
        rate=Fraction(81, 2000),
        outstanding_per_unit=50_000_000,
        interest_exact=Fraction(50_000_000 * 81 * 181, 2000 * 365),
    )
    assert second == Period(
        number=2,
        notional_start=date(2023, 8, 16),
        accrual_start=date(2023, 8, 16),
        accrual_end=date(2024, 2, 16),
        days=184,
        year_fraction=Fraction(184, 365),
        record_date=date(2024, 2, 15),
        record_time=seconds("2024-02-15T17:00+08:00"),
        pay_date=date(2024, 2, 16),
        pay_time=seconds("2024-02-16T09:00+08:00"),
        interest_per_unit=1_020_822,
        principal_per_unit=50_000_000,
        rate=Fraction(81, 2000),
        outstanding_per_unit=50_000_000,
        interest_exact=Fraction(50_000_000 * 81 * 184, 2000 * 365),
    )


QUARTERLY = [  # pay date, days with interest adjusted to it, days with interest unadjusted
    (date(2024, 6, 17), 94, 92),  # 15 June 2024 is a Saturday
    (date(2024, 9, 16), 91, 92),  # 15 September 2024 is a Sunday
    (date(2024, 12, 16), 91, 91),  # 15 December 2024 is a Sunday
    (date(2025, 3, 17), 91, 90),  # 15 March 2025 is a Saturday
]


@pytest.mark.requirement("SCHED-2", "SCHED-5")
@pytest.mark.parametrize("adjusted", [True, False])
def test_build_schedule__dates_on_weekends__move_payment_and_interest_only_if_adjusted(
    vary: Vary, *, adjusted: bool
) -> None:
    terms = vary(issue_date=date(2024, 3, 15), maturity_date=date(2025, 3, 15), frequency=4, accrual_adjusted=adjusted)
    periods = build_schedule(terms).periods

    assert [period.pay_date for period in periods] == [day for day, _, _ in QUARTERLY]
    assert [period.days for period in periods] == [row[1 if adjusted else 2] for row in QUARTERLY]
    assert periods[-1].accrual_end == (date(2025, 3, 17) if adjusted else date(2025, 3, 15))
    assert [period.principal_per_unit for period in periods] == [0, 0, 0, 50_000_000]


@pytest.mark.requirement("SCHED-2", "SCHED-6")
def test_build_schedule__lunar_new_year__moves_payment_behind_it_and_the_record_date_before_it(vary: Vary) -> None:
    terms = vary(issue_date=date(2023, 8, 10), maturity_date=date(2024, 2, 10))
    (period,) = build_schedule(terms).periods

    assert period.pay_date == date(2024, 2, 14)  # the market is closed from Saturday 10 to Tuesday 13 February
    assert period.record_date == date(2024, 2, 9)
    assert period.days == 188


def test_build_schedule__interest_start_after_issue__counts_from_it(vary: Vary) -> None:
    terms = vary(issue_date=date(2023, 2, 16), interest_start=date(2023, 8, 16))
    (period,) = build_schedule(terms).periods

    assert (period.accrual_start, period.days) == (date(2023, 8, 16), 184)


@pytest.mark.requirement("SCHED-6")
def test_build_schedule__zone_with_summer_time__keeps_wall_clock_times(vary: Vary) -> None:
    terms = vary(
        issue_date=date(2024, 1, 15), maturity_date=date(2025, 1, 15), pay_at=time(9, 30), timezone="Europe/Paris"
    )
    summer, winter = build_schedule(terms).periods

    assert summer.pay_time == seconds("2024-07-15T09:30+02:00")
    assert winter.pay_time == seconds("2025-01-15T09:30+01:00")


@pytest.mark.requirement("SCHED-1")
def test_notional_dates__month_end_anchor__keeps_its_day_through_february(vary: Vary) -> None:
    terms = vary(issue_date=date(2023, 8, 31), maturity_date=date(2025, 8, 31))

    assert notional_dates(terms) == [
        date(2023, 8, 31), date(2024, 2, 29), date(2024, 8, 31), date(2025, 2, 28), date(2025, 8, 31),
    ]  # fmt: skip


def test_notional_dates__thirtieth__stays_the_thirtieth_without_an_end_of_month_rule(vary: Vary) -> None:
    terms = vary(issue_date=date(2023, 8, 30), maturity_date=date(2024, 4, 30), frequency=12)

    assert [day.day for day in notional_dates(terms)] == [30, 30, 30, 30, 30, 30, 29, 30, 30]


@pytest.mark.requirement("SCHED-7")
@pytest.mark.parametrize("issue_date", [date(2023, 2, 15), date(2023, 2, 17), date(2023, 5, 16), date(2024, 2, 15)])
def test_notional_dates__dates_that_need_a_stub__are_refused_by_name(vary: Vary, issue_date: date) -> None:
    with pytest.raises(InputError) as caught:
        notional_dates(vary(issue_date=issue_date))

    assert line_named(caught.value).startswith("maturity_date: 2024-02-16")
    assert "the first coupon period would be a stub" in caught.value.what
    assert f"interest starts on {issue_date}" in caught.value.what
    assert "write 'stub:' under coupon" in caught.value.remedy


@pytest.mark.requirement("SCHED-3")
def test_build_schedule__coupons_beyond_the_horizon__are_refused_with_all_their_dates(vary: Vary) -> None:
    with pytest.raises(InputError) as caught:
        build_schedule(vary(issue_date=date(2026, 2, 16), maturity_date=date(2028, 2, 16)))

    assert line_named(caught.value).startswith("calendars: [HK]")
    assert caught.value.what.endswith("needs them for 2027-02-16, 2027-08-16, 2028-02-16")
    assert caught.value.exit_status == 2


@pytest.mark.requirement("SCHED-3")
def test_build_schedule__record_date_beyond_the_horizon__is_named_in_the_same_error() -> None:
    """Three business days before 3 January 2023 nothing is known, nor on a day of 2027."""
    days = {"calendars": ["HK", "TARGET"], "roll": "following", "accrual": "unadjusted"}
    record = {"business_days_before": "3", "time": "17:00"}
    with pytest.raises(InputError) as caught:
        schedule(
            issue_date="2022-01-02",
            maturity_date="2027-01-02",
            coupon={"frequency": "annual"},
            business_days=days,
            record=record,
        )
    assert caught.value.what == (
        "holidays of HK are known from 2023-01-01 to 2026-12-31, and the schedule needs them for 2022-12-31, 2027-01-02"
    )


def test_build_schedule__calendar_with_a_wider_horizon__is_built(vary: Vary) -> None:
    terms = vary(issue_date=date(2026, 2, 16), maturity_date=date(2028, 2, 16), calendars=(CalendarName.TARGET,))

    assert len(build_schedule(terms).periods) == 4


@pytest.mark.requirement("SCHED-6")
def test_build_schedule__record_date_before_the_last_payment__is_refused(vary: Vary) -> None:
    terms = vary(frequency=12, record_lag=25)

    with pytest.raises(InputError) as caught:
        build_schedule(terms)

    assert line_named(caught.value).startswith("business_days_before: 1")
    assert "record date 2023-02-09 of coupon 1 is not after 2023-02-16" in caught.value.what
    assert len(build_schedule(vary(frequency=12, record_lag=15)).periods) == 12


def test_build_schedule__record_date_on_the_last_payment_date__is_refused(vary: Vary) -> None:
    lags = {"on": 123, "after": 122}  # business days between 16 February and 16 August 2023
    with pytest.raises(InputError, match="record date 2023-02-16 of coupon 1 is not after 2023-02-16"):
        build_schedule(vary(record_lag=lags["on"]))
    assert build_schedule(vary(record_lag=lags["after"])).periods[0].record_date == date(2023, 2, 17)


@pytest.mark.requirement("SCHED-7")
def test_build_schedule__coupon_that_rounds_to_zero__is_refused(vary: Vary) -> None:
    half_a_cent = Fraction(365, 2 * 181 * 50_000_000)  # on 181 days; the second coupon has 184

    assert build_schedule(vary(rate=half_a_cent)).periods[0].interest_per_unit == 1
    with pytest.raises(InputError) as caught:
        build_schedule(vary(rate=half_a_cent - Fraction(1, 10**15)))
    assert line_named(caught.value).startswith("rate_percent: 4.05")
    assert "coupon 1 (2023-02-16 to 2023-08-16) rounds to zero minor units" in caught.value.what


@pytest.mark.requirement("SCHED-2")
def test_build_schedule__no_roll__pays_on_the_holiday_itself(vary: Vary) -> None:
    terms = vary(issue_date=date(2023, 8, 10), maturity_date=date(2024, 2, 10), roll=BusinessDayRule.NONE)
    (period,) = build_schedule(terms).periods

    assert period.pay_date == date(2024, 2, 10)
    assert period.record_date == date(2024, 2, 9)


@pytest.mark.requirement("SCHED-2", "SCHED-9")
def test_build_schedule__first_payment_moved_before_the_interest_start__is_refused() -> None:
    life = {"issue_date": "2024-01-02", "interest_start_date": "2024-01-20", "maturity_date": "2024-07-21"}
    days = {"calendars": [], "roll": "preceding", "accrual": "adjusted"}  # Sunday 21 January moves to Friday 19
    coupon = {"stub": "short-first", "rate_percent": "50"}

    with pytest.raises(InputError, match="coupon 1 would accrue from 2024-01-20 to 2024-01-19") as caught:
        schedule(**life, business_days=days, coupon=coupon)
    assert caught.value.where == "terms, business_days.roll"
    assert schedule(**life, business_days={**days, "roll": "following"}, coupon=coupon).periods[0].days == 2
