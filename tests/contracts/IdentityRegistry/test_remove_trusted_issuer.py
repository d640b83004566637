"""One write stops the reliance on an issuer, for everything it ever signed."""

from __future__ import annotations

import pytest

from tests.contracts.signing import compact, packed
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

IDENTITY = 1  # the claim topic required of every wallet


def settler_vouches_for_a(world: World) -> None:
    """Another issuer is trusted, and investor a rests on it from now on."""
    world.registry.addTrustedIssuer(world.settler, [IDENTITY], by=world.operator)
    claim = world.claim(world.investor_a)
    signatures = [compact(world.vouch(claim, by=world.settler))]
    world.registry.registerSigned(*packed([claim], world.settler, signatures), by=world.registrar)


@pytest.mark.requirement("REG-4", "REG-8")
def test_remove_trusted_issuer__trusted__lapses_every_wallet_it_vouched_for(world: World) -> None:
    sent = world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    assert sent.logs == [world.registry.log("TrustedIssuerRemoved", world.provider)]
    assert not world.registry.isTrustedIssuer(world.provider)
    holders = (world.issuer, world.investor_a, world.investor_b, world.bond)
    assert not any(world.registry.isVerified(holder) for holder in holders)


@pytest.mark.requirement("REG-4")
def test_remove_trusted_issuer__wallets_of_another_issuer__stay_verified(world: World) -> None:
    settler_vouches_for_a(world)
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    assert world.registry.isVerified(world.investor_a)
    assert not world.registry.isVerified(world.investor_b)


@pytest.mark.requirement("REG-4")
def test_remove_trusted_issuer__trusted_again__stands_for_what_it_vouched_for(world: World) -> None:
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    world.registry.addTrustedIssuer(world.provider, [IDENTITY], by=world.operator)
    assert world.registry.isTrustedIssuer(world.provider)
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-4")
def test_remove_trusted_issuer__trusted_again_after_another__never_takes_its_place(world: World) -> None:
    """An issuer keeps the index that words rest on: what one vouched for never rests on another."""
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    world.registry.addTrustedIssuer(world.settler, [IDENTITY], by=world.operator)
    assert not world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-4")
def test_remove_trusted_issuer__another_issuer_vouches__wallet_is_verified_again(world: World) -> None:
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    settler_vouches_for_a(world)
    assert world.registry.isVerified(world.investor_a)


def test_remove_trusted_issuer__never_trusted__reverts(world: World) -> None:
    with reverts("IssuerUnavailable", issuer=world.settler):
        world.registry.removeTrustedIssuer(world.settler, by=world.operator)


def test_remove_trusted_issuer__twice__reverts(world: World) -> None:
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    with reverts("IssuerUnavailable", issuer=world.provider):
        world.registry.removeTrustedIssuer(world.provider, by=world.operator)


def test_remove_trusted_issuer__caller_not_administrator__reverts(world: World) -> None:
    with unauthorized(world.provider):
        world.registry.removeTrustedIssuer(world.provider, by=world.provider)
    assert world.registry.isTrustedIssuer(world.provider)
