"""Interest accrued on a unit by any day: the product's and the twin's exact fraction, on every kind of bond."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tenor.schedule.accrued import accrued as of_schedule
from tenor.schedule.observations import Observations
from tenor.units import epoch_day, timestamp
from tests.bonds import fields, schedule
from tests.contracts.course import end, put, watch
from tests.contracts.kinds import FLOATING, INFLATION, PERCENT, TARGET, create, fix
from tests.contracts.prices import CALLABLE, KINDS, accrued, days_of
from tests.contracts.support import reverts
from tests.contracts.world import World
from tests.twin import pricing
from tests.twin.schedule import Sheet, build

EX = {"business_days_before": "2", "time": "17:00", "ex_business_days_before": "8"}


@pytest.mark.requirement("BOND-42")
@pytest.mark.parametrize("kind", KINDS)
def test_accrued_interest__any_day_of_any_kind__is_the_products_and_the_twins(world: World, kind: str) -> None:
    other = create(world, **KINDS[kind])
    sheet = Sheet(fields(**KINDS[kind]))
    periods = build(sheet)
    for day in days_of(other.schedule):
        found = accrued(other, day)
        assert found == of_schedule(other.schedule, day).exact, day
        assert found == pricing.accrued_interest(sheet, periods, day), day


@pytest.mark.requirement("BOND-42")
def test_accrued_interest__from_the_ex_date_on__is_owed_to_the_buyer(world: World) -> None:
    other = create(world, record=EX)
    first = other.schedule.periods[0]
    assert first.ex_date is not None
    assert accrued(other, first.ex_date - timedelta(days=1)) > 0
    assert accrued(other, first.ex_date) == -Fraction(100_000 * 5 * (first.pay_date - first.ex_date).days, 36_000)
    assert accrued(other, first.pay_date) == 0


@pytest.mark.requirement("BOND-42")
@pytest.mark.parametrize("day", [date(1970, 1, 1), date(2024, 1, 14), date(2027, 1, 15), date(2199, 12, 31)])
def test_accrued_interest__before_the_first_day_and_after_the_last__is_none(world: World, day: date) -> None:
    other = create(world)
    assert other.bond.accruedInterest(epoch_day(day)) == (0, 1)


@pytest.mark.requirement("BOND-42")
def test_accrued_interest__rate_that_is_fixed_later__is_known_once_it_is_fixed(world: World) -> None:
    other = create(world, coupon=FLOATING)
    first, second = other.schedule.periods[:2]
    with reverts("RateNotKnown", number=1):
        accrued(other, first.accrual_start + timedelta(days=1))
    assert accrued(other, first.accrual_start) == 0
    fix(other, 1, 3 * PERCENT)
    assert accrued(other, date(2024, 7, 15)) == Fraction(100_000 * 35 * 182, 360_000)
    assert accrued(other, second.accrual_start) == 0
    with reverts("RateNotKnown", number=2):
        accrued(other, second.accrual_start + timedelta(days=1))


@pytest.mark.requirement("BOND-42")
@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ({"coupon": FLOATING}, ("3.3333333", "-0.75", "2.0000001")),
        ({"coupon": {**FLOATING, "rounding": "per-holding-down"}}, ("3.3333333", "-0.75", "2.0000001")),
        (
            {"coupon": {"frequency": "annual", "rate_percent": "1.5"}, "inflation": INFLATION},
            ("104.9995", "99.1", "80"),
        ),
    ],
)
def test_accrued_interest__every_coupon_fixed__is_the_products(
    world: World, changes: dict[str, Any], values: tuple[str, ...]
) -> None:
    other = create(world, **changes)
    for number, value in enumerate(values, start=1):
        fix(other, number, int(Fraction(value) * (10**9 if "inflation" in changes else PERCENT)))
    observed = Observations(coupons={
        number: Fraction(value) / (1 if "inflation" in changes else 100) for number, value in enumerate(values, start=1)
    })  # fmt: skip
    known = schedule(observed, **changes)
    for day in days_of(known):
        assert accrued(other, day) == of_schedule(known, day).exact, day


@pytest.mark.requirement("BOND-42")
def test_accrued_interest__coupon_with_a_target_not_fixed__is_refused(world: World) -> None:
    other = create(world, kpi=[TARGET])
    with reverts("RateNotKnown", number=3):
        accrued(other, date(2025, 2, 1))


@pytest.mark.requirement("BOND-42")
def test_accrued_interest__bond_that_ends_early__is_that_to_the_end(world: World) -> None:
    """The coupon that is cut has no ex-date: who holds at the end is paid."""
    other = create(world, record=EX)
    last_day = date(2024, 12, 20)
    end(other, time=timestamp(last_day, other.schedule.terms.pay_at, "UTC"), day=epoch_day(last_day), last=2, cut=1,
        price=10**9)  # fmt: skip
    assert accrued(other, date(2024, 12, 19)) == Fraction(100_000 * 5 * 154, 36_000)
    assert accrued(other, last_day) == 0


@pytest.mark.requirement("BOND-42")
def test_accrued_interest__after_acceleration__is_none(world: World) -> None:
    other = create(world)
    end(other, time=timestamp(date(2024, 9, 1), other.schedule.terms.pay_at, "UTC"), last=1, accelerated=1)
    assert accrued(other, date(2024, 8, 1)) == 0


@pytest.mark.requirement("BOND-42")
def test_accrued_interest__part_called__is_on_what_is_left(world: World) -> None:
    other = create(world, **CALLABLE)
    put(other, "_parts", {"share": 25 * 10**7, "price": 10**9}, key=2)
    watch(other)
    assert accrued(other, date(2025, 1, 14)) == Fraction(100_000 * 5 * 179, 36_000)
    assert accrued(other, date(2025, 1, 16)) == Fraction(75_000 * 5 * 1, 36_000)


@pytest.mark.requirement("BOND-42")
def test_today__any_moment__is_the_day_in_the_bonds_own_zone(world: World) -> None:
    for zone, hours in {"Asia/Hong_Kong": 8, "UTC": 0, "America/New_York": -5}.items():
        other = create(world, timezone=zone)
        midnight = (world.now // 86_400 + 3) * 86_400 - hours * 3_600
        snapshot = world.chain.rpc("evm_snapshot")
        other.advance(midnight - 1)
        assert other.bond.today() == (midnight + hours * 3_600) // 86_400 - 1
        other.advance(midnight)
        assert other.bond.today() == (midnight + hours * 3_600) // 86_400
        world.chain.rpc("evm_revert", snapshot)
