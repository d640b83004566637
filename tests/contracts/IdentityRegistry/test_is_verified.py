"""The verdict at each second."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO
from tests.contracts.world import World


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
    assert world.registry.investorCountry(world.outsider) == 0
    empty = {"investor": bytes(8), "issuedAt": 0, "validUntil": 0, "country": 0, "provider": 0, "moneyOnly": False}
    assert world.registry.identityOf(world.outsider) == empty


def test_is_verified__expired_then_vouched_for_again__is(world: World) -> None:
    world.register(world.outsider, validUntil=world.now + 10)
    world.advance(world.now + 20)
    assert not world.registry.isVerified(world.outsider)
    world.register(world.outsider)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-9")
@pytest.mark.parametrize("money_only", [False, True])
def test_may_hold_securities__verified_wallet__may_unless_its_claim_says_money_only(
    world: World, *, money_only: bool
) -> None:
    assert not world.registry.mayHoldSecurities(world.outsider)
    world.register(world.outsider, moneyOnly=money_only)
    assert world.registry.isVerified(world.outsider)
    assert world.registry.mayHoldSecurities(world.outsider) is not money_only


@pytest.mark.requirement("REG-9")
def test_may_hold_securities__wallet_no_longer_verified__may_not(world: World) -> None:
    assert world.registry.mayHoldSecurities(world.investor_a)
    world.registry.revoke(world.investor_a, b"\x01" * 32, by=world.registrar)
    assert not world.registry.mayHoldSecurities(world.investor_a)
    world.register(world.outsider, validUntil=world.now + 10)
    world.advance(world.now + 11)
    assert not world.registry.mayHoldSecurities(world.outsider)
    world.registry.removeProvider(world.provider, by=world.operator)
    assert not world.registry.mayHoldSecurities(world.investor_b)


def test_is_trusted_provider__as_deployed__is_the_appointed_one_alone(world: World) -> None:
    trusted = [actor.name for actor in world.actors if world.registry.isTrustedProvider(actor)]
    assert trusted == ["identity_provider"]


def test_supports_interface__access_control__is_there(world: World) -> None:
    assert world.registry.supportsInterface(bytes.fromhex("7965db0b"))  # IAccessControl
    assert not world.registry.supportsInterface(bytes.fromhex("ffffffff"))
