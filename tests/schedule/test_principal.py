from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tests.bonds import schedule

YEARLY = {"frequency": "annual"}
SIX = ["2025-01-15", "2026-01-15", "2027-01-15", "2028-01-15", "2029-01-15"]


def repaid(**changes: Any) -> list[int | None]:  # noqa: ANN401 -- any field of a term sheet
    return [period.principal_per_unit for period in schedule(**changes).periods]


def percents(*rows: tuple[str, str]) -> dict[str, Any]:
    return {"kind": "percent", "instalments": [{"date": day, "percent": percent} for day, percent in rows]}


@pytest.mark.requirement("SCHED-12")
def test_repayments__sixths_of_the_face__leave_the_rest_to_the_last() -> None:
    block = percents(*((day, "16.66") for day in SIX))
    plan = schedule(maturity_date="2030-01-15", coupon=YEARLY, amortisation=block)

    assert [each.principal_per_unit for each in plan.periods] == [166_60] * 5 + [167_00]
    assert [each.outstanding_per_unit for each in plan.periods] == [1_000_00 - n * 166_60 for n in range(6)]
    assert [each.interest_per_unit for each in plan.periods][-1] == 8_35  # 5 % of 167.00
    assert sum(map(plan.principal_total, plan.periods)) == 1_000_000_00


@pytest.mark.requirement("SCHED-12")
def test_repayments__percent_named_for_the_maturity_date__is_the_same_rest() -> None:
    block = percents(*((day, "16.66") for day in SIX), ("2030-01-15", "16.70"))

    assert repaid(maturity_date="2030-01-15", coupon=YEARLY, amortisation=block) == [166_60] * 5 + [167_00]


@pytest.mark.requirement("SCHED-12")
def test_repayments__amounts__are_repaid_on_their_dates() -> None:
    rows = [{"date": "2025-07-15", "amount": "250.5"}, {"date": "2026-07-15", "amount": "49.50"}]

    assert repaid(amortisation={"kind": "amount", "instalments": rows}) == [0, 0, 25_050, 0, 4_950, 70_000]


@pytest.mark.requirement("SCHED-12")
def test_repayments__sinking__repays_the_share_from_its_first_date_on() -> None:
    block = {"kind": "sinking", "first": "2025-07-15", "percent": "25"}

    assert repaid(amortisation=block) == [0, 0, 25_000, 25_000, 25_000, 25_000]
    assert repaid(amortisation={**block, "percent": "20"}) == [0, 0, 20_000, 20_000, 20_000, 40_000]


@pytest.mark.requirement("SCHED-12")
def test_repayments__annuity__pays_the_same_each_time() -> None:
    plan = schedule(maturity_date="2027-01-15", coupon=YEARLY, amortisation={"kind": "annuity"})
    paid = [each.interest + each.principal for each in plan.periods]

    assert paid == [36_721, 36_721, 36_721]  # 1000 / (1/1.05 + 1/1.05² + 1/1.05³) = 367.2086
    assert [each.principal_per_unit for each in plan.periods] == [31_721, 33_307, 34_972]


@pytest.mark.requirement("SCHED-12")
@given(
    rate=st.integers(5, 200).map(lambda tenths: str(Fraction(tenths, 10).__float__())),
    frequency=st.sampled_from(["annual", "semi-annual", "quarterly", "monthly"]),
    day_count=st.sampled_from(["ACT/365F", "30E/360", "ACT/ACT-ICMA"]),
    unit=st.sampled_from(["1000", "2500.37", "100000"]),
)
def test_repayments__any_annuity__comes_to_the_face_in_level_payments(
    rate: str, frequency: str, day_count: str, unit: str
) -> None:
    coupon = {"rate_percent": rate, "frequency": frequency, "day_count": day_count}
    plan = schedule(coupon=coupon, unit=unit, size=unit, amortisation={"kind": "annuity"})
    paid = [each.interest + each.principal for each in plan.periods]

    assert sum(each.principal for each in plan.periods) == plan.terms.unit_face
    assert len(set(paid[:-1])) == 1
    assert abs(paid[-1] - paid[0]) <= 2 * len(paid)  # what rounding left over


@pytest.mark.requirement("SCHED-12", "TERM-8")
@pytest.mark.parametrize(
    ("block", "what"),
    [
        (percents(("2025-07-16", "10")), "instalments[1].date: 2025-07-16 is not the notional end of a period"),
        (percents(("2025-07-15", "60"), ("2026-07-15", "60")), "the instalments come to 120, more than 100 percent"),
        (percents(("2025-07-15", "60"), ("2026-07-15", "40")), "leave nothing for the last payment"),
        (percents(("2025-07-15", "60"), ("2027-01-15", "30")), "come to 90, less than 100 percent"),
        (percents(("2026-07-15", "10"), ("2025-07-15", "10")), "instalment 2 on 2025-07-15 is not after instalment 1"),
        (percents(("2026-07-15", "0.0001")), "0.0001 percent of a unit of 1000 rounds to zero minor units"),
        ({"kind": "sinking", "first": "2025-07-15", "percent": "50"}, "come to 150,000 of 100,000 minor units"),
        ({"kind": "sinking", "first": "2025-07-15", "percent": "0"}, "rounds to zero minor units"),
        ({"kind": "sinking", "first": "2025-07-01", "percent": "5"}, "amortisation.first: 2025-07-01 is not the"),
        (
            {"kind": "amount", "instalments": [{"date": "2025-07-15", "amount": "1000.01"}]},
            "the instalments come to 1000.01, more than the unit",
        ),
        (
            {"kind": "amount", "instalments": [{"date": "2025-07-15", "amount": "10.005"}]},
            "amount 10.005 is not a whole number of EUR minor units",
        ),
        ({"kind": "percent", "instalments": []}, "amortisation.instalments has too few entries"),
        ({"kind": "bullet"}, "Write one of 'percent', 'amount', 'sinking', 'annuity'"),
    ],
)
def test_repayments__instalments_out_of_order__are_refused(block: dict[str, Any], what: str) -> None:
    with pytest.raises(InputError) as caught:
        schedule(amortisation=block)
    assert what in str(caught.value)
