from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tenor.errors import InputError
from tenor.schedule import schedule_of
from tenor.schedule.observations import Observations
from tests.bonds import FLOATING, fields, schedule

HICP = {
    "index": "HICP excluding tobacco",
    "base": "120.00",
    "principal_floor": "par",
    "business_days": "5",
    "minimum": "60",
    "maximum": "240",
}
COUPON = {"frequency": "annual", "rate_percent": "2"}


def observed(*values: str) -> Observations:
    return Observations(coupons=dict(enumerate(map(Fraction, values), start=1)))


@pytest.mark.requirement("SCHED-12")
def test_build_schedule__index_observed__multiplies_interest_and_the_principal_at_maturity() -> None:
    plan = schedule(observed("123.46", "126.12", "132"), coupon=COUPON, inflation=HICP)

    assert [each.interest_per_unit for each in plan.periods] == [2058, 2102, 2200]  # 20 × 1.02883, 1.051, 1.1
    assert [each.principal_per_unit for each in plan.periods] == [0, 0, 110_000]
    assert next(each.fixing_date for each in plan.periods) == date(2025, 1, 8)


@pytest.mark.requirement("SCHED-12")
def test_build_schedule__ratio_decimals__round_the_ratio_half_up() -> None:
    plan = schedule(observed("123.45"), coupon=COUPON, inflation={**HICP, "ratio_decimals": "1"})

    assert plan.periods[0].interest_per_unit == 2000


@pytest.mark.requirement("SCHED-12")
@pytest.mark.parametrize(("floor", "principal"), [("par", 100_000), ("none", 95_000)])
def test_build_schedule__index_below_its_base__repays_at_least_par_where_the_sheet_says_so(
    floor: str, principal: int
) -> None:
    block = {**HICP, "principal_floor": floor}
    plan = schedule(observed("119", "118", "114"), coupon=COUPON, inflation=block)

    assert plan.periods[-1].principal_per_unit == principal
    assert plan.periods[-1].interest_per_unit == 1900  # interest has no floor


@pytest.mark.requirement("SCHED-12", "SCHED-14")
def test_schedule_of__index_not_observed__is_null() -> None:
    document = schedule_of(fields(coupon=COUPON, inflation=HICP), {"coupons": {"1": "123.46"}})
    first, second, last = document["periods"]

    assert (first["interest_per_unit"], first["total"]) == ("20.58", "20580.00")
    assert (second["interest_per_unit"], second["principal_per_unit"], second["total"]) == (None, "0.00", None)
    assert (last["principal_per_unit"], last["principal_total"], last["rate_percent"]) == (None, None, "2")


@pytest.mark.requirement("SCHED-12", "TERM-8")
@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"coupon": FLOATING}, "inflation goes with a fixed or step-up coupon, and this one is floating"),
        ({"coupon": {**COUPON, "rounding": "per-holding-down"}}, "inflation needs interest rounded per unit"),
        (
            {"amortisation": {"kind": "sinking", "first": "2026-01-15", "percent": "10"}},
            "inflation goes with principal that is repaid whole at maturity",
        ),
        ({"inflation": {**HICP, "minimum": "250"}}, "minimum 250 is above maximum 240"),
        ({"inflation": {**HICP, "ratio_decimals": "10"}}, "ratio_decimals 10 are more than 9"),
        ({"inflation": {**HICP, "base": "0"}}, "inflation.base is '0': an amount is more than zero"),
    ],
)
def test_terms_of__inflation_with_what_excludes_it__is_refused(changes: dict[str, Any], what: str) -> None:
    with pytest.raises(InputError) as caught:
        schedule(**{"coupon": COUPON, "inflation": HICP, **changes})
    assert what in str(caught.value)
