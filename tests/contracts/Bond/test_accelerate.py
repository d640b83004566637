"""Holders of enough units make due at once what is outstanding with the interest accrued."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import (
    DAY,
    FACE,
    GRACE,
    INTEREST,
    UNITS,
    A,
    B,
    C,
    accelerate,
    agree,
    ask_standstill,
    declare,
    fund_late,
    fund_rest,
    grace_ends,
    in_issue,
    vote,
)
from tests.contracts.kinds import FLOATING, INFLATION, PERCENT, PERCENTS, TARGET, annex, fix
from tests.contracts.support import reverts
from tests.contracts.world import World


@pytest.fixture
def bond(world: World) -> World:
    """In default, with the vote open."""
    other = in_issue(world)
    declare(other)
    return other


@pytest.mark.requirement("BOND-52")
def test_accelerate__enough_voted_for_it__makes_principal_and_accrued_interest_due(bond: World) -> None:
    vote(bond, bond.investor_a)
    sent = bond.bond.accelerate(by=bond.outsider)
    claim = FACE + 97  # 7 days of 360 at 5 percent: 97.22...
    assert sent.logs == [bond.bond.log("Accelerated", 1, claim, 1)]
    assert bond.bond.trouble() == {
        "missed": 1, "unpaid": True,
        "since": bond.bond.ballot(1)["recordTime"], "standstillUntil": 0, "acceleration": 0, "consent": 0,
        "accelerated": True, "claim": claim, "recovered": 0,
    }  # fmt: skip
    assert bond.bond.couponCount() == 1
    assert bond.bond.redemptionTime() == sent.time
    assert bond.bond.redemptionPerUnit() == (claim, True)
    with reverts("NoSuchCoupon", number=2):
        bond.bond.coupon(2)


@pytest.mark.requirement("BOND-52")
def test_accelerate__a_unit_less_than_enough__reverts(bond: World) -> None:
    bond.bond.transfer(bond.investor_b, 1, by=bond.investor_a)  # after the record time: it votes with a
    vote(bond, bond.investor_c, against=(bond.investor_b,))
    with reverts("TooFewVotes", inFavour=C, units=UNITS):
        bond.bond.accelerate(by=bond.investor_c)


@pytest.mark.requirement("BOND-52")
@pytest.mark.parametrize(("units", "enough"), [(249, False), (250, True)])
def test_accelerate__share_of_the_terms__is_enough_to_the_unit(world: World, units: int, *, enough: bool) -> None:
    bond = in_issue(world)
    bond.bond.transfer(bond.investor_c, A - units, by=bond.investor_a)
    declare(bond)
    vote(bond, bond.investor_a)
    if enough:
        bond.bond.accelerate(by=bond.outsider)
        return
    with reverts("TooFewVotes", inFavour=units, units=UNITS):
        bond.bond.accelerate(by=bond.outsider)


@pytest.mark.requirement("BOND-52")
def test_accelerate__no_vote_and_no_unit_needed__reverts(world: World) -> None:
    """A bond that was never issued has no holders to decide."""
    bond = in_issue(world)
    fresh = bond.create(rights={**bond.bond.terms()["rights"]}, periods=bond.periods, details=[])
    due = fresh.bond.coupon(1)["period"]["payTime"]
    fresh.bond.declareDefault(1, by=bond.outsider, at=due + GRACE + 1)
    with reverts("TooFewVotes", inFavour=0, units=0):
        fresh.bond.accelerate(by=bond.outsider)


@pytest.mark.requirement("BOND-52")
def test_accelerate__no_default_or_twice__reverts(world: World) -> None:
    bond = in_issue(world)
    with reverts("NotInDefault", missed=0, accelerated=False):
        bond.bond.accelerate(by=bond.outsider)
    accelerate(bond)
    with reverts("NotInDefault", missed=1, accelerated=True):
        bond.bond.accelerate(by=bond.outsider)


@pytest.mark.requirement("BOND-52", "BOND-53")
def test_accelerate__payment_made_meanwhile__reverts(bond: World) -> None:
    vote(bond, bond.investor_a)
    fund_late(bond, 1)
    with reverts("PaidMeanwhile", missed=1):
        bond.bond.accelerate(by=bond.outsider)


@pytest.mark.requirement("BOND-52", "BOND-56")
def test_accelerate__standstill__reverts_to_its_last_second(bond: World) -> None:
    vote(bond, bond.investor_a)
    standstill = bond.now + 30 * DAY
    agree(bond, ask_standstill(bond, standstill), ballot=2)
    with reverts("StandstillHolds", until=standstill):
        bond.bond.accelerate(by=bond.outsider, at=standstill)
    bond.bond.accelerate(by=bond.outsider, at=standstill + 1)


@pytest.mark.requirement("BOND-52", "BOND-56")
def test_accelerate__standstill_voted_on__is_dropped(bond: World) -> None:
    vote(bond, bond.investor_a)
    ask_standstill(bond, bond.now + 600 * DAY)
    sent = bond.bond.accelerate(by=bond.outsider)
    assert [log.name for log in sent.logs] == ["BallotDropped", "Accelerated"]
    assert bond.bond.trouble()["consent"] == 0


@pytest.mark.requirement("BOND-52")
@pytest.mark.parametrize(("offset", "last"), [(0, 1), (1, 2)])
def test_accelerate__at_a_record_time__leaves_that_coupon_to_its_holders_from_the_next_second_on(
    bond: World, offset: int, last: int
) -> None:
    vote(bond, bond.investor_a)
    record = bond.bond.coupon(2)["period"]["recordTime"]
    sent = bond.bond.accelerate(by=bond.outsider, at=record + offset)
    claim = FACE if last == 2 else FACE + INTEREST * 179 // 180  # a day before the third period
    assert sent.logs == [bond.bond.log("Accelerated", 1, claim, last)]
    assert bond.bond.couponCount() == last
    if last == 2:
        fund_late(bond, 1)
        fund_late(bond, 2)
        bond.bond.payCoupons([bond.investor_a], by=bond.investor_a)
        assert bond.bond.interestDue(bond.investor_a) == (0, A * INTEREST)  # not before its pay time


@pytest.mark.requirement("BOND-52")
def test_accelerate__instalments__claims_what_they_leave(world: World) -> None:
    bond = in_issue(world, amortisation=PERCENTS)  # 30 percent with the second coupon
    for number in (1, 2):
        bond.open_coupon(number)
    declare(bond, 3)
    assert accelerate(bond) == 70_000 + 70_000 * 5 * 7 // 36_000


@pytest.mark.requirement("BOND-52")
@pytest.mark.parametrize("fixed", [1, 2])
def test_accelerate__rate_not_fixed__counts_at_that_of_the_coupon_before(world: World, fixed: int) -> None:
    bond = in_issue(world, coupon=FLOATING)
    for number, rate in zip(range(1, fixed + 1), (3 * PERCENT, 4 * PERCENT), strict=False):
        fix(bond, number, rate)
    declare(bond)
    rate = (3.5, 4.5)[fixed - 1]  # percent, the spread included
    assert accelerate(bond) == FACE + int(FACE * rate / 100 * 7 / 360)


@pytest.mark.requirement("BOND-52")
def test_accelerate__nothing_ever_fixed__claims_the_principal(world: World) -> None:
    bond = in_issue(world, coupon=FLOATING)
    declare(bond)
    assert accelerate(bond) == FACE


@pytest.mark.requirement("BOND-52")
@pytest.mark.parametrize(("value", "ratio"), [(110, 1.1), (90, 0.9)])
def test_accelerate__index__scales_interest_and_the_principal_down_to_par(
    world: World, value: int, ratio: float
) -> None:
    bond = in_issue(world, inflation=INFLATION)
    fix(bond, 1, value * 10**9)
    declare(bond)
    assert accelerate(bond) == int(max(FACE, FACE * ratio) + FACE * 0.05 * 7 / 360 * ratio)


@pytest.mark.requirement("BOND-52")
def test_accelerate__target__counts_its_step_once_it_is_settled(world: World) -> None:
    bond = in_issue(world, kpi=[TARGET])  # a quarter of a percent from the third coupon on
    for number in (1, 2, 3):
        bond.advance(bond.bond.couponDetail(number)["fixableFrom"])
        bond.bond.confirmFixing(annex(bond), number, by=bond.outsider)
        if number != 3:
            bond.open_coupon(number)
    declare(bond, 3)
    assert accelerate(bond) == FACE + int(FACE * 0.0525 * 7 / 360)


@pytest.mark.requirement("BOND-52")
def test_accelerate__last_coupons_fixed_early__claim_goes_before_the_principal_at_maturity(world: World) -> None:
    bond = in_issue(world, coupon={**FLOATING, "frequency": "annual"})
    declare(bond)
    claim = accelerate(bond)
    assert bond.bond.redemptionPerUnit() == (claim, True)
    fix(bond, 1, 3 * PERCENT)  # a debt that is fixed after all
    with reverts("NoSuchCoupon", number=2):
        bond.bond.proposeFixing(annex(bond), 2, PERCENT, bytes(32), by=bond.calculator)
    fund_late(bond, 1)
    assert fund_rest(bond) == claim


@pytest.mark.requirement("BOND-52")
def test_accelerate__coupon_missed_before__stays_a_debt_to_its_holders_of_record(bond: World) -> None:
    bond.bond.transfer(bond.investor_c, B, by=bond.investor_b)
    accelerate(bond)
    with reverts("RedemptionNotFundable", couponsFunded=0, couponCount=1, funded=False):
        bond.bond.fundRedemption(0, bond.approve(), by=bond.paying_agent)
    late = fund_late(bond, 1)
    assert late == INTEREST + 3
    bond.bond.payCoupons([bond.investor_b, bond.investor_c], by=bond.paying_agent)
    assert bond.cash.balanceOf(bond.investor_b) == B * late
    assert bond.cash.balanceOf(bond.investor_c) == C * late
    assert grace_ends(bond) < bond.now
