from __future__ import annotations

import copy
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import tenor.schedule
from tenor.errors import InputError
from tenor.schedule import schedule_of
from tests.bonds import ARREARS, FLOATING, fields

EUROPEAN = {
    "currency": "EUR",
    "size": "300000000",
    "unit": "1000",
    "issue_date": "2025-11-11",
    "maturity_date": "2029-11-11",
    "coupon": {
        "kind": "fixed",
        "rate_percent": "2.500",
        "frequency": "annual",
        "day_count": "ACT/ACT-ICMA",
        "rounding": "per-unit-half-up",
    },
    "business_days": {"calendars": ["TARGET"], "roll": "following", "accrual": "unadjusted"},
}


@pytest.mark.requirement("SCHED-14")
def test_schedule_of__example_of_the_page__is_the_whole_document() -> None:
    document = schedule_of(EUROPEAN)
    *_, last = document["periods"]

    assert (document["schema"], document["currency"], document["units"]) == ("tenor-schedule/1", "EUR", 300_000)
    assert [each["interest_per_unit"] for each in document["periods"]] == ["25.00"] * 4
    assert last == {
        "number": 4,
        "accrual_start": "2028-11-11",
        "accrual_end": "2029-11-11",
        "days": 365,
        "year_fraction": {"numerator": 1, "denominator": 1},
        "fixing_date": None,
        "ex_date": None,
        "record_date": "2029-11-09",
        "record_time": "2029-11-09T17:00:00+00:00",
        "pay_date": "2029-11-12",  # the 11th is a Sunday
        "rate_percent": "2.5",
        "outstanding_per_unit": "1000.00",
        "interest_per_unit": "25.00",
        "principal_per_unit": "1000.00",
        "interest_total": "7500000.00",
        "principal_total": "300000000.00",
        "total": "307500000.00",
    }
    assert json.loads(json.dumps(document)) == document


@pytest.mark.requirement("SCHED-14")
def test_schedule_of__exact_python_values__are_the_texts() -> None:
    given = copy.deepcopy(EUROPEAN)
    given |= {"size": 300_000_000, "unit": Decimal(1000), "issue_date": date(2025, 11, 11)}

    assert schedule_of(given) == schedule_of(EUROPEAN)


@pytest.mark.requirement("SCHED-14")
def test_schedule_of__what_was_given__is_left_as_it_was() -> None:
    given = copy.deepcopy(EUROPEAN)
    schedule_of(given)

    assert given == EUROPEAN


@pytest.mark.requirement("SCHED-14")
def test_schedule_of__part_of_a_block__takes_the_rest_as_it_is_by_default() -> None:
    document = schedule_of(fields(record={"ex_business_days_before": 3}, timezone="Asia/Tokyo"))
    first = document["periods"][0]

    assert (first["record_time"], first["ex_date"]) == ("2024-07-12T17:00:00+09:00", "2024-07-10")


@pytest.mark.requirement("SCHED-14", "SCHED-5")
def test_schedule_of__interest_per_holding__has_twelve_more_digits_cut_off() -> None:
    coupon = {"rate_percent": "7", "day_count": "ACT/365F", "rounding": "per-holding-down"}
    first = schedule_of(fields(coupon=coupon))["periods"][0]

    assert first["interest_per_unit"] == "34.90410958904109"  # 70 × 182 / 365 = 34.904109589041095…
    assert first["interest_total"] == "34904.10"
    assert schedule_of(fields(coupon=coupon, currency="JPY"))["periods"][0]["interest_per_unit"] == "34.904109589041"


@pytest.mark.requirement("SCHED-14", "TERM-3")
@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"size": 300e6}, "terms, size: size is '300000000.0': an amount is up to 15 digits"),
        ({"coupon": {**EUROPEAN["coupon"], "rate_percent": 2.5}}, "coupon.rate_percent is '2.5'"),  # type: ignore[dict-item]
        ({"unit": True}, "unit is 'True'"),
        ({"coupon": "fixed"}, "coupon is 'fixed', not a mapping"),
        ({"coupon": None}, "coupon is empty, not a mapping"),
        ({"business_days": None}, "business_days is empty, not a mapping"),
        ({"business_days": {"calendars": ["HK"]}}, "needs them for 2027-11-11, 2028-11-11, 2029-11-11"),
        ({"colour": "red"}, "terms, colour: colour is not a known field"),
        ({"maturity_date": "2025-11-11"}, "maturity_date 2025-11-11 is not after issue_date"),
        ({"unit": "700"}, "size 300000000 is not a multiple of the unit 700"),
    ],
)
def test_schedule_of__terms_out_of_order__are_refused_by_field(changes: dict[str, Any], text: str) -> None:
    with pytest.raises(InputError) as caught:
        schedule_of({**EUROPEAN, **changes})
    assert text in str(caught.value)


