"""The issuer keeps the token's documents, by name, with their hash (ERC-1643)."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import owner_of
from tests.contracts.support import Deployed, reverts, role_id, unauthorized
from tests.contracts.world import World

NAME, OTHER = b"prospectus".ljust(32, b"\0"), b"term sheet".ljust(32, b"\0")
HASH, LATER = b"\x01" * 32, b"\x02" * 32


@pytest.fixture(autouse=True)
def _issuer(world: World, token: Deployed) -> None:
    """Money has no issuer until its central bank appoints one."""
    if token.contract == "CashToken":
        token.grantRole(role_id("ISSUER_ROLE"), world.issuer, by=owner_of(world, token))


@pytest.mark.requirement("TOK-24")
@pytest.mark.parametrize("uri", ["https://example.org/prospectus.pdf", "", "x" * 500])
def test_set_document__new__is_kept_with_its_time(world: World, token: Deployed, uri: str) -> None:
    assert token.getDocument(NAME) == ("", bytes(32), 0)
    sent = token.setDocument(NAME, uri, HASH, by=world.issuer)
    assert sent.logs == [token.log("DocumentUpdated", NAME, uri, HASH)]
    assert token.getDocument(NAME) == (uri, HASH, sent.time)
    assert token.getAllDocuments() == (NAME,)


@pytest.mark.requirement("TOK-24")
def test_set_document__known_name__replaces_it_and_lists_it_once(world: World, token: Deployed) -> None:
    token.setDocument(NAME, "a", HASH, by=world.issuer)
    token.setDocument(OTHER, "b", HASH, by=world.issuer)
    sent = token.setDocument(NAME, "c", LATER, by=world.issuer)
    assert token.getDocument(NAME) == ("c", LATER, sent.time)
    assert token.getAllDocuments() == (NAME, OTHER)
    assert token.getDocument(OTHER)[0] == "b"


@pytest.mark.requirement("TOK-24")
def test_set_document__no_name__reverts(world: World, token: Deployed) -> None:
    with reverts("ERC1643InvalidName"):
        token.setDocument(bytes(32), "a", HASH, by=world.issuer)
    assert token.getAllDocuments() == ()


@pytest.mark.requirement("TOK-10", "TOK-24")
def test_set_document__caller_not_issuer__reverts(world: World, token: Deployed) -> None:
    for caller in (world.officer, world.registrar, world.investor_a):
        with unauthorized(caller, "ISSUER_ROLE"):
            token.setDocument(NAME, "a", HASH, by=caller)
