"""A money token that calls back while recoveries are taken or paid gets nothing twice, and neither does its vote."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import GRACE, RIGHTS, distribute, fund_late, fund_rest
from tests.contracts.kinds import create, endow
from tests.contracts.support import Sent, reverts
from tests.contracts.world import World

UNITS, ALL, EACH = 30, 1_000, 12_345
REFUSES = pytest.mark.parametrize("refuses", [False, True])


@pytest.fixture
def hostile(world: World) -> World:
    """An accelerated bond in a hostile money token, which holds 30 units; investor b holds five."""
    cash = world.deploy("ReentrantCash")
    world.register(cash)
    terms = create(world, **RIGHTS)
    other = terms.create(cash=cash, periods=terms.periods, details=[])
    other.distribute({cash: UNITS, world.investor_b: 5})
    other.bond.declareDefault(1, by=world.outsider, at=other.bond.coupon(1)["period"]["payTime"] + GRACE + 1)
    other.bond.vote(1, inFavour=True, by=world.issuer)
    other.bond.accelerate(by=world.outsider)
    return other


def arm(world: World, function: str, *arguments: object, refuses: bool = False) -> None:
    world.cash.arm(world.bond, world.bond.data(function, *arguments), refuses=refuses, by=world.operator)


def answer(sent: Sent) -> bool:
    """Whether the call back succeeded."""
    (log,) = [log for log in sent.logs if log.name == "CalledBack"]
    return log.values[0] is True


@pytest.mark.requirement("BOND-54", "BOND-18")
@REFUSES
def test_pay_recoveries__called_back_to_pay_again__pays_once(hostile: World, *, refuses: bool) -> None:
    distribute(hostile, EACH)
    arm(hostile, "payRecoveries", [hostile.cash], refuses=refuses)
    assert answer(hostile.bond.payRecoveries([hostile.cash], by=hostile.paying_agent))
    assert hostile.cash.balanceOf(hostile.cash) == (0 if refuses else UNITS * EACH)
    assert hostile.bond.recoveryOwed(hostile.cash) == (UNITS * EACH if refuses else 0)


@pytest.mark.requirement("BOND-54", "BOND-18")
@REFUSES
def test_pay_recoveries__called_back_to_sell__leaves_them_with_the_seller(hostile: World, *, refuses: bool) -> None:
    distribute(hostile, EACH)
    arm(hostile, "transfer", hostile.investor_b, UNITS, refuses=refuses)
    assert answer(hostile.bond.payRecoveries([hostile.cash], by=hostile.paying_agent))
    owed = [hostile.bond.recoveryOwed(each) for each in (hostile.cash, hostile.investor_b)]
    assert owed == [UNITS * EACH if refuses else 0, 5 * EACH]
    distribute(hostile, EACH)
    assert hostile.bond.recoveryOwed(hostile.investor_b) == (10 + UNITS) * EACH


@pytest.mark.requirement("BOND-54", "BOND-18")
def test_distribute__called_back_to_be_paid__is_refused(hostile: World) -> None:
    """Otherwise money out would be counted as money in."""
    hostile.mint(hostile.bond, UNITS * EACH)
    endow(hostile, ALL * EACH)
    arm(hostile, "payRecoveries", [hostile.cash])
    with reverts("CashMismatch", moved=(ALL - UNITS) * EACH, expected=ALL * EACH):
        distribute(hostile, EACH)
    assert hostile.bond.trouble()["recovered"] == 0


@pytest.mark.requirement("BOND-54", "BOND-18")
@REFUSES
def test_redeem__called_back_for_recoveries__pays_both_once(hostile: World, *, refuses: bool) -> None:
    distribute(hostile, EACH)
    coupon, rest = fund_late(hostile, 1), fund_rest(hostile)
    arm(hostile, "payRecoveries", [hostile.cash], refuses=refuses)
    assert answer(hostile.bond.redeem([hostile.cash], by=hostile.paying_agent))
    hostile.bond.payRecoveries([hostile.cash], by=hostile.paying_agent)
    hostile.bond.redeem([hostile.cash], by=hostile.paying_agent)
    assert hostile.cash.balanceOf(hostile.cash) == UNITS * (EACH + coupon + rest)
    assert hostile.bond.balanceOf(hostile.cash) == 0
