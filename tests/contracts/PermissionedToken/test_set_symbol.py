"""The owner gives a token another symbol."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import owner_of
from tests.contracts.support import ZERO, Deployed, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-27")
@pytest.mark.parametrize("symbol", ["NEW", "s" * 31])
def test_set_symbol__by_the_owner__is_the_symbol_from_now_on(world: World, token: Deployed, symbol: str) -> None:
    name, decimals = token.name(), token.decimals()
    sent = token.setSymbol(symbol, by=owner_of(world, token))
    assert sent.logs == [token.log("UpdatedTokenInformation", name, symbol, decimals, "1.0.0", ZERO)]
    assert (token.name(), token.symbol()) == (name, symbol)


@pytest.mark.requirement("TOK-27")
def test_set_symbol__longer_than_a_word__reverts(world: World, token: Deployed) -> None:
    with reverts("NameTooLong", name="s" * 32):
        token.setSymbol("s" * 32, by=owner_of(world, token))


@pytest.mark.requirement("TOK-10")
def test_set_symbol__caller_not_owner__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.registrar):
        token.setSymbol("NEW", by=world.registrar)
