"""Anybody has a final observation computed: the coupon is the schedule's and the twin's, to the minor unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.bonds import fields
from tests.contracts.kinds import (
    ARREARS,
    CHALLENGE,
    FLOATING,
    INFLATION,
    PERCENT,
    PERCENTS,
    annex,
    confirm,
    create,
    fix,
    fund_redemption,
    open_coupon,
    propose,
)  # fmt: skip
from tests.contracts.support import reverts
from tests.contracts.world import World
from tests.twin.schedule import Sheet, build

UNITS = 1_000
Changes = dict[str, Any]


def observed(text: str) -> int:
    """A rate in percent as the chain has it."""
    return int(Fraction(text) * PERCENT)


def index(text: str) -> int:
    """An index value as the chain has it."""
    return int(Fraction(text) * 10**9)


def agree(other: World, changes: Changes, seen: dict[str, Any]) -> None:
    """Every coupon is the twin's, once what was seen of all of them is fixed."""
    for number, expected in enumerate(build(Sheet(fields(**changes)), seen), start=1):
        coupon, last = other.bond.coupon(number), number == other.bond.couponCount()
        assert coupon["isFixed"]
        assert Fraction(coupon["interest"], coupon["denominator"]) == expected.interest
        assert coupon["instalment"] == (0 if last else expected.principal)


@pytest.mark.requirement("BOND-23")
@pytest.mark.parametrize(
    ("seen", "rate"),
    [("3.25", "3.75"), ("-2", "1"), ("0.4999999", "1"), ("0.5", "1"), ("5.5", "6"), ("5.5000001", "6"), ("19", "6")],
)
def test_confirm_fixing__any_observation__is_rate_with_spread_between_floor_and_cap(
    world: World, seen: str, rate: str
) -> None:
    other = create(world, coupon=FLOATING)
    propose(other, 1, observed(seen))
    sent = confirm(other, 1)
    interest = int(100_000 * Fraction(rate) / 100 * Fraction(366, 360) + Fraction(1, 2))
    assert sent.logs == [other.bond.log("CouponFixed", 1, observed(rate), interest, 1, 0)]
    assert other.bond.couponsFixed() == 1
    coupon = other.bond.coupon(1)
    assert [coupon[key] for key in ("isFixed", "amountPerUnit", "interest", "denominator")] == [
        True,
        interest,
        interest,
        1,
    ]


@pytest.mark.requirement("BOND-23")
@pytest.mark.parametrize("rounding", ["per-unit-half-up", "per-unit-down", "per-holding-down"])
@pytest.mark.parametrize("base", [FLOATING, ARREARS])
@pytest.mark.parametrize("amortisation", [None, PERCENTS])
def test_confirm_fixing__every_coupon_of_a_floating_bond__is_the_twins(
    world: World, rounding: str, base: Changes, amortisation: Changes | None
) -> None:
    changes: Changes = {"coupon": {**base, "rounding": rounding}}
    if amortisation:
        changes["amortisation"] = amortisation
    values = ("3.3333333", "-0.75", "2.0000001")
    other = create(world, **changes)
    for number, value in enumerate(values, start=1):
        fix(other, number, observed(value))
    if base is FLOATING:
        agree(other, changes, {"coupons": {str(number): value for number, value in enumerate(values, start=1)}})
    else:  # compounded by whoever observes: the chain is told the outcome, as it would be of a fixing in advance
        same = {"coupon": {**FLOATING, "rounding": rounding}, **{k: v for k, v in changes.items() if k != "coupon"}}
        agree(other, same, {"coupons": {str(number): value for number, value in enumerate(values, start=1)}})


@pytest.mark.requirement("BOND-23")
def test_confirm_fixing__floor_of_nothing__fixes_a_coupon_of_nothing_that_is_still_fixed(world: World) -> None:
    other = create(world, coupon={**FLOATING, "floor_percent": "0", "spread_percent": "-1"})
    other.distribute({other.investor_a: 3})
    fix(other, 1, 0)
    coupon = other.bond.coupon(1)
    assert (coupon["isFixed"], coupon["amountPerUnit"]) == (True, 0)
    assert open_coupon(other, 1) == 0
    assert other.bond.couponsFunded() == 1
    other.bond.transfer(other.investor_b, 1, by=other.investor_a)
    assert other.bond.interestDue(other.investor_a) == (0, 0)


