"""A vote on acceleration that is 30 days old is opened anew by any holder, so that no stale register binds."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import (
    ACCELERATION,
    DAY,
    UNITS,
    VOTE_TERM,
    A,
    agree,
    ask_standstill,
    declare,
    in_issue,
    vote,
)
from tests.contracts.support import reverts
from tests.contracts.world import World


@pytest.fixture
def bond(world: World) -> World:
    """In default, with the vote open."""
    other = in_issue(world)
    declare(other)
    return other


def renewable(world: World, ballot: int = 1) -> int:
    """The last second in which the open vote cannot be renewed for its age."""
    record: int = world.bond.ballot(ballot)["recordTime"]
    return record + VOTE_TERM


@pytest.mark.requirement("BOND-51")
def test_renew_vote__after_thirty_days__is_of_who_holds_now(bond: World) -> None:
    a, b, c = bond.investor_a, bond.investor_b, bond.investor_c
    vote(bond, c)
    bond.bond.transfer(b, A, by=a)
    sent = bond.bond.renewVote(by=b, at=renewable(bond) + 1)
    assert sent.logs == [
        bond.bond.log("BallotDropped", 1),
        bond.bond.log("BallotOpened", 2, ACCELERATION, sent.time, 0, bytes(32), b),
    ]
    assert bond.bond.trouble()["acceleration"] == 2
    with reverts("BallotNotOpen", ballot=1, recordTime=sent.time - VOTE_TERM - 1, until=0):
        bond.bond.vote(1, inFavour=True, by=a)
    with reverts("NoVotes", ballot=2, holder=a):
        bond.bond.vote(2, inFavour=True, by=a)
    vote(bond, c, ballot=2)
    assert bond.bond.ballot(2)["units"] == UNITS
    vote(bond, b, ballot=2)
    bond.bond.accelerate(by=a)


@pytest.mark.requirement("BOND-51")
def test_renew_vote__thirtieth_day__reverts(bond: World) -> None:
    ends = renewable(bond)
    with reverts("VoteNotRenewable", ballot=1, **{"from": ends}):
        bond.bond.renewVote(by=bond.investor_a, at=ends)
    bond.bond.renewVote(by=bond.investor_a, at=ends + 1)
    with reverts("VoteNotRenewable", ballot=2, **{"from": ends + 1 + VOTE_TERM}):
        bond.bond.renewVote(by=bond.investor_a)


@pytest.mark.requirement("BOND-51")
def test_renew_vote__without_units__reverts(bond: World) -> None:
    with reverts("NotHolder", caller=bond.outsider):
        bond.bond.renewVote(by=bond.outsider, at=renewable(bond) + 1)


@pytest.mark.requirement("BOND-51")
def test_renew_vote__no_default__reverts(world: World) -> None:
    other = in_issue(world)
    with reverts("NotInDefault", missed=0, accelerated=False):
        other.bond.renewVote(by=other.investor_a)


@pytest.mark.requirement("BOND-51")
def test_renew_vote__enough_voted_for_it__reverts_so_that_nobody_voids_it(bond: World) -> None:
    vote(bond, bond.investor_a)
    ends = renewable(bond)
    with reverts("VoteNotRenewable", ballot=1, **{"from": ends}):
        bond.bond.renewVote(by=bond.issuer, at=ends + 1)
    bond.bond.accelerate(by=bond.outsider)
    with reverts("NotInDefault", missed=1, accelerated=True):
        bond.bond.renewVote(by=bond.investor_a)


@pytest.mark.requirement("BOND-51", "BOND-56")
def test_renew_vote__decided_but_held_up_by_a_standstill__is_opened_anew(bond: World) -> None:
    vote(bond, bond.investor_a)
    standstill = bond.now + 60 * DAY
    agree(bond, ask_standstill(bond, standstill), ballot=2)
    with reverts("StandstillHolds", until=standstill):
        bond.bond.accelerate(by=bond.outsider)
    bond.bond.renewVote(by=bond.investor_b, at=renewable(bond) + 1)
    with reverts("TooFewVotes", inFavour=0, units=UNITS):
        bond.bond.accelerate(by=bond.outsider, at=standstill + 1)
