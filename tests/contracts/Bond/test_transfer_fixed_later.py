"""The first transfer after a record time costs little more than any, whether or not the coupon is fixed by then."""

from __future__ import annotations

import pytest

from tests.contracts.kinds import FLOATING, PERCENT, create, fix
from tests.contracts.world import World

MOST_MORE = 3_500  # [gas]


@pytest.mark.requirement("BOND-24", "BOND-20")
@pytest.mark.parametrize("fixed", [True, False])
def test_transfer__first_after_a_record_time__is_hardly_dearer(world: World, fixed: bool) -> None:  # noqa: FBT001
    other = create(world, coupon=FLOATING)
    other.distribute({other.investor_a: 300, other.investor_b: 300})
    if fixed:
        fix(other, 1, PERCENT)
    before = other.bond.transfer(other.investor_b, 5, by=other.investor_a).gas
    other.record(1)
    assert other.bond.transfer(other.investor_b, 5, by=other.investor_a).gas - before <= MOST_MORE
    assert other.bond.transfer(other.investor_b, 5, by=other.investor_a).gas - before <= MOST_MORE
