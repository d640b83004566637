"""A consent holds where enough units voted and enough of the votes agreed, and is counted once the vote is over."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import REST, UNITS, A, B, C, ask_standstill, ask_terms, declare, in_issue, vote
from tests.contracts.support import Sent, reverts
from tests.contracts.world import World

NEW = b"\x17" * 32
AGREED, REJECTED = True, False


@pytest.fixture
def bond(world: World) -> World:
    return in_issue(world)


def decided(bond: World, in_favour: tuple[str, ...], against: tuple[str, ...] = ()) -> Sent:
    """A consent asked for, voted on and closed."""
    until = ask_terms(bond)
    bond.advance(bond.bond.ballot(1)["recordTime"] + 1)
    vote(bond, *(getattr(bond, name) for name in in_favour), against=tuple(getattr(bond, name) for name in against))
    sent: Sent = bond.bond.closeConsent(by=bond.outsider, at=until + 1)
    return sent


@pytest.mark.requirement("BOND-55")
def test_close_consent__quorum_and_majority__changes_the_terms(bond: World) -> None:
    before = bond.bond.terms()["termsHash"]
    assert bond.bond.currentTermsHash() == before
    sent = decided(bond, ("investor_a",), ("issuer",))  # 500 of 1,000 voted, 400 of them for it
    assert sent.logs == [
        bond.bond.log("ConsentClosed", 1, AGREED, A, REST, UNITS),
        bond.bond.log("TermsChanged", NEW),
    ]
    assert bond.bond.currentTermsHash() == NEW
    assert bond.bond.terms()["termsHash"] == before
    assert bond.bond.trouble()["consent"] == 0


@pytest.mark.requirement("BOND-55")
@pytest.mark.parametrize(
    ("in_favour", "against"),
    [
        (("investor_a",), ()),  # no quorum
        (("investor_a", "investor_b"), ("investor_c", "issuer")),  # 70 percent
        ((), ("investor_a", "investor_b", "investor_c")),
        ((), ()),
    ],
)
def test_close_consent__too_few__leaves_the_terms(
    bond: World, in_favour: tuple[str, ...], against: tuple[str, ...]
) -> None:
    units = {"investor_a": A, "investor_b": B, "investor_c": C, "issuer": REST}
    sent = decided(bond, in_favour, against)
    counted = [sum(units[name] for name in names) for names in (in_favour, against)]
    assert sent.logs == [bond.bond.log("ConsentClosed", 1, REJECTED, *counted, UNITS)]
    assert bond.bond.currentTermsHash() == bond.bond.terms()["termsHash"]
    assert bond.bond.trouble()["consent"] == 0


@pytest.mark.requirement("BOND-55")
@pytest.mark.parametrize(("units", "agreed"), [(499, False), (500, True)])
def test_close_consent__quorum__is_met_to_the_unit(bond: World, units: int, *, agreed: bool) -> None:
    bond.bond.transfer(bond.investor_a, units - A, by=bond.investor_b)
    sent = decided(bond, ("investor_a",))
    assert sent.logs[0] == bond.bond.log("ConsentClosed", 1, agreed, units, 0, UNITS)


@pytest.mark.requirement("BOND-55")
@pytest.mark.parametrize(("units", "agreed"), [(749, False), (750, True)])
def test_close_consent__majority__is_met_to_the_unit(bond: World, units: int, *, agreed: bool) -> None:
    bond.bond.transfer(bond.investor_a, B, by=bond.investor_b)
    bond.bond.transfer(bond.investor_a, units - A - B, by=bond.investor_c)
    sent = decided(bond, ("investor_a",), ("investor_c", "issuer"))
    assert sent.logs[0] == bond.bond.log("ConsentClosed", 1, agreed, units, UNITS - units, UNITS)


@pytest.mark.requirement("BOND-55")
def test_close_consent__vote_not_over__reverts(bond: World) -> None:
    until = ask_terms(bond)
    with reverts("ConsentNotClosable", ballot=1, until=until):
        bond.bond.closeConsent(by=bond.issuer, at=until)
    bond.bond.closeConsent(by=bond.issuer, at=until + 1)
    with reverts("ConsentNotClosable", ballot=0, until=0):
        bond.bond.closeConsent(by=bond.issuer)


@pytest.mark.requirement("BOND-55")
def test_close_consent__units_traded_after_the_record_time__count_once(bond: World) -> None:
    until = ask_terms(bond)
    bond.advance(bond.bond.ballot(1)["recordTime"] + 1)
    vote(bond, bond.investor_a)
    bond.bond.transfer(bond.investor_b, A, by=bond.investor_a)
    vote(bond, against=(bond.investor_b,))
    sent = bond.bond.closeConsent(by=bond.outsider, at=until + 1)
    assert sent.logs == [bond.bond.log("ConsentClosed", 1, REJECTED, A, B, UNITS)]


@pytest.mark.requirement("BOND-55", "BOND-56")
def test_close_consent__standstill_refused__leaves_acceleration_open(bond: World) -> None:
    declare(bond)
    vote(bond, bond.investor_a)
    until = ask_standstill(bond, bond.now + 90 * 86_400)
    bond.advance(bond.bond.ballot(2)["recordTime"] + 1)
    vote(bond, against=(bond.investor_a, bond.investor_b), ballot=2)
    sent = bond.bond.closeConsent(by=bond.outsider, at=until + 1)
    assert sent.logs == [bond.bond.log("ConsentClosed", 2, REJECTED, 0, A + B, UNITS)]
    assert bond.bond.trouble()["standstillUntil"] == 0
    bond.bond.accelerate(by=bond.outsider)
