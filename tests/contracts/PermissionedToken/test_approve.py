"""Allowances (ERC-20)."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO, Deployed, reverts
from tests.contracts.world import World


@pytest.mark.requirement("TOK-5")
@pytest.mark.parametrize("amount", [0, 7, 2**256 - 1])
def test_approve__any_amount__replaces_the_allowance(world: World, token: Deployed, amount: int) -> None:
    token.approve(world.settler, 3, by=world.investor_a)
    sent = token.approve(world.settler, amount, by=world.investor_a)
    assert sent.logs == [token.log("Approval", world.investor_a, world.settler, amount)]
    assert token.allowance(world.investor_a, world.settler) == amount
    assert token.allowance(world.settler, world.investor_a) == 0


def test_approve__nobody__reverts(world: World, token: Deployed) -> None:
    with reverts("ERC20InvalidSpender", spender=ZERO):
        token.approve(ZERO, 1, by=world.investor_a)
