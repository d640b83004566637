from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tenor.campaign.load import load_campaign
from tenor.reports.holder_coupons import Span
from tenor.reports.holder_view import AccountView, transactions_of, view_account
from tenor.schedule.build import build_schedule
from tenor.schedule.model import Schedule
from tenor.schedule.observations import Observations
from tests.bonds import FLOATING, bond, schedule
from tests.twin.hksar import FOLDER

ISSUE, END = date(2023, 2, 16), date(2024, 2, 16)
ZERO = Decimal("0.00")


@cache
def hksar() -> Schedule:
    return load_campaign(FOLDER).schedule


@pytest.fixture
def account(sample: dict[str, Any]) -> dict[str, Any]:
    """Of INV-03: 200 units at issue, 20 sold on 19 May 2023."""
    return next(deepcopy(each) for each in sample["accounts"] if each["holder"] == "INV-03")


def view(account: dict[str, Any], first: date = ISSUE, last: date = END) -> AccountView:
    return view_account(account, hksar(), Span(first, last))


@pytest.mark.requirement("REP-11")
def test_view_account__whole_life__ends_with_nothing_held_or_open(account: dict[str, Any]) -> None:
    told = view(account)
    assert (told.opening, told.closing, told.closing_principal, told.accrual) == (0, 0, ZERO, None)
    assert [held for _, held in told.movements] == [200, 180, 0]
    assert told.received == Decimal("93645000.00") == Decimal("3645000.00") + told.redeemed
    assert told.open == ZERO


@pytest.mark.requirement("REP-11")
def test_view_account__year_end__has_what_accrued_on_the_units_held(account: dict[str, Any]) -> None:
    told = view(account, last=date(2023, 12, 31))
    assert (told.closing, told.closing_principal) == (180, Decimal("90000000.00"))
    # 137 of 365 days of 4.05 % on 500,000.00 is 7,600.68 a unit
    assert told.accrual is not None
    assert (told.accrual.per_unit, told.accrual.amount) == ("7600.68", "1368122.40")
    assert [(line.number, line.units, line.paid) for line in told.coupons] == [(1, 180, Decimal("1807520.40"))]


@pytest.mark.requirement("REP-11")
def test_view_account__second_half_year__opens_with_what_was_held_and_leaves_the_first_coupon_out(
    account: dict[str, Any],
) -> None:
    told = view(account, first=date(2023, 9, 1))
    assert (told.opening, [row["units"] for row, _ in told.movements]) == (180, [-180])
    assert [line.number for line in told.coupons] == [2]
    assert told.received == Decimal("1837479.60") + Decimal("90000000.00")


@pytest.mark.requirement("REP-11")
def test_view_account__day_of_a_trade_and_of_a_payment__counts_with_them(account: dict[str, Any]) -> None:
    assert view(account, last=date(2023, 5, 18)).closing == 200
    assert view(account, last=date(2023, 5, 19)).closing == 180
    assert view(account, first=date(2023, 8, 16), last=date(2023, 8, 16)).received == Decimal("1807520.40")


@pytest.mark.requirement("REP-11")
def test_view_account__between_record_date_and_payment__is_no_claim_that_is_due(account: dict[str, Any]) -> None:
    told = view(account, last=date(2023, 8, 15))
    (line,) = told.coupons
    assert (line.due, line.open, line.paid) == (False, Decimal("1807520.40"), ZERO)
    assert (told.open, told.received) == (ZERO, ZERO)


@pytest.mark.requirement("REP-11")
def test_view_account__coupon_not_paid__stays_a_claim_in_later_periods(account: dict[str, Any]) -> None:
    account["receipts"][0]["parts"] = []
    assert view(account, last=date(2023, 8, 16)).open == Decimal("1807520.40")
    later = view(account, first=date(2023, 9, 1))
    assert ([line.number for line in later.coupons], later.open) == ([1, 2], Decimal("1807520.40"))


@pytest.mark.requirement("REP-11")
def test_view_account__paid_late_and_in_part__is_open_until_then_for_the_rest(account: dict[str, Any]) -> None:
    (part,) = account["receipts"][0]["parts"]
    part |= {"date": "2023-09-05", "amount": "1807000.00", "tax": "500.00"}
    assert view(account, last=date(2023, 9, 4)).open == Decimal("1807520.40")
    told = view(account, first=date(2023, 9, 1), last=date(2023, 9, 30))
    (line,) = told.coupons
    assert (line.paid, line.tax, line.open) == (Decimal("1807000.00"), Decimal("500.00"), Decimal("20.40"))


def bought(units: int) -> dict[str, Any]:
    row = {"date": "2024-01-15", "intent": "0x01", "units": units, "counterparty": "issuer", "trade": None}
    return {"movements": [row], **dict.fromkeys(("receipts", "repayments", "notices", "lapses"), ()), "taxed": None}


def held(plan: Schedule, day: date, units: int = 3) -> AccountView:
    return view_account(bought(units), plan, Span(date(2024, 1, 15), day))


@pytest.mark.requirement("REP-11")
def test_view_account__amortising_bond__closes_with_what_is_left_of_the_principal() -> None:
    plan = schedule(amortisation={"kind": "sinking", "first": "2025-07-15", "percent": "25"})
    days = (date(2025, 7, 14), date(2025, 7, 15), date(2027, 1, 15))
    left = [held(plan, day).closing_principal for day in days]
    assert left == [Decimal("3000.00"), Decimal("2250.00"), Decimal("750.00")]  # the last until units are cancelled


@pytest.mark.requirement("REP-11")
def test_view_account__interest_rounded_on_a_holding__accrues_on_the_holding() -> None:
    plan = schedule(coupon={"rounding": "per-holding-down", "rate_percent": "4.99"})
    accrual = held(plan, date(2024, 3, 2), 700).accrual  # 47 of 360 days: 6.5147... a unit
    assert accrual is not None
    assert (accrual.per_unit, accrual.amount) == ("6.51", "4560.31")


@pytest.mark.requirement("REP-11")
def test_view_account__coupon_fixed_after_the_closing_day__is_not_known_even_if_it_is_now() -> None:
    arrears = {**FLOATING, "fixing": {"timing": "in-arrears", "minimum_percent": "-5", "maximum_percent": "20"}}
    observed = Observations(coupons={number: bond().rate for number in range(1, 13)})
    accrual = held(build_schedule(bond(coupon=arrears), observed), date(2024, 3, 1)).accrual
    assert accrual is not None
    assert (accrual.amount, accrual.reason) == (None, "not known: the coupon was not fixed by then")
    unobserved = held(schedule(coupon=FLOATING), date(2024, 3, 1)).accrual
    assert unobserved is not None
    assert unobserved.reason == "not known: the interest of coupon 1 is not observed yet"


@pytest.mark.requirement("REP-11")
def test_transactions_of__entries_of_one_transaction__are_listed_once_in_order(
    sample: dict[str, Any], account: dict[str, Any]
) -> None:
    account["movements"][1]["intent"] = "0xfeed"
    listed = transactions_of(view(account), sample["run"]["transactions"])
    assert [None if row is None else row["block"] for _, row in listed] == [90, None, 124, 132]
    assert listed[1][0] == "0xfeed"  # sent by others: nothing but its hash is known
