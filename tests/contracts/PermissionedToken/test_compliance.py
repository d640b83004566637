"""A token whose rules are all built in is its own compliance contract (ERC-3643), and nobody's else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.contracts.PermissionedToken.kit import add_rules, owner_of
from tests.contracts.support import ZERO, Deployed, reverts
from tests.contracts.world import World


@pytest.mark.requirement("TOK-12", "TOK-34")
def test_compliance__rules_built_in__are_the_tokens_own(world: World, token: Deployed) -> None:
    assert (token.compliance(), token.getTokenBound()) == (token.wallet, token.wallet)
    other = world.cash if token.contract == "Bond" else world.bond
    assert [token.isTokenBound(each) for each in (token, other, ZERO)] == [True, False, False]
    assert token.canTransfer(world.investor_a, world.investor_b, 4)


@pytest.mark.requirement("TOK-34")
def test_compliance__rules_built_in__cannot_be_bound_or_told_by_anybody(world: World, token: Deployed) -> None:
    calls: list[Callable[[object], object]] = [
        lambda by: token.bindToken(token, by=by),
        lambda by: token.unbindToken(token, by=by),
        lambda by: token.transferred(world.investor_a, world.investor_b, 4, by=by),
        lambda by: token.created(world.investor_a, 4, by=by),
        lambda by: token.destroyed(world.investor_a, 4, by=by),
    ]
    for call in calls:
        for caller in (owner_of(world, token), world.officer, world.outsider):
            with reverts("ComplianceIsBuiltIn"):
                call(caller)


@pytest.mark.requirement("TOK-12", "TOK-34")
def test_compliance__of_another_token__is_refused(world: World, token: Deployed) -> None:
    other = world.cash if token.contract == "Bond" else world.bond
    with reverts("ComplianceIsBuiltIn"):
        token.setCompliance(other, by=owner_of(world, token))
    assert token.compliance() == token.wallet


@pytest.mark.requirement("TOK-12", "TOK-34")
def test_compliance__rules_outside__take_its_place_and_give_it_back(world: World, token: Deployed) -> None:
    rules = add_rules(world, token)
    assert token.compliance() == rules.wallet
    token.setCompliance(token, by=owner_of(world, token))
    assert token.compliance() == token.wallet
