"""What a unit is worth without interest accrued: the product's exact value, rounded once to the nearest 1e-18."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tenor.schedule.pricing import clean_price
from tenor.units import epoch_day
from tests.bonds import fields
from tests.contracts.kinds import FLOATING, create
from tests.contracts.prices import ATTO, KINDS, YIELD, YIELDS, attos, clean, days_of, dirty, priced
from tests.contracts.support import reverts
from tests.contracts.world import World
from tests.twin import pricing
from tests.twin.schedule import Sheet, build

EURO = {  # HKSAR, EUR 300m 2.5 % due 2029, issued at 99.955 to yield 2.512 % a year
    "size": "300000000", "issue_date": "2025-11-11", "maturity_date": "2029-11-11",
    "coupon": {"rate_percent": "2.500", "frequency": "annual", "day_count": "ACT/ACT-ICMA"},
}  # fmt: skip


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize("kind", KINDS)
def test_clean_price__any_day_and_yield_of_any_kind__is_the_products_and_the_twins(world: World, kind: str) -> None:
    other = create(world, **KINDS[kind])
    sheet = Sheet(fields(**KINDS[kind]))
    periods, days = build(sheet), [day for day in days_of(other.schedule) if priced(other.schedule, day)]
    for index, day in enumerate(days):
        rate = YIELDS[index % len(YIELDS)]
        value = clean_price(other.schedule, day, Fraction(rate, YIELD))
        assert clean(other, day, rate) == attos(value), (day, rate)
        assert value == pricing.clean_price(sheet, periods, day, Fraction(rate, YIELD)), (day, rate)


@pytest.mark.requirement("BOND-43")
def test_clean_price__hksar_euro_2029__is_the_issue_price_at_its_yield(world: World) -> None:
    other, day = create(world, **EURO), date(2025, 11, 11)
    assert clean(other, day, 25_119_650) > 99_955 * ATTO > clean(other, day, 25_119_750)
    assert abs(clean(other, day, 25_119_700) - 99_955 * ATTO) < ATTO // 2


@pytest.mark.requirement("BOND-43")
def test_clean_price__yield_is_the_coupon__is_par_on_a_coupon_date(world: World) -> None:
    other = create(world)
    for period in other.schedule.periods:
        assert clean(other, period.accrual_start, YIELD // 20) == 100_000 * ATTO


@pytest.mark.requirement("BOND-43")
def test_clean_price__interest_above_a_price_discounted_to_little__is_below_zero(world: World) -> None:
    other = create(world, coupon={"rate_percent": "90", "frequency": "annual"})
    day, rate = date(2024, 12, 15), 2**63 - 1
    value = clean_price(other.schedule, day, Fraction(rate, YIELD))
    assert value < 0
    assert clean(other, day, rate) == attos(value)


@pytest.mark.requirement("BOND-43")
def test_clean_price__ex_coupon__is_more_than_the_price_with_interest(world: World) -> None:
    record = {"business_days_before": "2", "time": "17:00", "ex_business_days_before": "8"}
    other = create(world, record=record)
    ex = other.schedule.periods[0].ex_date
    assert ex is not None
    assert clean(other, ex, YIELD // 20) > dirty(other, ex, YIELD // 20)
    before = ex - timedelta(days=1)
    assert clean(other, before, YIELD // 20) < dirty(other, before, YIELD // 20)


@pytest.mark.requirement("BOND-43")
def test_clean_price__rate_that_is_not_fixed__reverts(world: World) -> None:
    other = create(world, coupon=FLOATING)
    with reverts("RateNotKnown", number=1):
        other.bond.cleanPrice(epoch_day(date(2024, 1, 15)), 0)
