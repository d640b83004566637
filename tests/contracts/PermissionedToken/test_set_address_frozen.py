"""A frozen address neither sends nor receives."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import enforced
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import Deployed, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("TOK-4", "TOK-8")
@pytest.mark.parametrize("frozen", [True, False])
def test_set_address_frozen__by_officer__says_who(world: World, token: Deployed, *, frozen: bool) -> None:
    token.setAddressFrozen(world.investor_a, freeze=not frozen, by=world.officer)
    sent = token.setAddressFrozen(world.investor_a, freeze=frozen, by=world.officer)
    assert sent.logs == [
        token.log("AddressFrozen", world.investor_a, frozen, world.officer),
        enforced(token, "setAddressFrozen", (world.investor_a, world.officer), (int(not frozen), int(frozen))),
    ]
    assert token.isFrozen(world.investor_a) == frozen
    assert token.balanceOf(world.investor_a) == 10


@pytest.mark.requirement("TOK-4")
@pytest.mark.parametrize("amount", [0, 4])
def test_set_address_frozen__sender__cannot_send(world: World, token: Deployed, amount: int) -> None:
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    with restricted(Restriction.SENDER_FROZEN, world.investor_a, world.investor_b, amount):
        token.transfer(world.investor_b, amount, by=world.investor_a)


@pytest.mark.requirement("TOK-4")
@pytest.mark.parametrize("amount", [0, 4])
def test_set_address_frozen__receiver__cannot_receive(world: World, token: Deployed, amount: int) -> None:
    token.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, world.investor_a, world.investor_b, amount):
        token.transfer(world.investor_b, amount, by=world.investor_a)


@pytest.mark.requirement("TOK-4")
def test_set_address_frozen__released__moves_again(world: World, token: Deployed) -> None:
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    token.setAddressFrozen(world.investor_a, freeze=False, by=world.officer)
    token.transfer(world.investor_b, 4, by=world.investor_a)
    assert token.balanceOf(world.investor_b) == 24


def test_set_address_frozen__others__stay_free(world: World, token: Deployed) -> None:
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    token.transfer(world.investor_c, 4, by=world.investor_b)
    assert token.balanceOf(world.investor_c) == 4


def test_set_address_frozen__address_without_holding__stays_frozen_later(world: World, token: Deployed) -> None:
    token.setAddressFrozen(world.investor_c, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, world.investor_a, world.investor_c, 4):
        token.transfer(world.investor_c, 4, by=world.investor_a)


def test_set_address_frozen__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.pauser, "COMPLIANCE_ROLE"):
        token.setAddressFrozen(world.investor_a, freeze=True, by=world.pauser)
    assert not token.isFrozen(world.investor_a)
