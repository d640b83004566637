"""A principal that is due and not paid is claimed as it stands, so that what is recovered goes to all alike."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.Bond.trouble import (
    COUPONS,
    DAY,
    FACE,
    GRACE,
    INTEREST,
    RIGHTS,
    A,
    B,
    C,
    accelerate,
    declare,
    distribute,
    fund_late,
    fund_rest,
    in_issue,
    vote,
)
from tests.contracts.kinds import EVIDENCE, FLOATING, INFLATION, PERCENT, ZERO_COUPON, annex, fix, money
from tests.contracts.support import reverts
from tests.contracts.world import World

YEAR = 365 * 100  # [days, percent]
WINDOW = {"from": "2024-08-01", "to": "2026-12-31", "price_percent": "101"}
CALLABLE: dict[str, Any] = {"call": {"windows": [WINDOW], "notice_days": "10", "partial": "false"}}
MAKE_WHOLE = {
    "until": "2026-12-01", "spread_percent": "0.5", "notice_days": "10",
    "minimum_percent": "0", "maximum_percent": "10",
}  # fmt: skip


def default_at_maturity(world: World, **changes: Any) -> World:  # noqa: ANN401 -- any field of a term sheet
    """Every coupon was paid, the principal was not: an event of default in the first second after its grace."""
    bond = in_issue(world, **changes)
    coupons = bond.bond.couponCount()
    for number in range(1, coupons + 1):
        if "inflation" in changes:
            fix(bond, number, 110 * 10**9)
        bond.open_coupon(number)
    bond.bond.declareDefault(coupons + 1, by=bond.outsider, at=bond.bond.redemptionTime() + GRACE + 1)
    return bond


@pytest.mark.requirement("BOND-52", "BOND-53")
def test_accelerate__principal_missed__is_claimed_with_default_interest_and_paid_pro_rata(world: World) -> None:
    bond = default_at_maturity(world)
    claim = FACE + FACE * 7 * 7 // YEAR  # 5 percent and 2 on top, for 7 days: 134.24...
    vote(bond, bond.investor_a)
    sent = bond.bond.accelerate(by=bond.outsider)
    assert sent.logs == [bond.bond.log("Accelerated", 1, claim, COUPONS)]
    assert bond.bond.trouble()["claim"] == claim
    a, b, c = bond.investor_a, bond.investor_b, bond.investor_c
    bond.bond.payCoupons([a, b, c], by=bond.paying_agent)
    before = money(bond, a, b, c)
    distribute(bond, 60_000)
    bond.bond.payRecoveries([a, b, c], by=bond.paying_agent)
    bond.bond.transfer(c, B, by=b)
    bond.advance(bond.now + 400 * DAY)  # bears no default interest any more
    for each in (a, b, c, bond.issuer, bond.bond, bond.paying_agent):
        bond.register(each, investorClass=1 if each is bond.bond else 3)
    assert fund_rest(bond) == claim - 60_000
    bond.bond.redeem([a, b, c], by=bond.paying_agent)
    got = [after - each for after, each in zip(money(bond, a, b, c), before, strict=True)]
    assert got == [A * claim, B * 60_000, C * claim + B * (claim - 60_000)]
    assert [bond.bond.balanceOf(each) for each in (a, b, c)] == [0, 0, 0]


@pytest.mark.requirement("BOND-52")
def test_accelerate__indexed_principal_missed__is_claimed_as_it_was_fixed(world: World) -> None:
    bond = default_at_maturity(world, inflation=INFLATION)
    assert accelerate(bond) == 110_000 + 110_000 * 7 * 7 // YEAR


@pytest.mark.requirement("BOND-52")
def test_accelerate__zero_coupon_missed__is_claimed(world: World) -> None:
    bond = default_at_maturity(world, coupon=ZERO_COUPON)
    claim = FACE + FACE * 2 * 7 // YEAR
    assert accelerate(bond) == claim
    distribute(bond, claim)
    assert fund_rest(bond) == 0
    with reverts("NotDistributable", amountPerUnit=1, claim=0):
        distribute(bond, 1)


@pytest.mark.requirement("BOND-52")
def test_accelerate__last_coupon_missed_too__stays_a_debt_that_bears_interest_alone(world: World) -> None:
    bond = in_issue(world)
    for number in range(1, COUPONS):
        bond.fund_coupon(number)
    declare(bond, COUPONS)
    vote(bond, bond.investor_a)
    bond.bond.accelerate(by=bond.outsider)
    assert bond.bond.trouble()["claim"] == FACE + FACE * 7 * 7 // YEAR
    bond.bond.transfer(bond.investor_a, C, by=bond.investor_c)
    with reverts("RedemptionNotFundable", couponsFunded=COUPONS - 1, couponCount=COUPONS, funded=False):
        bond.bond.fundRedemption(0, bond.approve(), by=bond.paying_agent)
    assert fund_late(bond, COUPONS) == INTEREST + INTEREST * 7 * 7 // YEAR
    assert fund_rest(bond) == FACE + FACE * 7 * 7 // YEAR


@pytest.mark.requirement("BOND-52")
def test_accelerate__last_coupon_paid_late__claims_default_interest_since_then(world: World) -> None:
    """With the coupon the principal was overdue as well, and paid for."""
    bond = in_issue(world)
    for number in range(1, COUPONS):
        bond.fund_coupon(number)
    bond.advance(bond.bond.redemptionTime() + 3 * DAY)
    assert fund_late(bond, COUPONS) == INTEREST + (FACE + INTEREST) * 7 * 3 // YEAR
    declare_at = bond.bond.redemptionTime() + GRACE + 1
    bond.bond.declareDefault(COUPONS + 1, by=bond.outsider, at=declare_at)
    assert accelerate(bond) == FACE + FACE * 7 * 4 // YEAR


@pytest.mark.requirement("BOND-52")
@pytest.mark.parametrize("offset", [-1, 0])
def test_accelerate__coupon_missed_before__waits_between_the_last_record_time_and_maturity(
    world: World, offset: int
) -> None:
    bond = in_issue(world)
    for number in range(1, COUPONS - 1):
        bond.fund_coupon(number)
    declare(bond, COUPONS - 1)
    vote(bond, bond.investor_a)
    due = bond.bond.redemptionTime()
    if offset:
        with reverts("NothingToAccelerate", lastCoupon=COUPONS, endTime=due):
            bond.bond.accelerate(by=bond.outsider, at=due + offset)
        return
    sent = bond.bond.accelerate(by=bond.outsider, at=due)
    assert sent.logs == [bond.bond.log("Accelerated", 1, FACE, COUPONS)]


@pytest.mark.requirement("BOND-52", "BOND-6")
def test_fund_redemption__before_a_recorded_coupon_may_be_paid__waits(world: World) -> None:
    """Accelerated between a record time and the payment, that coupon is paid on its own day and not with the claim."""
    rights = {**RIGHTS["default"], "grace_days": "175"}
    bond = in_issue(world, default=rights, record={"business_days_before": "10", "time": "17:00"})
    second = bond.bond.coupon(2)["period"]
    first = bond.bond.coupon(1)["period"]
    bond.advance(max(second["recordTime"], first["payTime"] + 175 * DAY) + 1)
    assert bond.now < second["payTime"]
    bond.bond.declareDefault(1, by=bond.outsider)
    claim = accelerate(bond)
    fund_late(bond, 1)
    fund_late(bond, 2)
    with reverts("RedemptionNotFundable", couponsFunded=2, couponCount=2, funded=False):
        fund_rest(bond)
    bond.advance(second["payTime"])
    assert fund_rest(bond) == claim


@pytest.mark.requirement("BOND-52")
def test_accelerate__call_not_paid__claims_its_price_whenever_the_end_is_confirmed(world: World) -> None:
    bond = in_issue(world, **CALLABLE)
    bond.open_coupon(1)
    time = bond.now + 90 * DAY
    bond.bond.giveCallNotice(annex(bond), time, by=bond.issuer)
    bond.bond.declareDefault(2, by=bond.outsider, at=time + GRACE + 1)
    claim = 101_000 + 101_000 * 7 * 7 // YEAR
    assert accelerate(bond) == claim
    assert bond.bond.couponCount() == 2
    bond.bond.confirmEnding(by=bond.outsider)
    assert bond.bond.redemptionPerUnit() == (claim, True)
    interest = bond.bond.coupon(2)["interest"]
    assert fund_late(bond, 2) == interest + interest * 7 * 7 // YEAR
    assert fund_rest(bond) == claim


@pytest.mark.requirement("BOND-52", "OPT-1")
def test_accelerate__call_of_an_indexed_bond_whose_last_index_is_fixed__claims_its_price(world: World) -> None:
    """What was fixed for maturity is not what a unit is redeemed at any more."""
    call = {"windows": [{**WINDOW, "to": "2027-01-14", "price_percent": "110"}], "notice_days": "1", "partial": "false"}
    bond = in_issue(world, inflation={**INFLATION, "business_days": "20"}, call=call)
    for number in range(1, COUPONS):
        fix(bond, number, (100 + number) * 10**9)
        bond.open_coupon(number)
    fix(bond, COUPONS, 106 * 10**9)
    assert bond.bond.redemptionPerUnit() == (106_000, True)
    time = bond.now + 2 * DAY
    bond.bond.giveCallNotice(annex(bond), time, by=bond.issuer)
    assert bond.bond.redemptionPerUnit() == (0, False)
    bond.bond.declareDefault(COUPONS, by=bond.outsider, at=time + GRACE + 1)
    claim = 116_600 + 116_600 * 7 * 7 // YEAR
    assert accelerate(bond) == claim
    bond.bond.confirmEnding(by=bond.outsider)
    assert bond.bond.redemptionPerUnit() == (claim, True)


@pytest.mark.requirement("BOND-52")
def test_accelerate__make_whole_without_its_yield__claims_par(world: World) -> None:
    bond = in_issue(world, make_whole=MAKE_WHOLE)
    bond.open_coupon(1)
    time = bond.now + 90 * DAY
    bond.bond.giveMakeWholeNotice(annex(bond), time, by=bond.issuer)
    bond.bond.declareDefault(2, by=bond.outsider, at=time + GRACE + 1)
    claim = FACE + FACE * 7 * 7 // YEAR
    assert accelerate(bond) == claim
    with reverts("YieldNotOpen", day=time // DAY):
        bond.bond.fixReferenceYield(annex(bond), PERCENT, EVIDENCE, by=bond.calculator)
    bond.bond.confirmEnding(by=bond.outsider)
    assert bond.bond.redemptionPerUnit() == (claim, True)


@pytest.mark.requirement("BOND-52")
def test_accelerate__index_not_fixed_at_maturity__claims_at_the_ratio_before(world: World) -> None:
    bond = in_issue(world, inflation=INFLATION)
    for number in range(1, COUPONS):
        fix(bond, number, (100 + number) * 10**9)
        bond.open_coupon(number)
    declare(bond, COUPONS)
    principal = FACE * 105 // 100
    claim = principal + principal * 7 * 7 // YEAR
    assert accelerate(bond) == claim
    fix(bond, COUPONS, 150 * 10**9)  # what the coupon pays, and no more the principal
    assert bond.bond.redemptionPerUnit() == (claim, True)


@pytest.mark.requirement("BOND-52")
def test_accelerate__rate_not_fixed_at_maturity__claims_the_principal(world: World) -> None:
    bond = in_issue(world, coupon=FLOATING)
    last = bond.bond.couponCount()
    for number in range(1, last):
        fix(bond, number, 3 * PERCENT)
        bond.open_coupon(number)
    declare(bond, last)
    assert accelerate(bond) == FACE + int(FACE * 0.055 * 7 / 365)
