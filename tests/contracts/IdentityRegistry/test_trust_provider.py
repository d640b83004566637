"""The administrator decides whose claims count."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO, reverts, unauthorized, wallet
from tests.contracts.world import World

MOST_PROVIDERS = 240


@pytest.mark.requirement("REG-8")
def test_trust_provider__new_address__counts_from_then_on(world: World) -> None:
    assert not world.registry.isTrustedProvider(world.settler)
    sent = world.registry.trustProvider(world.settler, by=world.operator)
    assert sent.logs == [world.registry.log("ProviderTrusted", world.settler, 1, world.operator)]
    assert world.registry.isTrustedProvider(world.settler)
    claim = world.claim(world.outsider)
    world.registry.register([claim], world.settler, [world.vouch(claim, by=world.settler)], by=world.registrar)
    assert world.registry.isVerified(world.outsider)


def test_trust_provider__zero_address__reverts(world: World) -> None:
    with reverts("ProviderUnavailable", provider=ZERO):
        world.registry.trustProvider(ZERO, by=world.operator)


def test_trust_provider__trusted_already__reverts(world: World) -> None:
    with reverts("ProviderUnavailable", provider=world.provider):
        world.registry.trustProvider(world.provider, by=world.operator)


def test_trust_provider__as_many_as_fit__then_reverts(world: World) -> None:
    for number in range(1, MOST_PROVIDERS):
        world.registry.trustProvider(wallet(number), by=world.operator)
    last, more = wallet(MOST_PROVIDERS - 1), wallet(MOST_PROVIDERS)
    assert world.registry.isTrustedProvider(last)
    assert world.registry.isTrustedProvider(world.provider)
    with reverts("ProviderUnavailable", provider=more):
        world.registry.trustProvider(more, by=world.operator)


def test_trust_provider__caller_not_administrator__reverts(world: World) -> None:
    with unauthorized(world.registrar):
        world.registry.trustProvider(world.settler, by=world.registrar)
    assert not world.registry.isTrustedProvider(world.settler)
