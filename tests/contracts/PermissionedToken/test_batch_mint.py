"""Several mints in one transaction, whole or not at all."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import add_rules, holdings, set_limits
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.fixture
def bond(world: World) -> Deployed:
    """A bond at its issue time, of which nothing is in issue."""
    world.advance(world.terms["issueTime"])
    return world.bond


@pytest.mark.requirement("TOK-2", "TOK-23")
def test_batch_mint__several__each_gets_its_own(world: World, bond: Deployed) -> None:
    people = [world.investor_a, world.investor_b, world.investor_a]
    sent = bond.batchMint(people, [4, 6, 1], by=world.issuer)
    expected = [(people[0], 4), (people[1], 6), (people[2], 1)]
    assert sent.logs == [bond.log("Transfer", ZERO, holder, amount) for holder, amount in expected]
    assert holdings(bond, world.investor_a, world.investor_b) == [5, 6]
    assert bond.totalSupply() == 11


@pytest.mark.requirement("TOK-23")
def test_batch_mint__one_bad_receiver__refuses_all(world: World, bond: Deployed) -> None:
    with restricted(Restriction.NOT_VERIFIED, ZERO, world.outsider, 6):
        bond.batchMint([world.investor_a, world.outsider], [4, 6], by=world.issuer)
    assert bond.totalSupply() == 0


@pytest.mark.requirement("TOK-9", "TOK-23")
def test_batch_mint__issue_exceeded_in_the_middle__refuses_all(world: World, bond: Deployed) -> None:
    with reverts("SupplyExceeded", supply=1_604, most=1_600):
        bond.batchMint([world.investor_a, world.investor_b, world.investor_c], [1_000, 600, 4], by=world.issuer)
    assert bond.totalSupply() == 0


@pytest.mark.requirement("TOK-23")
@pytest.mark.parametrize(("receivers", "amounts"), [(1, 2), (2, 1), (0, 1), (201, 201)])
def test_batch_mint__lists_that_do_not_match_or_are_too_long__reverts(
    world: World, bond: Deployed, receivers: int, amounts: int
) -> None:
    with reverts("BatchRefused", length=receivers, other=amounts):
        bond.batchMint([world.investor_a] * receivers, [2] * amounts, by=world.issuer)


def test_batch_mint__nothing__does_nothing(world: World, bond: Deployed) -> None:
    assert bond.batchMint([], [], by=world.issuer).logs == []


@pytest.mark.requirement("TOK-14")
def test_batch_mint__one_receiver_twice__is_one_holder(world: World, bond: Deployed) -> None:
    set_limits(world, bond, maxHolders=1)
    bond.batchMint([world.investor_a, world.investor_a], [4, 6], by=world.issuer)
    assert bond.limits()[1] == 1
    with restricted(Restriction.MAXIMUM_HOLDERS, ZERO, world.investor_b, 6):
        bond.batchMint([world.investor_a, world.investor_b], [4, 6], by=world.issuer)


@pytest.mark.requirement("TOK-12")
def test_batch_mint__external_rules__are_told_of_each(world: World, bond: Deployed) -> None:
    rules = add_rules(world, bond)
    sent = bond.batchMint([world.investor_a, world.investor_b], [4, 6], by=world.issuer)
    assert [log for log in sent.logs if log.emitter == rules.wallet] == [
        rules.log("Told", "created", ZERO, world.investor_a, 4),
        rules.log("Told", "created", ZERO, world.investor_b, 6),
    ]


def test_batch_mint__outside_the_issue__reverts(world: World, bond: Deployed) -> None:
    opens, closes = world.terms["issueTime"], world.dates[0]["recordTime"]
    with reverts("IssueNotOpen", issueTime=opens, firstRecordTime=closes):
        bond.batchMint([world.investor_a], [2], by=world.issuer, at=closes + 1)


@pytest.mark.requirement("TOK-10")
def test_batch_mint__caller_not_issuer__reverts(world: World, bond: Deployed) -> None:
    with unauthorized(world.officer, "ISSUER_ROLE"):
        bond.batchMint([world.investor_a], [2], by=world.officer)


@pytest.mark.requirement("CASH-1")
@pytest.mark.parametrize("count", [0, 1])
def test_batch_mint__money__is_refused_to_everybody(world: World, count: int) -> None:
    for caller in (world.central_bank, world.issuer, world.outsider):
        with reverts("MintRefused"):
            world.cash.batchMint([world.investor_a] * count, [2] * count, by=caller)
    assert world.cash.totalSupply() == 0
