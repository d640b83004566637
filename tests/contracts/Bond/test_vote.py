"""Who held at the end of the record second votes with those units, once, wherever they go meanwhile."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import (
    DAY,
    REST,
    UNITS,
    A,
    B,
    C,
    accelerate,
    ask_terms,
    declare,
    fund_late,
    in_issue,
    vote,
)
from tests.contracts.PermissionedToken.kit import second_wallet
from tests.contracts.support import reverts
from tests.contracts.world import World

IN_FAVOUR = True


@pytest.fixture
def bond(world: World) -> World:
    """In default, with the vote open."""
    other = in_issue(world)
    declare(other)
    return other


def counts(world: World, ballot: int = 1) -> tuple[int, int, int]:
    found = world.bond.ballot(ballot)
    return found["inFavour"], found["against"], found["units"]


@pytest.mark.requirement("BOND-51")
def test_vote__holders_of_record__are_counted_for_and_against(bond: World) -> None:
    sent = bond.bond.vote(1, inFavour=True, by=bond.investor_a)
    assert sent.logs == [bond.bond.log("Voted", 1, bond.investor_a, IN_FAVOUR, A)]
    bond.bond.vote(1, inFavour=False, by=bond.investor_b)
    assert counts(bond) == (A, B, UNITS)
    assert bond.bond.ballot(1)["noted"]
    assert [bond.bond.votesOf(1, each) for each in (bond.investor_a, bond.investor_b, bond.investor_c)] == [0, 0, C]


@pytest.mark.requirement("BOND-51")
def test_vote__twice__reverts(bond: World) -> None:
    vote(bond, bond.investor_a)
    with reverts("NoVotes", ballot=1, holder=bond.investor_a):
        bond.bond.vote(1, inFavour=False, by=bond.investor_a)
    assert counts(bond) == (A, 0, UNITS)


@pytest.mark.requirement("BOND-51")
def test_vote__by_who_held_nothing__reverts(bond: World) -> None:
    with reverts("NoVotes", ballot=1, holder=bond.outsider):
        bond.bond.vote(1, inFavour=True, by=bond.outsider)


@pytest.mark.requirement("BOND-51")
def test_vote__in_the_record_second__reverts(world: World) -> None:
    other = in_issue(world)
    record = declare(other).time
    assert other.bond.votesOf(1, other.investor_a) == 0
    with reverts("BallotNotOpen", ballot=1, recordTime=record, until=0):
        other.bond.vote(1, inFavour=True, by=other.investor_a, at=record)


@pytest.mark.requirement("BOND-51")
@pytest.mark.parametrize("ballot", [0, 2, 2**256 - 1])
def test_vote__no_such_ballot__reverts(bond: World, ballot: int) -> None:
    with reverts("BallotNotOpen", ballot=ballot, recordTime=0, until=0):
        bond.bond.vote(ballot, inFavour=True, by=bond.investor_a)
    assert bond.bond.votesOf(ballot, bond.investor_a) == 0


@pytest.mark.requirement("BOND-51")
def test_vote__accelerated_or_cured__reverts(bond: World) -> None:
    record = bond.bond.ballot(1)["recordTime"]
    snapshot = bond.chain.rpc("evm_snapshot")
    accelerate(bond)
    with reverts("BallotNotOpen", ballot=1, recordTime=record, until=0):
        bond.bond.vote(1, inFavour=True, by=bond.investor_b)
    assert bond.chain.rpc("evm_revert", snapshot)
    fund_late(bond, 1)
    bond.bond.cure(by=bond.outsider)
    with reverts("BallotNotOpen", ballot=1, recordTime=record, until=0):
        bond.bond.vote(1, inFavour=True, by=bond.investor_b)


@pytest.mark.requirement("BOND-51")
def test_vote__consent_over__reverts(bond: World) -> None:
    until = ask_terms(bond)
    record = bond.bond.ballot(2)["recordTime"]
    with reverts("BallotNotOpen", ballot=2, recordTime=record, until=until):
        bond.bond.vote(2, inFavour=True, by=bond.investor_a, at=record)
    bond.bond.vote(2, inFavour=True, by=bond.investor_a, at=until)
    with reverts("BallotNotOpen", ballot=2, recordTime=record, until=until):
        bond.bond.vote(2, inFavour=True, by=bond.investor_b, at=until + 1)


@pytest.mark.requirement("BOND-51")
def test_vote__units_sold_after_the_record_time__vote_with_the_seller(bond: World) -> None:
    a, b = bond.investor_a, bond.investor_b
    bond.bond.transfer(b, A, by=a)
    assert [bond.bond.votesOf(1, each) for each in (a, b)] == [A, B]
    vote(bond, b)
    bond.bond.transfer(a, A + B, by=b)
    vote(bond, a)
    assert counts(bond) == (A + B, 0, UNITS)
    for each in (a, b):
        with reverts("NoVotes", ballot=1, holder=each):
            bond.bond.vote(1, inFavour=True, by=each)


@pytest.mark.requirement("BOND-51")
def test_vote__units_sold_in_the_record_second__vote_with_the_buyer(world: World) -> None:
    other = in_issue(world)
    record = declare(other).time
    other.bond.transfer(other.investor_b, A, by=other.investor_a, at=record)
    other.bond.transfer(other.investor_c, 1, by=other.investor_b, at=record + 1)
    held = [other.bond.votesOf(1, each) for each in (other.investor_a, other.investor_b, other.investor_c)]
    assert held == [0, A + B, C]


@pytest.mark.requirement("BOND-51")
def test_vote__bought_and_sold_again_before_the_vote__is_the_seller_of_the_first_sale(bond: World) -> None:
    a, b = bond.investor_a, bond.investor_b
    vote(bond, b)
    bond.bond.transfer(b, 100, by=a)
    with reverts("NoVotes", ballot=1, holder=b):
        bond.bond.vote(1, inFavour=True, by=b)
    bond.bond.transfer(a, 50, by=b)
    vote(bond, a)
    assert counts(bond) == (A + B, 0, UNITS)


@pytest.mark.requirement("BOND-51")
def test_vote__record_time_to_come__is_of_who_holds_then(bond: World) -> None:
    a, b, c = bond.investor_a, bond.investor_b, bond.investor_c
    ask_terms(bond)
    record = bond.bond.ballot(2)["recordTime"]
    bond.bond.transfer(b, 100, by=a, at=record - 1)
    bond.bond.batchTransfer([b, c, b], [50, 25, 25], by=a, at=record)
    bond.bond.batchTransfer([b, c, c], [50, 25, 25], by=a, at=record + 1)
    assert [bond.bond.votesOf(2, each) for each in (a, b, c)] == [A - 200, B + 175, C + 25]
    assert [bond.bond.votesOf(1, each) for each in (a, b, c)] == [A, B, C]
    vote(bond, a, b, c, ballot=2)
    assert counts(bond, 2) == (UNITS - REST, 0, UNITS)


def to_itself(bond: World) -> None:
    bond.bond.transfer(bond.investor_a, 10, by=bond.investor_a)


def nothing_by_a_stranger(bond: World) -> None:
    bond.bond.transfer(bond.investor_a, 0, by=bond.outsider)


def by_force(bond: World) -> None:
    bond.bond.forcedTransfer(bond.investor_a, bond.investor_b, 10, by=bond.officer)


def frozen(bond: World) -> None:
    bond.bond.freezePartialTokens(bond.investor_a, A, by=bond.officer)


def forced_burn(bond: World) -> None:
    fund_late(bond, 1)
    bond.bond.burn(bond.investor_a, 10, by=bond.officer)


def batch(bond: World) -> None:
    bond.bond.batchTransfer([bond.investor_b, bond.investor_a, bond.investor_c], [1, 2, 3], by=bond.investor_a)


ACTS = [to_itself, nothing_by_a_stranger, by_force, frozen, forced_burn, batch]


@pytest.mark.requirement("BOND-51")
@pytest.mark.parametrize("act", ACTS, ids=[act.__name__ for act in ACTS])
def test_vote__account_touched_after_the_record_time__votes_with_what_it_held(bond: World, act: object) -> None:
    act(bond)  # type: ignore[operator]
    for holder in (bond.investor_a, bond.investor_b, bond.investor_c, bond.issuer):
        vote(bond, holder)
    with reverts("NoVotes", ballot=1, holder=bond.outsider):
        bond.bond.vote(1, inFavour=True, by=bond.outsider)
    assert counts(bond) == (UNITS, 0, UNITS)


@pytest.mark.requirement("BOND-51")
def test_vote__units_burnt_after_the_record_time__still_count(bond: World) -> None:
    fund_late(bond, 1)
    bond.bond.burn(bond.issuer, REST, by=bond.officer)
    assert (bond.bond.totalSupply(), counts(bond)) == (UNITS - REST, (0, 0, UNITS))
    vote(bond, bond.issuer)
    assert counts(bond) == (REST, 0, UNITS)


def lose(bond: World) -> None:
    identity = bond.registry.identity(bond.investor_a)
    bond.bond.recoveryAddress(bond.investor_a, bond.outsider, identity, by=bond.registrar)


@pytest.fixture
def two_wallets(bond: World) -> World:
    second_wallet(bond, bond.outsider, of=bond.investor_a)
    return bond


@pytest.mark.requirement("BOND-51", "TOK-20")
@pytest.mark.parametrize("ballot", [1, 2])
def test_recovery_address__votes_left__go_to_the_new_wallet(two_wallets: World, ballot: int) -> None:
    bond = two_wallets
    bond.advance(ask_terms(bond) - DAY)
    bond.bond.transfer(bond.outsider, 50, by=bond.investor_a)
    lose(bond)
    assert [bond.bond.votesOf(ballot, each) for each in (bond.investor_a, bond.outsider)] == [0, A]
    vote(bond, bond.outsider, ballot=ballot)
    assert counts(bond, ballot) == (A, 0, UNITS)
    with reverts("NoVotes", ballot=ballot, holder=bond.investor_a):
        bond.bond.vote(ballot, inFavour=True, by=bond.investor_a)


@pytest.mark.requirement("BOND-51", "TOK-20")
def test_recovery_address__lost_wallet_has_voted__brings_no_second_vote(two_wallets: World) -> None:
    vote(two_wallets, two_wallets.investor_a)
    lose(two_wallets)
    with reverts("NoVotes", ballot=1, holder=two_wallets.outsider):
        two_wallets.bond.vote(1, inFavour=True, by=two_wallets.outsider)


@pytest.mark.requirement("BOND-51", "TOK-20")
def test_recovery_address__new_wallet_has_voted__votes_again_with_what_it_is_given(two_wallets: World) -> None:
    bond = two_wallets
    ask_terms(bond)
    bond.bond.transfer(bond.outsider, 50, by=bond.investor_a)
    bond.advance(bond.bond.ballot(2)["recordTime"] + 1)
    vote(bond, bond.outsider, ballot=2)
    lose(bond)
    vote(bond, bond.outsider, ballot=2)
    assert counts(bond, 2) == (A, 0, UNITS)


@pytest.mark.requirement("BOND-51", "TOK-20")
def test_recovery_address__all_units_sold__still_brings_the_votes(two_wallets: World) -> None:
    bond = two_wallets
    fund_late(bond, 1)  # its coupon would be something to recover
    bond.bond.payCoupons([bond.investor_a], by=bond.investor_a)
    bond.bond.transfer(bond.investor_b, A, by=bond.investor_a)
    lose(bond)
    vote(bond, bond.outsider)
    assert counts(bond) == (A, 0, UNITS)
    with reverts("NothingToRecover", wallet=bond.investor_a):
        lose(bond)


@pytest.mark.requirement("BOND-51")
def test_vote__many_hands_and_everybody_votes__never_more_than_the_units_in_issue(bond: World) -> None:
    holders = [bond.investor_a, bond.investor_b, bond.investor_c, bond.issuer]
    for round_ in range(1, 5):
        for giver, taker in zip(holders, holders[round_ % 4 :] + holders[: round_ % 4], strict=True):
            bond.bond.transfer(taker, bond.bond.balanceOf(giver) * round_ // 5, by=giver)
        voter = holders[round_ - 1]
        vote(bond, voter)
    assert counts(bond) == (UNITS, 0, UNITS)


@pytest.mark.requirement("BOND-51")
def test_vote__ballot_never_looked_at__has_the_units_in_issue(bond: World) -> None:
    assert counts(bond) == (0, 0, UNITS)
