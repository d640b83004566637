"""What a unit is worth with interest accrued: the product's exact value to the nearest 1e-18, at any day and yield."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tenor.schedule.accrued import accrued as of_schedule
from tenor.schedule.build import build_schedule
from tenor.schedule.document import terms_of
from tenor.schedule.observations import Observations
from tenor.schedule.pricing import clean_price, dirty_price
from tenor.units import epoch_day
from tests.bonds import fields, schedule
from tests.contracts.BondFactory.schedules import MOST_COUPONS, monthly, words
from tests.contracts.kinds import FLOATING, INFLATION, PERCENT, annex, create, fix
from tests.contracts.prices import (
    KINDS,
    YIELD,
    YIELDS,
    accrued,
    attos,
    clean,
    days_of,
    dirty,
    priced,
)  # fmt: skip
from tests.contracts.support import MOST_GAS, Refused, reverts
from tests.contracts.world import World
from tests.twin import pricing
from tests.twin.generate import sheets
from tests.twin.schedule import Sheet, build

EX = {"business_days_before": "2", "time": "17:00", "ex_business_days_before": "8"}
ZERO = {"kind": "zero", "day_count": "ACT/365F"}
KNOWN_AT_ISSUE = ("fixed", "zero", "step-up", "amortising", "annuity")


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize("kind", KINDS)
def test_dirty_price__any_day_and_yield_of_any_kind__is_the_products_and_the_twins(world: World, kind: str) -> None:
    other = create(world, **KINDS[kind])
    sheet = Sheet(fields(**KINDS[kind]))
    periods, days = build(sheet), [day for day in days_of(other.schedule) if priced(other.schedule, day)]
    for index, day in enumerate(days):
        rate = YIELDS[index % len(YIELDS)]
        value = dirty_price(other.schedule, day, Fraction(rate, YIELD))
        assert dirty(other, day, rate) == attos(value), (day, rate)
        assert value == pricing.dirty_price(sheet, periods, day, Fraction(rate, YIELD)), (day, rate)


@pytest.mark.requirement("BOND-42", "BOND-43")
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheet=sheets(KNOWN_AT_ISSUE), data=st.data())
def test_dirty_price__any_sheet_known_at_issue__is_the_products(world: World, sheet: Any, data: st.DataObject) -> None:  # noqa: ANN401
    terms, _ = sheet
    assume("kpi" not in terms and terms["coupon"]["kind"] != "floating" and terms["issue_date"] > "2023-02-20")
    plan = build_schedule(terms_of(terms))
    ends = sorted({day for each in plan.periods for day in (each.accrual_end, each.pay_date)})
    around = st.tuples(st.sampled_from(ends), st.integers(-9, 3)).map(lambda pair: pair[0] + timedelta(days=pair[1]))
    within = st.dates(plan.periods[0].accrual_start, ends[-1])
    snapshot = world.chain.rpc("evm_snapshot")
    try:
        other = create(world, **terms)
        for day in data.draw(st.lists(around | within, min_size=6, max_size=6)):
            assert accrued(other, day) == of_schedule(plan, day).exact, day
            if not priced(plan, day):
                continue
            rate = data.draw(st.integers(-YIELD // 2, YIELD))
            assert dirty(other, day, rate) == attos(dirty_price(plan, day, Fraction(rate, YIELD)))
            assert clean(other, day, rate) == attos(clean_price(plan, day, Fraction(rate, YIELD)))
    except Refused as refused:
        assume(refused.error != "TooFine")  # exact interest of too many digits: no such bond
        raise
    finally:
        world.chain.rpc("evm_revert", snapshot)


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize(("kind", "first"), [({}, date(2024, 1, 15)), ({"coupon": ZERO}, date(2024, 1, 15))])
def test_dirty_price__outside_the_life__reverts(world: World, kind: dict[str, Any], first: date) -> None:
    other = create(world, **kind)
    last = date(2027, 1, 15)
    life = {"first": epoch_day(first), "end": epoch_day(last)}
    for day in (first - timedelta(days=1), last, last + timedelta(days=1)):
        with reverts("NoPriceOn", day=epoch_day(day), **life):
            dirty(other, day, 0)
        with reverts("NoPriceOn", day=epoch_day(day), **life):
            clean(other, day, 0)
    assert dirty(other, first, 0) > 0
    assert dirty(other, last - timedelta(days=1), 0) > 0


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize(("coupon", "least"), [({}, -2 * YIELD), ({"kind": "zero", "day_count": "30/360"}, -YIELD)])
def test_dirty_price__yield_that_leaves_nothing__reverts(world: World, coupon: dict[str, Any], least: int) -> None:
    other = create(world, maturity_date="2024-07-15", coupon=coupon)
    day = date(2024, 7, 14)
    for rate in (least, -(2**63)):
        with reverts("NothingToDiscountBy", **{"yield": rate}):
            dirty(other, day, rate)
    for rate in (least + 1, 2**63 - 1):
        exact = Fraction(rate, YIELD)
        assert dirty(other, day, rate) == attos(dirty_price(other.schedule, day, exact))


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize(("years", "rate"), [(122, -YIELD // 2), (175, -YIELD // 4), (175, YIELD)])
def test_dirty_price__over_a_hundred_years__is_exact_to_the_last_digit(world: World, years: int, rate: int) -> None:
    other = create(world, coupon=ZERO, maturity_date=f"{2024 + years}-01-15")
    day = date(2024, 1, 15)
    assert dirty(other, day, rate) == attos(dirty_price(other.schedule, day, Fraction(rate, YIELD)))


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize(("years", "rate"), [(150, -499_999_999), (175, -YIELD // 10 * 7)])
def test_dirty_price__beyond_what_can_be_told_exactly__reverts(world: World, years: int, rate: int) -> None:
    other = create(world, coupon=ZERO, maturity_date=f"{2024 + years}-01-15")
    with reverts("BeyondPrecision", **{"yield": rate}):
        dirty(other, date(2024, 1, 15), rate)


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize("rate", [-YIELD // 2, 30_000_000, YIELD])
def test_dirty_price__most_coupons__is_exact_and_within_a_transactions_gas(world: World, rate: int) -> None:
    periods = monthly(world, MOST_COUPONS)
    other = world.create(periods=words(periods), maturityTime=periods[-1]["payTime"], months=1)
    day = other.bond.coupon(1)["period"]["accrualStart"]
    step, value = 1 + Fraction(rate, 12 * YIELD), Fraction(other.terms["unitFace"])
    for number in range(MOST_COUPONS, 0, -1):
        value = (value + other.bond.coupon(number)["amountPerUnit"]) / step
    assert other.bond.dirtyPrice(day, rate) == attos(value)
    call = {"to": other.bond.wallet, "data": "0x" + other.bond.data("cleanPrice", day, rate).hex()}
    assert int(str(other.chain.rpc("eth_estimateGas", call)), 16) < MOST_GAS // 2


@pytest.mark.requirement("BOND-43")
def test_dirty_price__rate_that_is_fixed_later__is_known_once_all_are_fixed(world: World) -> None:
    coupon = {**FLOATING, "fixed_first": {"coupons": "1", "rate_percent": "4.5"}}
    other = create(world, coupon=coupon)
    day = date(2024, 3, 1)
    with reverts("RateNotKnown", number=2):
        dirty(other, day, 0)
    assert accrued(other, day) == Fraction(100_000 * 45 * 46, 360_000)
    other.bond.confirmFixing(annex(other), 1, by=other.outsider)
    fix(other, 2, 3 * PERCENT)
    with reverts("RateNotKnown", number=3):
        dirty(other, day, 0)
    fix(other, 3, PERCENT)
    known = schedule(Observations(coupons={2: Fraction(3, 100), 3: Fraction(1, 100)}), coupon=coupon)
    for rate in YIELDS:
        assert dirty(other, day, rate) == attos(dirty_price(known, day, Fraction(rate, YIELD)))


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize("rounding", ["per-unit-half-up", "per-unit-down", "per-holding-down"])
def test_dirty_price__coupons_not_fixed_whose_rates_are_known__are_rounded_as_they_will_be(
    world: World, rounding: str
) -> None:
    coupon = {
        **FLOATING, "rounding": rounding, "day_count": "ACT/365F",
        "fixed_first": {"coupons": "3", "rate_percent": "4.567"},
    }  # fmt: skip
    other, day = create(world, coupon=coupon), date(2024, 3, 1)
    value = attos(dirty_price(other.schedule, day, Fraction(1, 20)))
    assert dirty(other, day, YIELD // 20) == value
    other.bond.confirmFixing(annex(other), 1, by=other.outsider)
    assert dirty(other, day, YIELD // 20) == value


@pytest.mark.requirement("BOND-43")
def test_dirty_price__indexed_principal__is_known_once_it_is_fixed(world: World) -> None:
    coupon = {"frequency": "annual", "rate_percent": "1.5"}
    other = create(world, coupon=coupon, inflation=INFLATION, record=EX)
    last = other.schedule.periods[-1]
    assert last.ex_date is not None
    with reverts("RateNotKnown", number=3):
        dirty(other, last.ex_date - timedelta(days=1), 0)
    with reverts("PrincipalNotKnown"):  # the coupon is the seller's
        dirty(other, last.ex_date, 0)
    for number, value in enumerate((104, 99, 123), start=1):
        fix(other, number, value * 10**9)
    observed = Observations(coupons={1: Fraction(104), 2: Fraction(99), 3: Fraction(123)})
    known = schedule(observed, coupon=coupon, inflation=INFLATION, record=EX)
    for day in (last.ex_date - timedelta(days=400), last.ex_date - timedelta(days=1), last.ex_date):
        for rate in YIELDS:
            assert dirty(other, day, rate) == attos(dirty_price(known, day, Fraction(rate, YIELD)))