@pytest.mark.requirement("SCHED-14", "TERM-2")
def test_schedule_of__no_fields__are_refused_by_one_error_that_names_all() -> None:
    with pytest.raises(InputError) as caught:
        schedule_of({})
    assert [line.split()[1] for line in str(caught.value).splitlines()] == [
        "currency:", "size:", "unit:", "issue_date:", "maturity_date:", "coupon:",
    ]  # fmt: skip
    with pytest.raises(InputError, match="this is of the type list, not a mapping"):
        schedule_of([])  # type: ignore[arg-type]


@pytest.mark.requirement("SCHED-14")
def test_schedule_of__mapping_that_holds_itself__is_refused() -> None:
    coupon: dict[str, Any] = {"kind": "fixed"}
    coupon["rate_percent"] = coupon

    with pytest.raises(InputError, match="coupon.rate_percent is a mapping, not a single value"):
        schedule_of({**EUROPEAN, "coupon": coupon})


@pytest.mark.requirement("SCHED-14", "SCHED-11")
@pytest.mark.parametrize(
    ("coupon", "observations", "text"),
    [
        ({}, {"coupons": {"1": "3"}}, "coupon 1 is not observed: it is known at issue"),
        (FLOATING, {"coupons": {"13": "3"}}, "coupon 13 is not observed: those from 1 to 12 are"),
        (FLOATING, {"coupons": {"0": "3"}}, "coupon 0 is not observed: those from 1 to 12 are"),
        (FLOATING, {"coupons": {"1": "20.1"}}, "20.1 observed for coupon 1 is outside the bounds of the terms"),
        (FLOATING, {"coupons": {"1": 3.25}}, "coupons.1 is '3.25': a figure is up to 15 digits"),
        (FLOATING, {"daily": {"2024-01-15": "3"}}, "no coupon of these terms compounds daily rates"),
        (ARREARS, {"daily": {"2024-01-13": "3", "2024-01-15": "3"}}, "2024-01-13 is observed for no coupon"),
        (ARREARS, {"daily": {"2027-01-15": "3"}}, "2027-01-15 is observed for no coupon"),
        (
            {**ARREARS, "fixed_first": {"coupons": "1", "rate_percent": "4"}},
            {"daily": {"2024-01-15": "3"}},
            "2024-01-15 is observed for no coupon",
        ),
        (ARREARS, {"daily": {"15.1.2024": "3"}}, "this is not a date"),
        (FLOATING, {"kpi": {"tonnes": "3"}}, "'tonnes' is no target of these terms"),
        (FLOATING, {"rates": {}}, "rates is not a known field"),
    ],
)
def test_schedule_of__observation_of_nothing__is_refused(
    coupon: dict[str, Any], observations: dict[str, Any], text: str
) -> None:
    with pytest.raises(InputError) as caught:
        schedule_of(fields(coupon=coupon), observations)
    assert text in str(caught.value)
    assert caught.value.where.startswith("observations of unnamed, ")


@pytest.mark.requirement("SCHED-14", "SCHED-11")
def test_schedule_of__target_observed__is_taken_within_its_bounds_only() -> None:
    target = {
        "name": "tonnes", "observed_from": "2025-01-31", "comparison": "at-most", "target": "100",
        "step_percent": "0.25", "applies_from": "2025-07-15", "minimum": "0", "maximum": "1000",
    }  # fmt: skip
    document = schedule_of(fields(kpi=[target]), {"kpi": {"tonnes": "100"}})

    assert document["periods"][-1]["rate_percent"] == "5"
    with pytest.raises(InputError, match="1001 observed for 'tonnes' is outside the bounds of the terms"):
        schedule_of(fields(kpi=[target]), {"kpi": {"tonnes": "1001"}})
    with pytest.raises(InputError, match="'tonne' is no target of these terms. Write 'tonnes' if that is meant"):
        schedule_of(fields(kpi=[target]), {"kpi": {"tonne": "1"}})


@pytest.mark.requirement("SCHED-14")
def test_schedule_of__observations_that_are_no_mapping__are_refused() -> None:
    with pytest.raises(InputError, match="observations of unnamed"):
        schedule_of(fields(coupon=FLOATING), [])  # type: ignore[arg-type]


@pytest.mark.requirement("SCHED-14")
def test_schedule_of__number_of_the_coupon_as_a_number__is_taken() -> None:
    document = schedule_of(fields(coupon=FLOATING), {"coupons": {1: "3.25", "2": Decimal("3.5")}})

    assert [each["rate_percent"] for each in document["periods"][:3]] == ["3.25", "3.5", None]


def test_import__model_of_the_schedule__loads_neither_yaml_nor_quantlib() -> None:
    code = "import sys, tenor.schedule.model; print([name for name in ('yaml', 'QuantLib') if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout == "[]\n"
    assert tenor.schedule.schedule_of is schedule_of
