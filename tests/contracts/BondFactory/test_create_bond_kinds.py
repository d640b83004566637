"""A bond of every kind: at the address foretold from its terms, with the amounts of its schedule and the twin's."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tenor.deployment.bond_code import bond_address
from tenor.deployment.bond_issue import bond_issue
from tenor.errors import InputError
from tenor.schedule.build import build_schedule
from tenor.schedule.document import terms_of
from tests.bonds import fields
from tests.contracts.kinds import (
    ARREARS,
    FLOATING,
    INFLATION,
    PER_HOLDING,
    PERCENTS,
    STEP_UP,
    TARGET,
    ZERO_COUPON,
    create,
    issue_of,
    predicted_at,
    roles_of,
)  # fmt: skip
from tests.contracts.world import World
from tests.twin.generate import DAY_COUNTS, ROUNDINGS, sheets
from tests.twin.schedule import Sheet, build

IRREGULAR = {
    "interest_start_date": "2024-02-29",
    "issue_date": "2024-02-28",
    "maturity_date": "2027-08-31",
    "business_days": {"calendars": [], "roll": "modified-following", "accrual": "adjusted"},
}
STUB = {"stub": "short-first", "end_of_month": "true"}
FIXED: dict[str, dict[str, Any]] = {
    "step-up": {"coupon": STEP_UP},
    "percent": {"amortisation": PERCENTS},
    "percent per holding": {"amortisation": PERCENTS, "coupon": PER_HOLDING},
    "sinking": {"amortisation": {"kind": "sinking", "first": "2025-01-15", "percent": "20"}},
    "annuity": {"amortisation": {"kind": "annuity"}, "coupon": {"frequency": "monthly"}},
    "withholding": {"withholding": [{"country": "HK", "percent": "10"}], "prescription": {}},
    **{f"{count}, {rounding}": {**IRREGULAR, "coupon": {"day_count": count, "rounding": rounding, **STUB}}
       for count in DAY_COUNTS for rounding in ROUNDINGS},
}  # fmt: skip
LATER: dict[str, dict[str, Any]] = {
    "floating": {"coupon": FLOATING},
    "floating in arrears": {"coupon": {**ARREARS, "rounding": "per-holding-down"}},
    "first coupons fixed": {"coupon": {**FLOATING, "fixed_first": {"coupons": "2", "rate_percent": "4.5"}}},
    "inflation": {"inflation": INFLATION},
    "targets": {"kpi": [TARGET]},
    "amortising with targets": {"kpi": [TARGET], "amortisation": PERCENTS, "coupon": STEP_UP},
}


@pytest.mark.requirement("BOND-12")
@pytest.mark.parametrize("kind", [*FIXED, *LATER, "zero"])
def test_create_bond__of_any_kind__stands_where_its_schedule_foretells(world: World, kind: str) -> None:
    changes = {**FIXED, **LATER, "zero": {"coupon": ZERO_COUPON}}[kind]
    issue = issue_of(world, **changes)
    other = create(world, **changes)
    assert other.bond.wallet == bond_address(world.factory.wallet, issue)
    found = other.bond.terms()
    assert {key: found[key] for key in issue.terms} == dict(issue.terms)
    assert other.bond.couponCount() == len(issue.periods)


@pytest.mark.requirement("BOND-21")
@pytest.mark.parametrize("kind", FIXED)
def test_create_bond__known_at_issue__has_the_amounts_of_schedule_and_twin(world: World, kind: str) -> None:
    changes = FIXED[kind]
    other = create(world, **changes)
    twin = build(Sheet(fields(**changes)))
    assert other.bond.couponCount() == len(twin)
    for number, (period, expected) in enumerate(zip(other.schedule.periods, twin, strict=True), start=1):
        coupon, detail, last = other.bond.coupon(number), other.bond.couponDetail(number), number == len(twin)
        instalment = 0 if last else expected.principal
        assert Fraction(coupon["interest"], coupon["denominator"]) == expected.interest
        assert (coupon["instalment"], detail["instalment"]) == (instalment, instalment)
        assert detail["outstanding"] == expected.outstanding == period.outstanding_per_unit
        assert coupon["isFixed"]
        assert coupon["amountPerUnit"] == int(expected.interest or 0) + (instalment or 0)
        assert (coupon["period"]["recordTime"], coupon["period"]["payTime"]) == (period.record_time, period.pay_time)


@pytest.mark.requirement("BOND-21")
@pytest.mark.parametrize("kind", LATER)
def test_create_bond__fixed_later__has_no_amounts_yet(world: World, kind: str) -> None:
    other = create(world, **LATER[kind])
    for number in range(1, other.bond.couponCount() + 1):
        coupon = other.bond.coupon(number)
        figures = [coupon[key] for key in ("isFixed", "amountPerUnit", "interest", "denominator")]
        assert figures == [False, 0, 0, 0]


@settings(max_examples=60, suppress_health_check=[*HealthCheck])
@given(sheet=sheets())
def test_create_bond__any_sheet__is_foretold_at_one_address(session_world: World, sheet: tuple[Any, Any]) -> None:
    """Coupons, details, annex and terms are part of the address: the same address is the same bond to the letter."""
    world = session_world
    try:
        schedule = build_schedule(terms_of(sheet[0]))
    except InputError:
        assume(False)  # noqa: FBT003 -- no bond: a coupon comes to nothing
    issue = bond_issue(schedule, world.cash.wallet, world.dvp.wallet, roles_of(world))
    assert predicted_at(world, 900_000_000, issue.arguments) == bond_address(world.factory.wallet, issue)
