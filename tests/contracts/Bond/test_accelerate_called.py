"""Default of a bond that the issuer calls: a call to come gives way to acceleration, one that has come is claimed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.Bond.trouble import DAY, FACE, GRACE, accelerate, declare, fund_late, fund_rest, in_issue, vote
from tests.contracts.kinds import annex
from tests.contracts.support import reverts
from tests.contracts.world import World

WINDOW = {"from": "2024-08-01", "to": "2026-12-31", "price_percent": "101"}
CALLABLE: dict[str, Any] = {"call": {"windows": [WINDOW], "notice_days": "10", "partial": "false"}}
AHEAD = 90 * DAY  # of a call [s]


@pytest.fixture
def bond(world: World) -> World:
    return in_issue(world, **CALLABLE)


def call(world: World) -> int:
    """The issuer calls the bond; returns the time of repayment."""
    time: int = world.now + AHEAD
    world.bond.giveCallNotice(annex(world), time, by=world.issuer)
    return time


@pytest.mark.requirement("BOND-52")
def test_accelerate__call_to_come__takes_its_place(bond: World) -> None:
    declare(bond)
    time = call(bond)
    assert bond.bond.couponCount() == 2
    claim = accelerate(bond)
    assert claim == FACE + 97  # 7 days of 360 at 5 percent, without the price of the call
    assert bond.bond.couponCount() == 1
    assert bond.bond.redemptionTime() < time
    fund_late(bond, 1)
    assert fund_rest(bond) == claim


@pytest.mark.requirement("BOND-52")
@pytest.mark.parametrize(("offset", "last", "claim"), [(-1, 1, FACE + 1_319), (0, 2, 101_000)])
def test_accelerate__call_has_come__claims_its_price(bond: World, offset: int, last: int, claim: int) -> None:
    declare(bond)
    time = call(bond)
    vote(bond, bond.investor_a)
    sent = bond.bond.accelerate(by=bond.outsider, at=time + offset)
    assert sent.logs == [bond.bond.log("Accelerated", 1, claim, last)]


@pytest.mark.requirement("BOND-50")
@pytest.mark.parametrize("number", [2, 3])
def test_declare_default__call_not_paid__is_one_after_its_days_of_grace(bond: World, number: int) -> None:
    bond.open_coupon(1)
    time = call(bond)
    bond.advance(time + 1)
    bond.bond.confirmEnding(by=bond.outsider)
    with reverts("NoEventOfDefault", number=number, graceEnds=time + GRACE):
        bond.bond.declareDefault(number, by=bond.outsider, at=time + GRACE)
    bond.bond.declareDefault(number, by=bond.outsider, at=time + GRACE + 1)
    fund_late(bond, 2)
    if number == 2:
        bond.bond.cure(by=bond.outsider)
        return
    with reverts("StillMissed", missed=3):
        bond.bond.cure(by=bond.outsider)
    fund_rest(bond)
    bond.bond.cure(by=bond.outsider)
