"""The twin against answers worked out by hand, and its independence."""

from __future__ import annotations

import ast
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path

import pytest

from tests.twin import cash, definitions, hong_kong, life

HERE = Path(__file__).parent
HKSAR = {
    "size": "800000000",
    "unit": "500000",
    "rate": "0.0405",
    "issue": "2023-02-16",
    "maturity": "2024-02-16",
    "coupons_a_year": "2",
    "convention": "modified-following",
    "adjusted": "yes",
    "record_days": "1",
    "record_time": "17:00",
    "decimals": "2",
}


def at(wall_clock: str) -> datetime:
    return datetime.fromisoformat(wall_clock)


def sale(day: str, giver: str, taker: str, units: int, paid: str = "0") -> life.Transfer:
    return life.Transfer(at(day), giver, taker, units, Fraction(paid))


ALL_TO_TWO = [sale("2023-02-16T10:00", "issuer", "A", 1000), sale("2023-02-16T10:00", "issuer", "B", 600)]


SCHEDULES = ["dates.py", "day_counts.py", "rates.py", "principal.py", "schedule.py", "document.py", "pricing.py"]
LIVES = ["calendars.py", "holders.py", "payouts.py", "bond_life.py"]
PLAIN = {"__future__", "ast", "collections", "dataclasses", "datetime", "fractions", "itertools", "math", "typing"}


@pytest.mark.parametrize("module", ["definitions.py", "hong_kong.py", "life.py", "cash.py", *SCHEDULES, *LIVES])
def test_twin__imports__are_the_standard_library_and_itself(module: str) -> None:
    tree = ast.parse((HERE / module).read_text())
    roots = {name.split(".")[0] for name in _imported(tree)}
    assert roots <= {*PLAIN, "zoneinfo", "tests"}
    assert all(not name.startswith("tests") or name.startswith("tests.twin") for name in _imported(tree))


def _imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_general_holidays__each_year__has_seventeen_and_none_is_a_sunday() -> None:
    for year in (2023, 2024):
        days = [day for day in hong_kong.GENERAL_HOLIDAYS if day.year == year]
        assert len(days) == 17  # general holidays beside Sundays, General Holidays Ordinance (Cap. 149)
        assert all(day.weekday() != 6 for day in days)


def test_is_business_day__outside_the_table__is_an_error() -> None:
    assert hong_kong.is_business_day(date(2024, 12, 31))
    with pytest.raises(LookupError, match="does not reach 2025-01-01"):
        hong_kong.is_business_day(date(2025, 1, 1))


@pytest.mark.parametrize(
    ("first", "end", "days"),
    [("2023-02-16", "2023-08-16", 181), ("2023-08-16", "2024-02-16", 184), ("2023-12-31", "2024-12-31", 366)],
)
def test_actual_365_fixed__dates__counts_days_over_365_in_leap_years_too(first: str, end: str, days: int) -> None:
    found = definitions.actual_365_fixed(date.fromisoformat(first), date.fromisoformat(end))
    assert found == Fraction(days, 365)


@pytest.mark.parametrize(
    ("convention", "moved"),
    [
        ("following", date(2024, 4, 2)),  # Easter: 29 March to 1 April 2024 are holidays
        ("modified-following", date(2024, 3, 28)),
        ("preceding", date(2024, 3, 28)),
        ("modified-preceding", date(2024, 3, 28)),
        ("none", date(2024, 3, 30)),
    ],
)
def test_business_day__saturday_of_easter__moves_by_the_convention(convention: str, moved: date) -> None:
    assert definitions.business_day(date(2024, 3, 30), convention) == moved


def test_business_day__first_of_april__preceding_leaves_the_month_and_modified_does_not() -> None:
    assert definitions.business_day(date(2024, 4, 1), "preceding") == date(2024, 3, 28)
    assert definitions.business_day(date(2024, 4, 1), "modified-preceding") == date(2024, 4, 2)


@pytest.mark.parametrize(("days", "record"), [(0, date(2024, 2, 9)), (1, date(2024, 2, 9)), (2, date(2024, 2, 8))])
def test_business_days_before__lunar_new_year__skips_its_holidays(days: int, record: date) -> None:
    assert definitions.business_days_before(date(2024, 2, 13), days) == record


def test_months_before__end_of_august__keeps_the_day_where_the_month_has_it() -> None:
    anchor = date(2024, 8, 31)
    assert [definitions.months_before(anchor, months) for months in (6, 12)] == [date(2024, 2, 29), date(2023, 8, 31)]


