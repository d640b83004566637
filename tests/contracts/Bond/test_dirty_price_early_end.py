"""Prices of a bond whose life left its plan: paid late, called in part, ended early, accelerated."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tenor.units import epoch_day, timestamp
from tests.contracts.course import FIXED, end, put, watch
from tests.contracts.kinds import INFLATION, create, endow, fix, signed_run
from tests.contracts.prices import CALLABLE, YIELD, YIELDS, attos, dirty
from tests.contracts.support import reverts
from tests.contracts.world import World


@pytest.mark.requirement("BOND-43")
def test_dirty_price__coupon_funded_late__is_without_default_interest(world: World) -> None:
    default = {"grace_days": "14", "acceleration_percent": "25", "default_interest_percent": "2"}
    other = create(world, default=default)
    other.distribute({other.investor_a: 3})
    day = date(2024, 3, 1)
    before = dirty(other, day, YIELD // 20)
    other.record(1)
    other.advance(other.bond.coupon(1)["period"]["payTime"] + 30 * 86_400)
    per_unit, units, total = other.bond.runTotals(1)
    endow(other, total)
    other.bond.fundCoupon(1, total, signed_run(other, 1, per_unit, units, total), by=other.paying_agent)
    assert other.bond.coupon(1)["late"] > 0
    assert dirty(other, day, YIELD // 20) == before


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize(("price", "repaid"), [(10**9, 25_000), (1_020_000_000, 25_500)])
def test_dirty_price__part_called__repays_it_at_its_price_and_pays_interest_on_what_is_left(
    world: World, price: int, repaid: int
) -> None:
    other, day = create(world, **CALLABLE), date(2024, 1, 15)
    assert dirty(other, day, 0) == attos(Fraction(115_000))
    put(other, "_parts", {"share": 25 * 10**7, "price": price}, key=2)
    watch(other)
    amounts = [2_500, 2_500 + repaid, 1_875, 1_875, 1_875, 76_875]
    for rate in YIELDS:
        value = sum(amount / (1 + Fraction(rate, 2 * YIELD)) ** k for k, amount in enumerate(amounts, start=1))
        assert dirty(other, day, rate) == attos(Fraction(value))
    later = sum(amount / Fraction(103, 100) ** k for k, amount in enumerate(amounts[2:], start=1))
    assert dirty(other, date(2025, 1, 15), 6 * YIELD // 100) == attos(Fraction(later))


@pytest.mark.requirement("BOND-43")
def test_dirty_price__bond_that_ends_early__is_that_of_what_is_paid_until_then(world: World) -> None:
    other = create(world)
    called(other, price=1_010_000_000)
    day = date(2024, 7, 15)
    with reverts("NoPriceOn", day=epoch_day(date(2024, 12, 20)), first=epoch_day(date(2024, 1, 15)),
                 end=epoch_day(date(2024, 12, 20))):  # fmt: skip
        dirty(other, date(2024, 12, 20), 0)
    amount = 2_153 + 101_000  # 155 of 360 days at 5 %, rounded half up: 2152.78
    for rate in YIELDS:
        assert dirty(other, day, rate) == attos(amount / (1 + Fraction(rate, 2 * YIELD)))
        left = 1 + Fraction(rate, 2 * YIELD) * Fraction(55, 155)
        assert dirty(other, date(2024, 10, 25), rate) == attos(amount / left)


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize(("rounding", "interest"), [("per-unit-down", 2_152), ("per-holding-down", None)])
def test_dirty_price__bond_that_ends_early__rounds_the_last_coupon_as_it_will_be(
    world: World, rounding: str, interest: int | None
) -> None:
    other = create(world, coupon={"rounding": rounding})
    called(other, price=10**9)
    accrues = Fraction(interest) if interest else Fraction(100_000 * 5 * 155, 36_000)
    assert dirty(other, date(2024, 7, 15), 0) == attos(100_000 + accrues)


@pytest.mark.requirement("BOND-43")
def test_dirty_price__end_at_present_value__is_known_once_the_principal_is_fixed(world: World) -> None:
    other = create(world)
    called(other, price=0)
    with reverts("PrincipalNotKnown"):
        dirty(other, date(2024, 7, 15), 0)
    put(other, "_principalFixedLater", FIXED | 103_000)
    assert dirty(other, date(2024, 7, 15), 0) == attos(Fraction(105_153))


@pytest.mark.requirement("BOND-43")
def test_dirty_price__indexed_bond_that_ends_early__needs_the_last_ratio(world: World) -> None:
    other = create(world, coupon={"frequency": "annual", "rate_percent": "1.5"}, inflation=INFLATION)
    called(other, price=10**9, last=1)
    with reverts("RateNotKnown", number=1):
        dirty(other, date(2024, 7, 15), 0)
    fix(other, 1, 110 * 10**9)
    interest = int(100_000 * Fraction(15, 1_000) * Fraction(335, 360) * Fraction(11, 10) + Fraction(1, 2))
    assert dirty(other, date(2024, 7, 15), 0) == attos(Fraction(110_000 + interest))


@pytest.mark.requirement("BOND-43")
def test_dirty_price__zero_coupon_that_ends_early__counts_years_back_from_its_end(world: World) -> None:
    other = create(world, coupon={"kind": "zero", "day_count": "ACT/ACT-ICMA"})
    finish = date(2026, 3, 15)
    end(other, time=timestamp(finish, other.schedule.terms.pay_at, "UTC"), day=epoch_day(finish), price=99 * 10**7)
    value = 99_000 / (Fraction(11, 10) ** 2)
    assert dirty(other, date(2024, 3, 15), YIELD // 10) == attos(value)
    value = 99_000 / (Fraction(11, 10) * (1 + Fraction(15, 365) / 10))
    assert dirty(other, date(2025, 2, 28), YIELD // 10) == attos(value)


@pytest.mark.requirement("BOND-43")
def test_dirty_price__after_acceleration__reverts(world: World) -> None:
    other, first = create(world), epoch_day(date(2024, 1, 15))
    end(other, time=timestamp(date(2024, 9, 1), other.schedule.terms.pay_at, "UTC"), last=1, accelerated=1)
    with reverts("NoPriceOn", day=first, first=first, end=first):
        dirty(other, date(2024, 1, 15), 0)


def called(world: World, *, price: int, last: int = 2) -> None:
    """The bond ends on 20 December 2024, within the period of a coupon."""
    day = date(2024, 12, 20)
    moment = timestamp(day, world.schedule.terms.pay_at, "UTC")
    end(world, time=moment, day=epoch_day(day), last=last, cut=1, price=price)
