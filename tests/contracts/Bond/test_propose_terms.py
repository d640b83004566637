"""The issuer asks holders to consent to other terms, with the notice that the terms give them."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import DAY, NOTICE, RIGHTS, TERMS, UNITS, agree, ask_terms, in_issue
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

NEW = b"\x17" * 32


@pytest.fixture
def bond(world: World) -> World:
    return in_issue(world)


def first_day(bond: World) -> int:
    """On which a vote may end that is asked for now."""
    day: int = (bond.now + NOTICE) // DAY
    return day


@pytest.mark.requirement("BOND-55")
def test_propose_terms__by_the_issuer__opens_the_vote(bond: World) -> None:
    record, until = bond.now + 100, first_day(bond) * DAY
    sent = bond.bond.proposeTerms(NEW, record, until, by=bond.issuer)
    assert sent.logs == [bond.bond.log("BallotOpened", 1, TERMS, record, until, NEW, bond.issuer)]
    assert bond.bond.trouble()["consent"] == 1
    assert bond.bond.ballot(1) == {
        "motion": TERMS, "recordTime": record, "until": until, "inFavour": 0, "against": 0, "noted": False,
        "units": UNITS, "matter": NEW,
    }  # fmt: skip


@pytest.mark.requirement("BOND-55")
def test_propose_terms__too_little_notice__reverts(bond: World) -> None:
    day = first_day(bond)
    record, until = bond.now + 100, day * DAY - 1
    with reverts("InvalidConsent", matter=NEW, recordTime=record, until=until, firstDay=day):
        bond.bond.proposeTerms(NEW, record, until, by=bond.issuer)


@pytest.mark.requirement("BOND-55")
def test_propose_terms__record_time_past__reverts_and_now_does_not(bond: World) -> None:
    now, day = bond.now + 10, first_day(bond)
    until = (day + 1) * DAY
    with reverts("InvalidConsent", matter=NEW, recordTime=now - 1, until=until, firstDay=day):
        bond.bond.proposeTerms(NEW, now - 1, until, by=bond.issuer, at=now)
    bond.bond.proposeTerms(NEW, now + 1, until, by=bond.issuer, at=now + 1)


@pytest.mark.requirement("BOND-55")
def test_propose_terms__vote_over_by_the_record_time__reverts(bond: World) -> None:
    day = first_day(bond)
    until = (day + 1) * DAY
    with reverts("InvalidConsent", matter=NEW, recordTime=until, until=until, firstDay=day):
        bond.bond.proposeTerms(NEW, until, until, by=bond.issuer)


@pytest.mark.requirement("BOND-55")
@pytest.mark.parametrize("same", [True, False])
def test_propose_terms__no_other_terms__reverts(bond: World, *, same: bool) -> None:
    matter = bond.bond.currentTermsHash() if same else bytes(32)
    day = first_day(bond)
    record, until = bond.now + 100, (day + 1) * DAY
    with reverts("InvalidConsent", matter=matter, recordTime=record, until=until, firstDay=day):
        bond.bond.proposeTerms(matter, record, until, by=bond.issuer)


@pytest.mark.requirement("BOND-55")
def test_propose_terms__another_consent_open__reverts_until_it_is_closed(bond: World) -> None:
    until = ask_terms(bond)
    with reverts("ConsentNotPossible", openBallot=1):
        ask_terms(bond, b"\x18" * 32)
    agree(bond, until, ballot=1)
    ask_terms(bond, b"\x18" * 32)
    assert bond.bond.trouble()["consent"] == 2


@pytest.mark.requirement("BOND-55")
def test_propose_terms__terms_provide_for_no_consent__reverts(world: World) -> None:
    bond = in_issue(world, **{**RIGHTS, "consent": None})
    with reverts("ConsentNotPossible", openBallot=0):
        ask_terms(bond)


@pytest.mark.requirement("BOND-55")
@pytest.mark.parametrize("caller", ["paying_agent", "investor_a", "outsider"])
def test_propose_terms__by_anybody_else__reverts(bond: World, caller: str) -> None:
    actor = getattr(bond, caller)
    with unauthorized(actor, "ISSUER_ROLE"):
        bond.bond.proposeTerms(NEW, bond.now + 100, bond.now + 2 * NOTICE, by=actor)
