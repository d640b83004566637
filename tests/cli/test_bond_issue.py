"""`tenor bond issue`: within the terms, or nothing is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.bonds import Case, case_of
from tests.cli.starting import Tenor
from tests.contracts.world import World


@pytest.fixture
def case(bond: Tenor, world: World, tmp_path: Path) -> Case:
    return case_of(bond, world, tmp_path)


@pytest.mark.requirement("SERV-1")
def test_issue__within_the_terms__creates_units_on_the_wallet_named(case: Case) -> None:
    world = case.world
    world.advance(world.bond.terms()["issueTime"])
    case.run("issue", "--units", 400, "--to", world.investor_a.wallet)
    assert "issue 600 units to" in case.run("issue")
    assert [world.bond.balanceOf(each) for each in (world.investor_a, world.issuer)] == [400, 600]
    assert "Nothing is left to issue" in case.refused("issue")


@pytest.mark.requirement("SERV-1")
def test_issue__to_a_wallet_that_may_not_hold__is_refused_in_words(case: Case) -> None:
    world = case.world
    world.advance(world.bond.terms()["issueTime"])
    told = case.refused("issue", "--to", world.outsider.wallet)
    assert f"--to: {world.outsider.wallet} cannot get units: the receiver is not verified for this token now" in told
    world.bond.setAddressFrozen(world.investor_a, True, by=world.officer)  # noqa: FBT003
    assert "the receiver's address is frozen" in case.refused("issue", "--to", world.investor_a.wallet)


@pytest.mark.requirement("SERV-1")
def test_issue__too_soon_too_late_too_many__sends_nothing(case: Case) -> None:
    world = case.world
    assert "units are issued from 2024-01-15 09:00:00 UTC" in case.refused("issue")
    world.advance(world.bond.terms()["issueTime"])
    for units in (0, 1_001):
        assert "Issue 1 to 1,000" in case.refused("issue", "--units", units)
    assert "no issuer of this bond" in case.refused("issue", "--issuer", "dev:5")
    world.record(1)
    assert "units were issued until 2024-07-12 17:00:00 UTC" in case.refused("issue")
