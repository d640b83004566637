"""Who may send, who may receive, and what a transfer writes."""

from __future__ import annotations

import pytest

from tests.contracts.restrictions import Restriction, insufficient, restricted
from tests.contracts.support import ZERO, Deployed
from tests.contracts.world import World

REASON = b"\x01" * 32


def balances(world: World, token: Deployed) -> tuple[int, int, int]:
    """What investors a, b and c hold."""
    a, b, c = (token.balanceOf(holder) for holder in (world.investor_a, world.investor_b, world.investor_c))
    return a, b, c


@pytest.mark.requirement("TOK-2")
def test_transfer__to_verified_holder__moves_exactly_the_amount(world: World, token: Deployed) -> None:
    supply = token.totalSupply()
    sent = token.transfer(world.investor_b, 4, by=world.investor_a)
    assert sent.logs == [token.log("Transfer", world.investor_a, world.investor_b, 4)]
    assert balances(world, token) == (6, 24, 0)
    assert token.totalSupply() == supply


@pytest.mark.requirement("TOK-2")
def test_transfer__everything__leaves_nothing(world: World, token: Deployed) -> None:
    token.transfer(world.investor_c, 10, by=world.investor_a)
    assert balances(world, token) == (0, 20, 10)


@pytest.mark.requirement("TOK-2")
@pytest.mark.parametrize("amount", [0, 1, 10])
def test_transfer__to_oneself__changes_nothing(world: World, token: Deployed, amount: int) -> None:
    sent = token.transfer(world.investor_a, amount, by=world.investor_a)
    assert sent.logs == [token.log("Transfer", world.investor_a, world.investor_a, amount)]
    assert balances(world, token) == (10, 20, 0)


@pytest.mark.requirement("TOK-2")
def test_transfer__nothing__changes_nothing(world: World, token: Deployed) -> None:
    token.transfer(world.investor_b, 0, by=world.investor_a)
    token.transfer(world.investor_c, 0, by=world.investor_a)
    assert balances(world, token) == (10, 20, 0)


@pytest.mark.requirement("TOK-2")
@pytest.mark.parametrize("amount", [11, 2**64, 2**256 - 1])
def test_transfer__more_than_held__reverts(world: World, token: Deployed, amount: int) -> None:
    with insufficient(world.investor_a, 10, amount):
        token.transfer(world.investor_b, amount, by=world.investor_a)


@pytest.mark.requirement("TOK-2")
def test_transfer__more_than_held_to_oneself__reverts(world: World, token: Deployed) -> None:
    with insufficient(world.investor_a, 10, 11):
        token.transfer(world.investor_a, 11, by=world.investor_a)


@pytest.mark.requirement("TOK-1")
@pytest.mark.parametrize("amount", [0, 4])
def test_transfer__receiver_never_verified__reverts(world: World, token: Deployed, amount: int) -> None:
    with restricted(Restriction.NOT_VERIFIED, world.investor_a, world.outsider, amount):
        token.transfer(world.outsider, amount, by=world.investor_a)


@pytest.mark.requirement("TOK-1")
def test_transfer__to_nobody__reverts(world: World, token: Deployed) -> None:
    with restricted(Restriction.INVALID_RECEIVER, world.investor_a, ZERO, 4):
        token.transfer(ZERO, 4, by=world.investor_a)


@pytest.mark.requirement("TOK-1")
def test_transfer__receiver_expired__reverts_until_vouched_for_again(world: World, token: Deployed) -> None:
    world.register(world.investor_c, validUntil=world.now + 10)
    world.advance(world.now + 20)
    with restricted(Restriction.NOT_VERIFIED, world.investor_a, world.investor_c, 4):
        token.transfer(world.investor_c, 4, by=world.investor_a)
    world.register(world.investor_c)
    token.transfer(world.investor_c, 4, by=world.investor_a)
    assert balances(world, token) == (6, 20, 4)


@pytest.mark.requirement("TOK-1")
def test_transfer__receiver_revoked__reverts(world: World, token: Deployed) -> None:
    world.registry.revoke(world.investor_b, REASON, by=world.registrar)
    with restricted(Restriction.NOT_VERIFIED, world.investor_a, world.investor_b, 4):
        token.transfer(world.investor_b, 4, by=world.investor_a)


@pytest.mark.requirement("TOK-1")
def test_transfer__sender_lapsed__may_still_send(world: World, token: Deployed) -> None:
    world.registry.revoke(world.investor_a, REASON, by=world.registrar)
    token.transfer(world.investor_b, 4, by=world.investor_a)
    assert balances(world, token) == (6, 24, 0)


@pytest.mark.requirement("TOK-1")
def test_transfer__sender_lapsed__cannot_send_to_itself(world: World, token: Deployed) -> None:
    world.registry.revoke(world.investor_a, REASON, by=world.registrar)
    with restricted(Restriction.NOT_VERIFIED, world.investor_a, world.investor_a, 4):
        token.transfer(world.investor_a, 4, by=world.investor_a)


@pytest.mark.requirement("TOK-1", "REG-4")
def test_transfer__issuer_of_claims_removed__nobody_receives(world: World, token: Deployed) -> None:
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    with restricted(Restriction.NOT_VERIFIED, world.investor_a, world.investor_b, 4):
        token.transfer(world.investor_b, 4, by=world.investor_a)


@pytest.mark.requirement("TOK-1")
def test_transfer__to_the_token_itself__reverts_even_when_verified(world: World, token: Deployed) -> None:
    world.register(token)
    with restricted(Restriction.INVALID_RECEIVER, world.investor_a, token, 4):
        token.transfer(token, 4, by=world.investor_a)
