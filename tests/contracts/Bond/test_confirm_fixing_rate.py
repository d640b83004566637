"""The rate of a coupon whose money is computed later is fixed by itself, so that interest accrues at it."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import FACE, declare, in_issue, vote
from tests.contracts.early import CALL, PART, PUT, day, give, pair, redeem_puts, stamp
from tests.contracts.kinds import FLOATING, PERCENT, annex, confirm, create, propose
from tests.contracts.support import reverts
from tests.contracts.world import World

FIRST_FIXED = {**FLOATING, "fixed_first": {"coupons": "1", "rate_percent": "4.5"}}


@pytest.mark.requirement("BOND-24", "OPT-5")
def test_confirm_fixing__parts_may_still_be_called__fixes_the_rate_alone_at_first(world: World) -> None:
    other = create(world, coupon=FLOATING, call=PART)
    bond, days = other.bond, (stamp("2024-03-15T00:00") // 86_400,)
    other.distribute({other.investor_a: 600, other.investor_b: 400})
    propose(other, 1, 25_000_000)
    with reverts("RateNotKnown", number=1):
        bond.accruedInterest(*days)
    sent = confirm(other, 1)
    assert sent.logs == [bond.log("RateFixed", 1, 30_000_000, 10**9)]
    assert (bond.coupon(1)["isFixed"], bond.couponsFixed()) == (False, 0)
    assert bond.accruedInterest(*days) == (500, 1)  # 60 of 360 days at 3 percent
    record = bond.coupon(1)["period"]["recordTime"]
    with reverts("NotYetObservable", number=1, **{"from": record + 1}):
        bond.confirmFixing(annex(other), 1, by=other.outsider, at=record)
    with reverts("CouponNotFundable", number=1, nextNumber=1, recordTime=record):
        bond.fundCoupon(1, 0, other.approve(1, total=0), by=other.paying_agent, at=record + 1)
    sent = bond.confirmFixing(annex(other), 1, by=other.outsider, at=record + 1)
    assert [log.name for log in sent.logs] == ["CouponFixed"]
    assert (bond.coupon(1)["interest"], bond.couponsFixed()) == (3_050, 1)  # ACT/360: 366 days


@pytest.mark.requirement("BOND-24", "OPT-5")
def test_confirm_fixing__rate_known_by_the_terms__waits_for_the_record_time(world: World) -> None:
    other = create(world, coupon=FIRST_FIXED, call=PART)
    record = other.bond.coupon(1)["period"]["recordTime"]
    with reverts("NotYetObservable", number=1, **{"from": record + 1}):
        other.bond.confirmFixing(annex(other), 1, by=other.outsider)


@pytest.mark.requirement("BOND-52", "OPT-5")
@pytest.mark.parametrize("terms", [CALL, PART])
def test_accelerate__bond_of_a_rate_observed__counts_at_it_whether_parts_may_be_called_or_not(
    world: World, terms: dict[str, str]
) -> None:
    other = in_issue(world, coupon=FLOATING, call=terms)
    bond = other.bond
    propose(other, 1, 2 * PERCENT)
    confirm(other, 1)
    propose(other, 2, 5 * PERCENT)
    other.record(1)
    if terms is PART:
        confirm(other, 1)
    confirm(other, 2)
    declare(other)
    vote(other, other.investor_a)
    bond.accelerate(by=other.outsider, at=stamp("2025-07-15T00:00"))
    assert bond.trouble()["claim"] == FACE + int(FACE * 0.055 * 181 / 360)


@pytest.mark.requirement("OPT-7", "OPT-5")
def test_redeem_puts__floating_bond_that_may_be_called_in_part__repays_at_the_rate_fixed(world: World) -> None:
    played = pair(world, call=PART, put=PUT, coupon=FLOATING)
    other = played.world
    propose(other, 1, 25_000_000)
    confirm(other, 1)
    played.do("fix", "coupons", {"1": "2.5"})
    other.advance(stamp("2024-03-20T00:00"))
    give(played, "investor_a", 10, "2024-04-15")
    other.advance(stamp("2024-04-15T12:00"))
    before = other.cash.balanceOf(other.investor_a)
    redeem_puts(played, day("2024-04-15"), other.investor_a)
    assert other.cash.balanceOf(other.investor_a) == before + 10 * (99_500 + 758)  # 91 of 360 days at 3 percent


@pytest.mark.requirement("OPT-1", "BOND-24")
def test_confirm_fixing__coupon_cut_by_a_call__fixes_the_rate_alone(world: World) -> None:
    """Nothing is told of money for the whole period, which nobody is paid."""
    other = create(world, coupon=FLOATING, call=CALL)
    bond = other.bond
    other.distribute({other.investor_a: 600, other.investor_b: 400})
    propose(other, 1, 25_000_000)
    end = stamp("2024-04-15T09:00")
    bond.giveCallNotice(annex(other), end, by=other.issuer)
    assert confirm(other, 1).logs == [bond.log("RateFixed", 1, 30_000_000, 10**9)]
    assert bond.coupon(1)["isFixed"] is False
    with reverts("NotYetObservable", number=1, **{"from": end + 1}):
        bond.confirmFixing(annex(other), 1, by=other.outsider)
    other.advance(end + 1)
    with reverts("NotOpenForFixing", number=1):
        bond.confirmFixing(annex(other), 1, by=other.outsider)
    sent = bond.confirmEnding(by=other.outsider)
    assert sent.logs[0] == bond.log("CouponFixed", 1, 30_000_000, 758, 1, 0)
