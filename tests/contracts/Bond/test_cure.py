"""A missed payment that is made after all ends the default, as long as holders have not accelerated."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import (
    COUPONS,
    DAY,
    GRACE,
    INTEREST,
    A,
    accelerate,
    agree,
    ask_standstill,
    ask_terms,
    declare,
    fund_late,
    fund_rest,
    grace_ends,
    in_issue,
    vote,
)
from tests.contracts.support import reverts
from tests.contracts.world import World

SOUND = {
    "missed": 0, "unpaid": False, "since": 0, "standstillUntil": 0, "acceleration": 0, "consent": 0,
    "accelerated": False, "claim": 0, "recovered": 0,
}  # fmt: skip


@pytest.fixture
def bond(world: World) -> World:
    """In default, and enough have voted for acceleration."""
    other = in_issue(world)
    declare(other)
    vote(other, other.investor_a)
    return other


@pytest.mark.requirement("BOND-53")
def test_cure__payment_made_in_time__ends_the_default_and_its_vote(bond: World) -> None:
    late = fund_late(bond, 1)
    assert late == INTEREST + 3  # 3.35...: 2,500 at 7 percent for 7 days
    sent = bond.bond.cure(by=bond.outsider)
    assert sent.logs == [bond.bond.log("BallotDropped", 1), bond.bond.log("DefaultCured", 1)]
    assert bond.bond.trouble() == SOUND
    bond.bond.payCoupons([bond.investor_a], by=bond.investor_a)
    assert bond.cash.balanceOf(bond.investor_a) == A * late
    with reverts("NotInDefault", missed=0, accelerated=False):
        bond.bond.accelerate(by=bond.investor_a)


@pytest.mark.requirement("BOND-53")
def test_cure__still_missed__reverts(bond: World) -> None:
    with reverts("StillMissed", missed=1):
        bond.bond.cure(by=bond.issuer)


@pytest.mark.requirement("BOND-53")
def test_cure__no_default_or_all_is_due__reverts(world: World) -> None:
    other = in_issue(world)
    with reverts("NotInDefault", missed=0, accelerated=False):
        other.bond.cure(by=other.issuer)
    accelerate(other)
    fund_late(other, 1)
    with reverts("NotInDefault", missed=1, accelerated=True):
        other.bond.cure(by=other.issuer)


@pytest.mark.requirement("BOND-53", "BOND-50")
def test_cure__another_payment_missed__is_a_default_of_its_own(bond: World) -> None:
    bond.advance(grace_ends(bond, 2) + 1)
    fund_late(bond, 1)
    bond.bond.cure(by=bond.outsider)
    bond.bond.declareDefault(2, by=bond.outsider)
    assert bond.bond.trouble()["acceleration"] == 2
    assert bond.bond.votesOf(2, bond.investor_a) == 0  # the record second is not over
    vote(bond, bond.investor_a, ballot=2)
    bond.bond.accelerate(by=bond.outsider)


@pytest.mark.requirement("BOND-53")
def test_cure__principal_paid_after_all__ends_the_default(world: World) -> None:
    bond = in_issue(world)
    for number in range(1, COUPONS + 1):
        bond.open_coupon(number)
    bond.bond.declareDefault(COUPONS + 1, by=bond.outsider, at=bond.bond.redemptionTime() + GRACE + 1)
    with reverts("StillMissed", missed=COUPONS + 1):
        bond.bond.cure(by=bond.issuer)
    fund_rest(bond)
    bond.bond.cure(by=bond.issuer)
    assert bond.bond.trouble() == SOUND


@pytest.mark.requirement("BOND-53", "BOND-56")
def test_cure__standstill_agreed__ends_with_the_default(bond: World) -> None:
    standstill = bond.now + 600 * DAY
    agree(bond, ask_standstill(bond, standstill), ballot=2)
    assert bond.bond.trouble()["standstillUntil"] == standstill
    fund_late(bond, 1)
    bond.bond.cure(by=bond.issuer)
    assert bond.bond.trouble() == SOUND


@pytest.mark.requirement("BOND-53", "BOND-56")
def test_cure__standstill_voted_on__is_dropped(bond: World) -> None:
    until = ask_standstill(bond, bond.now + 600 * DAY)
    fund_late(bond, 1)
    sent = bond.bond.cure(by=bond.issuer)
    assert [log.name for log in sent.logs] == ["BallotDropped", "BallotDropped", "DefaultCured"]
    assert sent.logs[1] == bond.bond.log("BallotDropped", 2)
    with reverts("ConsentNotClosable", ballot=0, until=0):
        bond.bond.closeConsent(by=bond.issuer, at=until + 1)


@pytest.mark.requirement("BOND-53", "BOND-55")
def test_cure__terms_voted_on__goes_on_with_that_vote(bond: World) -> None:
    until = ask_terms(bond)
    fund_late(bond, 1)
    bond.bond.cure(by=bond.issuer)
    assert bond.bond.trouble()["consent"] == 2
    agree(bond, until, ballot=2)
    assert bond.bond.currentTermsHash() == b"\x17" * 32
