"""In default the issuer asks holders to wait, and they do as long as they agreed to."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import (
    DAY,
    NOTICE,
    STANDSTILL,
    accelerate,
    agree,
    ask_standstill,
    ask_terms,
    declare,
    in_issue,
    vote,
)
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World


@pytest.fixture
def bond(world: World) -> World:
    """In default, with the vote on acceleration open."""
    other = in_issue(world)
    declare(other)
    return other


@pytest.mark.requirement("BOND-56")
def test_propose_standstill__agreed__holds_acceleration_up(bond: World) -> None:
    standstill = bond.now + 90 * DAY
    until = ask_standstill(bond, standstill)
    found = bond.bond.ballot(2)
    assert (found["motion"], found["matter"]) == (STANDSTILL, standstill.to_bytes(32, "big"))
    sent = agree(bond, until, ballot=2)
    assert sent.logs[1] == bond.bond.log("StandstillAgreed", standstill)
    assert bond.bond.trouble()["standstillUntil"] == standstill
    assert bond.bond.currentTermsHash() == bond.bond.terms()["termsHash"]
    vote(bond, bond.investor_a)  # goes on meanwhile
    with reverts("StandstillHolds", until=standstill):
        bond.bond.accelerate(by=bond.outsider)


@pytest.mark.requirement("BOND-56")
@pytest.mark.parametrize("offset", [0, 1])
def test_propose_standstill__over_before_the_vote_is__reverts(bond: World, offset: int) -> None:
    record, until = bond.now + 100, bond.now + NOTICE + DAY
    if offset:
        bond.bond.proposeStandstill(until + 1, record, until, by=bond.issuer)
        return
    matter, day = until.to_bytes(32, "big"), (bond.now + NOTICE) // DAY
    with reverts("InvalidConsent", matter=matter, recordTime=record, until=until, firstDay=day):
        bond.bond.proposeStandstill(until, record, until, by=bond.issuer)


@pytest.mark.requirement("BOND-56")
def test_propose_standstill__no_default_or_all_is_due__reverts(world: World) -> None:
    bond = in_issue(world)
    with reverts("NotInDefault", missed=0, accelerated=False):
        ask_standstill(bond, bond.now + 90 * DAY)
    accelerate(bond)
    with reverts("NotInDefault", missed=1, accelerated=True):
        ask_standstill(bond, bond.now + 90 * DAY)


@pytest.mark.requirement("BOND-56")
def test_propose_standstill__another_consent_open__reverts(bond: World) -> None:
    ask_terms(bond)
    with reverts("ConsentNotPossible", openBallot=2):
        ask_standstill(bond, bond.now + 90 * DAY)


@pytest.mark.requirement("BOND-56")
def test_propose_standstill__by_anybody_else__reverts(bond: World) -> None:
    with unauthorized(bond.investor_a, "ISSUER_ROLE"):
        bond.bond.proposeStandstill(2**39, bond.now + 100, bond.now + NOTICE + DAY, by=bond.investor_a)
