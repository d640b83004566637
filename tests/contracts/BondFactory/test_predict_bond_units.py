"""How many units a bond may have whose coupons are fixed later: what is pending is kept in units, of 56 bits."""

from __future__ import annotations

import pytest

from tests.contracts.BondFactory.test_predict_bond_details import changed, refuse
from tests.contracts.kinds import FLOATING, issue_of
from tests.contracts.world import World


@pytest.mark.requirement("BOND-13", "TOK-9")
def test_predict_bond__fixed_later__has_no_more_units_than_can_be_pending(world: World) -> None:
    issue = issue_of(world, coupon=FLOATING)
    world.factory.predictBond(*changed(issue, unitFace=1, units=2**56 - 1).arguments)
    refuse(world, changed(issue, unitFace=1, units=2**56), "InvalidTerms")
