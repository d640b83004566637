"""The verdict at each second."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO
from tests.contracts.world import MONEY_ONLY, PROFESSIONAL, World

NOTHING = {
    "investor": bytes(8), "issuedAt": 0, "validUntil": 0, "country": 0, "investorClass": 0, "topics": 0,
    "onRegister": False, "several": False, "hasContract": False,
}  # fmt: skip


@pytest.mark.requirement("REG-1")
def test_is_verified__last_second_of_validity__is_the_last(world: World) -> None:
    until = world.now + 100
    world.register(world.outsider, validUntil=until)
    world.advance(until)
    assert world.registry.isVerified(world.outsider)
    world.advance(until + 1)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-1")
def test_is_verified__wallet_never_registered__is_not(world: World) -> None:
    assert not world.registry.isVerified(world.outsider)
    assert not world.registry.isVerified(ZERO)
    assert not world.registry.contains(world.outsider)
    assert world.registry.investorCountry(world.outsider) == 0
    assert world.registry.identityOf(world.outsider) == NOTHING


def test_is_verified__expired_then_vouched_for_again__is(world: World) -> None:
    world.register(world.outsider, validUntil=world.now + 10)
    world.advance(world.now + 20)
    assert not world.registry.isVerified(world.outsider)
    world.register(world.outsider)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-9")
@pytest.mark.parametrize("investor_class", [MONEY_ONLY, PROFESSIONAL])
def test_is_verified__any_class__money_may_come_in_and_securities_unless_it_is_money_only(
    world: World, investor_class: int
) -> None:
    assert not world.bond.canReceive(world.outsider)
    world.register(world.outsider, investorClass=investor_class)
    assert world.registry.isVerified(world.outsider)
    assert world.registry.identityOf(world.outsider)["investorClass"] == investor_class
    assert world.cash.canReceive(world.outsider)
    assert world.bond.canReceive(world.outsider) is (investor_class != MONEY_ONLY)


@pytest.mark.requirement("REG-9")
def test_is_verified__no_longer__neither_securities_nor_money_may_come_in(world: World) -> None:
    assert world.bond.canReceive(world.investor_a)
    world.registry.revoke(world.investor_a, b"\x01" * 32, by=world.registrar)
    world.register(world.outsider, validUntil=world.now + 10)
    world.advance(world.now + 11)
    for token in (world.bond, world.cash):
        assert not token.canReceive(world.investor_a)
        assert not token.canReceive(world.outsider)
        assert token.canReceive(world.investor_b)
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    assert not world.bond.canReceive(world.investor_b)
    assert not world.cash.canReceive(world.investor_b)


def test_is_trusted_issuer__as_deployed__is_the_appointed_one_alone(world: World) -> None:
    trusted = [actor.name for actor in world.actors if world.registry.isTrustedIssuer(actor)]
    assert trusted == ["identity_provider"]


def test_supports_interface__access_control__is_there(world: World) -> None:
    assert world.registry.supportsInterface(bytes.fromhex("7965db0b"))  # IAccessControl
    assert not world.registry.supportsInterface(bytes.fromhex("ffffffff"))
