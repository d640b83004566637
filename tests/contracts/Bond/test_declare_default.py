"""A payment that is still missed after its days of grace is an event of default, which anybody declares."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import (
    ACCELERATION,
    COUPONS,
    GRACE,
    REST,
    RIGHTS,
    UNITS,
    A,
    declare,
    fund_late,
    grace_ends,
    in_issue,
)
from tests.contracts.kinds import ZERO_COUPON, create
from tests.contracts.support import reverts
from tests.contracts.world import World


@pytest.fixture
def bond(world: World) -> World:
    return in_issue(world)


@pytest.mark.requirement("BOND-50")
def test_declare_default__coupon_missed_past_its_grace__opens_the_vote_of_this_second(bond: World) -> None:
    sent = declare(bond)
    assert sent.logs == [
        bond.bond.log("DefaultDeclared", 1, bond.outsider),
        bond.bond.log("BallotOpened", 1, ACCELERATION, sent.time, 0, bytes(32), bond.outsider),
    ]
    assert bond.bond.trouble() == {
        "missed": 1, "unpaid": True,
        "since": sent.time, "standstillUntil": 0, "acceleration": 1, "consent": 0, "accelerated": False,
        "claim": 0, "recovered": 0,
    }  # fmt: skip
    assert bond.bond.ballot(1) == {
        "motion": ACCELERATION, "recordTime": sent.time, "until": 0, "inFavour": 0, "against": 0, "noted": False,
        "units": UNITS, "matter": bytes(32),
    }  # fmt: skip


@pytest.mark.requirement("BOND-50")
def test_declare_default__last_second_of_grace__reverts(bond: World) -> None:
    ends = grace_ends(bond)
    with reverts("NoEventOfDefault", number=1, graceEnds=ends):
        bond.bond.declareDefault(1, by=bond.investor_a, at=ends)


@pytest.mark.requirement("BOND-50")
@pytest.mark.parametrize("number", [0, 2, COUPONS + 2, 2**256 - 1])
def test_declare_default__not_the_next_payment__reverts(bond: World, number: int) -> None:
    bond.advance(grace_ends(bond, 2) + 1)
    with reverts("NoEventOfDefault", number=number, graceEnds=0):
        bond.bond.declareDefault(number, by=bond.investor_a)


@pytest.mark.requirement("BOND-50")
def test_declare_default__principal_not_due__reverts(bond: World) -> None:
    bond.advance(grace_ends(bond) + 1)
    due = bond.bond.redemptionTime()
    with reverts("NoEventOfDefault", number=COUPONS + 1, graceEnds=due + GRACE):
        bond.bond.declareDefault(COUPONS + 1, by=bond.investor_a)


@pytest.mark.requirement("BOND-50")
def test_declare_default__coupon_funded__reverts(bond: World) -> None:
    bond.fund_coupon(1)
    bond.advance(grace_ends(bond) + 1)
    with reverts("NoEventOfDefault", number=1, graceEnds=0):
        bond.bond.declareDefault(1, by=bond.investor_a)


@pytest.mark.requirement("BOND-50")
def test_declare_default__default_stands__reverts(bond: World) -> None:
    declare(bond)
    bond.advance(grace_ends(bond, 2) + 1)
    with reverts("NoEventOfDefault", number=1, graceEnds=0):
        bond.bond.declareDefault(1, by=bond.investor_a)
    fund_late(bond, 1)  # as long as nobody tells of the cure
    with reverts("NoEventOfDefault", number=2, graceEnds=0):
        bond.bond.declareDefault(2, by=bond.investor_a)


@pytest.mark.requirement("BOND-50")
def test_declare_default__terms_provide_for_none__reverts(world: World) -> None:
    other = create(world)
    other.distribute({})
    other.advance(grace_ends(other) + 365 * 86_400)
    with reverts("NoEventOfDefault", number=1, graceEnds=0):
        other.bond.declareDefault(1, by=other.investor_a)


@pytest.mark.requirement("BOND-50")
@pytest.mark.parametrize("coupons", [COUPONS - 1, COUPONS])
def test_declare_default__principal_missed__counts_with_the_last_coupon_paid_or_not(bond: World, coupons: int) -> None:
    for number in range(1, coupons + 1):
        bond.fund_coupon(number)
    due = bond.bond.redemptionTime()
    sent = bond.bond.declareDefault(COUPONS + 1, by=bond.investor_a, at=due + GRACE + 1)
    assert sent.logs[0] == bond.bond.log("DefaultDeclared", COUPONS + 1, bond.investor_a)


@pytest.mark.requirement("BOND-50")
@pytest.mark.parametrize("days", [194, 195, 36_500])
def test_declare_default__long_grace__ends(world: World, days: int) -> None:
    """So many seconds need more than the 24 bits of a day's."""
    bond = in_issue(world, default={**RIGHTS["default"], "grace_days": str(days)})
    due = bond.bond.coupon(1)["period"]["payTime"]
    ends = due + days * 86_400
    with reverts("NoEventOfDefault", number=1, graceEnds=ends):
        bond.bond.declareDefault(1, by=bond.outsider, at=ends)
    bond.bond.declareDefault(1, by=bond.outsider, at=ends + 1)
    assert bond.bond.trouble()["missed"] == 1


@pytest.mark.requirement("BOND-50")
def test_declare_default__principal_funded__reverts(bond: World) -> None:
    bond.mature()
    bond.advance(bond.bond.redemptionTime() + GRACE + 1)
    with reverts("NoEventOfDefault", number=COUPONS + 1, graceEnds=0):
        bond.bond.declareDefault(COUPONS + 1, by=bond.investor_a)


@pytest.mark.requirement("BOND-50")
def test_declare_default__zero_coupon__knows_the_principal_alone(world: World) -> None:
    bond = in_issue(world, coupon=ZERO_COUPON)
    due = bond.bond.redemptionTime()
    with reverts("NoEventOfDefault", number=1, graceEnds=due + GRACE):
        bond.bond.declareDefault(1, by=bond.investor_a, at=due + GRACE)
    bond.bond.declareDefault(1, by=bond.investor_a, at=due + GRACE + 1)


@pytest.mark.requirement("BOND-50", "BOND-51")
def test_declare_default__bond_paused__is_declared_and_voted_on(bond: World) -> None:
    bond.bond.pause(by=bond.pauser)
    bond.bond.setAddressFrozen(bond.investor_a, freeze=True, by=bond.officer)
    declare(bond)
    bond.bond.vote(1, inFavour=True, by=bond.investor_a)
    assert bond.bond.ballot(1)["inFavour"] == A
    assert bond.bond.votesOf(1, bond.issuer) == REST
