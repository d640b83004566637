"""A document is taken away; the others stay (ERC-1643)."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.contracts.PermissionedToken.kit import owner_of
from tests.contracts.support import Deployed, reverts, role_id, unauthorized
from tests.contracts.world import World

NAMES = [bytes([number]) * 32 for number in (1, 2, 3)]
HASH = b"\x09" * 32


@pytest.fixture(autouse=True)
def _documents(world: World, token: Deployed) -> None:
    """Three of them; money has no issuer until its central bank appoints one."""
    if token.contract == "CashToken":
        token.grantRole(role_id("ISSUER_ROLE"), world.issuer, by=owner_of(world, token))
    for number, name in enumerate(NAMES):
        token.setDocument(name, f"uri {number}", HASH, by=world.issuer)


@pytest.mark.requirement("TOK-24")
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_remove_document__in_any_order__leaves_exactly_the_others(
    world: World, token: Deployed, order: tuple[int, ...]
) -> None:
    left = set(NAMES)
    for number in order:
        sent = token.removeDocument(NAMES[number], by=world.issuer)
        assert sent.logs == [token.log("DocumentRemoved", NAMES[number], f"uri {number}", HASH)]
        left.remove(NAMES[number])
        found = token.getAllDocuments()
        assert (set(found), len(found)) == (left, len(left))
        assert token.getDocument(NAMES[number]) == ("", bytes(32), 0)
        assert {name: token.getDocument(name)[0] for name in left} == {
            name: f"uri {NAMES.index(name)}" for name in left
        }


@pytest.mark.requirement("TOK-24")
def test_remove_document__removed__may_come_again_and_go_again(world: World, token: Deployed) -> None:
    token.removeDocument(NAMES[0], by=world.issuer)
    token.setDocument(NAMES[0], "again", HASH, by=world.issuer)
    assert sorted(token.getAllDocuments()) == NAMES
    token.removeDocument(NAMES[0], by=world.issuer)
    with reverts("ERC1643MissingDocument"):
        token.removeDocument(NAMES[0], by=world.issuer)
    assert sorted(token.getAllDocuments()) == NAMES[1:]


@pytest.mark.requirement("TOK-24")
def test_remove_document__none_of_the_name__reverts(world: World, token: Deployed) -> None:
    for name in (b"\x04" * 32, bytes(32)):
        with reverts("ERC1643MissingDocument"):
            token.removeDocument(name, by=world.issuer)


@pytest.mark.requirement("TOK-10", "TOK-24")
def test_remove_document__caller_not_issuer__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.pauser, "ISSUER_ROLE"):
        token.removeDocument(NAMES[0], by=world.pauser)
    assert token.getDocument(NAMES[0])[0] == "uri 0"
