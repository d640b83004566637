"""Units come into being by the issuer's act, up to the size of the issue, between the issue time and the first record
time."""

from __future__ import annotations

import pytest

from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import World

UNITS = 1_600  # size of the issue


@pytest.mark.requirement("BOND-1")
def test_mint__by_issuer__creates_the_units_on_one_account(world: World) -> None:
    opens = world.terms["issueTime"]
    sent = world.bond.mint(world.issuer, UNITS, by=world.issuer, at=opens)
    assert sent.logs == [world.bond.log("Transfer", ZERO, world.issuer, UNITS)]
    assert world.bond.balanceOf(world.issuer) == UNITS
    assert world.bond.totalSupply() == UNITS


@pytest.mark.requirement("BOND-1")
def test_mint__to_an_investor__is_its_alone(world: World) -> None:
    world.bond.mint(world.investor_a, UNITS, by=world.issuer, at=world.terms["issueTime"])
    assert (world.bond.balanceOf(world.investor_a), world.bond.balanceOf(world.issuer)) == (UNITS, 0)


@pytest.mark.requirement("BOND-1")
def test_mint__in_parts__reaches_the_size_of_the_issue_and_no_more(world: World) -> None:
    world.bond.mint(world.issuer, UNITS - 10, by=world.issuer, at=world.terms["issueTime"])
    world.bond.mint(world.investor_a, 10, by=world.issuer)
    assert (world.bond.totalSupply(), world.bond.balanceOf(world.investor_a)) == (UNITS, 10)
    with reverts("SupplyExceeded", supply=UNITS + 1, most=UNITS):
        world.bond.mint(world.issuer, 1, by=world.issuer)


@pytest.mark.requirement("BOND-1", "TOK-9")
@pytest.mark.parametrize("units", [UNITS + 1, 2**64, 2**256 - 1])
def test_mint__more_than_the_issue__reverts(world: World, units: int) -> None:
    world.advance(world.terms["issueTime"])
    with reverts("SupplyExceeded", supply=units, most=UNITS):
        world.bond.mint(world.issuer, units, by=world.issuer)


@pytest.mark.requirement("BOND-1")
@pytest.mark.parametrize("at_record", [False, True])
def test_mint__outside_its_time__reverts(world: World, *, at_record: bool) -> None:
    opens, last = world.terms["issueTime"], world.dates[0]["recordTime"]
    with reverts("IssueNotOpen", issueTime=opens, firstRecordTime=last):
        world.bond.mint(world.issuer, UNITS, by=world.issuer, at=last + 1 if at_record else opens - 1)
    assert world.bond.totalSupply() == 0


@pytest.mark.requirement("BOND-1", "BOND-3")
def test_mint__in_the_record_second__earns_the_coupon(world: World) -> None:
    world.bond.mint(world.investor_a, UNITS, by=world.issuer, at=world.dates[0]["recordTime"])
    amount = world.record(1)
    assert world.bond.interestDue(world.investor_a) == (0, UNITS * amount)


@pytest.mark.requirement("BOND-2")
def test_mint__less_than_the_minimum_holding__reverts(world: World) -> None:
    world.advance(world.terms["issueTime"])
    with restricted(Restriction.MINIMUM_HOLDING, ZERO, world.investor_a, 1):
        world.bond.mint(world.investor_a, 1, by=world.issuer)
    world.bond.mint(world.investor_a, 2, by=world.issuer)
    world.bond.mint(world.investor_a, 1, by=world.issuer)
    assert world.bond.balanceOf(world.investor_a) == 3


@pytest.mark.requirement("TOK-1")
def test_mint__receiver_not_verified__reverts_and_can_be_made_later(world: World) -> None:
    world.advance(world.terms["issueTime"])
    with restricted(Restriction.NOT_VERIFIED, ZERO, world.outsider, UNITS):
        world.bond.mint(world.outsider, UNITS, by=world.issuer)
    world.bond.mint(world.issuer, UNITS, by=world.issuer)
    assert world.bond.totalSupply() == UNITS


@pytest.mark.requirement("TOK-3")
def test_mint__paused__reverts(world: World) -> None:
    world.advance(world.terms["issueTime"])
    world.bond.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, ZERO, world.issuer, UNITS):
        world.bond.mint(world.issuer, UNITS, by=world.issuer)


@pytest.mark.requirement("TOK-4")
def test_mint__to_frozen_address__reverts(world: World) -> None:
    world.advance(world.terms["issueTime"])
    world.bond.setAddressFrozen(world.issuer, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, ZERO, world.issuer, UNITS):
        world.bond.mint(world.issuer, UNITS, by=world.issuer)


@pytest.mark.requirement("BOND-1")
@pytest.mark.parametrize("caller", ["paying_agent", "operator", "investor_a"])
def test_mint__caller_not_issuer__reverts(world: World, caller: str) -> None:
    world.advance(world.terms["issueTime"])
    actor = getattr(world, caller)
    with unauthorized(actor, "ISSUER_ROLE"):
        world.bond.mint(actor, UNITS, by=actor)
