"""The owner gives a token another name."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import owner_of
from tests.contracts.support import ZERO, Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-27")
@pytest.mark.parametrize("name", ["Another name", "x" * 31])
def test_set_name__by_the_owner__is_the_name_from_now_on(world: World, token: Deployed, name: str) -> None:
    symbol, decimals = token.symbol(), token.decimals()
    sent = token.setName(name, by=owner_of(world, token))
    assert sent.logs == [token.log("UpdatedTokenInformation", name, symbol, decimals, "1.0.0", ZERO)]
    assert (token.name(), token.symbol(), token.version()) == (name, symbol, "1.0.0")


@pytest.mark.requirement("TOK-27")
def test_set_name__of_one_bond__leaves_the_others(world: World) -> None:
    other = world.create(issueId=b"\x02" * 32).bond
    before = other.name()
    world.bond.setName("Another name", by=world.issuer)
    assert (world.bond.name(), other.name()) == ("Another name", before)


@pytest.mark.requirement("TOK-27")
@pytest.mark.parametrize("name", ["x" * 32, "ü" * 16])
def test_set_name__longer_than_a_word__reverts(world: World, token: Deployed, name: str) -> None:
    before = token.name()
    with reverts("NameTooLong", name=name):
        token.setName(name, by=owner_of(world, token))
    assert token.name() == before


@pytest.mark.requirement("TOK-10")
def test_set_name__caller_not_owner__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.officer):
        token.setName("Another name", by=world.officer)


def test_set_name__terms_of_the_bond__keep_the_name_it_was_created_with(world: World) -> None:
    before = world.bond.terms()["name"]
    world.bond.setName("Another name", by=world.issuer)
    assert world.bond.terms()["name"] == before
