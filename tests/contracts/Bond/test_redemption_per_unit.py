"""What a unit is redeemed at is told once it is known, and nothing before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.Bond.trouble import COUPONS, FACE, UNITS, in_issue
from tests.contracts.early import CALL, PART
from tests.contracts.kinds import FLOATING, INFLATION, ZERO_COUPON, annex, fix
from tests.contracts.world import World

CALLED_PART: dict[str, Any] = {"call": PART}


@pytest.mark.requirement("BOND-10")
@pytest.mark.parametrize("changes", [{"inflation": INFLATION}, CALLED_PART])
def test_redemption_per_unit__principal_fixed_later__is_not_known(world: World, changes: dict[str, Any]) -> None:
    bond = in_issue(world, **changes).bond
    assert bond.redemptionPerUnit() == (0, False)
    assert bond.runTotals(COUPONS + 1) == (0, UNITS, 0)


@pytest.mark.requirement("BOND-10")
@pytest.mark.parametrize("changes", [{}, {"coupon": FLOATING}, {"coupon": ZERO_COUPON}, {"call": CALL}])
def test_redemption_per_unit__principal_of_the_terms__is_known(world: World, changes: dict[str, Any]) -> None:
    bond = in_issue(world, **changes).bond
    assert bond.redemptionPerUnit() == (FACE, True)
    assert bond.runTotals(COUPONS + 1) == (FACE, UNITS, UNITS * FACE)


@pytest.mark.requirement("BOND-10")
def test_redemption_per_unit__called_at_a_price__is_known_from_the_end_on(world: World) -> None:
    other = in_issue(world, call=CALL)
    end = other.now + 40 * 86_400
    other.bond.giveCallNotice(annex(other), end, by=other.issuer)
    assert other.bond.redemptionPerUnit() == (0, False)
    other.advance(end)
    other.bond.confirmEnding(by=other.outsider)
    assert other.bond.redemptionPerUnit() == (102_345, True)


@pytest.mark.requirement("BOND-10")
def test_redemption_per_unit__index_fixed_for_the_last_coupon__is_known(world: World) -> None:
    other = in_issue(world, inflation=INFLATION)
    for number in range(1, COUPONS + 1):
        fix(other, number, 110 * 10**9)
        other.fund_coupon(number)
    assert other.bond.redemptionPerUnit() == (110_000, True)
