"""All units come into being once, between the issue time and the first record time."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("BOND-1")
def test_issue__by_issuer__creates_all_units_on_one_account(world: World) -> None:
    opens = world.terms["issueTime"]
    sent = world.bond.issue(world.issuer, by=world.issuer, at=opens)
    assert sent.logs == [
        world.bond.log("Issued", world.issuer, 1_600),
        world.bond.log("Transfer", ZERO, world.issuer, 1_600),
    ]
    assert world.bond.balanceOf(world.issuer) == 1_600
    assert world.bond.totalSupply() == 1_600


@pytest.mark.requirement("BOND-1")
def test_issue__to_an_investor__is_its_alone(world: World) -> None:
    world.bond.issue(world.investor_a, by=world.issuer, at=world.terms["issueTime"])
    assert (world.bond.balanceOf(world.investor_a), world.bond.balanceOf(world.issuer)) == (1_600, 0)


@pytest.mark.requirement("BOND-1")
def test_issue__twice__reverts(world: World) -> None:
    opens = world.terms["issueTime"]
    world.bond.issue(world.issuer, by=world.issuer, at=opens)
    with reverts("IssueNotOpen", issueTime=opens, issued=True):
        world.bond.issue(world.issuer, by=world.issuer)


@pytest.mark.requirement("BOND-1")
@pytest.mark.parametrize("at_record", [False, True])
def test_issue__outside_its_time__reverts(world: World, *, at_record: bool) -> None:
    opens = world.terms["issueTime"]
    late = world.periods[0]["recordTime"] + 1
    with reverts("IssueNotOpen", issueTime=opens, issued=False):
        world.bond.issue(world.issuer, by=world.issuer, at=late if at_record else opens - 1)
    assert world.bond.totalSupply() == 0


@pytest.mark.requirement("BOND-1", "BOND-3")
def test_issue__in_the_record_second__earns_the_coupon(world: World) -> None:
    world.bond.issue(world.investor_a, by=world.issuer, at=world.periods[0]["recordTime"])
    amount = world.record(1)
    assert world.bond.interestDue(world.investor_a) == (0, 1_600 * amount)


@pytest.mark.requirement("TOK-1")
def test_issue__receiver_not_verified__reverts_and_can_be_made_later(world: World) -> None:
    world.advance(world.terms["issueTime"])
    with reverts("NotVerified", holder=world.outsider):
        world.bond.issue(world.outsider, by=world.issuer)
    world.bond.issue(world.issuer, by=world.issuer)
    assert world.bond.totalSupply() == 1_600


@pytest.mark.requirement("TOK-3")
def test_issue__paused__reverts(world: World) -> None:
    world.advance(world.terms["issueTime"])
    world.bond.pause(by=world.pauser)
    with reverts("PauseState", paused=True):
        world.bond.issue(world.issuer, by=world.issuer)


@pytest.mark.requirement("TOK-4")
def test_issue__to_frozen_address__reverts(world: World) -> None:
    world.advance(world.terms["issueTime"])
    world.bond.setAddressFrozen(world.issuer, frozen=True, by=world.officer)
    with reverts("FrozenAddress", holder=world.issuer):
        world.bond.issue(world.issuer, by=world.issuer)


@pytest.mark.requirement("BOND-1")
@pytest.mark.parametrize("caller", ["paying_agent", "operator", "investor_a"])
def test_issue__caller_not_issuer__reverts(world: World, caller: str) -> None:
    world.advance(world.terms["issueTime"])
    actor = getattr(world, caller)
    with unauthorized(actor, "ISSUER_ROLE"):
        world.bond.issue(actor, by=actor)
