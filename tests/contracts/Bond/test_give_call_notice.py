"""A call of all units: who holds at the end is paid the price and what has accrued by then, to the cent of the twin."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.contracts.early import CALL, HELD, TAXED, Pair, day, moment, pair, redeem_all, stamp
from tests.contracts.kinds import (
    FLOATING,
    INFLATION,
    PER_HOLDING,
    PERCENTS,
    STEP_UP,
    ZERO_COUPON,
    annex,
    confirm,
    fund,
    propose,
)  # fmt: skip
from tests.contracts.support import Refused, reverts, unauthorized
from tests.contracts.world import World

FIRST, SECOND = Fraction("1.02345"), Fraction("1.005")  # prices of the two windows
KINDS: dict[str, dict[str, Any]] = {
    "fixed": {},
    "actual days, down": {"coupon": {"day_count": "ACT/365F", "rounding": "per-unit-down", "rate_percent": "4.321"}},
    "per holding": {"coupon": PER_HOLDING},
    "taxed": TAXED,
    "per holding and taxed": {"coupon": PER_HOLDING, **TAXED},
    "amortising": {"amortisation": PERCENTS},
    "step-up": {"coupon": STEP_UP},
    "moved dates": {"business_days": {"calendars": [], "roll": "following", "accrual": "adjusted"}},
    "recorded on the payment date": {"record": {"business_days_before": "0", "time": "08:00"}},
}
ENDS = {
    "2024-01-31T12:00": 1,  # before the first coupon
    "2024-07-12T17:00": 1,  # in its record second
    "2024-07-15T09:00": 2,  # on its payment date, from the second of the payment
    "2024-11-30T23:59:59": 2,
    "2025-08-31T00:00": 4,
}


def notice_and_end(played: Pair, time: str) -> None:
    """The coupons paid before, then notice twenty days before the end; then the end."""
    world = played.world
    number = 1
    while world.bond.coupon(number)["period"]["recordTime"] < stamp(time) - 20 * 86_400:
        played.open(number)
        number += 1
    world.advance(max(world.now, stamp(time) - 12 * 86_400))
    played.call(time)
    while number < world.bond.couponCount():
        played.open(number)
        number += 1
    world.advance(stamp(time))
    played.do("call", FIRST if time < "2025-07-15" else SECOND)
    played.settle(next(name for name in played.twin.payouts if name.startswith("early")))


@pytest.mark.requirement("OPT-1", "OPT-2")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("time", ENDS)
def test_give_call_notice__any_kind_and_day__repays_what_the_twin_does(world: World, kind: str, time: str) -> None:
    if kind == "recorded on the payment date" and time == "2024-07-12T17:00":
        time = "2024-07-15T07:59"  # on the payment date, before its record time: still the first coupon
    played = pair(world, call=CALL, **KINDS[kind])
    notice_and_end(played, time)
    bond = played.world.bond
    last = 1 if time == "2024-07-15T07:59" else ENDS[time]
    price = (FIRST if time < "2025-07-15" else SECOND) * 10**9
    assert bond.ending() == (stamp(time), day(time[:10]), last, price, True, False)
    assert (bond.couponCount(), bond.redemptionTime()) == (last, stamp(time))
    assert bond.redemptionPerUnit() == (0, False)
    played.finish()
    played.agree()


@pytest.mark.requirement("OPT-1")
def test_give_call_notice__zero_coupon__repays_the_price_of_the_face(world: World) -> None:
    played = pair(world, call=CALL, coupon=ZERO_COUPON)
    played.world.advance(stamp("2025-01-01T00:00"))
    sent = played.call("2025-02-03T10:00")
    bond = played.world.bond
    assert sent.logs == [
        bond.log("EndingNoticed", stamp("2025-02-03T10:00"), day("2025-02-03"), 0, 1_023_450_000),
        bond.log("PrincipalFixed", 102_345),
    ]
    assert bond.redemptionPerUnit() == (102_345, True)
    played.sell("investor_a", "investor_b", 33)
    played.world.advance(stamp("2025-02-03T10:00"))
    played.do("call", FIRST)
    played.settle("early 0")
    played.finish()
    played.agree()


@pytest.mark.requirement("OPT-1")
@pytest.mark.parametrize("observed", ["2.5", "-3"])
def test_give_call_notice__floating__waits_for_the_fixing(world: World, observed: str) -> None:
    played = pair(world, call=CALL, coupon=FLOATING)
    other, bond = played.world, played.world.bond
    propose(other, 1, int(Fraction(observed) * 10**7))
    played.call("2024-05-20T12:00")
    other.advance(stamp("2024-05-20T12:00"))
    with reverts("NotOpenForFixing", number=1):
        bond.confirmEnding(by=other.outsider)
    confirm(other, 1)
    played.do("fix", "coupons", {"1": observed})
    played.do("call", FIRST)
    played.settle("early 0")
    played.finish()
    played.agree()


@pytest.mark.requirement("OPT-1")
@pytest.mark.parametrize(("index", "floor"), [("110", "par"), ("90", "par"), ("90", "none")])
def test_give_call_notice__inflation_linked__repays_the_indexed_principal(world: World, index: str, floor: str) -> None:
    played = pair(world, call=CALL, inflation={**INFLATION, "principal_floor": floor})
    other = played.world
    played.call("2024-05-20T12:00")
    other.advance(stamp("2024-05-20T12:00"))
    # fixed for the end, long before the coupon's own day
    other.bond.proposeFixing(annex(other), 1, int(index) * 10**9, bytes(32), by=other.calculator)
    other.advance(other.bond.proposedFixing(1)[1])
    other.bond.confirmFixing(annex(other), 1, by=other.outsider)
    played.do("fix", "coupons", {"1": index})
    played.twin.now = played.twin.now.min.replace(tzinfo=played.twin.zone)
    played.moved += played.twin.call(moment(stamp("2024-05-20T12:00")), FIRST)
    played.settle("early 0")
    played.finish()
    played.agree()


@pytest.mark.requirement("OPT-2")
def test_give_call_notice__units_sold_until_the_end__are_repaid_to_the_buyer(world: World) -> None:
    """And what is sold after the end takes its principal along, but not the interest."""
    played = pair(world, call=CALL)
    other, bond, end = played.world, played.world.bond, stamp("2024-05-20T12:00")
    played.call("2024-05-20T12:00")
    bond.transfer(other.investor_c, 100, by=other.investor_a, at=end)
    bond.transfer(other.investor_c, 33, by=other.investor_a, at=end + 1)
    bond.confirmEnding(by=other.outsider)
    assert fund(other, 1) == 1_000 * 1_736  # 125 days of 360 at 5 percent on 1,000.00
    assert bond.interestDue(other.investor_a) == (233 * 1_736, 0)
    redeem_all(other, *played.holders())
    assert [other.cash.balanceOf(holder) for holder in played.holders()] == [
        200 * 102_345 + 233 * 1_736, 500 * (102_345 + 1_736), 300 * 102_345 + 267 * 1_736,
    ]  # fmt: skip
    assert (bond.totalSupply(), other.cash.balanceOf(bond)) == (0, 0)


@pytest.mark.requirement("OPT-2")
def test_give_call_notice__coupon_before_unfunded__is_funded_first(world: World) -> None:
    played = pair(world, call=CALL)
    other, bond, end = played.world, played.world.bond, stamp("2024-08-20T12:00")
    other.advance(stamp("2024-07-20T12:00"))
    played.call("2024-08-20T12:00")
    other.advance(end)
    bond.confirmEnding(by=other.outsider)
    with reverts("CouponNotFundable", number=2, nextNumber=1, recordTime=end):
        bond.fundCoupon(2, 0, other.approve(2), by=other.paying_agent, at=end + 1)
    played.open(1)
    played.moved += played.twin.call(max(moment(stamp("2024-08-20T12:00")), played.twin.now), FIRST)
    played.settle("early 1")
    played.finish()
    played.agree()


@pytest.mark.requirement("OPT-3")
@pytest.mark.parametrize(
    "time",
    [
        "2024-07-12T17:00:01",  # between record time and payment of the first coupon
        "2024-07-15T08:59:59",
        "2027-01-14T17:00:01",  # after the last record time
    ],
)
def test_give_call_notice__coupon_under_way_then__reverts(world: World, time: str) -> None:
    played = pair(world, call={**CALL, "windows": [{"from": "2024-01-16", "to": "2027-01-14", "price_percent": "100"}]})
    with reverts("EndNotOpen", time=stamp(time), ending=0):
        played.call(time)


@pytest.mark.requirement("OPT-3")
@pytest.mark.parametrize(("time", "ok"), [("2027-01-14T17:00:00", True), ("2027-01-14T23:59:59", False)])
def test_give_call_notice__last_record_second__is_the_last(world: World, time: str, ok: bool) -> None:  # noqa: FBT001
    played = pair(world, call=CALL)
    if ok:
        played.call(time)
        assert played.world.bond.couponCount() == 6
    else:
        with reverts("EndNotOpen", time=stamp(time), ending=0):
            played.call(time)


@pytest.mark.requirement("OPT-3")
def test_give_call_notice__zero_coupon_from_maturity_on__reverts(world: World) -> None:
    """Maturity lies on a Sunday, and is paid on the Friday before."""
    windows = [{"from": "2024-01-16", "to": "2027-01-16", "price_percent": "100"}]
    days = {"calendars": [], "roll": "preceding", "accrual": "unadjusted"}
    played = pair(
        world, call={**CALL, "windows": windows}, coupon=ZERO_COUPON, business_days=days, maturity_date="2027-01-17"
    )
    matures = stamp("2027-01-15T09:00")
    assert played.world.bond.redemptionTime() == matures
    for time in (matures, matures + 1):
        with reverts("EndNotOpen", time=time, ending=0):
            played.world.bond.giveCallNotice(played.annex, time, by=played.world.issuer)
    played.call("2027-01-15T08:59:59")
    assert played.world.bond.redemptionTime() == matures - 1


@pytest.mark.requirement("OPT-3")
def test_give_call_notice__second_end__reverts(world: World) -> None:
    played = pair(world, call=CALL)
    played.call("2024-05-20T12:00")
    with reverts("EndNotOpen", time=stamp("2024-06-20T12:00"), ending=stamp("2024-05-20T12:00")):
        played.call("2024-06-20T12:00")


@pytest.mark.requirement("OPT-3")
def test_give_call_notice__now_or_in_the_past__reverts(world: World) -> None:
    played = pair(world, call={**CALL, "notice_days": "0"})
    other, now = played.world, stamp("2024-05-20T12:00")
    other.advance(now - 10)
    for time in (now, now - 1):
        with reverts("EndNotOpen", time=time, ending=0):
            other.bond.giveCallNotice(played.annex, time, by=other.issuer, at=now + (time == now - 1))
    other.bond.giveCallNotice(played.annex, now + 3, by=other.issuer, at=now + 2)


@pytest.mark.requirement("OPT-3")
def test_give_call_notice__fewer_days_than_the_terms_say__reverts(world: World) -> None:
    played = pair(world, call=CALL)
    played.world.advance(stamp("2024-05-10T23:59:00"))
    with reverts("NoticeTooShort", day=day("2024-05-19"), earliest=day("2024-05-20")):
        played.call("2024-05-19T23:59:59")
    played.call("2024-05-20T00:00")


@pytest.mark.requirement("OPT-3")
@pytest.mark.parametrize("time", ["2024-01-15T23:59:59", "2025-07-15T00:00", "2025-08-01T00:00"])
def test_give_call_notice__day_in_no_window__reverts(world: World, time: str) -> None:
    windows = [CALL["windows"][0], {"from": "2025-08-02", "to": "2025-08-02", "price_percent": "100"}]
    played = pair(world, call={**CALL, "windows": windows, "notice_days": "0"})
    with reverts("NoSuchOption", day=day(time[:10])):
        played.call(time)


@pytest.mark.requirement("OPT-3")
def test_give_call_notice__bond_without_a_call__reverts(world: World) -> None:
    played = pair(world, put={"dates": [{"date": "2024-07-15", "price_percent": "100"}], "opens_days_before": "30",
                              "closes_days_before": "10"})  # fmt: skip
    with reverts("NoSuchOption", day=day("2024-05-20")):
        played.call("2024-05-20T12:00")


@pytest.mark.requirement("OPT-3")
def test_give_call_notice__another_annex__reverts(world: World) -> None:
    played = pair(world, call=CALL)
    other = played.world
    with pytest.raises(Refused, match="NotTheAnnex"):
        other.bond.giveCallNotice(played.annex + b"\0", stamp("2024-05-20T12:00"), by=other.issuer)


@pytest.mark.requirement("OPT-3")
def test_give_call_notice__anybody_but_the_issuer__reverts(world: World) -> None:
    played = pair(world, call=CALL)
    for caller in (played.world.paying_agent, played.world.investor_a, played.world.outsider):
        with unauthorized(caller, "ISSUER_ROLE"):
            played.world.bond.giveCallNotice(played.annex, stamp("2024-05-20T12:00"), by=caller)


@pytest.mark.requirement("OPT-2")
def test_give_call_notice__before_all_is_issued__lets_the_rest_be_issued_until_the_end(world: World) -> None:
    played = pair(world, held=HELD, call={**CALL, "notice_days": "0"})
    other, end = played.world, stamp("2024-05-20T12:00")
    other.bond.burn(other.investor_a, 33, 0, bytes(32), by=other.officer)
    played.call("2024-05-20T12:00")
    other.bond.mint(other.investor_a, 30, by=other.issuer, at=end)
    with reverts("IssueNotOpen", issueTime=other.terms["issueTime"], firstRecordTime=end):
        other.bond.mint(other.investor_a, 3, by=other.issuer, at=end + 1)
