"""The frozen part is set outright, also beyond the holding: what comes in later is then withheld (ERC-7943)."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import COURT_ORDER, NONE, Reason, enforced
from tests.contracts.restrictions import MAXIMUM, frozen_units, insufficient
from tests.contracts.support import Deployed, Sent, reverts, unauthorized
from tests.contracts.world import World

REASONS = pytest.mark.parametrize("reason", [NONE, COURT_ORDER], ids=["standard", "reason"])


def freeze(world: World, token: Deployed, amount: int, reason: Reason = NONE) -> Sent:
    """Of investor a, by the standard's own form where there is no reason."""
    stated = () if reason == NONE else reason
    sent: Sent = token.setFrozenTokens(world.investor_a, amount, *stated, by=world.officer)
    return sent


@pytest.mark.requirement("TOK-18", "TOK-21")
@REASONS
@pytest.mark.parametrize(("amount", "change"), [(6, "TokensFrozen"), (3, "TokensUnfrozen"), (4, None), (25, None)])
def test_set_frozen_tokens__any_amount__replaces_the_frozen_part(
    world: World, token: Deployed, amount: int, change: str | None, reason: Reason
) -> None:
    freeze(world, token, 25 if amount == 25 else 4)
    before = token.getFrozenTokens(world.investor_a)
    sent = freeze(world, token, amount, reason)
    told = [token.log(change, world.investor_a, abs(amount - before))] if change else []
    assert sent.logs == [
        *told,
        enforced(token, "setFrozenTokens", (world.investor_a, world.officer), (before, amount), reason),
        token.log("Frozen", world.investor_a, amount),
    ]
    assert (token.getFrozenTokens(world.investor_a), token.balanceOf(world.investor_a)) == (amount, 10)


@pytest.mark.requirement("TOK-4", "TOK-21")
@pytest.mark.parametrize("amount", [10, 11, MAXIMUM])
def test_set_frozen_tokens__all_or_more__leaves_nothing_to_move(world: World, token: Deployed, amount: int) -> None:
    """Hacken on ERC-7943: a frozen part above the balance must not wrap around to plenty."""
    freeze(world, token, amount)
    with frozen_units(world.investor_a, 0, 1):
        token.transfer(world.investor_b, 1, by=world.investor_a)
    with frozen_units(world.investor_a, 0, 10):
        token.transfer(world.investor_b, 10, by=world.investor_a)
    with insufficient(world.investor_a, 10, 11):
        token.transfer(world.investor_b, 11, by=world.investor_a)
    token.transfer(world.investor_b, 0, by=world.investor_a)
    with insufficient(world.investor_a, 0, 1):
        token.freezePartialTokens(world.investor_a, 1, by=world.officer)


@pytest.mark.requirement("TOK-21")
def test_set_frozen_tokens__beyond_the_holding__withholds_what_comes_in_later(world: World, token: Deployed) -> None:
    freeze(world, token, 13)
    token.transfer(world.investor_a, 2, by=world.investor_b)
    with frozen_units(world.investor_a, 0, 1):
        token.transfer(world.investor_b, 1, by=world.investor_a)
    token.transfer(world.investor_a, 3, by=world.investor_b)
    with frozen_units(world.investor_a, 2, 3):
        token.transfer(world.investor_b, 3, by=world.investor_a)
    token.transfer(world.investor_b, 2, by=world.investor_a)
    assert (token.balanceOf(world.investor_a), token.getFrozenTokens(world.investor_a)) == (13, 13)


@pytest.mark.requirement("TOK-21")
def test_set_frozen_tokens__wallet_without_units__is_withheld_from_the_first(world: World, token: Deployed) -> None:
    token.setFrozenTokens(world.investor_c, 4, by=world.officer)
    token.transfer(world.investor_c, 3, by=world.investor_b)
    with frozen_units(world.investor_c, 0, 3):
        token.transfer(world.investor_b, 3, by=world.investor_c)


@pytest.mark.requirement("TOK-21")
def test_set_frozen_tokens__holder_runs_away_first__cannot_hinder_it(world: World, token: Deployed) -> None:
    """ERC-7943, front-running: a freeze that must fit the balance fails when its holder moves one unit before."""
    token.transfer(world.investor_b, 2, by=world.investor_a)
    freeze(world, token, 10)
    assert token.getFrozenTokens(world.investor_a) == 10


def test_set_frozen_tokens__zero__releases_all(world: World, token: Deployed) -> None:
    freeze(world, token, 25)
    freeze(world, token, 0)
    token.transfer(world.investor_b, 10, by=world.investor_a)
    assert token.balanceOf(world.investor_a) == 0


@pytest.mark.requirement("TOK-9")
@REASONS
@pytest.mark.parametrize("amount", [MAXIMUM + 1, 2**255])
def test_set_frozen_tokens__more_than_the_field_holds__reverts(
    world: World, token: Deployed, amount: int, reason: Reason
) -> None:
    with reverts("FieldOverflow", value=amount, bits=64):
        freeze(world, token, amount, reason)


@pytest.mark.requirement("TOK-10")
def test_set_frozen_tokens__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    for form in ((), COURT_ORDER):
        with unauthorized(world.custodian, "COMPLIANCE_ROLE"):
            token.setFrozenTokens(world.investor_a, 1, *form, by=world.custodian)
