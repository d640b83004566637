"""The clean price in whole minor units, which a make-whole pays where it is more than par."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tenor.schedule.interest import nearest
from tenor.schedule.pricing import clean_price
from tenor.units import epoch_day
from tests.bonds import fields
from tests.contracts.kinds import create
from tests.contracts.prices import CALLABLE, KINDS, YIELD, YIELDS, days_of, priced
from tests.contracts.support import Deployed, reverts
from tests.contracts.world import World
from tests.twin import pricing
from tests.twin.schedule import Sheet, build


def opened(world: World) -> World:
    """The bond with its last piece in the form that shows what options ask of it."""
    harness = world.deploy("PricingHarness", world.registry)
    code = world.chain.rpc("eth_getCode", harness.wallet, "latest")
    world.chain.rpc("anvil_setCode", world.plan.deployment.contracts()["BondPricing"], code)
    return replace(world, bond=Deployed(world.chain, "PricingHarness", world.bond.wallet))


@pytest.mark.requirement("BOND-43")
@pytest.mark.parametrize("kind", KINDS)
def test_clean_price__in_whole_units__is_that_rounded_once_and_never_less_than_par(world: World, kind: str) -> None:
    other = opened(create(world, **KINDS[kind]))
    sheet = Sheet(fields(**KINDS[kind]))
    periods = build(sheet)
    for index, day in enumerate(each for each in days_of(other.schedule) if priced(other.schedule, each)):
        rate = YIELDS[index % len(YIELDS)]
        exact = Fraction(rate, YIELD)
        assert other.bond.presentValue(epoch_day(day), rate) == nearest(clean_price(other.schedule, day, exact))
        assert other.bond.makeWhole(epoch_day(day), rate) == pricing.make_whole(sheet, periods, day, exact)


@pytest.mark.requirement("BOND-43")
def test_clean_price__in_whole_units_at_a_half__goes_up(world: World) -> None:
    """A coupon of 90 that accrues by a half a day."""
    other = opened(create(world, maturity_date="2024-07-15", coupon={"rate_percent": "0.18"}))
    for day, whole in ((date(2024, 1, 16), 100_090), (date(2024, 1, 17), 100_089), (date(2024, 1, 18), 100_089)):
        assert other.bond.presentValue(epoch_day(day), 0) == whole


@pytest.mark.requirement("BOND-43")
def test_clean_price__in_whole_units_outside_the_life__reverts(world: World) -> None:
    other = opened(create(world, **CALLABLE))
    first, last = (epoch_day(date(year, 1, 15)) for year in (2024, 2027))
    with reverts("NoPriceOn", day=last, first=first, end=last):
        other.bond.makeWhole(last, 0)
