"""One write stops the reliance on a provider, for everything it ever signed."""

from __future__ import annotations

import pytest

from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-4", "REG-8")
def test_remove_provider__trusted__lapses_every_wallet_it_vouched_for(world: World) -> None:
    sent = world.registry.removeProvider(world.provider, by=world.operator)
    assert sent.logs == [world.registry.log("ProviderRemoved", world.provider, 0, world.operator)]
    assert not world.registry.isTrustedProvider(world.provider)
    holders = (world.issuer, world.investor_a, world.investor_b, world.bond)
    assert not any(world.registry.isVerified(holder) for holder in holders)


@pytest.mark.requirement("REG-4")
def test_remove_provider__wallets_of_another_provider__stay_verified(world: World) -> None:
    world.registry.trustProvider(world.settler, by=world.operator)
    claim = world.claim(world.investor_a)
    world.registry.register([claim], world.settler, [world.vouch(claim, by=world.settler)], by=world.registrar)
    world.registry.removeProvider(world.provider, by=world.operator)
    assert world.registry.isVerified(world.investor_a)
    assert not world.registry.isVerified(world.investor_b)


@pytest.mark.requirement("REG-4")
def test_remove_provider__trusted_again__reverts(world: World) -> None:
    world.registry.removeProvider(world.provider, by=world.operator)
    with reverts("ProviderUnavailable", provider=world.provider):
        world.registry.trustProvider(world.provider, by=world.operator)


@pytest.mark.requirement("REG-4")
def test_remove_provider__another_provider_vouches__wallet_is_verified_again(world: World) -> None:
    world.registry.removeProvider(world.provider, by=world.operator)
    world.registry.trustProvider(world.settler, by=world.operator)
    claim = world.claim(world.investor_a)
    world.registry.register([claim], world.settler, [world.vouch(claim, by=world.settler)], by=world.registrar)
    assert world.registry.isVerified(world.investor_a)


def test_remove_provider__never_trusted__reverts(world: World) -> None:
    with reverts("ProviderUnavailable", provider=world.settler):
        world.registry.removeProvider(world.settler, by=world.operator)


def test_remove_provider__twice__reverts(world: World) -> None:
    world.registry.removeProvider(world.provider, by=world.operator)
    with reverts("ProviderUnavailable", provider=world.provider):
        world.registry.removeProvider(world.provider, by=world.operator)


def test_remove_provider__caller_not_administrator__reverts(world: World) -> None:
    with unauthorized(world.provider):
        world.registry.removeProvider(world.provider, by=world.provider)
    assert world.registry.isTrustedProvider(world.provider)