@pytest.mark.parametrize(
    ("amount", "rounded"), [("10041.7808", "10041.78"), ("0.005", "0.01"), ("0.0049999", "0"), ("2.675", "2.68")]
)
def test_half_up__amount__goes_to_the_nearest_cent_and_a_half_upwards(amount: str, rounded: str) -> None:
    assert definitions.half_up(Fraction(amount), 2) == Fraction(rounded)


@pytest.mark.parametrize(
    ("amount", "decimals", "shown"),
    [("16066848", 2, "16066848.00"), ("-1.32", 2, "-1.32"), ("0.05", 2, "0.05"), ("7", 0, "7")],
)
def test_text__amount__has_every_minor_digit(amount: str, decimals: int, shown: str) -> None:
    assert definitions.text(Fraction(amount), decimals) == shown


def test_text__fraction_of_a_cent__is_refused() -> None:
    with pytest.raises(ValueError, match="not a whole number of minor units"):
        definitions.text(Fraction("0.001"))


def test_coupons__hksar_2023__are_the_amounts_of_the_deal() -> None:
    first, second = life.coupons(HKSAR)
    assert (first.per_unit, first.total) == (Fraction("10041.78"), Fraction("16066848.00"))
    assert (first.aggregate, first.drift) == (Fraction("16066849.32"), Fraction("1.32"))
    assert (second.per_unit, second.total) == (Fraction("10208.22"), Fraction("16333152.00"))
    assert (first.record, second.record) == (at("2023-08-15T17:00"), at("2024-02-15T17:00"))


def test_coupons__stub__is_refused() -> None:
    with pytest.raises(ValueError, match="is a stub"):
        life.coupons(HKSAR | {"issue": "2023-03-16"})


def test_entitlements__sale_after_the_record_time__stay_with_the_seller() -> None:
    first = life.coupons(HKSAR)[0]
    late = sale("2023-08-15T17:01", "A", "B", 1000)
    in_time = sale("2023-08-15T17:00", "A", "B", 1000)
    assert life.entitlements(first, [*ALL_TO_TWO, late])["A"] == Fraction("10041780.00")
    assert life.entitlements(first, [*ALL_TO_TWO, in_time]) == {"B": Fraction("16066848.00")}


def test_register_at__delivery_of_more_than_is_held__is_refused() -> None:
    with pytest.raises(ValueError, match="delivers more"):
        life.register_at([*ALL_TO_TWO, sale("2023-03-01", "B", "A", 601)], at("2023-03-01T00:00"))


def test_receipts__seller_after_the_last_record_time__has_the_coupon_and_no_principal() -> None:
    paid = life.receipts(HKSAR, [*ALL_TO_TWO, sale("2024-02-15T18:00", "A", "B", 1000)])
    assert paid["A"] == life.Receipts({1: Fraction("10041780.00"), 2: Fraction("10208220.00")}, Fraction(0))
    assert paid["B"].principal == Fraction("800000000.00")
    assert sum(each.total for each in paid.values()) == Fraction("832400000.00")


def scene(*fiat: cash.Fiat) -> cash.Scene:
    bought = [sale("2023-02-16T10:00", "issuer", "A", 1600, "800000000")]
    times = (time(10), at("2023-02-16T16:00"), at("2024-02-16T16:00"))
    return cash.Scene(HKSAR, bought, fiat, "issuer", "agent", *times)


def test_days__whole_life__ends_with_no_cash_outstanding() -> None:
    subscription = cash.Fiat(at("2023-02-16T09:00"), "A", Fraction(800_000_000))
    coupon = cash.Fiat(at("2023-08-16T08:00"), "agent", Fraction("16066848"))
    final = cash.Fiat(at("2024-02-16T08:00"), "agent", Fraction("816333152"))
    found = cash.days(scene(subscription, coupon, final))
    assert list(found) == [date(2023, 2, 16), date(2023, 8, 16), date(2024, 2, 16)]
    assert found[date(2023, 2, 16)] == cash.Day(*map(Fraction, (800_000_000, 800_000_000, 800_000_000, 0)))
    assert found[date(2023, 8, 16)] == cash.Day(*map(Fraction, (16_066_848, 0, 16_066_848, 16_066_848)))
    assert found[date(2024, 2, 16)] == cash.Day(*map(Fraction, (816_333_152, 832_400_000, 816_333_152, 0)))


def test_days__coupon_not_funded__says_who_is_short() -> None:
    with pytest.raises(ValueError, match="agent is short of 16066848 on 2023-08-16"):
        cash.days(scene(cash.Fiat(at("2023-02-16T09:00"), "A", Fraction(800_000_000))))
