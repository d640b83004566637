"""A holder lets the settlement venue move what it trades there, and nobody else."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import issue, other_money, set_rules
from tests.contracts.restrictions import Restriction, insufficient, restricted
from tests.contracts.support import ZERO, Deployed, reverts
from tests.contracts.world import World


def allow(world: World, token: Deployed, *, allowed: bool = True) -> None:
    """By investor a, who gives no allowance beside."""
    token.approve(world.dvp, 0, by=world.investor_a)
    token.allowSettlement(allowed=allowed, by=world.investor_a)


def settle(world: World, token: Deployed, amount: int, by: object = None) -> None:
    """What the venue does in a settlement."""
    token.transferFrom(world.investor_a, world.investor_b, amount, by=by or world.become(world.dvp.wallet))


@pytest.mark.requirement("TOK-25")
def test_allow_settlement__by_the_holder__says_so(world: World, token: Deployed) -> None:
    for allowed in (False, True, True, False):
        sent = token.allowSettlement(allowed=allowed, by=world.investor_a)
        assert sent.logs == [token.log("SettlementAllowed", world.investor_a, allowed)]
        assert token.settlementAllowed(world.investor_a) is allowed
    assert token.settlementVenue() == world.dvp.wallet


@pytest.mark.requirement("TOK-25")
def test_allow_settlement__allowed__the_venue_moves_without_an_allowance(world: World, token: Deployed) -> None:
    allow(world, token)
    settle(world, token, 4)
    assert (token.balanceOf(world.investor_a), token.balanceOf(world.investor_b)) == (6, 24)


@pytest.mark.requirement("TOK-25")
def test_allow_settlement__not_allowed__the_venue_moves_nothing(world: World, token: Deployed) -> None:
    allow(world, token, allowed=False)
    with reverts("ERC20InsufficientAllowance", spender=world.dvp, allowance=0, needed=4):
        settle(world, token, 4)


@pytest.mark.requirement("TOK-25")
def test_allow_settlement__taken_back__the_venue_moves_nothing(world: World, token: Deployed) -> None:
    allow(world, token)
    allow(world, token, allowed=False)
    with reverts("ERC20InsufficientAllowance", spender=world.dvp, allowance=0, needed=4):
        settle(world, token, 4)


@pytest.mark.requirement("TOK-25")
def test_allow_settlement__allowed__nobody_else_moves_anything(world: World, token: Deployed) -> None:
    allow(world, token)
    for stranger in (world.settler, world.issuer, world.officer, world.become(world.factory.wallet)):
        with reverts("ERC20InsufficientAllowance", spender=stranger, allowance=0, needed=4):
            settle(world, token, 4, by=stranger)


@pytest.mark.requirement("TOK-25")
def test_allow_settlement__of_one_holder__is_not_anothers(world: World, token: Deployed) -> None:
    allow(world, token)
    token.approve(world.dvp, 0, by=world.investor_b)
    token.allowSettlement(allowed=False, by=world.investor_b)
    with reverts("ERC20InsufficientAllowance", spender=world.dvp, allowance=0, needed=4):
        token.transferFrom(world.investor_b, world.investor_a, 4, by=world.become(world.dvp.wallet))


@pytest.mark.requirement("TOK-25")
def test_allow_settlement__allowed__every_rule_binds_the_venue(world: World, token: Deployed) -> None:
    allow(world, token)
    with insufficient(world.investor_a, 10, 11):
        settle(world, token, 11)
    token.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, world.investor_a, world.investor_b, 4):
        settle(world, token, 4)
    token.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, world.investor_a, world.investor_b, 4):
        settle(world, token, 4)


@pytest.mark.requirement("TOK-25", "TOK-29")
def test_allow_settlement__spender_list_on__the_venue_need_not_be_listed(world: World, token: Deployed) -> None:
    allow(world, token)
    set_rules(world, token, spenderList=True)
    settle(world, token, 4)
    allow(world, token, allowed=False)
    token.approve(world.dvp, 4, by=world.investor_a)
    with restricted(Restriction.SPENDER_NOT_LISTED, world.investor_a, world.investor_b, 4):
        settle(world, token, 4)


@pytest.mark.requirement("TOK-25")
def test_allow_settlement__allowed__leaves_the_venues_allowance(world: World, token: Deployed) -> None:
    allow(world, token)
    token.approve(world.dvp, 7, by=world.investor_a)
    settle(world, token, 4)
    assert token.allowance(world.investor_a, world.dvp) == 7


@pytest.mark.requirement("TOK-25")
def test_allow_settlement__token_without_a_venue__is_of_no_use_to_anybody(world: World) -> None:
    money = other_money(world, settlementVenue=ZERO)
    issue(world, money, world.investor_a, 10)
    money.allowSettlement(allowed=True, by=world.investor_a)
    assert money.settlementVenue() == ZERO
    with reverts("ERC20InsufficientAllowance", spender=world.dvp, allowance=0, needed=4):
        settle(world, money, 4)


@pytest.mark.requirement("TOK-25")
def test_allow_settlement__holder_without_units__may_say_so_beforehand(world: World, token: Deployed) -> None:
    token.allowSettlement(allowed=True, by=world.investor_c)
    assert token.settlementAllowed(world.investor_c)
    assert token.balanceOf(world.investor_c) == 0
