"""Where the list of spenders is on, only who stands on it may use an allowance."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import set_rules
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-8", "TOK-29")
def test_set_spender__by_the_officer__is_listed_and_taken_off(world: World, token: Deployed) -> None:
    for listed in (True, False):
        sent = token.setSpender(world.settler, listed, by=world.officer)
        assert sent.logs == [token.log("SpenderListed", world.settler, listed, world.officer)]
        assert token.isSpenderListed(world.settler) is listed


@pytest.mark.requirement("TOK-29")
def test_set_spender__list_on__only_who_is_listed_spends(world: World, token: Deployed) -> None:
    set_rules(world, token, spenderList=True)
    token.approve(world.settler, 8, by=world.investor_a)
    with restricted(Restriction.SPENDER_NOT_LISTED, world.investor_a, world.investor_b, 4):
        token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)
    token.setSpender(world.settler, listed=True, by=world.officer)
    token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)
    token.setSpender(world.settler, listed=False, by=world.officer)
    with restricted(Restriction.SPENDER_NOT_LISTED, world.investor_a, world.investor_b, 4):
        token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)
    assert token.allowance(world.investor_a, world.settler) == 4


@pytest.mark.requirement("TOK-29")
def test_set_spender__list_on__binds_unlimited_allowances_and_nothing_moved_too(world: World, token: Deployed) -> None:
    set_rules(world, token, spenderList=True)
    token.approve(world.settler, 2**256 - 1, by=world.investor_a)
    for amount in (4, 0):
        with restricted(Restriction.SPENDER_NOT_LISTED, world.investor_a, world.investor_b, amount):
            token.transferFrom(world.investor_a, world.investor_b, amount, by=world.settler)


@pytest.mark.requirement("TOK-29")
def test_set_spender__list_on__does_not_bind_holders_themselves(world: World, token: Deployed) -> None:
    set_rules(world, token, spenderList=True)
    token.transfer(world.investor_b, 4, by=world.investor_a)
    assert token.balanceOf(world.investor_b) == 24


@pytest.mark.requirement("TOK-29")
def test_set_spender__listed__needs_an_allowance_all_the_same(world: World, token: Deployed) -> None:
    set_rules(world, token, spenderList=True)
    token.setSpender(world.settler, listed=True, by=world.officer)
    with reverts("ERC20InsufficientAllowance", spender=world.settler, allowance=0, needed=4):
        token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)


def test_set_spender__list_off__binds_nobody(world: World, token: Deployed) -> None:
    token.approve(world.settler, 4, by=world.investor_a)
    token.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)
    assert not token.isSpenderListed(world.settler)


@pytest.mark.requirement("TOK-10")
def test_set_spender__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.settler, "COMPLIANCE_ROLE"):
        token.setSpender(world.settler, listed=True, by=world.settler)
