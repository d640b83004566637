"""A batch that runs out of gas leaves nothing behind: no movement that rules outside the token were not told of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.contracts.PermissionedToken.gas_ladder import dear_rules, heard, ladder, owing
from tests.contracts.PermissionedToken.kit import DEAF, add_rules, holdings
from tests.contracts.support import Deployed, Refused, Sent
from tests.contracts.world import World

Batch = Callable[[World, int], Sent]

BATCHES: dict[str, tuple[Batch, list[int]]] = {
    "batchTransfer": (
        lambda world, gas: world.bond.batchTransfer(
            [world.investor_b, world.investor_c, world.investor_b], [2, 3, 1], by=world.investor_a, gas=gas
        ),
        [4, 23, 3, 30],
    ),
    "batchMint": (
        lambda world, gas: world.bond.batchMint(
            [world.investor_b, world.investor_c, world.investor_b], [2, 3, 1], by=world.issuer, gas=gas
        ),
        [10, 23, 3, 36],
    ),
    "batchForcedTransfer": (
        lambda world, gas: world.bond.batchForcedTransfer(
            [world.investor_a, world.investor_b, world.investor_b],
            [world.investor_c, world.investor_c, world.investor_a],
            [3, 4, 5],
            by=world.officer,
            gas=gas,
        ),
        [12, 11, 7, 30],
    ),
    "batchBurn": (
        lambda world, gas: world.bond.batchBurn(
            [world.investor_a, world.investor_b, world.investor_a], [3, 4, 5], by=world.officer, gas=gas
        ),
        [2, 16, 0, 18],
    ),
}  # fmt: skip
BEFORE = [10, 20, 0, 30]
"""Units of investors a, b and c, and the supply; those after a batch stand beside it."""


@pytest.fixture
def bond(world: World) -> Deployed:
    """More may be issued."""
    world.advance(world.terms["issueTime"])
    world.bond.batchMint([world.investor_a, world.investor_b], [10, 20], by=world.issuer)
    return world.bond


def units(world: World) -> list[int]:
    people = (world.investor_a, world.investor_b, world.investor_c)
    return [*holdings(world.bond, *people), world.bond.totalSupply()]


@pytest.mark.requirement("TOK-12", "TOK-23")
@pytest.mark.parametrize("name", BATCHES)
def test_batch_transfer__and_every_other_batch_with_any_gas__is_told_of_each_or_undone(
    world: World, bond: Deployed, name: str
) -> None:
    (batch, after), rules, ends = BATCHES[name], dear_rules(world, bond), []
    for result in ladder(world, lambda gas: batch(world, gas)):
        ends.append(isinstance(result, Sent))
        if isinstance(result, Sent):
            assert len(heard(result, rules)) == 3
            assert heard(result, rules) == owing(result, bond, rules)
        assert units(world) == (after if isinstance(result, Sent) else BEFORE)
    assert ends == sorted(ends)
    assert set(ends) == {False, True}  # from some gas on it is done


@pytest.mark.requirement("TOK-12", "TOK-23")
@pytest.mark.parametrize("name", BATCHES)
def test_batch_transfer__and_every_other_batch_that_cannot_be_told__is_undone_with_any_gas(
    world: World, bond: Deployed, name: str
) -> None:
    batch, _ = BATCHES[name]
    add_rules(world, bond).become(DEAF, by=world.operator)
    for result in ladder(world, lambda gas: batch(world, gas), steps=20):
        assert isinstance(result, Refused)
        assert units(world) == BEFORE
    assert result.error == "Unwilling"
