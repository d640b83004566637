"""No holding below the minimum denomination, except none."""

from __future__ import annotations

import pytest

from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.world import World

# In force for every test: at least two units; investor a holds three and investor b five.


@pytest.mark.requirement("BOND-2")
@pytest.mark.parametrize("units", [1, 3])
def test_transfer__remainder_none_or_enough__passes(issued: World, units: int) -> None:
    issued.bond.transfer(issued.investor_b, units, by=issued.investor_a)
    assert issued.bond.balanceOf(issued.investor_a) == 3 - units
    assert issued.bond.balanceOf(issued.investor_b) == 5 + units


@pytest.mark.requirement("BOND-2")
def test_transfer__sender_keeps_too_little__reverts(issued: World) -> None:
    with restricted(Restriction.MINIMUM_HOLDING, issued.investor_a, issued.investor_b, 2):
        issued.bond.transfer(issued.investor_b, 2, by=issued.investor_a)


@pytest.mark.requirement("BOND-2")
def test_transfer__receiver_gets_too_little__reverts(issued: World) -> None:
    with restricted(Restriction.MINIMUM_HOLDING, issued.investor_b, issued.investor_c, 1):
        issued.bond.transfer(issued.investor_c, 1, by=issued.investor_b)


@pytest.mark.requirement("BOND-2")
def test_transfer__receiver_reaches_the_minimum__passes(issued: World) -> None:
    issued.bond.transfer(issued.investor_c, 2, by=issued.investor_b)
    assert issued.bond.balanceOf(issued.investor_c) == 2


@pytest.mark.requirement("BOND-2")
def test_transfer__all_to_oneself__passes(issued: World) -> None:
    issued.bond.transfer(issued.investor_a, 3, by=issued.investor_a)
    assert issued.bond.balanceOf(issued.investor_a) == 3


@pytest.mark.requirement("BOND-2")
def test_transfer__whole_issue_is_the_minimum__moves_only_whole(world: World) -> None:
    other = world.create(minUnits=1_600)
    other.distribute({})
    with restricted(Restriction.MINIMUM_HOLDING, world.issuer, world.investor_a, 1):
        other.bond.transfer(world.investor_a, 1, by=world.issuer)
    other.bond.transfer(world.investor_a, 1_600, by=world.issuer)
    assert other.bond.balanceOf(world.investor_a) == 1_600


@pytest.mark.requirement("REG-9", "TOK-1")
def test_transfer__receiver_verified_for_money_only__reverts(issued: World) -> None:
    """Another bond is a verified payee of money; units sent to it would be lost."""
    other = issued.create(issueId=b"\x02" * 32).bond
    with restricted(Restriction.INVESTOR_CLASS, issued.investor_a, other, 3):
        issued.bond.transfer(other, 3, by=issued.investor_a)
    issued.mint(issued.investor_a, 7)
    issued.cash.transfer(other, 7, by=issued.investor_a)
    assert issued.cash.balanceOf(other) == 7
