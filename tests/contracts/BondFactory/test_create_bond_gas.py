"""The gas of a creation grows with the coupons and no faster."""

from __future__ import annotations

import pytest

from tests.contracts.BondFactory.schedules import MOST_COUPONS, monthly, words
from tests.contracts.world import World

MOST_GAS = 12_000_000  # of thirty years of months


def gas_of(world: World, coupons: int) -> int:
    """Gas that the creation of a bond of so many coupons takes."""
    periods = monthly(world, coupons)
    terms = {**world.terms, "maturityTime": periods[-1]["payTime"]}
    gas: int = world.factory.createBond(terms, words(periods), [], b"", world.bond_roles, by=world.issuer).gas
    return gas


@pytest.mark.requirement("BOND-13")
def test_create_bond__thirty_years_of_months__stays_below_the_mark(world: World) -> None:
    assert gas_of(world, 360) < MOST_GAS


@pytest.mark.requirement("BOND-13")
def test_create_bond__twice_the_coupons__costs_no_more_than_twice(world: World) -> None:
    first, half, whole = (gas_of(world, coupons) for coupons in (1, MOST_COUPONS // 2, MOST_COUPONS))
    assert (whole - first) < 2.1 * (half - first)