@pytest.mark.requirement("BOND-23")
def test_confirm_fixing__first_coupons_fixed__are_computed_without_observation(world: World) -> None:
    first = {**FLOATING, "fixed_first": {"coupons": "2", "rate_percent": "4.5"}}
    other = create(world, coupon=first)
    with reverts("NotNextToFix", number=2, next=1):
        confirm(other, 2)
    confirm(other, 1)
    confirm(other, 2)
    with reverts("NoSuchProposal", number=3, finalFrom=0):
        confirm(other, 3)
    fix(other, 3, observed("2"))
    agree(other, {"coupon": first}, {"coupons": {"3": "2"}})


@pytest.mark.requirement("BOND-22")
def test_confirm_fixing__a_second_before_it_is_final__reverts(world: World) -> None:
    other = create(world, coupon=FLOATING)
    final = propose(other, 1, PERCENT).time + CHALLENGE
    with reverts("NoSuchProposal", number=1, finalFrom=final):
        other.bond.confirmFixing(annex(other), 1, by=other.outsider, at=final - 1)
    other.bond.confirmFixing(annex(other), 1, by=other.outsider, at=final)


@pytest.mark.requirement("BOND-22")
def test_confirm_fixing__twice__reverts(world: World) -> None:
    other = create(world, coupon=FLOATING)
    fix(other, 1, PERCENT)
    with reverts("NotOpenForFixing", number=1):
        confirm(other, 1)


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("number", [0, 4])
def test_confirm_fixing__no_such_coupon__reverts(world: World, number: int) -> None:
    other = create(world, coupon=FLOATING)
    with reverts("NoSuchCoupon", number=number):
        other.bond.confirmFixing(annex(other), number, by=other.outsider)


@pytest.mark.requirement("BOND-22")
def test_confirm_fixing__another_annex__reverts(world: World) -> None:
    """Another challenge time, cap or base would be another annex."""
    other, easier = create(world, coupon=FLOATING), create(world, coupon={**FLOATING, "cap_percent": "19"})
    propose(other, 1, PERCENT)
    other.advance(other.now + CHALLENGE)
    with pytest.raises(Exception, match="NotTheAnnex"):
        other.bond.confirmFixing(annex(easier), 1, by=other.outsider)
    assert other.bond.couponsFixed() == 0
    confirm(other, 1)


@pytest.mark.requirement("BOND-23")
@pytest.mark.parametrize(
    ("last", "floor", "principal"),
    [("123.4567", "par", 123_500), ("123.4567", "none", 123_500), ("80", "par", 100_000), ("80", "none", 80_000),
     ("100.05", "none", 100_100), ("100.0499", "none", 100_000)],
)  # fmt: skip
def test_confirm_fixing__inflation_indexed__scales_interest_and_the_principal_at_the_end(
    world: World, last: str, floor: str, principal: int
) -> None:
    coupon = {"frequency": "annual", "rate_percent": "1.5"}
    changes: Changes = {"coupon": coupon, "inflation": {**INFLATION, "principal_floor": floor}}
    other = create(world, **changes)
    other.distribute({other.investor_a: UNITS})
    values = ("104.9995", "99.1", last)
    for number, value in enumerate(values, start=1):
        sent = fix(other, number, index(value))
        assert [log.name for log in sent.logs] == ["CouponFixed", *(["PrincipalFixed"] if number == 3 else [])]
        open_coupon(other, number)
    seen = {"coupons": {str(number): value for number, value in enumerate(values, start=1)}}
    agree(other, changes, seen)
    assert build(Sheet(fields(**changes)), seen)[-1].principal == principal
    assert sent.logs[-1] == other.bond.log("PrincipalFixed", principal)
    interest = sum(other.bond.coupon(number)["amountPerUnit"] for number in (1, 2, 3))
    fund_redemption(other, principal)
    other.bond.redeem([other.investor_a], by=other.paying_agent)
    assert other.cash.balanceOf(other.investor_a) == UNITS * (interest + principal)
    assert other.cash.balanceOf(other.bond) == 0


@pytest.mark.requirement("BOND-23")
@pytest.mark.parametrize(("floor", "principal"), [("par", 100_000), ("none", 0)])
def test_confirm_fixing__ratio_that_rounds_to_nothing__pays_no_interest(
    world: World, floor: str, principal: int
) -> None:
    """A ratio of nothing is a ratio: it is not the bond without an index."""
    coupon = {"frequency": "annual", "rate_percent": "1.5"}
    block = {**INFLATION, "principal_floor": floor, "ratio_decimals": "0"}
    other = create(world, coupon=coupon, inflation=block)
    for number in (1, 2, 3):
        sent = fix(other, number, index("49.9"))
        assert other.bond.coupon(number)["amountPerUnit"] == 0
    assert sent.logs[-1] == other.bond.log("PrincipalFixed", principal)
