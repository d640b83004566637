"""What is paid at an early end is computed once, from the end on, of what is known by then."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.contracts.early import CALL, PART, pair, rate, stamp
from tests.contracts.kinds import ARREARS, FLOATING, INFLATION, ZERO_COUPON, annex, confirm, propose
from tests.contracts.support import reverts
from tests.contracts.world import World

END = "2024-05-20T12:00"


@pytest.mark.requirement("OPT-1")
def test_confirm_ending__from_the_end_on__fixes_the_last_coupon_and_the_principal_once(world: World) -> None:
    played = pair(world, call=CALL)
    played.call(END)
    other, bond = played.world, played.world.bond
    with reverts("NotOpenForFixing", number=1):
        bond.confirmEnding(by=other.outsider, at=stamp(END) - 1)
    sent = bond.confirmEnding(by=other.outsider, at=stamp(END))
    assert sent.logs == [
        bond.log("CouponFixed", 1, rate("5"), 1_736, 1, 0),
        bond.log("PrincipalFixed", 102_345),
    ]
    coupon = bond.coupon(1)
    assert [coupon[key] for key in ("isFixed", "amountPerUnit", "instalment")] == [True, 1_736, 0]
    assert coupon["period"] == {
        "accrualStart": 19_737, "accrualEnd": 19_863, "recordTime": stamp(END), "payTime": stamp(END),
    }  # fmt: skip
    with reverts("NotOpenForFixing", number=1):
        bond.confirmEnding(by=other.outsider)


@pytest.mark.requirement("OPT-1")
def test_confirm_ending__life_as_planned__reverts(world: World) -> None:
    played = pair(world, call=CALL)
    with reverts("NotOpenForFixing", number=0):
        played.world.bond.confirmEnding(by=played.world.outsider)


@pytest.mark.requirement("OPT-1")
def test_confirm_ending__zero_coupon__reverts(world: World) -> None:
    """Its principal stands from the notice on."""
    played = pair(world, call=CALL, coupon=ZERO_COUPON)
    played.call(END)
    played.world.advance(stamp(END))
    with reverts("NotOpenForFixing", number=0):
        played.world.bond.confirmEnding(by=played.world.outsider)


@pytest.mark.requirement("OPT-1")
def test_confirm_ending__coupon_before_not_fixed__waits_for_it(world: World) -> None:
    """Sums over the coupons go on from it."""
    played = pair(world, call=PART)
    other, bond, end = played.world, played.world.bond, "2024-07-31T12:00"
    played.call(end)
    other.advance(stamp(end))
    with reverts("NotOpenForFixing", number=2):
        bond.confirmEnding(by=other.outsider)
    confirm(other, 1)
    bond.confirmEnding(by=other.outsider)
    assert bond.coupon(2)["amountPerUnit"] == 208  # 15 days of 360
    assert bond.redemptionPerUnit() == (102_345, True)


@pytest.mark.requirement("OPT-1")
def test_confirm_ending__rate_of_a_day_on_which_nothing_has_accrued__is_not_needed(world: World) -> None:
    played = pair(world, call=CALL, coupon=ARREARS)
    other, bond = played.world, played.world.bond
    played.call("2025-01-15T09:00")
    other.advance(stamp("2025-01-15T09:00"))
    with reverts("NotOpenForFixing", number=2):
        bond.confirmEnding(by=other.outsider)  # the first coupon is not fixed
    propose(other, 1, rate("3.25"))
    confirm(other, 1)
    played.do("fix", "coupons", {"1": "3.25"})
    bond.confirmEnding(by=other.outsider)
    assert (bond.coupon(2)["isFixed"], bond.coupon(2)["amountPerUnit"]) == (True, 0)
    assert bond.redemptionPerUnit() == (102_345, True)


@pytest.mark.requirement("OPT-1")
def test_confirm_ending__index_on_such_a_day__is_needed(world: World) -> None:
    """The principal follows it."""
    played = pair(world, call=CALL, inflation=INFLATION)
    other, bond = played.world, played.world.bond
    played.call("2024-07-15T09:00")
    other.advance(stamp("2024-07-15T09:00"))
    propose(other, 1, 101 * 10**9)
    confirm(other, 1)
    with reverts("NotOpenForFixing", number=2):
        bond.confirmEnding(by=other.outsider)
    bond.proposeFixing(annex(other), 2, 102 * 10**9, bytes(32), by=other.calculator)
    confirm_at_once(other, 2)
    bond.confirmEnding(by=other.outsider)
    assert bond.redemptionPerUnit() == (104_392, True)  # 102,000 at 102.345 percent, 104,391.9


def confirm_at_once(world: World, number: int) -> None:
    """When it is final; the coupon's own day is not waited for."""
    world.advance(world.bond.proposedFixing(number)[1])
    world.bond.confirmFixing(annex(world), number, by=world.outsider)


@pytest.mark.requirement("OPT-1")
def test_confirm_ending__compounded_rate__is_that_of_the_days_until_the_end(world: World) -> None:
    played = pair(world, call=CALL, coupon=ARREARS)
    other, bond, end = played.world, played.world.bond, stamp("2024-05-20T12:00")
    played.call("2024-05-20T12:00")
    with reverts("NotYetObservable", number=1, **{"from": end}):
        bond.proposeFixing(annex(other), 1, rate("3"), bytes(32), by=other.calculator, at=end - 1)
    bond.proposeFixing(annex(other), 1, rate("3"), bytes(32), by=other.calculator, at=end)
    confirm_at_once(other, 1)
    bond.confirmEnding(by=other.outsider)
    assert bond.coupon(1)["amountPerUnit"] == 1_225  # 126 days of 360 at 3.5 percent


@pytest.mark.requirement("OPT-1", "BOND-23")
def test_confirm_ending__floating_with_a_sum_to_go_on_from__keeps_the_sum(world: World) -> None:
    played = pair(world, call=CALL, coupon=FLOATING)
    other, bond = played.world, played.world.bond
    for number, value in ((1, "2.5"), (2, "4")):
        propose(other, number, rate(value))
        confirm(other, number)
        played.do("fix", "coupons", {str(number): value})
        if number == 1:
            played.open(1)
    played.call("2025-05-20T12:00")
    played.sell("investor_a", "investor_b", 100)
    other.advance(stamp("2025-05-20T12:00"))
    bond.confirmEnding(by=other.outsider)
    played.do("call", Fraction("1.02345"))
    played.settle("early 1")
    played.finish()
    played.agree()
